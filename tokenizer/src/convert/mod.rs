//! Vocabularies as others publish them, to packed files.
//!
//! | file | reads |
//! |---|---|
//! | `tokenizer_json` | `tokenizer.json` of Hugging Face's tokenizers, of bytes |
//! | `sentence_json` | `tokenizer.json`, of characters as SentencePiece merges them |
//! | `tiktoken_ranks` | `.tiktoken`: a token in base64 and its rank on each line |
//! | `tekken` | `tekken.json` of Mistral |
//! | `patterns` | the expressions that split text, by their exact text |
//! | `any` | any of them, or a SentencePiece model: [`convert()`] |

mod any;
mod options;
mod patterns;
mod sentence_json;
mod tekken;
mod tiktoken_ranks;
mod tokenizer_json;

pub use any::{convert, read};
pub use options::ConvertOptions;
pub use patterns::{named_pattern, pattern_of};
