//! What is wrong with a column.

use arrow_schema::{ArrowError, DataType};
use tokenfare::tokenizer::TokenizerError;
use tokenfare::{Coded, ErrorCode};

/// Why a kernel gave no array. `Display` says it in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KernelError {
    /// A column has a type that the kernel does not read.
    #[error("{column} has the type {found}; it must be {expected}")]
    Type {
        /// Which column.
        column: String,
        /// Its type.
        found: DataType,
        /// The types that the kernel reads.
        expected: &'static str,
    },
    /// Two columns of one table differ in length.
    #[error("{column} has {found} rows, and the columns before it have {expected}")]
    Length {
        /// Which column.
        column: String,
        /// Its rows.
        found: usize,
        /// The rows of the others.
        expected: usize,
    },
    /// A column that usage has not, or one that it needs and that is missing.
    #[error("{message}")]
    Column {
        /// What is wrong.
        message: String,
        /// Which column.
        column: String,
    },
    /// An array that does not keep to Arrow's format.
    #[error("the array does not keep to Arrow's format: {reason}")]
    Malformed {
        /// What is wrong with it.
        reason: String,
    },
    /// A result that Arrow's 32-bit offsets cannot address.
    #[error("the result has more than 2,147,483,647 {what}; pass fewer rows at once")]
    TooLarge {
        /// What there is too much of: tokens or bytes.
        what: &'static str,
    },
    /// A text that cannot be encoded.
    #[error("row {row}: {error}")]
    Text {
        /// The row, counted from 0.
        row: usize,
        /// Why.
        error: TokenizerError,
    },
}

/// The result of a kernel.
pub type Result<T> = std::result::Result<T, KernelError>;

impl From<ArrowError> for KernelError {
    fn from(error: ArrowError) -> Self {
        Self::Malformed {
            reason: error.to_string(),
        }
    }
}

impl Coded for KernelError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Type { .. }
            | Self::Length { .. }
            | Self::Column { .. }
            | Self::Malformed { .. } => ErrorCode::InvalidArgument,
            Self::TooLarge { .. } => ErrorCode::LimitExceeded,
            Self::Text { error, .. } => error.code(),
        }
    }

    fn path(&self) -> Option<&str> {
        match self {
            Self::Type { column, .. }
            | Self::Length { column, .. }
            | Self::Column { column, .. } => Some(column),
            Self::Malformed { .. } | Self::TooLarge { .. } => None,
            Self::Text { error, .. } => error.path(),
        }
    }

    fn suggestions(&self) -> Vec<String> {
        match self {
            Self::Text { error, .. } => error.suggestions(),
            _ => Vec::new(),
        }
    }
}
