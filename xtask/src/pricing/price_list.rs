//! Reads the price lists of other projects into one type: litellm's map, models.dev's `api.json`
//! and genai-prices' `data.json`.

use anyhow::{Result, bail};
use serde_json::{Map, Value};
use tokenfare::pricing::{Component, Day, Tier, Unit};

use Component as C;

/// Another project's prices, as far as they can be compared.
pub struct PriceList {
    /// The project.
    pub project: &'static str,
    /// Its models, in its own order.
    pub models: Vec<ListedModel>,
}

/// A model in another project's list.
pub struct ListedModel {
    /// Our id of its provider; the list leaves out models of providers that we lack.
    pub provider: &'static str,
    /// The name that the project gives it.
    pub name: String,
    /// Its rates.
    pub rates: Vec<ListedRate>,
}

/// A rate in our units.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedRate {
    /// The service tier.
    pub tier: Tier,
    /// What is priced.
    pub component: Component,
    /// The price of how much.
    pub unit: Unit,
    /// Whether it is the price of long prompts.
    pub long: bool,
    /// US dollars. A float, as in the project's file: it is shown and compared, never billed.
    pub usd: f64,
}

/// Reads a list, whichever of the three it is.
///
/// # Errors
/// Text that is no JSON, or JSON of none of the three shapes.
pub fn read(json: &str, today: Day) -> Result<PriceList> {
    let value: Value = serde_json::from_str(json)?;
    match &value {
        Value::Array(providers) if providers.iter().any(|p| p.get("models").is_some()) => {
            Ok(genai_prices(providers, today))
        }
        Value::Object(entries) if entries.values().any(|e| e.get("models").is_some()) => {
            Ok(models_dev(entries))
        }
        Value::Object(entries)
            if entries
                .values()
                .any(|e| e.get("litellm_provider").is_some()) =>
        {
            Ok(litellm(entries))
        }
        _ => bail!("neither litellm's map, nor models.dev's api.json, nor genai-prices' data.json"),
    }
}

/// Our id of a provider, by the names that the three projects use.
fn provider(theirs: &str) -> Option<&'static str> {
    Some(match theirs {
        "openai" | "text-completion-openai" => "openai",
        "anthropic" => "anthropic",
        "google" | "gemini" => "google",
        "xai" | "x-ai" => "xai",
        "deepseek" => "deepseek",
        "mistral" => "mistral",
        "cohere" | "cohere_chat" => "cohere",
        "groq" => "groq",
        "amazon-bedrock" | "bedrock" | "bedrock_converse" | "aws" => "amazon-bedrock",
        "alibaba" | "dashscope" => "alibaba-qwen",
        "together" | "togetherai" | "together_ai" => "together",
        "fireworks" | "fireworks-ai" | "fireworks_ai" => "fireworks",
        "perplexity" => "perplexity",
        "moonshotai" | "moonshot" => "moonshotai",
        "minimax" => "minimax",
        "zai" => "zai",
        "cerebras" => "cerebras",
        "voyageai" | "voyage" => "voyageai",
        _ => return None,
    })
}

/// litellm: one flat object per model, dollars per token, the dimensions in the key.
fn litellm(entries: &Map<String, Value>) -> PriceList {
    let models = entries
        .iter()
        .filter_map(|(name, entry)| {
            let rates = entry.as_object()?;
            let rates = rates
                .iter()
                .filter_map(|(key, value)| litellm_rate(key, value.as_f64()?));
            Some(ListedModel {
                provider: provider(entry.get("litellm_provider")?.as_str()?)?,
                name: name.clone(),
                rates: rates.collect(),
            })
        })
        .collect();
    PriceList {
        project: "litellm",
        models,
    }
}

/// Reads a key such as "cache_read_input_token_cost_above_200k_tokens_priority".
fn litellm_rate(key: &str, usd: f64) -> Option<ListedRate> {
    let (key, tier) = [
        ("_batches", Tier::Batch),
        ("_flex", Tier::Flex),
        ("_priority", Tier::Priority),
        ("_ultrafast", Tier::Ultrafast),
    ]
    .into_iter()
    .find_map(|(suffix, tier)| Some((key.strip_suffix(suffix)?, tier)))
    .unwrap_or((key, Tier::Standard));
    let (key, long) = match key
        .strip_suffix("_tokens")
        .and_then(|key| key.split_once("_above_"))
    {
        Some((key, bound)) if bound.ends_with('k') => (key, true),
        _ => (key, false),
    };
    let (component, unit, factor) = match key {
        "input_cost_per_token" => (C::Input, Unit::MillionTokens, 1e6),
        "output_cost_per_token" => (C::Output, Unit::MillionTokens, 1e6),
        "cache_read_input_token_cost" => (C::CachedInput, Unit::MillionTokens, 1e6),
        "cache_creation_input_token_cost" => (C::CacheWrite, Unit::MillionTokens, 1e6),
        "cache_creation_input_token_cost_above_1hr" => {
            (C::LongCacheWrite, Unit::MillionTokens, 1e6)
        }
        "input_cost_per_audio_token" => (C::AudioInput, Unit::MillionTokens, 1e6),
        "cache_read_input_audio_token_cost" => (C::CachedAudioInput, Unit::MillionTokens, 1e6),
        "output_cost_per_audio_token" => (C::AudioOutput, Unit::MillionTokens, 1e6),
        "input_cost_per_image_token" => (C::ImageInput, Unit::MillionTokens, 1e6),
        "output_cost_per_image_token" => (C::ImageOutput, Unit::MillionTokens, 1e6),
        "output_cost_per_reasoning_token" => (C::ReasoningOutput, Unit::MillionTokens, 1e6),
        "input_cost_per_second" => (C::AudioDuration, Unit::Minute, 60.0),
        "input_cost_per_character" => (C::SpeechCharacters, Unit::MillionCharacters, 1e6),
        _ => return None,
    };
    Some(ListedRate {
        tier,
        component,
        unit,
        long,
        usd: usd * factor,
    })
}

/// models.dev: providers, their models, dollars per million tokens under `cost`.
fn models_dev(entries: &Map<String, Value>) -> PriceList {
    let mut models = Vec::new();
    for (key, entry) in entries {
        let (Some(provider), Some(listed)) = (provider(key), entry["models"].as_object()) else {
            continue;
        };
        for (name, model) in listed {
            let Some(cost) = model["cost"].as_object() else {
                continue;
            };
            let mut rates = tokens(cost, false, models_dev_component);
            for long in ["context_over_200k", "context_over_128k"] {
                if let Some(cost) = cost.get(long).and_then(Value::as_object) {
                    rates.extend(tokens(cost, true, models_dev_component));
                }
            }
            let tiers = cost.get("tiers").and_then(Value::as_array);
            for tier in tiers.into_iter().flatten() {
                if let Some(cost) = tier.as_object() {
                    rates.extend(tokens(cost, true, models_dev_component));
                }
            }
            models.push(ListedModel {
                provider,
                name: name.clone(),
                rates,
            });
        }
    }
    PriceList {
        project: "models.dev",
        models,
    }
}

fn models_dev_component(key: &str) -> Option<Component> {
    Some(match key {
        "input" => C::Input,
        "output" => C::Output,
        "cache_read" => C::CachedInput,
        "cache_write" => C::CacheWrite,
        "reasoning" => C::ReasoningOutput,
        "input_audio" => C::AudioInput,
        "output_audio" => C::AudioOutput,
        _ => return None,
    })
}

fn tokens(
    cost: &Map<String, Value>,
    long: bool,
    component: fn(&str) -> Option<Component>,
) -> Vec<ListedRate> {
    cost.iter()
        .filter_map(|(key, value)| {
            Some(ListedRate {
                tier: Tier::Standard,
                component: component(key)?,
                unit: Unit::MillionTokens,
                long,
                usd: value.as_f64()?,
            })
        })
        .collect()
}

/// genai-prices: a list of providers, prices with tiers and conditions by date.
fn genai_prices(providers: &[Value], today: Day) -> PriceList {
    let mut models = Vec::new();
    for entry in providers {
        let id = entry["id"].as_str().unwrap_or_default();
        let (Some(provider), Some(listed)) = (provider(id), entry["models"].as_array()) else {
            continue;
        };
        for model in listed {
            let prices = in_force(&model["prices"], today);
            let (Some(name), Some(prices)) = (model["id"].as_str(), prices) else {
                continue;
            };
            let rates = prices
                .iter()
                .filter_map(|(key, price)| Some((genai_component(key)?, price)))
                .flat_map(|((component, unit, factor), price)| {
                    let rate = move |usd: f64, long: bool| ListedRate {
                        tier: Tier::Standard,
                        component,
                        unit,
                        long,
                        usd: usd * factor,
                    };
                    let base = price.as_f64().or_else(|| price["base"].as_f64());
                    let long = price["tiers"][0]["price"].as_f64();
                    base.map(|usd| rate(usd, false))
                        .into_iter()
                        .chain(long.map(|usd| rate(usd, true)))
                })
                .collect();
            models.push(ListedModel {
                provider,
                name: name.to_owned(),
                rates,
            });
        }
    }
    PriceList {
        project: "genai-prices",
        models,
    }
}

/// The prices of a day: the last entry that has begun. Prices by time of day are ignored.
fn in_force(prices: &Value, today: Day) -> Option<&Map<String, Value>> {
    let Some(versions) = prices.as_array() else {
        return prices.as_object();
    };
    let begun = |version: &&Value| match version.get("constraint") {
        None | Some(Value::Null) => true,
        Some(constraint) => constraint["start_date"]
            .as_str()
            .and_then(|day| day.parse::<Day>().ok())
            .is_some_and(|day| day <= today),
    };
    versions.iter().rfind(begun)?["prices"].as_object()
}

fn genai_component(key: &str) -> Option<(Component, Unit, f64)> {
    let tokens = |component| Some((component, Unit::MillionTokens, 1.0));
    match key {
        "input_mtok" => tokens(C::Input),
        "output_mtok" => tokens(C::Output),
        "cache_read_mtok" => tokens(C::CachedInput),
        "cache_write_mtok" => tokens(C::CacheWrite),
        "cache_write_1h_mtok" => tokens(C::LongCacheWrite),
        "input_audio_mtok" => tokens(C::AudioInput),
        "cache_audio_read_mtok" => tokens(C::CachedAudioInput),
        "output_audio_mtok" => tokens(C::AudioOutput),
        "input_image_mtok" => tokens(C::ImageInput),
        "cache_image_read_mtok" => tokens(C::CachedImageInput),
        "output_image_mtok" => tokens(C::ImageOutput),
        "output_reasoning_mtok" => tokens(C::ReasoningOutput),
        "web_searches_kcount" => Some((C::WebSearch, Unit::ThousandCalls, 1.0)),
        "storage_searches_kcount" => Some((C::FileSearch, Unit::ThousandCalls, 1.0)),
        "requests_kcount" => Some((C::Request, Unit::ThousandRequests, 1.0)),
        "input_audio_hours" => Some((C::AudioDuration, Unit::Minute, 1.0 / 60.0)),
        _ => None,
    }
}
