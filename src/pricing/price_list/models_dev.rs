//! models.dev's `api.json`: providers, their models, US dollars per million tokens under `cost`.

use serde_json::{Map, Value};

use super::list::{ListedModel, ListedRate, PriceList, Unread};
use super::number::decimal;
use crate::pricing::catalog::schema::Condition;
use crate::pricing::catalog::{Component, Modality, Tier};

/// Reads the list.
pub fn read(value: &Value) -> PriceList {
    let mut list = PriceList {
        project: "models.dev",
        url: "https://models.dev",
        ..PriceList::default()
    };
    for (provider, entry) in value.as_object().into_iter().flatten() {
        let models = entry.get("models").and_then(Value::as_object);
        for (name, model) in models.into_iter().flatten() {
            let model = listed(provider, name, model, &mut list.unread);
            list.models.push(model);
        }
    }
    list
}

fn listed(provider: &str, name: &str, model: &Value, unread: &mut Vec<Unread>) -> ListedModel {
    let mut rates = Vec::new();
    let mut note = |key: &str| {
        unread.push(Unread {
            model: name.to_owned(),
            key: key.to_owned(),
        });
    };
    if let Some(cost) = model.get("cost").and_then(Value::as_object) {
        tokens(cost, Tier::Standard, None, &mut rates, &mut note);
        let tiers = cost.get("tiers").and_then(Value::as_array);
        for tier in tiers.into_iter().flatten() {
            let size = tier.pointer("/tier/size").and_then(Value::as_u64);
            match (tier.as_object(), size) {
                (Some(cost), Some(size)) => {
                    tokens(cost, Tier::Standard, Some(size), &mut rates, &mut note);
                }
                _ => note("tiers"),
            }
        }
        // The older form of the same.
        if tiers.is_none() {
            for (key, size) in [
                ("context_over_200k", 200_000),
                ("context_over_128k", 128_000),
            ] {
                if let Some(cost) = cost.get(key).and_then(Value::as_object) {
                    tokens(cost, Tier::Standard, Some(size), &mut rates, &mut note);
                }
            }
        }
    }
    let fast = model.pointer("/experimental/modes/fast/cost");
    if let Some(cost) = fast.and_then(Value::as_object) {
        tokens(cost, Tier::Priority, None, &mut rates, &mut note);
    }
    let text = |pointer: &str| model.pointer(pointer).and_then(Value::as_str);
    let count = |pointer: &str| {
        let count = model.pointer(pointer).and_then(Value::as_u64);
        count.filter(|count| *count > 0)
    };
    ListedModel {
        provider: provider.to_owned(),
        name: name.to_owned(),
        rates,
        context_window: count("/limit/context"),
        max_output_tokens: count("/limit/output"),
        input: modalities(model.pointer("/modalities/input")),
        output: modalities(model.pointer("/modalities/output")),
        released: text("/release_date").and_then(|day| day.parse().ok()),
        retires: None,
        successor: None,
        knowledge_cutoff: text("/knowledge").map(str::to_owned),
        page: None,
    }
}

fn tokens(
    cost: &Map<String, Value>,
    tier: Tier,
    above: Option<u64>,
    rates: &mut Vec<ListedRate>,
    unread: &mut impl FnMut(&str),
) {
    for (key, value) in cost.iter().filter(|(_, value)| value.is_number()) {
        let Some((component, usd)) = component(key).zip(decimal(value, 0)) else {
            unread(key);
            continue;
        };
        // The list writes 0 for parts that are not sold; only input and output may be free, and
        // output only together with input.
        let is_free = match component {
            Component::Input => true,
            Component::Output => cost.get("input").and_then(Value::as_f64) == Some(0.0),
            _ => false,
        };
        if usd.is_zero() && !is_free {
            continue;
        }
        rates.push(ListedRate {
            tier,
            when: Condition {
                above,
                ..Condition::default()
            },
            ..ListedRate::of_tokens(component, usd)
        });
    }
}

fn component(key: &str) -> Option<Component> {
    Some(match key {
        "input" => Component::Input,
        "output" => Component::Output,
        "cache_read" => Component::CachedInput,
        "cache_write" => Component::CacheWrite,
        "reasoning" => Component::ReasoningOutput,
        "input_audio" => Component::AudioInput,
        "output_audio" => Component::AudioOutput,
        _ => return None,
    })
}

fn modalities(list: Option<&Value>) -> Vec<Modality> {
    let words = list.and_then(Value::as_array).into_iter().flatten();
    words
        .filter_map(|word| match word.as_str()? {
            "pdf" => Some(Modality::File),
            word => Modality::from_word(word),
        })
        .collect()
}
