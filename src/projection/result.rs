//! What a projection says, in the field names of the JavaScript API.

use crate::sorted_map::SortedMap;

use serde::{Serialize, Serializer};

use super::money::Dollars;
use super::scenario::Scenario;
#[cfg(feature = "authoring")]
use crate::pricing::Money;
use crate::pricing::{Day, Tier, Warning};

/// A scenario in months.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Projection {
    /// The scenario as it was read.
    pub scenario: Scenario,
    /// Month by month.
    pub months: Vec<ProjectedMonth>,
    /// The exact sum of the months.
    pub total: Dollars,
    /// What is billed, over all months, by workload, model, tier and component; adds up to the total.
    pub lines: Vec<ProjectedLine>,
    /// How the budget fares.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<BudgetOutlook>,
    /// How long the credits last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<CreditsOutlook>,
    /// How near the rate limits are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<Vec<LimitOutlook>>,
    /// The simulated cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bands: Option<Bands>,
    /// One uncertain input at a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sensitivity: Option<Vec<Sensitivity>>,
    /// What would save most, best first.
    pub levers: Vec<Lever>,
    /// What one should know before relying on the figures.
    pub warnings: Vec<Warning>,
}

/// A month.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ProjectedMonth {
    /// `"2026-11"`, by its first day.
    pub month: String,
    /// Its first day.
    pub from: Day,
    /// Days that count.
    pub days: f64,
    /// Requests (or conversations) asked for, those answered by the response cache too.
    pub requests: f64,
    /// Requests that a hard budget leaves unserved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unserved_requests: Option<f64>,
    /// US dollars, markup included.
    pub cost: Dollars,
    /// The cost by the names of workloads and fixed costs; adds up to `cost`.
    #[serde(serialize_with = "as_object")]
    #[cfg_attr(
        feature = "authoring",
        schemars(with = "std::collections::BTreeMap<String, Money>")
    )]
    pub by_workload: Vec<(String, Dollars)>,
}

/// A list of pairs as a JSON object, in its order.
fn as_object<S: Serializer>(pairs: &[(String, Dollars)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(name, money)| (name, money)))
}

/// What is billed of one component.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ProjectedLine {
    /// The workload's or the fixed cost's name.
    pub workload: String,
    /// The model as the scenario names it; empty for a plain amount.
    pub model: String,
    /// The service tier.
    pub tier: Tier,
    /// `"input"`, `"output"`, …; `"fixed"` for a plain amount, `"unserved"` for what a hard budget
    /// keeps back.
    pub component: &'static str,
    /// How much, in single tokens, images, seconds, …; a plain decimal number.
    pub quantity: String,
    /// What its rate is the price of one of.
    pub unit: &'static str,
    /// US dollars, markup included.
    pub amount: Dollars,
}

/// How the budget fares.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct BudgetOutlook {
    /// The first day on which a month has cost more than its budget.
    pub first_exceeded: Option<Day>,
    /// For each threshold, the first day on which a month has cost that share of its budget.
    pub crossings: Vec<Crossing>,
    /// Requests a month that the budget pays for, in the mix and at the prices of the first month
    /// with requests, after the fixed costs of that month.
    pub affordable_requests_per_month: f64,
}

/// A threshold's first crossing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Crossing {
    /// Share of the budget.
    pub threshold: f64,
    /// The day, or none within the scenario.
    pub date: Option<Day>,
}

/// How long the credits last.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct CreditsOutlook {
    /// The first day that they do not pay in full.
    pub runs_out_on: Option<Day>,
    /// Days from the start that they pay in full.
    pub runway_days: Option<i32>,
    /// What expires unused.
    pub expired_unused: Dollars,
    /// What is bought when the balance runs low, one entry a day at most.
    pub recharges: Vec<Recharge>,
    /// What the credits leave unpaid.
    pub unpaid: Dollars,
    /// What is left after the last day.
    pub left: Dollars,
}

/// Credits bought.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Recharge {
    /// The day.
    pub date: Day,
    /// US dollars, all recharges of the day.
    pub amount: Dollars,
}

/// How near a workload's model is to its rate limits, at the busiest hour of the busiest month.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct LimitOutlook {
    /// The workload.
    pub workload: String,
    /// The model.
    pub model: String,
    /// The usage tier whose limits were taken, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// The limit that is used most, `"requestsPerMinute"`; none where no limit is known.
    pub binding: Option<&'static str>,
    /// Share of the binding limit that all workloads on this model need together; above 1 it is
    /// passed.
    pub utilisation: f64,
    /// The first month in which a limit is passed.
    pub first_exceeded: Option<String>,
    /// Of this workload.
    pub required_requests_per_minute: f64,
    /// Of this workload, input and output.
    pub required_tokens_per_minute: f64,
    /// Requests in flight at the same time (Little's law); 0 without `latencySeconds`.
    pub concurrency: f64,
    /// Each known limit.
    pub limits: Vec<LimitUse>,
    /// Waiting time if requests come at random and queue for the limit (Erlang C).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_seconds: Option<Wait>,
    /// The lowest usage tier of the vendor whose limits suffice throughout, and what qualifies for
    /// it; only where a limit is passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sufficient_tier: Option<SufficientTier>,
}

/// The use of one limit.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct LimitUse {
    /// `"tokensPerMinute"`.
    pub name: &'static str,
    /// The limit.
    pub limit: f64,
    /// What all workloads on the model need together, at most.
    pub required: f64,
    /// `required ÷ limit`.
    pub utilisation: f64,
    /// The first month in which it is passed.
    pub first_exceeded: Option<String>,
}

/// Waiting time in a queue. `null` where the queue grows without end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Wait {
    /// The mean over all requests.
    pub mean: Option<f64>,
    /// 95 of 100 requests wait no longer.
    pub p95: Option<f64>,
}

/// A usage tier that would do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct SufficientTier {
    /// Its name.
    pub tier: String,
    /// What qualifies for it, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qualification: Option<String>,
}

/// Quantiles of the simulated cases; not a confidence interval.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Bands {
    /// By month: one case in ten costs less.
    pub p10: Vec<f64>,
    /// By month: the case in the middle.
    pub p50: Vec<f64>,
    /// By month: one case in ten costs more.
    pub p90: Vec<f64>,
    /// By month: the mean of all cases.
    pub mean: Vec<f64>,
    /// Of the total over all months.
    pub total_p10: f64,
    /// Of the total over all months.
    pub total_p50: f64,
    /// Of the total over all months.
    pub total_p90: f64,
    /// The mean of the total.
    pub total_mean: f64,
    /// Share of the cases in which some month costs more than the budget.
    pub probability_over_budget: Option<f64>,
    /// The same, month by month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability_over_budget_by_month: Option<Vec<f64>>,
    /// How many cases.
    pub draws: u32,
    /// The seed that repeats them.
    pub seed: u64,
}

/// What one input does to the total, all others at their base: an uncertain one; where none is, each
/// input of the three costliest workloads, 10 % lower and higher.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Sensitivity {
    /// The input, `"workloads[0].requests.perDay"`.
    pub path: String,
    /// The total with the input at its p10, or 10 % lower.
    pub low: Dollars,
    /// The total with the input at its p90, or 10 % higher.
    pub high: Dollars,
    /// The squared correlation of the input with the total over the simulated cases, as a share of
    /// the sum over all inputs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variance_share: Option<f64>,
}

/// A change that would save money.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Lever {
    /// `"batch"`, `"cheaper-model"`, …
    pub name: &'static str,
    /// The workload that it changes.
    pub workload: String,
    /// The total now less the total with the patch.
    pub saves: Dollars,
    /// A JSON merge patch (RFC 7396) for the scenario.
    #[cfg_attr(
        feature = "authoring",
        schemars(with = "serde_json::Map<String, serde_json::Value>")
    )]
    pub patch: serde_json::Value,
    /// Why, and what to mind.
    pub explanation: String,
}

/// A base and its variants side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ScenarioComparison {
    /// The base.
    pub base: Projection,
    /// The variants by name.
    #[cfg_attr(
        feature = "authoring",
        schemars(with = "std::collections::BTreeMap<String, Projection>")
    )]
    pub variants: SortedMap<String, Projection>,
    /// Each variant's total less the base's, split up.
    #[cfg_attr(
        feature = "authoring",
        schemars(with = "std::collections::BTreeMap<String, Delta>")
    )]
    pub deltas: SortedMap<String, Delta>,
}

/// A difference of totals; `volume + mix + price + other = total`, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Delta {
    /// The variant's total less the base's.
    pub total: Dollars,
    /// From other numbers of requests, growth and seasons.
    pub volume: Dollars,
    /// From other models, tiers and shares.
    pub mix: Dollars,
    /// From other prices: the start, the price path, the markup.
    pub price: Dollars,
    /// From all else: what a request uses, caching, retries, fixed costs, a hard budget.
    pub other: Dollars,
}
