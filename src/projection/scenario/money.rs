//! Fixed costs, budget, credits and rate limits.

use serde::{Deserialize, Serialize};

use super::bounds::{self, Bounded, BudgetShare, List, RateLimit, RechargeAmount, Volume};
use super::number::Number;
use crate::pricing::{Day, Quantities};

/// A cost that is no request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FixedCost {
    /// Unique among workloads and fixed costs.
    #[serde(deserialize_with = "bounds::name")]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::name"))]
    pub name: String,
    /// The model whose rates price `quantities`.
    #[serde(
        default,
        deserialize_with = "bounds::optional_name",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::name"))]
    pub model: Option<String>,
    /// What is used each time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantities: Option<Quantities>,
    /// US dollars each time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Bounded<Number, Volume>>,
    /// When: once on the first day, on the first day of each month (default), or daily.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
}

/// How often a fixed cost falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// US dollars per month.
    pub monthly: Bounded<Number, Volume>,
    /// Shares of the budget whose first crossing is dated. Default: 0.5, 0.8, 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thresholds: Option<List<Bounded<Number, BudgetShare>, 0, 100>>,
    /// Whether spending stops at the budget; what then is not served is reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hard: Option<bool>,
}

/// Prepaid credits, used in the order in which they expire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Credits {
    /// The credits.
    pub grants: List<Grant, 0, 1_000>,
    /// Buying more when the balance runs low.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_recharge: Option<AutoRecharge>,
}

/// Credits that were granted or bought.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// US dollars.
    pub amount: Bounded<Number, Volume>,
    /// The first day on which they can be used. Default: the scenario's first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::day"))]
    pub from: Option<Day>,
    /// The first day on which they can no longer be used. Default: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::day"))]
    pub expires: Option<Day>,
}

/// Buying credits when the balance runs low.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AutoRecharge {
    /// Buy as soon as a day leaves less than this, US dollars.
    pub below: Bounded<Number, Volume>,
    /// How much is bought each time, US dollars.
    pub amount: Bounded<Number, RechargeAmount>,
    /// At most so much in one month of the scenario.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_max: Option<Bounded<Number, Volume>>,
}

/// Rate limits, per model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateLimits {
    /// A vendor's published usage tier, `"tier_2"`. Explicit limits take precedence.
    #[serde(
        default,
        deserialize_with = "bounds::optional_name",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::name"))]
    pub tier: Option<String>,
    /// Requests per minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_per_minute: Option<Bounded<Number, RateLimit>>,
    /// Requests per day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub requests_per_day: Option<Bounded<Number, RateLimit>>,
    /// Tokens per minute, input and output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens_per_minute: Option<Bounded<Number, RateLimit>>,
    /// Tokens per day, input and output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens_per_day: Option<Bounded<Number, RateLimit>>,
    /// Input tokens waiting in the batch queue, counted as a day's worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_queue_tokens: Option<Bounded<Number, RateLimit>>,
}
