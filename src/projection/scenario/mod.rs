//! The scenario: what is planned, in the field names of the JavaScript API.
//!
//! These types are the one description of a scenario. The reader, the JSON Schema, and through it the
//! TypeScript declarations, are derived from them. `bounds` declares what a number, list or name may
//! be; `validate` checks what fields must be to each other.

mod base_case;
pub mod bounds;
mod choice;
mod growth;
pub(crate) mod moments;
mod money;
mod number;
mod read;
mod schema;
mod validate;

use serde::{Deserialize, Deserializer, Serialize};

pub use choice::{ModelChoice, ModelShare, MonthLength};
pub use growth::{Growth, GrowthStep};
pub use money::{AutoRecharge, Budget, Credits, Every, FixedCost, Grant, RateLimits};
pub use number::{Number, Spread, Uncertain};
pub use schema::SCENARIO_SCHEMA;
pub(crate) use validate::validate;

use self::bounds::{
    Bounded, CallsPerRequest, ContextLength, FailureRate, List, MAX_DRAWS, MAX_MONTHS,
    MAX_WORKLOADS, SecondsOfDay, TurnCount, Volume, Whole, YearlyChange,
};
use crate::pricing::{Day, Quantities, Tier};

/// What one request uses: [`Quantities`] of which each amount may be uncertain.
pub type RequestQuantities = Quantities<Bounded<Uncertain, Volume>>;

/// The greatest seed: the greatest whole number that JavaScript tells from its neighbours.
pub const MAX_SEED: u64 = 9_007_199_254_740_991;

fn seed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    bounds::whole(deserializer, 0, MAX_SEED).map(Some)
}

/// A plan for some months: who asks what of which model, how often, and what money there is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The version of this format.
    pub version: Whole<1, 1>,
    /// A name for people.
    #[serde(
        default,
        deserialize_with = "bounds::optional_name",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::name"))]
    pub name: Option<String>,
    /// First day. Default: the catalog's `checked`. Month 1 runs from this day to the day before
    /// the same day of the next month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::day"))]
    pub start: Option<Day>,
    /// How many months.
    pub months: Whole<1, MAX_MONTHS>,
    /// `"calendar"` (28 to 31 days, default) or a fixed number of days, 1 to 31.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month_length: Option<MonthLength>,
    /// What runs.
    pub workloads: List<Workload, 0, MAX_WORKLOADS>,
    /// Costs that are no request: training, storage, a fixed fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<List<FixedCost, 0, MAX_WORKLOADS>>,
    /// What may be spent each month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// Prepaid credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<Credits>,
    /// A vendor's usage tier, or explicit rate limits; they hold per model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<RateLimits>,
    /// What-if: yearly change of all rates, -0.3 for 30 % cheaper each year, month by month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_change_per_year: Option<Bounded<Number, YearlyChange>>,
    /// Share added to every amount, for taxes or a safety margin; at most 4 decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markup: Option<Bounded<Number, YearlyChange>>,
    /// How the simulation draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<Uncertainty>,
}

/// One kind of work: requests of one make, to one model or a mix of models.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// Unique among workloads and fixed costs.
    #[serde(deserialize_with = "bounds::name")]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::name"))]
    pub name: String,
    /// One model, or a router's mix whose shares add up to 1.
    pub model: ModelChoice,
    /// The tier of the requests that are not batched. Default: standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// Share of the requests sent through the batch tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_share: Option<Bounded<Number, bounds::Share>>,
    /// How many requests; with a conversation, how many conversations.
    pub requests: Requests,
    /// How the requests grow from month to month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth: Option<Growth>,
    /// How the requests vary over the year and the week.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seasonality: Option<Seasonality>,
    /// What one request uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestQuantities>,
    /// Chat whose history is sent again on every turn; replaces the token counts of `request`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<Conversation>,
    /// Prompt caching of a fixed prefix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache: Option<PrefixCache>,
    /// Application-side cache: this share of the requests never reaches the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_cache_hit_rate: Option<Bounded<Number, bounds::Share>>,
    /// Requests that fail and are sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<Retries>,
    /// Share of the day's requests in its busiest hour, for rate limits. Default 1/24.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_hour_share: Option<Bounded<Number, bounds::Share>>,
    /// Seconds from request to last token, for concurrency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_seconds: Option<Bounded<Number, SecondsOfDay>>,
    /// Further calls that each request brings about, to another model if need be: embed what was
    /// summarised, escalate a share to a larger model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<List<Step, 0, 20>>,
}

/// A further call per request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The model.
    #[serde(deserialize_with = "bounds::name")]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::name"))]
    pub model: String,
    /// The tier. Default: the workload's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// Calls per request of the workload: 0.1 for one request in ten. Default 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<Bounded<Number, CallsPerRequest>>,
    /// What one call uses.
    pub request: RequestQuantities,
}

/// Requests from a volume (`perDay` or `perMonth`) or from users (`users` and `perUserPerDay`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Requests {
    /// On each active day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<Bounded<Uncertain, Volume>>,
    /// In each month, whatever its length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_month: Option<Bounded<Uncertain, Volume>>,
    /// How many users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Bounded<Uncertain, Volume>>,
    /// What each of them asks on an active day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_user_per_day: Option<Bounded<Uncertain, Volume>>,
    /// The days on which there are requests. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_days: Option<ActiveDays>,
}

/// The days on which there are requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum ActiveDays {
    /// Every day.
    All,
    /// Monday to Friday; 5 of 7 days where the month has a fixed length.
    Weekdays,
}

/// Factors on the volume, taken as given; a mean of 1 keeps the total.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Seasonality {
    /// Twelve, January first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<List<Bounded<Number, Volume>, 12, 12>>,
    /// Seven, Monday first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekdays: Option<List<Bounded<Number, Volume>, 7, 7>>,
}

/// A conversation of several turns; each turn sends what was said before again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Conversation {
    /// Turns of one conversation. 4.5 means: half of them 4, half of them 5.
    pub turns: Bounded<Uncertain, TurnCount>,
    /// Tokens of the system prompt, sent on every turn.
    pub system_tokens: Bounded<Uncertain, Volume>,
    /// Tokens of each user message.
    pub user_tokens: Bounded<Uncertain, Volume>,
    /// Tokens of each answer.
    pub answer_tokens: Bounded<Uncertain, Volume>,
    /// The application cuts the prompt to this many tokens, the oldest messages first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_context: Option<Bounded<Number, ContextLength>>,
    /// Whether what was sent before is read from the prompt cache. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caching: Option<ConversationCaching>,
    /// Mean time between two turns. The share of turns that come within the cache's lifetime is
    /// 1 − e^(−lifetime ÷ gap). Default: always within.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap_seconds: Option<Bounded<Number, Volume>>,
}

/// How a conversation uses the prompt cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum ConversationCaching {
    /// Not at all.
    None,
    /// The vendor caches prefixes by itself, in steps of its block size.
    Automatic,
    /// The application marks what is cached, to the token.
    Explicit,
}

/// Prompt caching of a fixed prefix that every request begins with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PrefixCache {
    /// Tokens of the prefix, a part of the request's `inputTokens`.
    pub prefix_tokens: Bounded<Number, Volume>,
    /// Share of the requests that find it in the cache; the others write it anew. 0: no caching.
    pub hit_rate: Bounded<Number, bounds::Share>,
}

/// Requests that fail and are sent again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Retries {
    /// The share of attempts that fail, 0 to 1 (not 1 itself).
    pub rate: Bounded<Number, FailureRate>,
    /// Attempts after the first, at most.
    pub max: Whole<0, 100>,
    /// Share of the output that a failed attempt is billed. Its input is billed in full. Default 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billed_output_share: Option<Bounded<Number, bounds::Share>>,
}

/// How the simulation draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Uncertainty {
    /// Simulated cases, 0 to 1,000,000. Default 10,000 where any input is uncertain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draws: Option<Whole<0, MAX_DRAWS>>,
    /// The same seed gives the same digits on every platform. Default 1.
    #[serde(
        default,
        deserialize_with = "seed",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "authoring", schemars(range(max = MAX_SEED)))]
    pub seed: Option<u64>,
}
