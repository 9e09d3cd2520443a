//! The data of the package `@earendil-works/pi-ai`: one JSON file for each vendor, models by the API
//! that serves them, US dollars per million tokens.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use tokenfare::pricing::price_list::{ListedModel, ListedRate, PriceList, decimal};
use tokenfare::pricing::schema::Condition;
use tokenfare::pricing::{Component, Modality};

/// Reads the package's folder `dist/providers/data`.
///
/// # Errors
/// A file that cannot be read or is no JSON.
pub fn read_folder(folder: &Path) -> Result<PriceList> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if !hidden
            && path
                .extension()
                .is_some_and(|extension| extension == "json")
        {
            paths.push(path);
        }
    }
    paths.sort();
    let mut models = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let value: Value =
            serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        models.extend(read(&value));
    }
    Ok(PriceList {
        project: "pi-ai",
        url: "https://github.com/earendil-works/pi-mono",
        models,
        ..PriceList::default()
    })
}

/// The chat models of one vendor's file.
pub fn read(value: &Value) -> Vec<ListedModel> {
    let apis = value.as_object().into_iter().flatten();
    let models = apis.filter_map(|(_, models)| models.as_object()).flatten();
    models
        .filter(|(key, _)| key.starts_with("chat:"))
        .filter_map(|(_, model)| listed(model))
        .collect()
}

fn listed(model: &Value) -> Option<ListedModel> {
    let text = |key: &str| Some(model.get(key)?.as_str()?.to_owned());
    let count = |key: &str| model.get(key)?.as_u64().filter(|count| *count > 0);
    let cost = model.get("cost")?;
    let mut rates = tokens(cost, None);
    let tiers = cost.get("tiers").and_then(Value::as_array);
    for tier in tiers.into_iter().flatten() {
        rates.extend(tokens(tier, Some(tier.get("inputTokensAbove")?.as_u64()?)));
    }
    let input = model.get("input").and_then(Value::as_array);
    let words = input.into_iter().flatten().filter_map(Value::as_str);
    Some(ListedModel {
        provider: text("provider")?,
        name: text("id")?,
        rates,
        context_window: count("contextWindow"),
        max_output_tokens: count("maxTokens"),
        input: words.filter_map(Modality::from_word).collect(),
        ..ListedModel::default()
    })
}

fn tokens(cost: &Value, above: Option<u64>) -> Vec<ListedRate> {
    let components = [
        ("input", Component::Input),
        ("output", Component::Output),
        ("cacheRead", Component::CachedInput),
        ("cacheWrite", Component::CacheWrite),
    ];
    let rate = |(key, component)| {
        // The file writes 0 for what is not known.
        let usd = decimal(cost.get(key)?, 0).filter(|usd| !usd.is_zero())?;
        Some(ListedRate {
            when: Condition {
                above,
                ..Condition::default()
            },
            ..ListedRate::of_tokens(component, usd)
        })
    };
    components.into_iter().filter_map(rate).collect()
}
