//! What a log costs, and why.

use serde::Serialize;

use super::anomalies::UsageAnomaly;
use super::budget::UsageBudgetOutlook;
use super::distribution::UsageDistribution;
use super::levers::UsageLever;
use super::peaks::UsagePeak;
use super::reconciliation::UsageReconciliation;
use crate::pricing::{Money, Quantities};
use crate::sorted_map::SortedMap;

/// What a log costs, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageReport {
    /// The exact sum over all records that have a price, in US dollars. Lines of bills are no part
    /// of it.
    pub total: Money,
    /// The least and the most that the total can be, where sums of requests hide what their price
    /// depends on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<UsageRange>,
    /// What was assumed where the log does not say it.
    pub assumptions: Vec<String>,
    /// The records by the dimensions that were asked for.
    pub groups: Vec<UsageGroup>,
    /// What one request costs; left out where the log has only sums of requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<UsageDistribution>,
    /// What a request costs on average, in US dollars, to 12 decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_per_request: Option<Money>,
    /// The share of input tokens that were read from the cache, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache_hit_rate: Option<f64>,
    /// The share of output tokens in all tokens, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_share: Option<f64>,
    /// The most expensive hours, the most expensive first.
    pub peaks: Vec<UsagePeak>,
    /// Days that do not fit the log's own pattern of weekdays, the first one first.
    pub anomalies: Vec<UsageAnomaly>,
    /// Against what was billed: the difference, and what may explain it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconciliation: Option<UsageReconciliation>,
    /// The last month of the log against the budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<UsageBudgetOutlook>,
    /// What would have saved money in the period of the log, the best first, each alone.
    pub levers: Vec<UsageLever>,
    /// Models without a price. Their records are in no total.
    pub unpriced: Vec<UnpricedModel>,
    /// The sum of the costs that records state themselves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported: Option<Money>,
}

/// The least and the most that an amount can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageRange {
    /// If no request of a sum has a long context.
    pub low: Money,
    /// If every request of a sum has a long context, where that is possible.
    pub high: Money,
}

/// Records that have something in common.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageGroup {
    /// What they have in common, by dimension. It is empty where the log does not say it.
    pub key: SortedMap<String, String>,
    /// How many requests they are.
    pub requests: u64,
    /// What they used together.
    pub quantities: Quantities,
    /// What they cost, in US dollars; records without a price are no part of it.
    pub cost: Money,
    /// How many records of the group have no price.
    #[serde(skip_serializing_if = "is_zero")]
    pub unpriced: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// A model without a price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UnpricedModel {
    /// Its name in the log; empty where the log names none.
    pub model: String,
    /// How many records are of it.
    pub records: u64,
    /// Why it has no price.
    pub reason: String,
    /// The source of the first of them, where it has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The line of the first of them, from 1.
    pub line: u32,
}
