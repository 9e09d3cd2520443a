//! Works out what requests to language models cost, offline.
//!
//! # Overview
//!
//! The crate has four parts, each of use alone:
//!
//! - [`tokenizer`] turns text into tokens: byte-pair encoding with OpenAI's seven vocabularies,
//!   equal to tiktoken id by id. It also counts chat requests, and knows which encoding a model
//!   uses.
//! - [`pricing`] turns quantities into money. A [`Catalog`](pricing::Catalog) holds the rates of
//!   some 500 models with their dates and sources, and quotes requests in exact decimals.
//! - [`projection`] turns a scenario into months: what a set of workloads will cost, when a budget
//!   or prepaid credits run out, and what would save money.
//! - [`usage_log`] prices what was really used: exports of vendors, logs of coding agents, responses.
//!
//! The tokenizer and pricing do not know each other, and a projection sees quantities, never text.
//! [`request`] combines them. Nothing here reads the clock, a file or the
//! network: every result follows from its arguments and the catalog alone.
//!
//! # Examples
//!
//! ## Count the tokens of a text
//!
//! The feature `o200k_base` embeds the vocabulary with that name.
//! [`Encoding::from_packed`](tokenizer::Encoding::from_packed) reads one from a file instead.
//!
//! ```
//! # #[cfg(feature = "o200k_base")] {
//! use tokenfare::tokenizer::{Encoding, EncodingName};
//!
//! let encoding = Encoding::embedded(EncodingName::O200kBase)?;
//! assert_eq!(encoding.encode_ordinary("Hello, world!")?, [13225, 11, 2375, 0]);
//! assert_eq!(encoding.count_ordinary("Hello, world!"), 4);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ## Quote a request
//!
//! Quantities are totals that include their parts, as vendors report them: of the 1,000 input
//! tokens here, 800 are read from the prompt cache.
//!
//! ```
//! use tokenfare::pricing::{Catalog, Quantities, QuoteRequest};
//!
//! let request = QuoteRequest {
//!     model: "gpt-5.4-mini".to_owned(),
//!     quantities: Quantities {
//!         input_tokens: Some(1_000.into()),
//!         cached_input_tokens: Some(800.into()),
//!         output_tokens: Some(100.into()),
//!         ..Default::default()
//!     },
//!     ..Default::default()
//! };
//! let quote = Catalog::embedded()?.quote(&request)?;
//! // 200 × 0.75 / 1M + 800 × 0.075 / 1M + 100 × 4.50 / 1M
//! assert_eq!(quote.total.to_string(), "0.00066");
//! assert_eq!(quote.lines[0].formula, "200 × $0.75 / 1M tokens");
//! # Ok::<(), tokenfare::pricing::PricingError>(())
//! ```
//!
//! ## Compare models
//!
//! A comparison sorts its quotes, the cheapest first, and says why it leaves a model out.
//!
//! ```
//! use tokenfare::pricing::{Catalog, Quantities, QuoteRequest};
//!
//! let request = QuoteRequest {
//!     quantities: Quantities {
//!         input_tokens: Some(1_000.into()),
//!         output_tokens: Some(100.into()),
//!         ..Default::default()
//!     },
//!     ..Default::default()
//! };
//! let models = ["gpt-5.4", "gpt-5.4-mini", "whisper-1"].map(str::to_owned);
//! let comparison = Catalog::embedded()?.compare(&request, &models)?;
//! assert_eq!(comparison.quotes[0].model, "gpt-5.4-mini");
//! assert_eq!(comparison.excluded[0].model, "whisper-1");
//! # Ok::<(), tokenfare::pricing::PricingError>(())
//! ```
//!
//! ## Price a response
//!
//! Vendors count differently. Anthropic's `input_tokens`, for example, exclude what was read from
//! the cache. [`Catalog::price_response`](pricing::Catalog::price_response) reads every known form;
//! [`Catalog::usage_from_response`](pricing::Catalog::usage_from_response) gives the quantities alone.
//!
//! ```
//! use tokenfare::pricing::{Catalog, ResponseDefaults};
//!
//! let response = serde_json::json!({
//!     "type": "message",
//!     "model": "claude-opus-4-8",
//!     "usage": { "input_tokens": 10, "cache_read_input_tokens": 90, "output_tokens": 5 },
//! });
//! let price = Catalog::embedded()?.price_response(&response, &ResponseDefaults::default())?;
//! // 10 × 5 / 1M + 90 × 0.50 / 1M + 5 × 25 / 1M
//! assert_eq!(price.total.to_string(), "0.00022");
//! # Ok::<(), tokenfare::pricing::PricingError>(())
//! ```
//!
//! ## Project a scenario
//!
//! ```
//! use tokenfare::pricing::Catalog;
//! use tokenfare::projection::{Scenario, project};
//!
//! // A chatbot with 10,000 requests a day, growing by 5 % a month, on a budget.
//! let scenario = Scenario::from_json(
//!     r#"{
//!         "version": 1, "start": "2027-01-01", "months": 12,
//!         "budget": { "monthly": 200 },
//!         "workloads": [{
//!             "name": "chatbot", "model": "gpt-5.4-mini",
//!             "requests": { "perDay": 10000 },
//!             "growth": { "kind": "compound", "perMonth": 0.05 },
//!             "request": { "inputTokens": 50, "outputTokens": 100 }
//!         }]
//!     }"#,
//! )?;
//! let projection = project(&scenario, Catalog::embedded()?)?;
//! // January: 31 × 10,000 × (50 × $0.75 + 100 × $4.50) / 1M
//! assert_eq!(projection.months[0].cost.to_string(), "151.125");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is exact
//!
//! Token counts of OpenAI's models are exact. Those of other vendors, which publish no vocabulary,
//! are estimates and say so. Rates, quotes and projected costs are decimals, never floats; an
//! operation whose result has too many digits fails and does not round. Only simulated costs, which
//! stand apart from the exact ones, are floats.
//!
//! # Errors
//!
//! Each part has an error type of its own. All of them implement [`Coded`], which gives a stable
//! [`ErrorCode`], the path of the value in question, and near matches of a misspelled name. Nothing
//! panics on input.
//!
//! # Crate features
//!
//! No feature is enabled by default.
//!
//! - **Vocabularies.** `o200k_base`, `o200k_harmony`, `cl100k_base`, `p50k_base`, `p50k_edit`,
//!   `r50k_base` and `gpt2` embed the vocabulary with the same name (0.15 to 0.7 MB each) and those
//!   that it extends. `all-encodings` embeds all of them. Without these features, load `.tfv` files
//!   with [`Encoding::from_packed`](tokenizer::Encoding::from_packed).
//! - **`authoring`** reads the price files in TOML and writes `catalog.json` and the JSON Schemas.
//!   It is meant for tools.
//! - **`wasm`**, **`wasm-tokenizer`**, **`wasm-prices`** and **`wasm-convert`** add the exports of the npm package's
//!   engines. They are of no use to Rust programs.
//! - **`forced-panic`** is for tests of the npm package only.
// The code that wasm-bindgen generates is unsafe, and an allocator that counts; nothing else is.
#![cfg_attr(not(feature = "wasm-border"), forbid(unsafe_code))]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod error;
pub mod input;
mod near_match;
pub mod pricing;
pub mod projection;
pub mod request;
#[cfg(feature = "authoring")]
pub mod schema;
mod sorted_map;
mod sorting;
pub mod usage_log;
#[cfg(feature = "wasm-border")]
pub mod wasm;

pub use error::{Coded, ErrorCode};

#[doc(inline)]
pub use tokenfare_tokenizer as tokenizer;

/// The README's code runs as a test.
#[cfg(all(doctest, feature = "o200k_base"))]
#[doc = include_str!("../README.md")]
pub struct Readme;
