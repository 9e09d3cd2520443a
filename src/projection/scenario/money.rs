//! Fixed costs, budget, credits and rate limits.

use serde::Serialize;

use super::{Number, RequestQuantities};
use crate::pricing::Day;

/// A cost that is no request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct FixedCost {
    /// Unique among workloads and fixed costs.
    pub name: String,
    /// The model whose rates price `quantities`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// What is used each time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantities: Option<RequestQuantities>,
    /// US dollars each time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Number>,
    /// When: once on the first day, on the first day of each month (default), or daily.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
}

/// How often a fixed cost falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum Every {
    /// On the first day of the scenario.
    Once,
    /// On the first day of each month.
    Month,
    /// Every day.
    Day,
}

/// What may be spent each month.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Budget {
    /// US dollars per month.
    pub monthly: Number,
    /// Shares of the budget whose first crossing is dated. Default: 0.5, 0.8, 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(length(max = 100)))]
    pub thresholds: Option<Vec<Number>>,
    /// Whether spending stops at the budget; what then is not served is reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hard: Option<bool>,
}

/// Prepaid credits, used in the order in which they expire.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Credits {
    /// At most 1,000.
    #[cfg_attr(feature = "authoring", schemars(length(max = 1000)))]
    pub grants: Vec<Grant>,
    /// Buying more when the balance runs low.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_recharge: Option<AutoRecharge>,
}

/// Credits that were granted or bought.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Grant {
    /// US dollars.
    pub amount: Number,
    /// The first day on which they can be used. Default: the scenario's first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The first day on which they can no longer be used. Default: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Day>,
}

/// Buying credits when the balance runs low.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct AutoRecharge {
    /// Buy as soon as a day leaves less than this, US dollars.
    pub below: Number,
    /// How much is bought each time, US dollars.
    pub amount: Number,
    /// At most so much in one month of the scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_max: Option<Number>,
}

/// Rate limits, per model.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct RateLimits {
    /// A vendor's published usage tier, `"tier_2"`. Explicit limits take precedence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Requests per minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_per_minute: Option<Number>,
    /// Requests per day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_per_day: Option<Number>,
    /// Tokens per minute, input and output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens_per_minute: Option<Number>,
    /// Tokens per day, input and output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens_per_day: Option<Number>,
    /// Input tokens waiting in the batch queue, counted as a day's worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_queue_tokens: Option<Number>,
}
