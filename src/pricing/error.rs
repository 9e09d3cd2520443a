//! Why something could not be priced.

use crate::input::InputError;
use crate::near_match::shortened;

use crate::{Coded, ErrorCode};

/// Why something could not be priced. `Display` says it in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PricingError {
    /// No model has this name.
    #[error(
        "no model is called {:?}{}{}",
        beginning(name),
        because(reason.as_deref()),
        did_you_mean(suggestions)
    )]
    UnknownModel {
        /// The name that was given.
        name: String,
        /// Why the name has no price, where it says so itself.
        reason: Option<String>,
        /// The path of the name in the input.
        path: String,
        /// Near matches, best first.
        suggestions: Vec<String>,
    },
    /// The model is known, but it is not sold in this combination.
    #[error("{message}")]
    NoPrice {
        /// Why, for programs.
        reason: NoPriceReason,
        /// What has no price, and what is sold instead.
        message: String,
        /// The path of the quantity.
        path: Option<String>,
    },
    /// An argument is out of its range.
    #[error("{message}")]
    InvalidArgument {
        /// What is wrong with it.
        message: String,
        /// The path of the name in the input.
        path: Option<String>,
        /// Near matches, best first.
        suggestions: Vec<String>,
    },
    /// Quantities contradict each other, or a response holds no usage that can be read.
    #[error("{message}")]
    InvalidUsage {
        /// The contradiction.
        message: String,
        /// The path of the quantity that does not fit.
        path: Option<String>,
    },
    /// The catalog does not match its schema, or contradicts itself.
    #[error("{message}")]
    InvalidCatalog {
        /// What is wrong.
        message: String,
        /// The path of the error: `"providers[0].model[3].rates[1]"`.
        path: Option<String>,
    },
    /// The bytes are not the beginning of an image of a known format.
    #[error("{message}")]
    InvalidImage {
        /// What was found.
        message: String,
    },
    /// A number needs more than 28 digits, or an input is larger than allowed.
    #[error("{message}")]
    LimitExceeded {
        /// The limit, and what exceeds it.
        message: String,
        /// Its path in the input.
        path: Option<String>,
    },
}

/// Why a combination has no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NoPriceReason {
    /// The model was released after the day.
    NotReleased,
    /// The model has no rate of the component.
    NoRate,
    /// The model has a rate of the component, but not on the day.
    NotInForce,
    /// The model has a rate of the component on the day, but not in the tier.
    NotInTier,
    /// The model has a rate of the component, but not for this length of context, size, quality,
    /// resolution or memory.
    NoMatchingCondition,
    /// The vendor states that it does not sell the combination.
    Excluded,
    /// The vendor publishes no rule that converts the image, audio or video into tokens.
    NoTokenRule,
}

/// The result of pricing.
pub type Result<T> = std::result::Result<T, PricingError>;

impl PricingError {
    pub(crate) fn argument(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::InvalidArgument {
            message: message.into(),
            path: Some(path.into()),
            suggestions: Vec::new(),
        }
    }

    pub(crate) fn usage(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::InvalidUsage {
            message: message.into(),
            path: Some(path.into()),
        }
    }

    pub(crate) fn unknown_model(
        name: &str,
        reason: Option<String>,
        suggestions: Vec<String>,
    ) -> Self {
        Self::UnknownModel {
            name: shortened(name),
            reason,
            path: "model".to_owned(),
            suggestions,
        }
    }

    /// The same error at another path of the input.
    pub(crate) fn at(mut self, place: String) -> Self {
        match &mut self {
            Self::UnknownModel { path, .. } => *path = place,
            Self::InvalidImage { .. } => {}
            Self::NoPrice { path, .. }
            | Self::InvalidArgument { path, .. }
            | Self::InvalidUsage { path, .. }
            | Self::InvalidCatalog { path, .. }
            | Self::LimitExceeded { path, .. } => *path = Some(place),
        }
        self
    }

    pub(crate) fn catalog(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::InvalidCatalog {
            message: message.into(),
            path: Some(path.into()),
        }
    }

    /// The error of an operation on [`Exact`](crate::pricing::Exact) numbers that gave `None`.
    pub(crate) fn digits(path: Option<String>) -> Self {
        Self::LimitExceeded {
            message: "the exact result needs more than 28 significant digits; use smaller or \
                      rounder quantities"
                .to_owned(),
            path,
        }
    }
}

/// A catalog that cannot be read.
impl From<InputError> for PricingError {
    fn from(error: InputError) -> Self {
        Self::InvalidCatalog {
            message: error.to_string(),
            path: Some(error.path().to_owned()).filter(|path| !path.is_empty()),
        }
    }
}

/// As much of a name as a message shows.
fn beginning(name: &str) -> String {
    name.chars().take(80).collect()
}

/// A reason to put after an error about an unknown name; empty without one.
fn because(reason: Option<&str>) -> String {
    reason.map_or_else(String::new, |reason| format!(": {reason}"))
}

/// A question to put after an error about an unknown name; empty without near matches.
fn did_you_mean(suggestions: &[String]) -> String {
    if suggestions.is_empty() {
        return String::new();
    }
    format!("; did you mean {}?", suggestions.join(", "))
}

impl Coded for PricingError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::UnknownModel { .. } => ErrorCode::UnknownModel,
            Self::NoPrice { .. } => ErrorCode::NoPrice,
            Self::InvalidArgument { .. } => ErrorCode::InvalidArgument,
            Self::InvalidUsage { .. } => ErrorCode::InvalidUsage,
            Self::InvalidCatalog { .. } => ErrorCode::InvalidCatalog,
            Self::InvalidImage { .. } => ErrorCode::InvalidImage,
            Self::LimitExceeded { .. } => ErrorCode::LimitExceeded,
        }
    }

    fn path(&self) -> Option<&str> {
        match self {
            Self::UnknownModel { path, .. } => Some(path),
            Self::InvalidImage { .. } => None,
            Self::NoPrice { path, .. }
            | Self::InvalidArgument { path, .. }
            | Self::InvalidUsage { path, .. }
            | Self::InvalidCatalog { path, .. }
            | Self::LimitExceeded { path, .. } => path.as_deref(),
        }
    }

    fn suggestions(&self) -> Vec<String> {
        match self {
            Self::UnknownModel { suggestions, .. } | Self::InvalidArgument { suggestions, .. } => {
                suggestions.clone()
            }
            _ => Vec::new(),
        }
    }
}
