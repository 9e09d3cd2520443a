//! The scenario: what is planned, in the field names of the JavaScript API.
//!
//! Reading and checking a scenario is in `reader.rs`; here stand the types alone, from which
//! the JSON Schema is made.

mod base_case;
mod money;
mod number;
mod request;
#[cfg(feature = "authoring")]
mod schema_parts;

use serde::Serialize;

pub use money::{AutoRecharge, Budget, Credits, Every, FixedCost, Grant, RateLimits};
pub use number::{Number, Uncertain};
pub use request::RequestQuantities;
pub(crate) use request::for_each_quantity;

use crate::pricing::{Day, Tier};

/// A plan for some months: who asks what of which model, how often, and what money there is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Scenario {
    /// The version of this format.
    #[cfg_attr(feature = "authoring", schemars(schema_with = "schema_parts::version"))]
    pub version: u32,
    /// A name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// First day. Default: the catalog's `checked`. Month 1 runs from this day to the day before
    /// the same day of the next month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Day>,
    /// How many months, 1 to 600.
    #[cfg_attr(feature = "authoring", schemars(range(min = 1, max = 600)))]
    pub months: u32,
    /// `"calendar"` (28 to 31 days, default) or a fixed number of days, 1 to 31.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month_length: Option<MonthLength>,
    /// What runs; at most 1,000.
    #[cfg_attr(feature = "authoring", schemars(length(max = 1000)))]
    pub workloads: Vec<Workload>,
    /// Costs that are no request: training, storage, a fixed fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(length(max = 1000)))]
    pub fixed: Option<Vec<FixedCost>>,
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
    #[cfg_attr(feature = "authoring", schemars(range(min = -1, max = 10)))]
    pub price_change_per_year: Option<Number>,
    /// Share added to every amount, for taxes or a safety margin; at most 4 decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(range(min = -1, max = 10)))]
    pub markup: Option<Number>,
    /// How the simulation draws.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uncertainty: Option<Uncertainty>,
}

/// The length of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MonthLength {
    /// Real months of 28 to 31 days.
    Calendar,
    /// The same number of days each month.
    Days(Number),
}

impl Serialize for MonthLength {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Calendar => serializer.serialize_str("calendar"),
            Self::Days(days) => days.serialize(serializer),
        }
    }
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for MonthLength {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MonthLength".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "anyOf": [
                { "const": "calendar" },
                { "type": "number", "minimum": 1, "maximum": 31 }
            ]
        })
    }
}

/// One kind of work: requests of one make, to one model or a mix of models.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Workload {
    /// Unique among workloads and fixed costs.
    pub name: String,
    /// One model, or a router's mix whose shares add up to 1.
    pub model: ModelChoice,
    /// The tier of the requests that are not batched. Default: standard.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "authoring",
        schemars(default, schema_with = "schema_parts::tier")
    )]
    pub tier: Option<Tier>,
    /// Share of the requests sent through the batch tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 1)))]
    pub batch_share: Option<Number>,
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
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 1)))]
    pub response_cache_hit_rate: Option<Number>,
    /// Requests that fail and are sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retries: Option<Retries>,
    /// Share of the day's requests in its busiest hour, for rate limits. Default 1/24.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 1)))]
    pub peak_hour_share: Option<Number>,
    /// Seconds from request to last token, for concurrency.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 86400)))]
    pub latency_seconds: Option<Number>,
    /// Further calls that each request brings about, to another model if need be: embed what was
    /// summarised, escalate a share to a larger model.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(length(max = 20)))]
    pub steps: Option<Vec<Step>>,
}

/// One model, or several with their shares.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum ModelChoice {
    /// One model.
    One(String),
    /// A router's mix; the shares add up to 1.
    Mix(#[cfg_attr(feature = "authoring", schemars(length(min = 1, max = 100)))] Vec<ModelShare>),
}

/// A model's share of a mix.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct ModelShare {
    /// The model.
    pub model: String,
    /// Its share of the requests, 0 to 1.
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 1)))]
    pub share: Number,
}

/// A further call per request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Step {
    /// The model.
    pub model: String,
    /// The tier. Default: the workload's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "authoring",
        schemars(default, schema_with = "schema_parts::tier")
    )]
    pub tier: Option<Tier>,
    /// Calls per request of the workload: 0.1 for one request in ten. Default 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 1000)))]
    pub share: Option<Number>,
    /// What one call uses.
    pub request: RequestQuantities,
}

/// Requests from a volume (`perDay` or `perMonth`) or from users (`users` and `perUserPerDay`).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Requests {
    /// On each active day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<Uncertain>,
    /// In each month, whatever its length.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_month: Option<Uncertain>,
    /// How many users.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<Uncertain>,
    /// What each of them asks on an active day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_user_per_day: Option<Uncertain>,
    /// The days on which there are requests. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_days: Option<ActiveDays>,
}

/// The days on which there are requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum ActiveDays {
    /// Every day.
    All,
    /// Monday to Friday; 5 of 7 days where the month has a fixed length.
    Weekdays,
}

/// Growth from month to month; the first month is as stated.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub enum Growth {
    /// Requests per day added each month.
    Linear {
        /// How many.
        per_month: Uncertain,
    },
    /// A share added each month, 0.12 for 12 %.
    Compound {
        /// The share.
        per_month: Uncertain,
    },
    /// Requests per day = capacity ÷ (1 + e^(−rate·(m − midpoint))), m months after the start.
    Logistic {
        /// Requests per day in the end.
        capacity: Uncertain,
        /// Steepness, per month.
        rate: Number,
        /// Months after the start at which half of the capacity is reached.
        midpoint: Number,
    },
    /// From the given month on, the factor on the stated volume; not cumulative.
    Steps {
        /// In order of month.
        #[cfg_attr(feature = "authoring", schemars(length(max = 600)))]
        steps: Vec<GrowthStep>,
    },
    /// Requests per day, month by month; the last one holds on.
    Series {
        /// One value per month.
        #[cfg_attr(feature = "authoring", schemars(length(min = 1, max = 600)))]
        per_day: Vec<Number>,
    },
}

/// A step of the growth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct GrowthStep {
    /// The month from which it holds; 1 is the first.
    #[cfg_attr(feature = "authoring", schemars(range(min = 1, max = 600)))]
    pub month: u32,
    /// Times the stated volume.
    pub factor: Number,
}

/// Factors on the volume, taken as given; a mean of 1 keeps the total.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Seasonality {
    /// Twelve, January first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(length(min = 12, max = 12)))]
    pub months: Option<Vec<Number>>,
    /// Seven, Monday first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(length(min = 7, max = 7)))]
    pub weekdays: Option<Vec<Number>>,
}

/// A conversation of several turns; each turn sends what was said before again.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Conversation {
    /// Turns of one conversation, 1 to 10,000. 4.5 means: half of them 4, half of them 5.
    pub turns: Uncertain,
    /// Tokens of the system prompt, sent on every turn.
    pub system_tokens: Uncertain,
    /// Tokens of each user message.
    pub user_tokens: Uncertain,
    /// Tokens of each answer.
    pub answer_tokens: Uncertain,
    /// The application cuts the prompt to this many tokens, the oldest messages first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_context: Option<Number>,
    /// Whether what was sent before is read from the prompt cache. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caching: Option<ConversationCaching>,
    /// Mean time between two turns. The share of turns that come within the cache's lifetime is
    /// 1 − e^(−lifetime ÷ gap). Default: always within.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(range(min = 0)))]
    pub gap_seconds: Option<Number>,
}

/// How a conversation uses the prompt cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct PrefixCache {
    /// Tokens of the prefix, a part of the request's `inputTokens`.
    pub prefix_tokens: Number,
    /// Share of the requests that find it in the cache; the others write it anew. 0: no caching.
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 1)))]
    pub hit_rate: Number,
}

/// Requests that fail and are sent again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Retries {
    /// The share of attempts that fail, 0 to 1 (not 1 itself).
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 0.99)))]
    pub rate: Number,
    /// Attempts after the first, at most.
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 100)))]
    pub max: u32,
    /// Share of the output that a failed attempt is billed. Its input is billed in full. Default 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(range(min = 0, max = 1)))]
    pub billed_output_share: Option<Number>,
}

/// How the simulation draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub struct Uncertainty {
    /// Simulated cases, 0 to 1,000,000. Default 10,000 where any input is uncertain.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "authoring", schemars(range(max = 1_000_000)))]
    pub draws: Option<u32>,
    /// The same seed gives the same digits on every platform. Default 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
}
