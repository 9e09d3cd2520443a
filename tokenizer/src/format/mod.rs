//! The format of a packed vocabulary, a file `vocab/<name>.tfv`.
//!
//! A byte-pair vocabulary is its merges: nearly every token of two or more bytes merges two others, so
//! that a file of pairs is enough. The pairs are entropy-coded ([`rank_coder`]). `crate::pack` writes the
//! files and proves that each token comes out of its pair.
//!
//! ```text
//!  0  "TFV\0"                        16  total length, u32
//!  4  format version, u32: 2         20  mode, u8: 0 merges bytes, 1 merges
//!                                         characters (SentencePiece), 2 tiles
//!  8  xxHash64 of all from byte 16   21  pattern, u8
//!     (one changed bit: refused)     22  normalization, u8: 0 none, 1 NFC
//!                                    23  flags, u8: 1 a whole pre-token is looked up first
//!                                    24  name, u8 length and bytes
//!                                        sha256 of the source, 32 bytes
//!                                        special tokens
//!                                        tokens that are always matched
//!                                        base: u8 length and name, digest, number of its ranks;
//!                                        an empty name for a whole vocabulary
//!                                        body of the mode
//! ```
//!
//! Numbers are little-endian. A vocabulary that extends another one, as p50k_base is r50k_base and 24
//! tokens, or that only has other special tokens, stores the name and the digest of its base and its own
//! tokens. Its base is either loaded before, or follows in the same bytes: files may be concatenated.
//!
//! [`byte_pairs`] has the body of mode 0, [`sentence_pieces`] that of mode 1, [`tiles`] that of mode 2, [`token_list`] the lists of tokens that are matched by text.
//! A further mode is a variant of [`Mode`] and of [`Body`], with a file of its own here, and a variant of
//! `crate::model::Model`, which encodes and counts.

pub mod adaptive_bits;
mod base64;
pub mod byte_pairs;
mod limits;
mod packed;
mod pairs;
pub mod rank_coder;
mod reader;
pub mod sentence_pieces;
pub mod tiles;
pub mod token_list;

pub use crate::pattern::Pattern;
pub use base64::decode_base64_in_place;
pub use byte_pairs::{BytePairs, Spelled};
pub use limits::{LONGEST_TOKEN, MAX_IDS, MAX_TOKENS};
pub use packed::{
    Base, Body, DIGEST_FROM, MAGIC, Mode, Normalization, Packed, VERSION, WHOLE_FIRST, digest_of,
};
pub use pairs::Pairs;
