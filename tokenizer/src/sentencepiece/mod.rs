//! SentencePiece vocabularies: Gemma's, which is Gemini's, Llama 2's and Mistral's.
//!
//! Such a vocabulary merges the characters of a text, the pair of the highest score first. A character
//! that is no piece becomes its bytes. The merging is that of byte-pair vocabularies, of another
//! vocabulary ([`merging`]): characters come out of their bytes before anything else merges, and ranks
//! are the order of scores. [`ids`] translates ranks, and [`blanks`] joins runs of blanks where a
//! vocabulary merges them last. [`model`] is all of them together.

mod blanks;
mod ids;
mod merging;
mod model;

pub use model::SentencePiece;
