//! Quantities to money: a dated and sourced catalog of prices, and exact arithmetic on it.

#[cfg(feature = "authoring")]
pub mod authoring;
mod catalog;
mod compare;
mod conversion;
mod day;
mod error;
mod exact;
mod extend;
pub mod image;
mod image_size;
mod model;
mod names;
mod no_price;
mod quantities;
mod quote;
mod rate_card;
mod response;
pub mod schema;
mod sheet;
mod short_list;
mod usage;
mod validate;
mod vocabulary;
mod warnings;
mod wording;

pub use catalog::{Catalog, Resolved};
pub use compare::{Comparison, Excluded};
pub use conversion::{Direction, ImageTokens, MediaKind, TokenEstimate};
pub use day::{Day, ParseDayError};
pub use error::{PricingError, Result};
pub use exact::{DIVISION_DECIMALS, Exact, ParseExactError};
pub use extend::CatalogOverrides;
pub use image_size::{ImageSize, image_size};
pub use model::{Cache, Model, ModelFilter};
pub use names::NameMatch;
pub use quantities::{Count, ImageInput, ImageOutput, Quantities};
pub use quote::{Money, Quote, QuoteLine, QuoteRequest, Warning};
pub use rate_card::{PricedPart, RateCard};
pub use response::ResponseUsage;
pub use sheet::{PriceSheet, Rate, Value};
pub use usage::{Part, Usage};
pub use vocabulary::{Component, Confidence, Modality, Tier, Unit};
pub use warnings::STALE_AFTER_DAYS;
