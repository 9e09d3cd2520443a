//! Quantities to money.

#[cfg(feature = "authoring")]
pub mod authoring;
mod day;
mod exact;
pub mod schema;
mod vocabulary;

pub use day::{Day, ParseDayError};
pub use exact::{DIVISION_DECIMALS, Exact, ParseExactError};
pub use vocabulary::{Component, Confidence, Modality, Tier, Unit};
