//! What can be wrong with a request to read or analyse a log. What is wrong within a log is no error:
//! it is told in the log.

use crate::pricing::PricingError;
use crate::{Coded, ErrorCode};

/// Why a log could not be read or analysed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UsageLogError {
    /// An option is out of its range.
    #[error("{message}")]
    InvalidArgument {
        /// What is wrong with it.
        message: String,
        /// Its path: "options.columns".
        path: String,
        /// Near matches, best first.
        suggestions: Vec<String>,
    },
    /// A sum needs more than 28 digits.
    #[error("{message}")]
    LimitExceeded {
        /// The limit, and what exceeds it.
        message: String,
    },
    /// The prices cannot be read.
    #[error(transparent)]
    Pricing(#[from] PricingError),
}

impl UsageLogError {
    /// A sum that has too many digits.
    pub(super) fn digits() -> Self {
        Self::LimitExceeded {
            message: "the total has more than the 28 digits of an exact number".to_owned(),
        }
    }
}

impl Coded for UsageLogError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::InvalidArgument { .. } => ErrorCode::InvalidArgument,
            Self::LimitExceeded { .. } => ErrorCode::LimitExceeded,
            Self::Pricing(error) => error.code(),
        }
    }

    fn path(&self) -> Option<&str> {
        match self {
            Self::InvalidArgument { path, .. } => Some(path),
            Self::LimitExceeded { .. } => None,
            Self::Pricing(error) => error.path(),
        }
    }

    fn suggestions(&self) -> Vec<String> {
        match self {
            Self::InvalidArgument { suggestions, .. } => suggestions.clone(),
            Self::LimitExceeded { .. } => Vec::new(),
            Self::Pricing(error) => error.suggestions(),
        }
    }
}
