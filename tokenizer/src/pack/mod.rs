//! Writes packed vocabularies, the files that `crate::format` reads.
//!
//! | file | what it does |
//! |---|---|
//! | `byte_vocabulary` | a byte-pair vocabulary, as it is given, to a file |
//! | `splits` | finds the pair that each token joins, and proves that merging makes the token |
//! | `rank_encoder` | entropy-codes the pairs |
//! | `sentence_model`, `sentence_pieces` | a SentencePiece model to a vocabulary, and to a file |
//! | `tiles` | a vocabulary of tiles to a file |
//! | `adaptive_encoder` | entropy-codes its pieces |
//! | `writer` | the parts of a file that all modes share |

mod adaptive_encoder;
mod byte_vocabulary;
mod error;
mod rank_encoder;
mod sentence_model;
mod sentence_pieces;
mod splits;
mod tiles;
pub mod writer;

pub use byte_vocabulary::{ByteVocabulary, pack};
pub use error::ConvertError;
pub use sentence_model::read_sentence_model;
pub use sentence_pieces::{Piece, PieceKind, SentenceVocabulary, pack_sentence_pieces};
pub use tiles::pack_tiles;
