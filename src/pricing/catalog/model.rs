//! What callers are told of a model, and the filter by which models are listed.

use serde::{Deserialize, Serialize};

use super::catalog::Catalog;
use super::resolved::Resolved;
use super::vocabulary::{Component, Modality, Tier};
use crate::pricing::error::Result;
use crate::pricing::number::{Day, Exact};
use crate::sorting::sorted_distinct;

/// What is known of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Model {
    /// The name by which the vendor's API knows it.
    pub id: String,
    /// Who sells it: "openai", "anthropic", …
    pub provider: String,
    /// The name for people.
    pub name: String,
    /// Other names for the same.
    pub aliases: Vec<String>,
    /// Dated names that cost the same.
    pub snapshots: Vec<String>,
    /// Tokens of prompt and answer together.
    pub context_window: Option<u64>,
    /// Most tokens of a prompt, where that is less than the window.
    pub max_input_tokens: Option<u64>,
    /// Most tokens of an answer.
    pub max_output_tokens: Option<u64>,
    /// What it reads.
    pub input: Vec<Modality>,
    /// What it writes.
    pub output: Vec<Modality>,
    /// The first day on sale.
    pub released: Option<Day>,
    /// The day on which the vendor advised against it.
    pub deprecated: Option<Day>,
    /// The day from which it is no longer served.
    pub retires: Option<Day>,
    /// Whether the model is served on the catalog's newest day.
    pub active: bool,
    /// The tiers with a rate in force on the catalog's newest day, or all past tiers if there is none.
    pub tiers: Vec<Tier>,
    /// The prompt cache: shortest prefix, step and lifetimes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cache: Option<Cache>,
}

/// A model's prompt cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Cache {
    /// A shorter prefix is not cached.
    pub minimum_tokens: u32,
    /// Cached in steps of so many tokens; none where to the token.
    pub step_tokens: Option<u32>,
    /// How long what was written can be read.
    pub lifetime_seconds: u32,
    /// The same for the longer lifetime, where there is one.
    pub long_lifetime_seconds: Option<u32>,
}

/// Which models to list. A model must meet everything that is given.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ModelFilter {
    /// The provider's id.
    pub provider: Option<String>,
    /// The model accepts all of these.
    pub input: Vec<Modality>,
    /// The model produces all of these.
    pub output: Vec<Modality>,
    /// The context window has at least this many tokens. Models whose window is unknown do not match.
    pub min_context: Option<u64>,
    /// The standard input rate on the newest day is at most this many US dollars per 1M tokens.
    pub max_input_rate: Option<Exact>,
    /// Whether the model is served on the newest day.
    pub active: Option<bool>,
    /// The id, name, an alias or a snapshot contains this text, compared without case.
    pub search: Option<String>,
}

impl Catalog {
    /// The models that match a filter, in the order of providers and ids.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, ModelFilter};
    ///
    /// let filter = ModelFilter { provider: Some("anthropic".to_owned()), ..Default::default() };
    /// let models = Catalog::embedded()?.models(&filter);
    /// assert!(models.iter().all(|model| model.provider == "anthropic"));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn models(&self, filter: &ModelFilter) -> Vec<Model> {
        let search = filter.search.as_ref().map(|text| text.to_ascii_lowercase());
        self.all()
            .filter(|resolved| {
                let record = resolved.record;
                filter
                    .provider
                    .as_ref()
                    .is_none_or(|p| p == resolved.provider())
                    && filter.input.iter().all(|m| record.input.contains(m))
                    && filter.output.iter().all(|m| record.output.contains(m))
                    && filter
                        .min_context
                        .is_none_or(|min| record.context_window.is_some_and(|w| w >= min))
                    && filter
                        .active
                        .is_none_or(|active| active == self.is_active(resolved))
                    && filter.max_input_rate.is_none_or(|most| {
                        self.lowest_input_rate(resolved)
                            .is_some_and(|rate| rate <= most)
                    })
                    && search.as_ref().is_none_or(|text| mentions(resolved, text))
            })
            .map(|resolved| self.describe(&resolved))
            .collect()
    }

    /// What is known of one model, by any of its names.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// let model = Catalog::embedded()?.model("openai/gpt-4o")?;
    /// assert_eq!(model.context_window, Some(128_000));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`](crate::pricing::PricingError::UnknownModel) with near matches.
    pub fn model(&self, name: &str) -> Result<Model> {
        Ok(self.describe(&self.resolve(name, false)?))
    }

    fn describe(&self, resolved: &Resolved<'_>) -> Model {
        let record = resolved.record;
        let cache = record
            .cache
            .as_ref()
            .and_then(|key| resolved.provider.caches.get(key));
        Model {
            id: resolved.id(),
            provider: resolved.provider().to_owned(),
            name: record.name.clone().unwrap_or_else(|| record.id.clone()),
            aliases: record.aliases.clone(),
            snapshots: record.snapshots.clone(),
            context_window: record.context_window,
            max_input_tokens: record.max_input_tokens,
            max_output_tokens: record.max_output_tokens,
            input: record.input.clone(),
            output: record.output.clone(),
            released: record.released,
            deprecated: record.deprecated,
            retires: record.retires,
            active: self.is_active(resolved),
            tiers: self.tiers(resolved),
            cache: cache.map(|cache| Cache {
                minimum_tokens: cache.minimum_tokens,
                step_tokens: cache.step_tokens,
                lifetime_seconds: cache.lifetime_seconds,
                long_lifetime_seconds: cache.long_lifetime_seconds,
            }),
        }
    }

    fn is_active(&self, resolved: &Resolved<'_>) -> bool {
        let (record, today) = (resolved.record, self.checked());
        !record.legacy
            && record.retires.is_none_or(|day| day > today)
            && record.released.is_none_or(|day| day <= today)
    }

    fn tiers(&self, resolved: &Resolved<'_>) -> Vec<Tier> {
        let own = || resolved.rows().filter(|row| !row.every_tier);
        let in_force = own().filter(|row| row.in_force(self.checked()));
        let tiers = sorted_distinct(in_force.map(|row| row.tier));
        if tiers.is_empty() {
            return sorted_distinct(own().map(|row| row.tier));
        }
        tiers
    }

    fn lowest_input_rate(&self, resolved: &Resolved<'_>) -> Option<Exact> {
        resolved
            .rows()
            .filter(|row| row.holds_in(Tier::Standard) && row.in_force(self.checked()))
            .filter_map(|row| row.usd.get(&Component::Input).copied())
            .min()
    }
}

fn mentions(resolved: &Resolved<'_>, text: &str) -> bool {
    let record = resolved.record;
    std::iter::once(&record.id)
        .chain(&record.name)
        .chain(&record.aliases)
        .chain(&record.snapshots)
        .any(|name| name.to_ascii_lowercase().contains(text))
}
