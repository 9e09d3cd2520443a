//! The format of a packed vocabulary, a file `vocab/<name>.tfv`.
//!
//! A byte-pair vocabulary is its merges: every token of two or more bytes merges two tokens of lower
//! rank, so that a file of pairs is enough. The pairs are entropy-coded ([`rank_coder`]). `cargo xtask
//! vocab` writes the files and proves that each token splits into exactly one pair.
//!
//! ```text
//!  0  "TFV\0"                        16  total length, u32
//!  4  format version, u32            20  pattern, u8: 0 r50k, 1 cl100k, 2 o200k
//!  8  xxHash64 of all from byte 16   21  name, u8 length and bytes
//!     (one changed bit: refused)         sha256 of the source, 32 bytes
//!                                        special tokens
//!                                        base: u8 length and name; empty for a whole vocabulary
//!                                        body
//! ```
//!
//! Numbers are little-endian. A vocabulary that extends another one, as p50k_base is r50k_base and 24
//! tokens, or that only has other special tokens, stores the name and the digest of its base and its own
//! tokens. Its base is either loaded before, or follows in the same bytes: files may be concatenated.

mod base64;
mod packed;
mod pairs;
pub mod rank_coder;
mod reader;

pub use crate::pattern::Pattern;
pub use base64::decode_base64_in_place;
pub use packed::{Base, DIGEST_FROM, MAGIC, MAX_TOKENS, Packed, VERSION, digest_of};
pub use pairs::Pairs;
