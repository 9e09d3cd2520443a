//! What would have saved money in the very period of a log, at the prices of its days.
//!
//! - `lever`: a change and what it saves.
//! - `batch`, `cheaper_model`, `output_cap`, `caching`: one kind of change each.
//! - `find`: all of them, the best first.

mod batch;
mod caching;
mod cheaper_model;
mod find;
mod lever;
mod output_cap;

pub(super) use find::levers;
pub use lever::UsageLever;
