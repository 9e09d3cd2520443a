//! Exact decimals, counts, money and calendar days: what every price is written in.

mod count;
mod day;
mod exact;
mod money;
mod validity;

pub use count::Count;
pub use day::{Day, ParseDayError};
pub use exact::{DIVISION_DECIMALS, Exact, ParseExactError};
pub use money::Money;

pub(in crate::pricing) use count::present;
pub(in crate::pricing) use validity::Validity;
