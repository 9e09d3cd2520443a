//! What can go wrong between text and tokens.

use std::fmt;

use thiserror::Error;

use crate::utf16;

/// An error of the tokenizer. Its `Display` says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TokenizerError {
    /// No encoding has this name.
    #[error(
        "there is no encoding {name:?}; the encodings are {}", known.join(", "))]
    UnknownEncoding {
        /// The name that the caller gave.
        name: String,
        /// The encodings that there are.
        known: Vec<String>,
    },
    /// The encoding exists, but the vocabulary that it needs has not been loaded.
    #[error("the vocabulary of {encoding} is not loaded; load it first")]
    EncodingNotLoaded {
        /// The encoding whose vocabulary is missing.
        encoding: String,
    },
    /// A packed vocabulary whose digest, size, version or structure is wrong.
    #[error("this is no intact packed vocabulary: {reason}")]
    CorruptVocabulary {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A token that the encoding lacks.
    #[error("{}the encoding has no token {token}", prefix(path.as_deref()))]
    UnknownToken {
        /// The token.
        token: u32,
        /// Its index in the list of tokens, if it came in one.
        index: Option<usize>,
        /// The index as a path, `tokens[3]`.
        path: Option<String>,
    },
    /// The vocabulary is a reconstruction, which counts tokens but has no ids.
    #[error(
        "{encoding} has no ids: its vendor publishes none, and this vocabulary is a reconstruction \
         that counts; use count, countUpTo, truncate or chunk"
    )]
    NoIds {
        /// The encoding.
        encoding: String,
    },
    /// The text contains a special token that the caller has disallowed.
    #[error(
        "the text holds the disallowed special token {token:?} at {at}; allow it to encode it as \
         itself, or leave it out of the disallowed ones to encode it as ordinary text"
    )]
    DisallowedSpecialToken {
        /// The special token's text.
        token: String,
        /// Where it begins.
        at: Offset,
    },
    /// A set of special tokens names one that this encoding lacks.
    #[error("the encoding has no special token {:?}", beginning(name))]
    UnknownSpecialToken {
        /// The name that the caller gave.
        name: String,
        /// The special tokens that the encoding has, by id.
        known: Vec<String>,
    },
    /// An argument out of range or of the wrong shape.
    #[error("{path}: {reason}")]
    InvalidArgument {
        /// Which argument.
        path: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// An input larger than a documented bound.
    #[error("{reason}")]
    LimitExceeded {
        /// What is bounded, and by how much.
        reason: &'static str,
    },
}

/// A position in a text.
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
    /// The same error, with its offset in `text` counted in code units of UTF-16.
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

/// A name as messages show it: its beginning, where it is long.
fn beginning(name: &str) -> String {
    let mut characters = name.chars();
    let mut short: String = characters.by_ref().take(60).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

/// A path in front of a message.
fn prefix(path: Option<&str>) -> String {
    path.map_or_else(String::new, |path| format!("{path}: "))
}
