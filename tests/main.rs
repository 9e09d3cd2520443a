//! The integration tests: one program, so that it is linked once. Each folder is named for the part
//! of the library that it tests.
//!
//! All encodings and the price files are there without any `--features`: the crate's development
//! dependencies enable them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod architecture;
mod examples;
mod fuzz_corpus;
mod pricing;
mod projection;
mod request;
mod tokenizer;
mod usage_log;
