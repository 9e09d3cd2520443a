//! A scenario that continues what a log shows.
//!
//! - `options`: for which months.
//! - `streams`: the requests of each model and tier, day by day.
//! - `pattern`: their volume, growth and weekdays.
//! - `request`: what one of them uses.
//! - `scenario`: the scenario, put together.

mod options;
mod pattern;
mod request;
mod scenario;
mod streams;

pub use options::ToScenarioOptions;
