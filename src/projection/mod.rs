//! Projects a scenario to months: what it will cost, when the money runs out, and what would save.
//!
//! ```
//! use tokenfare::pricing::Catalog;
//! use tokenfare::projection::{Scenario, project};
//!
//! // A chatbot: 50 tokens in, 100 out, 10,000 times a day, for a month of 30 days.
//! let scenario = Scenario::from_json(r#"{
//!     "version": 1, "months": 1, "monthLength": 30,
//!     "workloads": [{
//!         "name": "chatbot", "model": "gpt-5.4-mini",
//!         "requests": { "perDay": 10000 },
//!         "request": { "inputTokens": 50, "outputTokens": 100 }
//!     }]
//! }"#)?;
//! let projection = project(&scenario, Catalog::embedded()?)?;
//! // 300,000 × (50 × $0.75 + 100 × $4.50) / 1M = 300,000 × $0.0004875
//! assert_eq!(projection.total.to_string(), "146.25");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A projection runs in one direction. Each module knows those above it in this table, never those
//! below:
//!
//! | module | what it holds |
//! |---|---|
//! | [`scenario`] | what is planned, with its reader and its checks |
//! | `volume` | how many requests there are, and what each of their calls uses |
//! | `money` | exact sums of US dollars |
//! | `price` | what the calls cost in every price period, looked up in the catalog once |
//! | `months` | volumes times prices, month by month, and what a hard budget lets be served |
//! | `outlook` | what that means for a budget, for credits and for rate limits |
//! | `uncertainty` | simulated cases, and how much each input contributes |
//! | `levers` | what would save money |
//! | `warnings` | what one should know before relying on the figures |
//! | `project` | the projection of a scenario, put together from all of these |
//! | `merge_patch` | JSON merge patches, applied and made |
//! | `compare` | scenarios side by side |
//!
//! Amounts of the base case are exact decimals. Only the simulation uses floats.

mod compare;
mod error;
mod levers;
mod merge_patch;
mod money;
mod months;
mod outlook;
mod path;
mod price;
mod project;
mod result;
pub mod scenario;
mod uncertainty;
mod volume;
mod warnings;

pub use self::compare::{MAX_VARIANTS, compare_scenarios};
pub use self::error::ProjectionError;
pub use self::merge_patch::{merge_patch, patch_between};
pub use self::money::Dollars;
pub use self::outlook::break_even::{cache_break_even, cache_least_hit_rate, fine_tune_break_even};
pub use self::project::project;
pub use self::result::{
    Bands, BudgetOutlook, CreditsOutlook, Crossing, Delta, Lever, LimitOutlook, LimitUse,
    ProjectedLine, ProjectedMonth, Projection, Recharge, ScenarioComparison, Sensitivity,
    SufficientTier, Wait,
};
pub use self::scenario::bounds::{MAX_DRAWS, MAX_MONTHS, MAX_TURNS, MAX_WORKLOADS};
pub use self::scenario::{SCENARIO_SCHEMA, Scenario};
pub use self::volume::numeric::VOLUME_DECIMALS;
