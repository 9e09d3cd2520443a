//! Text to tokens and back: the byte-pair encodings that OpenAI publishes, exact and fast.
//!
//! ```
//! use tokenfare_tokenizer::{Encoding, EncodingName, encoding_for_model};
//!
//! // Which encoding does a model use?
//! let found = encoding_for_model("gpt-4o-mini");
//! assert!(found.exact);
//!
//! // Encode, count and decode.
//! let encoding = Encoding::embedded(found.encoding)?;
//! assert_eq!(encoding.encode_ordinary("Hello, world!")?, [13225, 11, 2375, 0]);
//! assert_eq!(encoding.count_ordinary("Hello, world!"), 4);
//! assert_eq!(encoding.decode(&[13225, 11, 2375, 0])?, "Hello, world!");
//! # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
//! ```
//!
//! [`Encoding`] also truncates, splits into chunks and finds special tokens. [`StreamDecoder`] decodes
//! tokens that arrive one by one. [`count_chat`] counts a chat request.
//!
//! # How it works
//!
//! An encoding splits text into pre-tokens with a regular expression, and merges the bytes of each
//! pre-token by the ranks of a vocabulary. `src/reference.rs` does exactly that in a few lines: read it
//! first. It is the oracle that the tests hold the fast path to.
//!
//! | module | what it does |
//! |---|---|
//! | `normalize` | composes characters where a vocabulary asks for it |
//! | `pretokenize` | splits text into pre-tokens |
//! | `encoder` | encodes a text, batch by batch |
//! | `cache` | remembers the tokens of pre-tokens |
//! | `vocabulary` | finds tokens by their bytes and by their pair |
//! | `merge` | merges the pre-tokens that are no token themselves |
//! | `format` | reads the vocabulary files |
//! | `sentencepiece` | merges characters by scores, with bytes for the others |
//! | `tiling` | counts with a reconstructed vocabulary: the fewest pieces that tile a marked text |
//! | `byte_pair`, `model` | a vocabulary with its way of encoding, one for each mode |
//! | `encoding`, `encode`, `decode` | all of them together: [`Encoding`] |
//! | `worker`, `workspace` | many texts with one set of caches and no lock: [`Worker`] |
//! | `safe_cuts` | where a text may be cut without changing its tokens |
//! | `truncate`, `chunk`, `longest_part` | parts of a text within a number of tokens |
//! | `request`, `chat`, `models` | whole requests, chat requests, names of models |
//!
//! # Features
//!
//! | feature | effect |
//! |---|---|
//! | `o200k_base`, `cl100k_base`, … | embeds the vocabulary of that name, for [`Encoding::embedded`] |
//! | `all-encodings` | embeds all of them |
//! | `convert` | publishes `convert` and `pack`, which write vocabulary files, and their format |
//! | `authoring` | publishes the vocabulary format, for tools that write or test vocabulary files |
//!
//! No vocabulary is embedded by default. Without one, load its file with [`Encoding::from_packed`].
#![deny(unsafe_code)]
#![deny(unsafe_op_in_unsafe_fn)]
#![deny(clippy::undocumented_unsafe_blocks)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod byte_pair;
mod cache;
pub mod chat;
mod chunk;
#[cfg(feature = "convert")]
pub mod convert;
mod decode;
mod embedded;
mod encode;
mod encoder;
mod encoding;
mod encoding_name;
mod error;
#[cfg(any(feature = "authoring", feature = "convert"))]
pub mod format;
#[cfg(not(any(feature = "authoring", feature = "convert")))]
#[allow(
    dead_code,
    unused_imports,
    reason = "only tools that write vocabulary files use all of it"
)]
mod format;
mod hash;
mod longest_part;
mod merge;
mod model;
mod models;
pub mod normalize;
#[cfg(feature = "convert")]
pub mod pack;
mod pattern;
mod place;
mod pretokenize;
pub mod request;
// WebAssembly has no need of it: there only the instructions are tested.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod reference;
mod safe_cuts;
mod sentencepiece;
mod sorting;
mod special_tokens;
mod stream_decoder;
mod tiling;
mod truncate;
pub mod utf16;
mod vocabulary;
mod worker;
mod workspace;

pub use chat::{ChatCount, count_chat};
pub use chunk::Chunk;
pub use encoding::Encoding;
pub use encoding_name::EncodingName;
pub use error::{Offset, TokenizerError};
pub use format::decode_base64_in_place;
pub use models::{EncodingMatch, encoding_for_model};
pub use place::Place;
pub use request::{RequestCount, RequestEndpoint, RequestOptions, count_request};
pub use safe_cuts::SafeCuts;
pub use special_tokens::{SpecialSet, SpecialTokenOptions};
pub use stream_decoder::StreamDecoder;
pub use truncate::{Keep, Truncation};
pub use worker::Worker;

/// Runs the README's example as a test.
#[cfg(all(doctest, feature = "o200k_base"))]
#[doc = include_str!("../README.md")]
pub struct Readme;
