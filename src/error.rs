//! What every error of the crate has in common: a stable code, a place in the input, near matches.
//!
//! Each stage has its own small error enum; all of them implement [`Coded`], which is all that the
//! layers above need to pass an error on without knowing the stage.

use std::fmt;

use crate::near_match::near_matches;
use crate::tokenizer::TokenizerError;

/// The stable code of a failure. The names are those of the JavaScript API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// Wrong type, negative, not finite, or out of range.
    InvalidArgument,
    /// No encoding has this name.
    UnknownEncoding,
    /// The encoding exists, but its vocabulary has not been loaded.
    EncodingNotLoaded,
    /// A packed vocabulary whose digest, size or structure is off.
    CorruptVocabulary,
    /// Decoding an id that the encoding lacks.
    UnknownToken,
    /// A reconstructed vocabulary counts, but has no ids.
    NoIds,
    /// The text of a special token that the caller has forbidden.
    DisallowedSpecialToken,
    /// No model resolves from this name.
    UnknownModel,
    /// The model is known, but has no such rate on that day.
    NoPrice,
    /// A catalog that does not keep to its schema.
    InvalidCatalog,
    /// Quantities that contradict each other, or a response whose usage cannot be read.
    InvalidUsage,
    /// A scenario that does not keep to its schema, or contradicts itself.
    InvalidScenario,
    /// Bytes that are no image of a known format.
    InvalidImage,
    /// An input larger than a documented bound.
    LimitExceeded,
}

impl ErrorCode {
    /// The code as the JavaScript API spells it, `"UNKNOWN_MODEL"`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "INVALID_ARGUMENT",
            Self::UnknownEncoding => "UNKNOWN_ENCODING",
            Self::EncodingNotLoaded => "ENCODING_NOT_LOADED",
            Self::CorruptVocabulary => "CORRUPT_VOCABULARY",
            Self::UnknownToken => "UNKNOWN_TOKEN",
            Self::NoIds => "NO_IDS",
            Self::DisallowedSpecialToken => "DISALLOWED_SPECIAL_TOKEN",
            Self::UnknownModel => "UNKNOWN_MODEL",
            Self::NoPrice => "NO_PRICE",
            Self::InvalidCatalog => "INVALID_CATALOG",
            Self::InvalidUsage => "INVALID_USAGE",
            Self::InvalidScenario => "INVALID_SCENARIO",
            Self::InvalidImage => "INVALID_IMAGE",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An error with a stable code. `Display` gives the sentence for people.
pub trait Coded: std::error::Error {
    /// The stable code.
    fn code(&self) -> ErrorCode;

    /// Where in the input, `"workloads[0].requests.perDay"` or `"tokens[3]"`.
    fn path(&self) -> Option<&str> {
        None
    }

    /// Near matches of an unknown name, best first.
    fn suggestions(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Coded for TokenizerError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::UnknownEncoding { .. } => ErrorCode::UnknownEncoding,
            Self::EncodingNotLoaded { .. } => ErrorCode::EncodingNotLoaded,
            Self::CorruptVocabulary { .. } => ErrorCode::CorruptVocabulary,
            Self::UnknownToken { .. } => ErrorCode::UnknownToken,
            Self::NoIds { .. } => ErrorCode::NoIds,
            Self::DisallowedSpecialToken { .. } => ErrorCode::DisallowedSpecialToken,
            Self::LimitExceeded { .. } => ErrorCode::LimitExceeded,
            // The enum is `non_exhaustive`: what the tokenizer may add later is about an argument too.
            _ => ErrorCode::InvalidArgument,
        }
    }

    fn path(&self) -> Option<&str> {
        match self {
            Self::UnknownToken { path, .. } => path.as_deref(),
            Self::InvalidArgument { path, .. } => Some(path),
            _ => None,
        }
    }

    fn suggestions(&self) -> Vec<String> {
        match self {
            Self::UnknownEncoding { name, known } | Self::UnknownSpecialToken { name, known } => {
                near_matches(name, known.iter().map(String::as_str), 3)
            }
            _ => Vec::new(),
        }
    }
}
