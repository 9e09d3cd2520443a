//! litellm's `model_prices_and_context_window.json`: one flat object for each model, US dollars per
//! token, the dimensions of a price in its key.

use serde_json::{Map, Value};

use super::list::{ListedModel, ListedRate, PriceList, Unread};
use super::litellm_key::Key;
use super::number::decimal;
use crate::pricing::catalog::schema::Condition;
use crate::pricing::catalog::{Component, Modality, Tier, Unit};

/// The first entry of the map, which explains the keys.
const SAMPLE: &str = "sample_spec";

/// Reads the map.
pub fn read(value: &Value) -> PriceList {
    let mut list = PriceList {
        project: "litellm",
        url: "https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json",
        ..PriceList::default()
    };
    for (name, entry) in value.as_object().into_iter().flatten() {
        let provider = entry.get("litellm_provider").and_then(Value::as_str);
        if let (Some(entry), Some(provider)) = (entry.as_object(), provider)
            && name != SAMPLE
        {
            let model = model(name, provider, entry, &mut list.unread);
            list.models.push(model);
        }
    }
    list
}

fn model(
    name: &str,
    provider: &str,
    entry: &Map<String, Value>,
    unread: &mut Vec<Unread>,
) -> ListedModel {
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let mode = text("mode").unwrap_or_default();
    let mut rates = Vec::new();
    // A model with prices off peak has its peak prices in the usual keys.
    let off_peak = entry.get("off_peak_pricing").and_then(Value::as_object);
    let usual = Condition {
        variant: off_peak.map(|_| "peak".to_owned()),
        ..Condition::default()
    };
    let mut note = |key: &str| {
        unread.push(Unread {
            model: name.to_owned(),
            key: key.to_owned(),
        });
    };
    costs(entry, mode, &usual, &mut rates, &mut note);
    if let Some(prices) = off_peak {
        let when = Condition {
            variant: Some("off-peak".to_owned()),
            ..Condition::default()
        };
        costs(prices, mode, &when, &mut rates, &mut note);
    }
    let steps = entry.get("tiered_pricing").and_then(Value::as_array);
    for step in steps.into_iter().flatten().filter_map(Value::as_object) {
        let bound = |at: usize| step.get("range")?.get(at)?.as_f64().map(whole);
        let when = Condition {
            above: bound(0).filter(|least| *least > 0),
            up_to: bound(1),
            ..usual.clone()
        };
        costs(step, mode, &when, &mut rates, &mut note);
    }
    fees(provider, entry, &mut rates);
    ListedModel {
        provider: provider.to_owned(),
        name: name.to_owned(),
        rates,
        context_window: count(entry, "max_input_tokens"),
        max_output_tokens: count(entry, "max_output_tokens"),
        input: modalities(entry.get("supported_modalities")),
        output: modalities(entry.get("supported_output_modalities")),
        released: None,
        retires: text("deprecation_date").and_then(|day| day.parse().ok()),
        successor: text("successor_model").map(str::to_owned),
        knowledge_cutoff: None,
        page: text("source").map(str::to_owned),
    }
}

/// The prices whose key says what they are of.
fn costs(
    entry: &Map<String, Value>,
    mode: &str,
    when: &Condition,
    rates: &mut Vec<ListedRate>,
    unread: &mut impl FnMut(&str),
) {
    for (key, value) in entry {
        let is_price = key.contains("cost") && value.as_f64().is_some_and(|usd| usd > 0.0);
        // The map writes 0 where a price is not known.
        if !is_price {
            continue;
        }
        // Two keys for one price.
        if key == "input_cost_per_token_cache_hit"
            && entry.contains_key("cache_read_input_token_cost")
        {
            continue;
        }
        let read = Key::read(key, mode)
            .and_then(|key| Some((decimal(value, key.exponent)?, key)))
            .filter(|(_, key)| key.when.variant.is_none() || when.variant.is_none());
        let Some((usd, key)) = read else {
            unread(key);
            continue;
        };
        rates.push(ListedRate {
            tier: key.tier,
            every_tier: key.component == Component::MapsSearch,
            component: key.component,
            unit: key.unit,
            when: Condition {
                above: key.when.above.or(when.above),
                variant: key.when.variant.or_else(|| when.variant.clone()),
                resolution: key.when.resolution,
                ..when.clone()
            },
            from: None,
            to: None,
            usd,
        });
    }
}

/// Web searches, whose price depends on the size of their context for a few models only. Google bills
/// them by the grounded prompt where the map does not say that it bills by the query.
fn fees(provider: &str, entry: &Map<String, Value>, rates: &mut Vec<ListedRate>) {
    let is_google = provider == "gemini" || provider.starts_with("vertex_ai");
    let unit = entry.get("web_search_billing_unit").and_then(Value::as_str);
    let component = if is_google && unit != Some("per_query") {
        Component::GroundedPrompt
    } else {
        Component::WebSearch
    };
    let medium = entry
        .get("search_context_cost_per_query")
        .and_then(|sizes| sizes.get("search_context_size_medium"));
    if let Some(usd) = medium
        .and_then(|usd| decimal(usd, 3))
        .filter(|usd| !usd.is_zero())
    {
        rates.push(ListedRate {
            tier: Tier::Standard,
            every_tier: true,
            unit: Unit::ThousandCalls,
            ..ListedRate::of_tokens(component, usd)
        });
    }
}

fn count(entry: &Map<String, Value>, key: &str) -> Option<u64> {
    let number = entry.get(key)?.as_f64()?;
    Some(whole(number)).filter(|count| *count > 0)
}

/// The map writes some whole numbers as floats.
fn whole(number: f64) -> u64 {
    // A float beyond the range of u64 becomes its nearest bound.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = number as u64;
    whole
}

fn modalities(list: Option<&Value>) -> Vec<Modality> {
    let words = list.and_then(Value::as_array).into_iter().flatten();
    words
        .filter_map(|word| Modality::from_word(word.as_str()?))
        .collect()
}
