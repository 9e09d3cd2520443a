//! Splits text into pre-tokens, which are the units that are merged into tokens: merges never cross
//! a boundary between two of them.
//!
//! Each encoding publishes a regular expression for it. They are written here as code: [`words`] and
//! [`cased_words`] for two families that differ in a few [`rules`], [`r50k`], [`deepseek`] and
//! [`spaced`], built from [`classes`] of characters and [`runs`] of them. Two faster ways give the
//! same boundaries: [`ascii_word`] reads words of ASCII letters eight bytes at a time, and [`simd`]
//! splits blocks of 64 bytes. The tests compare all of them with one another and with the published
//! expressions.

mod ascii_word;
mod by_pattern;
mod cased_words;
mod class_table;
mod classes;
mod deepseek;
mod ends;
mod han;
mod r50k;
mod ranges;
mod ranges_table;
mod rules;
mod runs;
mod simd;
mod spaced;
mod words;

pub use by_pattern::{OfCl100k, OfO200k, Other, Pretokenizer, pre_token_end};
pub use ends::{PRE_TOKENS, ends};
