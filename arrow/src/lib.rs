//! Tokens and prices of [Apache Arrow](https://arrow.apache.org) columns, exact and offline.
//!
//! Each function takes arrays and gives an array of as many rows. Nothing here knows an engine, a
//! thread or a file, so that Spark, Ray, DuckDB, Polars and DataFusion can all call the same code.
//!
//! ```
//! use arrow_array::StringArray;
//! use tokenfare::tokenizer::{Encoding, EncodingName};
//! use tokenfare_arrow::{SpecialTokens, count_tokens};
//!
//! let texts = StringArray::from(vec![Some("Hello, world!"), None, Some("")]);
//! let encoding = Encoding::embedded(EncodingName::O200kBase)?;
//! let counts = count_tokens(&texts, encoding, SpecialTokens::AsText)?;
//! assert_eq!(counts.iter().collect::<Vec<_>>(), [Some(4), None, Some(0)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Overview
//!
//! - `texts`: columns of texts, whatever their layout: `Utf8`, `LargeUtf8`, `Utf8View`,
//!   dictionaries
//!   of them, slices, nulls.
//! - `count`, `encode`, `truncate`: one kernel each. A text of a dictionary is encoded once.
//! - `usage`: a table of usage: models, days and numbers of tokens, from columns of many types.
//! - `rates`: what a token costs under one model, day, tier and region.
//! - `price`: every row of a usage as an exact decimal, or why it has none.
//!
//! # Nulls and errors
//!
//! A null stays null. A row of usage without a price is null too, and its status says why; nothing
//! unknown is $0. What is wrong with a whole column, such as its type, is a [`KernelError`]. No
//! array that keeps to Arrow's format causes a panic; [`validated`] checks those of others.
#![forbid(unsafe_code)]

mod count;
mod encode;
mod error;
mod price;
mod rates;
mod texts;
mod truncate;
mod usage;
mod validate;

pub use count::count_tokens;
pub use encode::encode;
pub use error::{KernelError, Result};
pub use price::{Pricer, USD_SCALE, price};
pub use texts::SpecialTokens;
pub use truncate::truncate;
pub use usage::{UsageColumn, UsageColumns};
pub use validate::validated;

/// The README's example runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
