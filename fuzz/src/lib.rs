//! What the fuzz targets do with the bytes that they are given. `cargo test` does the same with every
//! file in `corpus/` (tests/fuzz_corpus.rs includes these modules).
//!
//! Where text is read, a first byte that 4 divides makes the rest plain text, so that people can
//! write such files: `corpus/scenario/plain` is an example.
#![forbid(unsafe_code)]

pub mod catalog;
pub mod image_size;
mod mutation;
pub mod packed;
pub mod reference;
pub mod response;
pub mod scenario;
pub mod usage_log;
