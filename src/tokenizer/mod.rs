//! Text to tokens: OpenAI's byte-pair encodings, exact.
//!
//! The encodings themselves are a crate of their own, `bpe/`, which is compiled for speed where the
//! rest of the wasm engine is compiled for size. Here stands what a chat request or a model's name
//! means to them.
//!
//! | file | idea |
//! |---|---|
//! | `chat/` | tokens of a chat request |
//! | `model_encoding` | which encoding a model uses |

pub mod chat;
mod model_encoding;

pub use chat::{ChatCount, count_chat};
pub use model_encoding::{EncodingMatch, encoding_for_model};
pub use tokenfare_bpe::{
    Chunk, Encoding, EncodingName, Keep, Offset, SpecialSet, SpecialTokenOptions, StreamDecoder,
    TokenizerError, Truncation, packed, utf16,
};
