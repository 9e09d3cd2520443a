//! What a request to a language model costs: text to tokens, tokens to money, money to months.
//!
//! Three houses on one street, each of use alone:
//!
//! - [`tokenizer`]: text to tokens, exact byte-pair encoding with OpenAI's vocabularies.
//! - [`pricing`]: quantities to money, a dated and sourced catalog, exact decimals.
//! - [`projection`]: a scenario to months, built on [`pricing`].
//!
//! The tokenizer and pricing never name each other; the projection sees counts, never text.
//! Nothing here knows JavaScript: the features `wasm` and `wasm-tokenizer` add a thin layer that only converts.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod error;
pub mod pricing;
pub mod projection;
pub mod request;
pub mod sorted_map;
#[cfg(feature = "wasm-tokenizer")]
pub mod wasm;

pub use error::{Coded, ErrorCode};
use tokenfare_common::sorting;
pub use tokenfare_common::{json, near_match};
#[doc(inline)]
pub use tokenfare_tokenizer as tokenizer;

/// The README's code runs as a test.
#[cfg(all(doctest, feature = "o200k_base"))]
#[doc = include_str!("../README.md")]
pub struct Readme;
