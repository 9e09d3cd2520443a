//! Quantities to money: a dated and sourced catalog of prices, and exact arithmetic on it.
//!
//! Each room knows the ones before it, and none after:
//!
//! - `number`: exact decimals, counts, money and calendar days.
//! - `catalog`: models by any of their names, and the data that is known of them.
//! - `price_list`: other projects' lists of prices, and a catalog made of one.
//! - `media`: images, audio and video as tokens.
//! - `quote`: rate cards, quotes, comparisons and price sheets.
//! - `response`: what a response, a stream or a line of a log used, and what it costs.

#![forbid(unsafe_code)]

mod catalog;
mod error;
mod media;
mod number;
pub mod price_list;
mod quote;
mod response;
mod words;

#[cfg(feature = "authoring")]
pub use catalog::authoring;
pub use catalog::schema;
pub use catalog::{
    Cache, Catalog, CatalogOverrides, Component, Confidence, Coverage, Modality, Model,
    ModelFilter, NameMatch, Resolved, Tier, Unit,
};
pub use error::{NoPriceReason, PricingError, Result};
pub use media::{
    Direction, ImageInput, ImageOutput, ImageSize, ImageTokens, MAX_IMAGE_SIDE, MediaInput,
    MediaKind, TokenEstimate, image_size,
};
pub use number::{Count, DIVISION_DECIMALS, Day, Exact, Money, ParseDayError, ParseExactError};
pub(crate) use number::{Instant, NumberVisitor, nearest_f64};
pub(crate) use quote::AMOUNTS;
pub use quote::{
    Comparison, Excluded, Part, PriceOptions, PriceSheet, PricedPart, Quantities, Quote, QuoteLine,
    QuoteRequest, Rate, RateCard, STALE_AFTER_DAYS, Unread, UnreadValue, Usage, Value, Warning,
    WarningCode,
};
pub(crate) use response::{Billed, BilledResponse, TIME_KEYS};
pub use response::{ReportedCost, ResponseDefaults, ResponsePrice, ResponseUsage};
