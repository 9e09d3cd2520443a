//! Names of language models as tools, gateways and hosts write them, taken apart.
//!
//! One model has many names. LiteLLM writes `bedrock/us-west-2/anthropic.claude-…-v1:0`, OpenRouter
//! `anthropic/claude-3.7-sonnet:thinking`, Vertex `claude-opus-4-1@20250805`, Claude Code
//! `claude-opus-5[1m]`. [`read`] finds in such a name who sells the model, the model itself, and
//! the region and the tier that the name implies. It knows no model: whether one of these names
//! exists is for the caller to say. [`spellings`] lists how the same model is written elsewhere.
//!
//! The rules are data: [`ORIGINS`] says what stands before a model's name, `SUFFIXES` what follows
//! it.
//!
//! ```
//! let reading = tokenfare_model_name::read("bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0");
//! assert_eq!(reading.model, "claude-sonnet-4-5-20250929-v1:0");
//! assert_eq!(reading.sellers[0].word, "bedrock");
//! assert_eq!(reading.region.as_deref(), Some("bedrock-us"));
//! ```

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod bedrock;
mod dated;
mod origins;
mod paths;
mod read;
mod spellings;
mod suffixes;

pub use dated::{Dated, dated};
pub use origins::{ORIGINS, Origin, origin};
pub use read::{Reading, Seller, read};
pub use spellings::spellings;
pub use suffixes::{changes_price, stem_and_tier};
