//! What a log costs, and why.
//!
//! - `options`, `result`: what is asked, and the answer.
//! - `amounts`: sums, differences and averages.
//! - `priced`: every record with its price; what all other parts of a report are made from.
//! - `days`: what was used by day and hour.
//! - `alike`, `what_if`: records that are priced alike, and what they would have cost otherwise.
//! - `groups`: the records by day, model, project, …
//! - `distribution`, `peaks`, `shares`: what a request costs, the most expensive hours, the cache.
//! - `anomalies`: days that do not fit the pattern of the log.
//! - `budget`: the month against its budget.
//! - `levers`: what would have saved money.
//! - `reconciliation`: the log against the bill.
//! - `analyse`: the report, put together.

mod alike;
mod amounts;
mod analyse;
mod anomalies;
mod budget;
mod days;
mod distribution;
mod groups;
mod levers;
mod options;
mod peaks;
mod priced;
mod reconciliation;
mod result;
mod shares;
mod what_if;

pub use anomalies::UsageAnomaly;
pub use budget::{UsageBudgetOutlook, UsageCrossing};
pub use distribution::{HeavyRequest, UsageDistribution};
pub use levers::UsageLever;
pub use options::{UsageAnalysis, UsageBudget, UsageDimension};
pub use peaks::UsagePeak;
pub use reconciliation::{CauseName, ReconciledAmount, ReconciliationCause, UsageReconciliation};
pub use result::{UnpricedModel, UsageGroup, UsageRange, UsageReport};

pub(in crate::usage_log) use amounts::{divided, mean, plus};
pub(in crate::usage_log) use priced::{PricedLog, priced, requests_of};
