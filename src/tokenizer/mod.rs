//! Text to tokens: OpenAI's byte-pair encodings, exact.
//!
//! | file | idea |
//! |---|---|
//! | [`packed`] | the vocabulary file: merges, entropy-coded |
//! | `vocabulary/` | a vocabulary in memory, and its tables |
//! | `splitter/` | cutting text into pieces, one file a pattern |
//! | `byte_pair` | the tokens of a piece that is no token itself |
//! | `encoding` | the three together: [`Encoding`] |
//! | `cut` | truncating and chunking |
//! | `chat/` | tokens of a chat request |
//! | `stream_decoder` | decoding tokens one by one |
//! | `model_encoding` | which encoding a model uses |

mod byte_pair;
pub mod chat;
mod cut;
mod embedded;
mod encoding;
mod encoding_name;
mod error;
mod hash;
mod model_encoding;
pub mod packed;
mod piece_cache;
mod special_tokens;
mod splitter;
mod stream_decoder;
pub mod utf16;
mod vocabulary;

pub use chat::ChatCount;
pub use cut::{Chunk, Keep, Truncation};
pub use encoding::Encoding;
pub use encoding_name::EncodingName;
pub use error::TokenizerError;
pub use model_encoding::{EncodingMatch, encoding_for_model};
pub use special_tokens::{SpecialSet, SpecialTokenOptions};
pub use stream_decoder::StreamDecoder;
