//! A model: its names, bounds and dates, what it costs, and what is not sold.

use serde::{Deserialize, Serialize};

use super::hours::Hours;
use super::rate::{Condition, RateRow};
use crate::pricing::catalog::vocabulary::{Component, Modality, Tier};
use crate::pricing::number::Day;
use crate::sorted_map::SortedMap;

/// One model, priced as one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ModelRecord {
    /// The name that requests carry. Unique among all names of all providers.
    pub id: String,
    /// The name for people; the id if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Other names of the same thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Dated names that cost the same, "gpt-4o-mini-2024-07-18". A snapshot with prices of its own
    /// is a model of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub snapshots: Vec<String>,
    /// Tokens of prompt and answer together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_window: Option<u64>,
    /// Most tokens of a prompt, where that is less than the window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_input_tokens: Option<u64>,
    /// Most tokens of an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<u64>,
    /// What it reads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub input: Vec<Modality>,
    /// What it writes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub output: Vec<Modality>,
    /// First day on sale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released: Option<Day>,
    /// Day on which the vendor advised against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Day>,
    /// Day on which requests stop to be served. Rates stay as they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retires: Option<Day>,
    /// The model that serves requests for this one since it is retired, at its own price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served_by: Option<Successor>,
    /// What the vendor recommends instead of a model that retires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    /// Until when its training data reach, as printed: "2026-01".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knowledge_cutoff: Option<String>,
    /// No longer served, since a day that is not known.
    #[serde(default, skip_serializing_if = "is_false")]
    pub legacy: bool,
    /// Key of the source of all rates that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Keys of `rate_sets` whose rows this model has too.
    #[serde(default, rename = "use", skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<String>,
    /// Key of the regional surcharge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uplift: Option<String>,
    /// Key of the prompt cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache: Option<String>,
    /// Key of the rate limits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<String>,
    /// Key of the rule for images sent in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_rule: Option<String>,
    /// Key of the tokens of images made, where they are billed by tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_table: Option<String>,
    /// Key of the rule for seconds of audio and video, where they are billed by tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_rule: Option<String>,
    /// How parts without a rate of their own are billed.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub billed_as: SortedMap<Component, Billing>,
    /// Choices that change the price and are no tier, each with an explanation.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub variants: SortedMap<String, String>,
    /// The hours of the day at which a variant is billed. At all others it is the default one.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub hours: SortedMap<String, Vec<Hours>>,
    /// The variant that is priced where none is asked for. A quote then carries ESTIMATED_PRICE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_variant: Option<String>,
    /// The quality of an image made where the request names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_quality: Option<String>,
    /// The resolution of a video made where the request names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_resolution: Option<String>,
    /// Combinations that the vendor says it does not sell, to say so in the error.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_sold: Vec<NotSold>,
    /// The price table. Past rows stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<RateRow>,
    /// The price table of models fine-tuned from this one ("ft:" names). Training itself stands in
    /// `rates`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fine_tuned: Vec<RateRow>,
}

/// The model to which a vendor redirects requests for a retired one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Successor {
    /// Its id.
    pub model: String,
    /// The first day.
    pub from: Day,
    /// Key of the source.
    pub source: String,
}

/// How a part is billed that has no rate of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Billing {
    /// As plain prompt tokens: a cache write where writing is free, audio at the price of text.
    Input,
    /// As prompt tokens read from the cache.
    CachedInput,
    /// As plain answer tokens.
    Output,
    /// As image tokens of the prompt.
    ImageInput,
    /// As audio tokens of the prompt.
    AudioInput,
    /// As audio tokens of the prompt read from the cache.
    CachedAudioInput,
    /// As cache writes with the default lifetime.
    CacheWrite,
}

impl Billing {
    /// The component whose rate is taken.
    pub const fn component(self) -> Component {
        match self {
            Self::Input => Component::Input,
            Self::CachedInput => Component::CachedInput,
            Self::Output => Component::Output,
            Self::ImageInput => Component::ImageInput,
            Self::AudioInput => Component::AudioInput,
            Self::CachedAudioInput => Component::CachedAudioInput,
            Self::CacheWrite => Component::CacheWrite,
        }
    }
}

/// A combination that is not sold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NotSold {
    /// The tier.
    pub tier: Tier,
    /// The length of context; any, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The components; all, if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// The regions; all, if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// In words: "fast mode ends at 272,000 input tokens".
    pub reason: String,
    /// Key of the source.
    pub source: String,
}

/// A prompt cache.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PromptCache {
    /// The shortest prefix that is cached, tokens.
    pub minimum_tokens: u32,
    /// Beyond the minimum, prefixes are cached in steps of this many tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_tokens: Option<u32>,
    /// Default lifetime, seconds.
    pub lifetime_seconds: u32,
    /// Longer lifetime, seconds, where one is sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub long_lifetime_seconds: Option<u32>,
    /// Key of the source.
    pub source: String,
}

/// Rate limits of a model or of several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LimitSet {
    /// Key of the source.
    pub source: String,
    /// One row per usage tier, and one more per tier where long requests have limits of their own.
    pub tiers: Vec<RateLimit>,
}

/// The limits of one usage tier. What is left out is not limited or not published.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// The usage tier, "tier 1".
    pub tier: String,
    /// Only for requests with more than this many prompt tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<u64>,
    /// Requests a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests_per_minute: Option<u64>,
    /// Requests a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests_per_day: Option<u64>,
    /// Tokens a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens_per_minute: Option<u64>,
    /// Tokens a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens_per_day: Option<u64>,
    /// Images a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub images_per_minute: Option<u64>,
    /// Minutes of audio a minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audio_minutes_per_minute: Option<u64>,
    /// Prompt tokens that may wait in batches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch_queue_tokens: Option<u64>,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_false(value: &bool) -> bool {
    !*value
}
