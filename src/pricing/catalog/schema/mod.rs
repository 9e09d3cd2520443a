//! The shape of the price data: of `pricing/<provider>.toml` and of `pricing/catalog.json`.
//!
//! Both formats are these types; the JSON is the TOML files in one, sorted, with what is default
//! left out. `pricing/README.md` explains them with examples, and `pricing/schema.json`, made from
//! these types, lets an editor check a file while it is written. Unknown keys are refused.

mod catalog_file;
mod hours;
mod media;
mod model;
mod provider;
mod rate;

pub use catalog_file::{CatalogFile, Discount, FORMAT};
pub use hours::{Hours, TimeOfDay};
pub use media::{DetailRule, FidelityTokens, ImageRule, ImageRuleKind, ImageTokenTable, MediaRule};
pub use model::{Billing, LimitSet, ModelRecord, NotSold, PromptCache, RateLimit, Successor};
pub use provider::{BillingRule, ProviderFile, Source, Uplift, UsageTier};
pub use rate::{Condition, ContextBasis, Dispute, RateRow};
