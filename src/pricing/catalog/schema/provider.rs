//! One provider: its sources, shared tables and models.

use serde::{Deserialize, Serialize};

use super::media::{ImageRule, ImageTokenTable, MediaRule};
use super::model::{Billing, LimitSet, ModelRecord, PromptCache};
use super::rate::RateRow;
use crate::pricing::catalog::vocabulary::{Component, Tier};
use crate::pricing::number::{Day, Exact};
use crate::sorted_map::SortedMap;

/// One provider: `pricing/<provider>.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProviderFile {
    /// The provider's id, "openai"; also the name of the file.
    pub provider: String,
    /// The provider's name as it writes it, "OpenAI".
    pub name: String,
    /// What is written before this provider's model names, beside its id: "deepinfra/". What common
    /// tools and hosts write is known already (the crate `tokenfare-model-name`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prefixes: Vec<String>,
    /// Regions that can be asked for; "global" always can. Others are refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Where figures were read, by a short key that the rates name.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub sources: SortedMap<String, Source>,
    /// Public holidays, on which `hours` of weekdays do not hold. All of a year are named, or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Day>,
    /// Surcharges for processing in a region, by key.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub uplifts: SortedMap<String, Uplift>,
    /// How parts without a rate are billed, for all models.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub billed_as: Vec<BillingRule>,
    /// Prompt caches, by key.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub caches: SortedMap<String, PromptCache>,
    /// Rate limits per usage tier, by key.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub limits: SortedMap<String, LimitSet>,
    /// What qualifies for a usage tier, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usage_tiers: Vec<UsageTier>,
    /// Rules that turn an image sent in into tokens, by key; each a list of dated versions.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub image_rules: SortedMap<String, Vec<ImageRule>>,
    /// Tokens of an image made, by key; each a list of dated versions.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub image_tables: SortedMap<String, Vec<ImageTokenTable>>,
    /// Rules that turn seconds of audio or video into tokens, by key; each a list of dated versions.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub media_rules: SortedMap<String, Vec<MediaRule>>,
    /// Rates that many models share, such as those of tools, by a key that the models `use`.
    #[serde(default, skip_serializing_if = "SortedMap::is_empty")]
    pub rate_sets: SortedMap<String, Vec<RateRow>>,
    /// The models, in any order.
    #[serde(default, rename = "model", skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<ModelRecord>,
}

/// How parts that have no rate of their own are billed, for all models of a provider. What a vendor says
/// of its whole price list stands here: that batches have no discount for cached tokens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BillingRule {
    /// The tier in which a part has no rate; if left out, the rule is for models that have no such rate
    /// in any tier, on any day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// What is billed as what.
    pub components: SortedMap<Component, Billing>,
    /// Key of the source.
    pub source: String,
}

/// A page, file or guide that a figure was read in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is, for people: "OpenAI pricing page".
    pub name: String,
    /// Its address.
    pub url: String,
    /// The day on which it was last read.
    pub checked: Day,
}

/// A surcharge for processing in a region, in force for every model that names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Uplift {
    /// The regions that it holds for.
    pub regions: Vec<String>,
    /// It holds for every model of the provider, also for those that name no uplift or another one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub every_model: bool,
    /// Added to every token rate, in percent: "10".
    pub percent: Exact,
    /// First day, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The day after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Key of the source.
    pub source: String,
}

/// A usage tier of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UsageTier {
    /// Its name, "tier 1", as the limits name it.
    pub tier: String,
    /// What an account must have done, in words: "$50 paid".
    pub qualification: String,
    /// Most that may be spent in a month, US dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly_limit: Option<Exact>,
    /// Key of the source.
    pub source: String,
}

impl ProviderFile {
    /// The region of this provider that a name implies; `None` where its prices do not know it.
    /// Every regional endpoint of Vertex is "vertex-regional".
    pub(in crate::pricing) fn region(&self, implied: &str) -> Option<&str> {
        let of_uplifts = self.uplifts.values().flat_map(|uplift| &uplift.regions);
        let mut known = self.regions.iter().chain(of_uplifts);
        let implied = match implied.starts_with("vertex-") {
            true => "vertex-regional",
            false => implied,
        };
        known.find(|region| *region == implied).map(String::as_str)
    }
}
