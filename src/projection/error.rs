//! What can be wrong with a scenario.

use thiserror::Error;

use crate::input::InputError;
use crate::pricing::PricingError;
use crate::{Coded, ErrorCode};

/// Why a scenario cannot be projected.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum ProjectionError {
    /// A field that is missing, misspelt, of the wrong type, out of range, or in conflict with
    /// another.
    #[error("{}{message}", subject(path))]
    Invalid {
        /// The field, `"workloads[0].growth.perMonth"`.
        path: String,
        /// What is wrong and what would be valid.
        message: String,
        /// Near matches of an unknown name, best first.
        suggestions: Vec<String>,
    },
    /// More than a documented bound allows.
    #[error("{}{message}", subject(path))]
    Limit {
        /// The field, `"months"`.
        path: String,
        /// The bound and what to do.
        message: String,
    },
    /// A model that is unknown, or not sold in this way on that day.
    #[error("{path}: {source}")]
    Pricing {
        /// The field that named the model or the quantities.
        path: String,
        /// What pricing says.
        source: PricingError,
    },
}

/// The path as the subject of the message; nothing for the scenario as a whole.
fn subject(path: &str) -> String {
    if path.is_empty() {
        String::new()
    } else {
        format!("{path} ")
    }
}

impl From<InputError> for ProjectionError {
    fn from(error: InputError) -> Self {
        let path = error.path().to_owned();
        let message = error.message().to_owned();
        if error.exceeds_bound() {
            return Self::Limit { path, message };
        }
        Self::Invalid {
            path,
            message,
            suggestions: error.suggestions().to_vec(),
        }
    }
}

impl ProjectionError {
    pub(crate) fn invalid(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid {
            path: path.into(),
            message: message.into(),
            suggestions: Vec::new(),
        }
    }

    pub(crate) fn limit(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Limit {
            path: path.into(),
            message: message.into(),
        }
    }

    /// A volume, rate or amount at `path` that has too many digits.
    pub(crate) fn too_large(path: &str) -> Self {
        Self::limit(
            path,
            "grows beyond the 28 digits of an exact number; use a smaller volume, growth or rate",
        )
    }

    /// A sum over the scenario that has too many digits.
    pub(crate) fn total_too_large() -> Self {
        Self::limit(
            "",
            "the total has more than the 28 digits of an exact number",
        )
    }

    /// The same error in a part of a larger input: `prefix` before its path.
    pub(crate) fn under(mut self, prefix: &str) -> Self {
        let (Self::Invalid { path, .. } | Self::Limit { path, .. } | Self::Pricing { path, .. }) =
            &mut self;
        *path = if path.is_empty() {
            prefix.to_owned()
        } else {
            format!("{prefix}.{path}")
        };
        self
    }

    pub(crate) fn pricing(path: impl Into<String>, source: PricingError) -> Self {
        Self::Pricing {
            path: path.into(),
            source,
        }
    }
}

impl Coded for ProjectionError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Invalid { .. } => ErrorCode::InvalidScenario,
            Self::Limit { .. } => ErrorCode::LimitExceeded,
            Self::Pricing { source, .. } => source.code(),
        }
    }

    fn path(&self) -> Option<&str> {
        let (Self::Invalid { path, .. } | Self::Limit { path, .. } | Self::Pricing { path, .. }) =
            self;
        Some(path)
            .filter(|path| !path.is_empty())
            .map(String::as_str)
    }

    fn suggestions(&self) -> Vec<String> {
        match self {
            Self::Invalid { suggestions, .. } => suggestions.clone(),
            Self::Pricing { source, .. } => source.suggestions(),
            Self::Limit { .. } => Vec::new(),
        }
    }
}
