//! What a log costs, and why.
//!
//! - `options`, `result`: what is asked, and the answer.
//! - `priced`: every record with its price; what all other parts of a report are made from.
//! - `groups`: the records by day, model, project, …
//! - `analyse`: the report, put together.

mod analyse;
mod groups;
mod options;
mod priced;
mod result;

pub use options::{UsageAnalysis, UsageBudget, UsageDimension};
pub use result::{UnpricedModel, UsageGroup, UsageRange, UsageReport};
