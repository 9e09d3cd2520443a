//! OpenRouter's list of models: `{ "data": [ { "id", "pricing" } ] }`, US dollars per token as text.

use serde_json::Value;
use tokenfare::pricing::price_list::{ListedModel, ListedRate, PriceList, decimal};
use tokenfare::pricing::{Component, Unit};

/// Reads the list; `None` if it has another shape.
pub fn read(value: &Value) -> Option<PriceList> {
    let data = value.get("data")?.as_array()?;
    let models: Vec<ListedModel> = data.iter().filter_map(listed).collect();
    if models.is_empty() {
        return None;
    }
    Some(PriceList {
        project: "openrouter",
        url: "https://openrouter.ai/models",
        models,
        ..PriceList::default()
    })
}

fn listed(model: &Value) -> Option<ListedModel> {
    let pricing = model.get("pricing")?;
    let tokens = |component| (component, Unit::MillionTokens, 6);
    let components = [
        ("prompt", tokens(Component::Input)),
        ("completion", tokens(Component::Output)),
        ("input_cache_read", tokens(Component::CachedInput)),
        ("input_cache_write", tokens(Component::CacheWrite)),
        ("internal_reasoning", tokens(Component::ReasoningOutput)),
        ("audio", tokens(Component::AudioInput)),
        ("web_search", (Component::WebSearch, Unit::ThousandCalls, 3)),
        ("request", (Component::Request, Unit::ThousandRequests, 3)),
    ];
    let free = model.get("id")?.as_str()?.ends_with(":free");
    let rate = |(key, (component, unit, exponent))| {
        let usd = decimal(pricing.get(key)?, exponent)?;
        let is_rate = !usd.is_zero() || free && matches!(key, "prompt" | "completion");
        is_rate.then(|| ListedRate {
            unit,
            every_tier: component == Component::WebSearch,
            ..ListedRate::of_tokens(component, usd)
        })
    };
    Some(ListedModel {
        provider: "openrouter".to_owned(),
        name: model.get("id")?.as_str()?.to_owned(),
        rates: components.into_iter().filter_map(rate).collect(),
        context_window: model.get("context_length").and_then(Value::as_u64),
        ..ListedModel::default()
    })
}
