//! From a request to its price: quantities, the parts that they are billed as, the rates in force,
//! the lines of a quote, and the comparison of several models.

mod compare;
mod fitness;
mod no_price;
mod price;
mod quantities;
#[allow(clippy::module_inception)] // the room is named after its main type
mod quote;
mod rate_card;
mod request;
mod sheet;
mod split_quantities;
mod unread;
mod usage;
mod warning_code;
mod warnings;
mod wording;

pub use compare::{Comparison, Excluded};
pub use price::PricedPart;
pub(crate) use quantities::AMOUNTS;
pub use quantities::Quantities;
pub use quote::{Quote, QuoteLine};
pub use rate_card::RateCard;
pub use request::QuoteRequest;
pub use sheet::{PriceOptions, PriceSheet, Rate, Value};
pub use unread::{Unread, UnreadValue};
pub use usage::{Part, Usage};
pub use warning_code::WarningCode;
pub(in crate::pricing) use warnings::about_usage;
pub use warnings::{STALE_AFTER_DAYS, Warning};
