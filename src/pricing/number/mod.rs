//! Exact decimals, counts, money and calendar days: what every price is written in.

mod count;
mod day;
mod exact;
mod instant;
mod money;
mod nearest_f64;
mod validity;
mod visitor;

pub use count::Count;
pub use day::{Day, ParseDayError};
pub use exact::{DIVISION_DECIMALS, Exact, ParseExactError};
pub use money::Money;

pub(crate) use instant::Instant;
pub(crate) use nearest_f64::nearest_f64;
pub(in crate::pricing) use validity::Validity;
pub(crate) use visitor::NumberVisitor;
