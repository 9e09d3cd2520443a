//! Exact decimal numbers: every quantity, rate and amount of the catalog and of a quote.

mod decimal;
mod text;

pub use decimal::{DIVISION_DECIMALS, Exact};
pub use text::ParseExactError;
