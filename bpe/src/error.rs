//! What can go wrong between text and tokens.

use std::fmt;

use tokenfare_common::{Coded, ErrorCode};

use crate::utf16;

/// An error of the tokenizer. `Display` says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenizerError {
    /// No encoding has this name.
    UnknownEncoding {
        /// The name that was asked for.
        name: String,
        /// Near matches, best first.
        suggestions: Vec<String>,
    },
    /// The encoding exists, but the vocabulary that it needs has not been loaded.
    EncodingNotLoaded {
        /// The encoding whose vocabulary is missing.
        encoding: &'static str,
    },
    /// A packed vocabulary whose digest, size, version or structure is off.
    CorruptVocabulary {
        /// What is off.
        reason: &'static str,
    },
    /// A token that the encoding lacks.
    UnknownToken {
        /// The token.
        token: u32,
        /// Where it stands in the list of tokens, if it came in one.
        index: Option<usize>,
        /// `tokens[3]`, made once from `index`.
        path: Option<String>,
    },
    /// The text holds a special token that the caller has forbidden.
    DisallowedSpecialToken {
        /// The special token's text.
        token: String,
        /// Where it begins.
        at: Offset,
    },
    /// A name in a list of special tokens that this encoding lacks.
    UnknownSpecialToken {
        /// The name that was asked for.
        name: String,
        /// Near matches, best first.
        suggestions: Vec<String>,
    },
    /// An argument out of range or of the wrong shape.
    InvalidArgument {
        /// Which argument.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// An input larger than a documented bound.
    LimitExceeded {
        /// What is bounded, and by how much.
        reason: &'static str,
    },
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Offset {
    /// In bytes of UTF-8.
    Byte(usize),
    /// In code units of UTF-16, as JavaScript counts.
    Utf16(usize),
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Byte(offset) => write!(f, "byte {offset}"),
            Self::Utf16(offset) => write!(f, "offset {offset}"),
        }
    }
}

impl TokenizerError {
    /// The same error, its place in `text` counted in UTF-16.
    #[must_use]
    pub fn in_utf16(mut self, text: &str) -> Self {
        if let Self::DisallowedSpecialToken { at, .. } = &mut self
            && let Offset::Byte(byte) = *at
        {
            *at = Offset::Utf16(utf16::length(text.get(..byte).unwrap_or_default()));
        }
        self
    }

    pub(crate) fn unknown_token(token: u32, index: Option<usize>) -> Self {
        Self::UnknownToken {
            token,
            index,
            path: index.map(|index| format!("tokens[{index}]")),
        }
    }

    pub(crate) fn corrupt(reason: &'static str) -> Self {
        Self::CorruptVocabulary { reason }
    }
}

impl fmt::Display for TokenizerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownEncoding { name, suggestions } => {
                write!(f, "there is no encoding {name:?}")?;
                did_you_mean(f, suggestions)
            }
            Self::EncodingNotLoaded { encoding } => write!(
                f,
                "the vocabulary of {encoding} is not loaded; load it first"
            ),
            Self::CorruptVocabulary { reason } => {
                write!(f, "this is no intact packed vocabulary: {reason}")
            }
            Self::UnknownToken { token, index, .. } => match index {
                Some(index) => write!(f, "tokens[{index}]: the encoding has no token {token}"),
                None => write!(f, "the encoding has no token {token}"),
            },
            Self::DisallowedSpecialToken { token, at } => write!(
                f,
                "the text holds the disallowed special token {token:?} at {at}; \
                 allow it to encode it as itself, or leave it out of the disallowed ones to \
                 encode it as ordinary text"
            ),
            Self::UnknownSpecialToken { name, suggestions } => {
                write!(f, "the encoding has no special token {name:?}")?;
                did_you_mean(f, suggestions)
            }
            Self::InvalidArgument { path, reason } => write!(f, "{path}: {reason}"),
            Self::LimitExceeded { reason } => f.write_str(reason),
        }
    }
}

fn did_you_mean(f: &mut fmt::Formatter<'_>, suggestions: &[String]) -> fmt::Result {
    match suggestions.first() {
        Some(best) => write!(f, "; did you mean {best:?}?"),
        None => Ok(()),
    }
}

impl std::error::Error for TokenizerError {}

impl Coded for TokenizerError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::UnknownEncoding { .. } => ErrorCode::UnknownEncoding,
            Self::EncodingNotLoaded { .. } => ErrorCode::EncodingNotLoaded,
            Self::CorruptVocabulary { .. } => ErrorCode::CorruptVocabulary,
            Self::UnknownToken { .. } => ErrorCode::UnknownToken,
            Self::DisallowedSpecialToken { .. } => ErrorCode::DisallowedSpecialToken,
            Self::UnknownSpecialToken { .. } | Self::InvalidArgument { .. } => {
                ErrorCode::InvalidArgument
            }
            Self::LimitExceeded { .. } => ErrorCode::LimitExceeded,
        }
    }

    fn path(&self) -> Option<&str> {
        match self {
            Self::UnknownToken { path, .. } => path.as_deref(),
            Self::InvalidArgument { path, .. } => Some(path),
            _ => None,
        }
    }

    fn suggestions(&self) -> &[String] {
        match self {
            Self::UnknownEncoding { suggestions, .. }
            | Self::UnknownSpecialToken { suggestions, .. } => suggestions,
            _ => &[],
        }
    }
}
