//! From what an API, an SDK, a gateway or a log says to quantities, and to the money they cost.
//!
//! Vendors count differently: OpenAI and Gemini include cached tokens in the prompt's, Anthropic
//! excludes them; Gemini and xAI exclude reasoning from the answer's, OpenAI includes it. Here all
//! of it becomes [`Quantities`](crate::pricing::Quantities), whose totals include their parts.
//!
//! - `reading`: JSON whose numbers are ticked off as they are read; counts of tokens.
//! - `input`: text, streams and envelopes, and the bodies in them.
//! - `shapes`: one reader for each shape of body.
//! - `hidden`: a body inside of what no reader knows.
//! - `read`: all bodies of what was given, with what nobody read of them.
//! - `usage` and `price`: the two results; `billed`: what a log keeps.

mod billed;
mod defaults;
mod hidden;
mod input;
mod no_usage;
mod price;
mod read;
mod reading;
mod reported;
mod resolve;
mod result;
mod shapes;
mod usage;

pub(crate) use billed::{Billed, BilledResponse};
pub use defaults::ResponseDefaults;
pub(crate) use reading::TIME_KEYS;
pub use result::{ReportedCost, ResponsePrice, ResponseUsage};
