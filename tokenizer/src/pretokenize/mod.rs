//! Splits text into pre-tokens, which are the units that are merged into tokens: merges never cross
//! a boundary between two of them.
//!
//! Each encoding publishes a regular expression for it. Each is written here as code, one file a
//! pattern: [`o200k`], [`cl100k`] and [`r50k`], built from [`classes`] of characters and [`runs`] of
//! them. Two faster ways give the same boundaries: [`ascii_word`] reads words of ASCII letters eight
//! bytes at a time, and [`simd`] splits blocks of 64 bytes. The tests compare all three with one
//! another and with the published expressions.

mod ascii_word;
mod by_pattern;
mod cl100k;
mod class_table;
mod classes;
mod ends;
mod o200k;
mod r50k;
mod runs;
mod simd;

pub use by_pattern::{Cl100k, O200k, Pretokenizer, R50k, pre_token_end};
pub use ends::{PRE_TOKENS, ends};
