//! From a vendor's response to quantities: what its `usage` says, in the one form that is priced.
//!
//! Vendors count differently: OpenAI and Gemini include cached tokens in the prompt's, Anthropic
//! excludes them; Gemini and xAI exclude reasoning from the answer's, OpenAI includes it. Here all of
//! it becomes [`Quantities`], whose totals include their parts.

mod anthropic;
mod fields;
mod gemini;
mod openai;
mod read;
mod usage;

pub use usage::ResponseUsage;
