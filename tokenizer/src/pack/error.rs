//! Why a vocabulary cannot be packed.

use thiserror::Error;

/// Why a vocabulary cannot be packed. Its `Display` says what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// The file is damaged, or of no known format.
    #[error("this is no vocabulary that can be read: {reason}")]
    Unreadable {
        /// What is wrong with it.
        reason: String,
    },
    /// The file is intact, but has something that this library cannot do.
    #[error("this vocabulary cannot be converted: {reason}")]
    Unsupported {
        /// What it has.
        reason: String,
    },
}

impl ConvertError {
    pub(crate) fn unreadable(reason: impl Into<String>) -> Self {
        Self::Unreadable {
            reason: reason.into(),
        }
    }

    pub(crate) fn unsupported(reason: impl Into<String>) -> Self {
        Self::Unsupported {
            reason: reason.into(),
        }
    }
}
