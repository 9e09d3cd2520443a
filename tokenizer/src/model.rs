//! What turns text into tokens: one variant for each mode of the vocabulary files.
//!
//! [`Encoding`](crate::Encoding) adds what all of them share: special tokens, truncation, chunks. A
//! further mode is a variant here, with one function for each of the methods below, and one of
//! [`Body`](crate::format::Body).

use std::ops::{ControlFlow, Range};

use crate::byte_pair::BytePair;
use crate::error::TokenizerError;
use crate::place::Place;
use crate::sentencepiece::SentencePiece;
use crate::tiling::Tiling;
use crate::workspace::Workspace;

/// A vocabulary and its way of encoding. Texts are UTF-8 without special tokens.
pub enum Model {
    /// The bytes of each pre-token are merged.
    BytePair(BytePair),
    /// Characters are merged by scores.
    SentencePiece(Box<SentencePiece>),
    /// The fewest pieces tile a marked text. There are no ids.
    Tiling(Box<Tiling>),
}

impl Model {
    /// One more than the highest id; 0 without ids.
    pub fn ids(&self) -> usize {
        match self {
            Self::BytePair(model) => model.ids(),
            Self::SentencePiece(model) => model.ids(),
            Self::Tiling(_) => 0,
        }
    }

    /// The number of tokens of a text.
    pub fn count(&self, space: &mut Workspace, text: &[u8], place: Place<'_>) -> usize {
        match self {
            Self::BytePair(model) => model.count(space.encoder(), text),
            Self::SentencePiece(model) => model.count(space.encoder(), text, place),
            Self::Tiling(model) => {
                model.count(space.scratch(), &String::from_utf8_lossy(text), place)
            }
        }
    }

    /// Appends the tokens of a text.
    ///
    /// # Errors
    ///
    /// [`TokenizerError::NoIds`] if the vocabulary is a reconstruction.
    pub fn encode(
        &self,
        space: &mut Workspace,
        text: &[u8],
        place: Place<'_>,
        tokens: &mut Vec<u32>,
    ) -> Result<(), TokenizerError> {
        match self {
            Self::BytePair(model) => {
                model.encode(space.encoder(), text, tokens);
                Ok(())
            }
            Self::SentencePiece(model) => {
                model.encode(space.encoder(), text, place, tokens);
                Ok(())
            }
            Self::Tiling(_) => Err(TokenizerError::NoIds {
                encoding: "this vocabulary".to_owned(),
            }),
        }
    }

    /// Calls `visit` with the range and the number of tokens of each part of a text that is encoded by
    /// itself, until it breaks.
    pub fn each_pre_token(
        &self,
        space: &mut Workspace,
        text: &[u8],
        place: Place<'_>,
        visit: &mut dyn FnMut(Range<usize>, usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        match self {
            Self::BytePair(model) => model.each_pre_token(space.encoder(), text, visit),
            Self::SentencePiece(model) => model.each_pre_token(space.encoder(), text, place, visit),
            Self::Tiling(model) => {
                let text = String::from_utf8_lossy(text);
                model.each_section(space.scratch(), &text, place, &mut |range, tokens| {
                    visit(range, tokens as usize)
                })
            }
        }
    }

    /// About where the first `count` tokens of a pre-token end, in bytes. It only suggests where to look
    /// for a cut, which is then counted.
    pub fn end_of_first(&self, space: &mut Workspace, pre_token: &[u8], count: usize) -> usize {
        match self {
            Self::BytePair(model) => {
                let mut tokens = Vec::new();
                model.encode(space.encoder(), pre_token, &mut tokens);
                let lengths = tokens.iter().take(count).map(|token| self.length(*token));
                lengths.sum()
            }
            Self::SentencePiece(model) => {
                let mut tokens = Vec::new();
                let inside = Place {
                    before: b"-",
                    ends: true,
                };
                model.encode(space.encoder(), pre_token, inside, &mut tokens);
                let lengths = tokens.iter().take(count).map(|token| self.length(*token));
                lengths.sum::<usize>().min(pre_token.len())
            }
            // In most sections tokens have about the same length.
            Self::Tiling(model) => {
                let text = String::from_utf8_lossy(pre_token);
                let all = model.count(space.scratch(), &text, Place::WHOLE).max(1);
                // In WebAssembly the product of two lengths may need more than a usize.
                (pre_token.len() as u64 * count.min(all) as u64 / all as u64) as usize
            }
        }
    }

    /// Where each token of a text begins, in bytes.
    pub fn starts(&self, text: &[u8], place: Place<'_>, tokens: &[u32]) -> Vec<usize> {
        match self {
            Self::BytePair(_) => {
                let starts = tokens.iter().scan(0, |at, token| {
                    let start = *at;
                    *at += self.length(*token);
                    Some(start)
                });
                starts.collect()
            }
            Self::SentencePiece(model) => model.starts(text, place, tokens),
            Self::Tiling(_) => Vec::new(),
        }
    }

    /// The bytes of a token, if it is one.
    pub fn token(&self, id: u32) -> Option<&[u8]> {
        match self {
            Self::BytePair(model) => model.token(id),
            Self::SentencePiece(model) => model.token(id),
            Self::Tiling(_) => None,
        }
    }

    /// Appends the bytes of tokens to `bytes`, up to the first that [`Self::token`] may not know.
    /// Returns how many that were.
    pub fn append(&self, tokens: &[u32], bytes: &mut Vec<u8>) -> usize {
        match self {
            Self::BytePair(model) => model.append(tokens, bytes),
            Self::SentencePiece(model) => model.append(tokens, bytes),
            Self::Tiling(_) => 0,
        }
    }

    /// Bytes of the longest token.
    pub fn longest_token(&self) -> usize {
        match self {
            Self::BytePair(model) => model.vocabulary.longest_token(),
            Self::SentencePiece(model) => model.longest_token(),
            Self::Tiling(model) => model.longest_piece(),
        }
    }

    /// Whether the first tokens of a text begin with a blank that is not the text's own.
    pub fn adds_blank(&self) -> bool {
        match self {
            Self::SentencePiece(model) => model.adds_blank(),
            Self::BytePair(_) | Self::Tiling(_) => false,
        }
    }

    /// Whether there are ids.
    pub fn has_ids(&self) -> bool {
        match self {
            Self::BytePair(_) | Self::SentencePiece(_) => true,
            Self::Tiling(_) => false,
        }
    }

    /// Whether what follows `at` can be encoded by itself, in the place behind what precedes it: the
    /// tokens of both are then those of the whole text. `at` is the end of a pre-token.
    pub fn restarts_at(&self, text: &[u8], at: usize) -> bool {
        match self {
            Self::BytePair(_) => true,
            Self::SentencePiece(model) => at == 0 || model.restarts_at(text, at),
            Self::Tiling(model) => at == 0 || model.restarts_at(text, at),
        }
    }

    fn length(&self, token: u32) -> usize {
        self.token(token).map_or(0, <[u8]>::len)
    }
}
