//! A file of facts: figures that somebody read on pages, in a schema of our own.
//!
//! ```json
//! {
//!   "facts": [
//!     { "provider": "anthropic", "model": "claude-fable-5-2", "component": "input", "usd": "8",
//!       "unit": "1M tokens", "tier": "standard", "from": "2026-11-09",
//!       "source": "pricing", "name": "Anthropic pricing page",
//!       "url": "https://platform.claude.com/docs/en/about-claude/pricing", "read": "2026-11-24" }
//!   ]
//! }
//! ```
//!
//! `provider` and `model` are the catalog's own ids. `unit`, `tier`, `when` and `from` may be left
//! out, as in the price files. Facts of one `source` are one list, as of the oldest day of `read`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use tokenfare::pricing::price_list::{ListedModel, ListedRate};
use tokenfare::pricing::schema::Condition;
use tokenfare::pricing::{Component, Day, Exact, Tier, Unit};

use super::list::{List, Origin};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    provider: String,
    model: String,
    component: Component,
    usd: Exact,
    unit: Option<Unit>,
    tier: Option<Tier>,
    #[serde(default)]
    every_tier: bool,
    #[serde(default)]
    when: Condition,
    from: Option<Day>,
    to: Option<Day>,
    source: String,
    name: String,
    url: String,
    read: Day,
}

/// Whether the value has the shape of such a file.
pub fn is_facts(value: &Value) -> bool {
    value.get("facts").is_some_and(Value::is_array)
}

/// One list for each source that the file names.
///
/// # Errors
/// A fact that breaks the schema.
pub fn read(value: &Value) -> Result<Vec<List>> {
    let file: File = serde_json::from_value(value.clone()).context("a fact")?;
    let mut lists: BTreeMap<String, List> = BTreeMap::new();
    for fact in file.facts {
        let list = lists.entry(fact.source.clone()).or_insert_with(|| List {
            origin: Origin {
                key: fact.source.clone(),
                name: fact.name.clone(),
                url: fact.url.clone(),
                day: fact.read,
                family: fact.source.clone(),
            },
            models: Vec::new(),
            others: Vec::new(),
        });
        list.origin.day = list.origin.day.min(fact.read);
        let known = list
            .models
            .iter()
            .position(|model| model.provider == fact.provider && model.name == fact.model);
        let at = known.unwrap_or_else(|| {
            list.models.push(ListedModel {
                provider: fact.provider.clone(),
                name: fact.model.clone(),
                ..ListedModel::default()
            });
            list.models.len() - 1
        });
        if let Some(model) = list.models.get_mut(at) {
            model.rates.push(ListedRate {
                tier: fact.tier.unwrap_or(Tier::Standard),
                every_tier: fact.every_tier,
                unit: fact.unit.unwrap_or(Unit::MillionTokens),
                when: fact.when,
                from: fact.from,
                to: fact.to,
                ..ListedRate::of_tokens(fact.component, fact.usd)
            });
        }
    }
    Ok(lists.into_values().collect())
}
