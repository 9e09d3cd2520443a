//! Text to tokens: OpenAI's byte-pair encodings, exact.
//!
//! Users find all of it in `tokenfare_tokenizer`.
//!
//! | file | idea |
//! |---|---|
//! | [`packed`] | the vocabulary file: merges, entropy-coded |
//! | `vocabulary/` | a vocabulary in memory, and its tables |
//! | `splitter/` | cutting text into pieces, one file a pattern |
//! | `encode/` | the way of a text through them, many pieces at a time |
//! | `byte_pair` | the tokens of a piece that is no token itself |
//! | `encoding` | the three together: [`Encoding`] |
//! | `cut` | truncating and chunking |
//! | `stream_decoder` | decoding tokens one by one |
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod byte_pair;
pub mod chat;
mod cut;
mod embedded;
mod encode;
mod encoding;
mod encoding_name;
mod error;
mod hash;
mod models;
pub mod packed;
mod piece_cache;
mod special_tokens;
mod splitter;
mod stream_decoder;
pub mod utf16;
mod vocabulary;

pub use chat::{ChatCount, count_chat};
pub use cut::{Chunk, Keep, Truncation};
pub use encoding::Encoding;
pub use encoding_name::EncodingName;
pub use error::{Offset, TokenizerError};
pub use models::{EncodingMatch, encoding_for_model};
pub use special_tokens::{SpecialSet, SpecialTokenOptions};
pub use stream_decoder::StreamDecoder;

/// Runs the README's example as a test.
#[cfg(all(doctest, feature = "o200k_base"))]
#[doc = include_str!("../README.md")]
pub struct Readme;
