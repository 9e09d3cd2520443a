//! genai-prices' `data.json`: a list of providers, prices by unit with bounds of the context, dated
//! or by the time of day, and variants by tier.

use serde_json::{Map, Value};

use super::list::{ListedModel, ListedRate, PriceList, Unread};
use super::number::decimal;
use crate::pricing::catalog::schema::Condition;
use crate::pricing::catalog::{Component, Tier, Unit};
use crate::pricing::number::Day;

use Component as C;

/// Reads the list.
pub fn read(value: &Value) -> PriceList {
    let mut list = PriceList {
        project: "genai-prices",
        url: "https://github.com/pydantic/genai-prices",
        ..PriceList::default()
    };
    for provider in value.as_array().into_iter().flatten() {
        let id = provider
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let page = provider.pointer("/pricing_urls/0").and_then(Value::as_str);
        let models = provider.get("models").and_then(Value::as_array);
        for model in models.into_iter().flatten() {
            let Some(name) = model.get("id").and_then(Value::as_str) else {
                continue;
            };
            let mut note = |key: &str| {
                list.unread.push(Unread {
                    model: name.to_owned(),
                    key: key.to_owned(),
                });
            };
            let rates = rates(model, &mut note);
            list.models.push(ListedModel {
                provider: id.to_owned(),
                name: name.to_owned(),
                rates,
                context_window: model.get("context_window").and_then(Value::as_u64),
                page: page.map(str::to_owned),
                ..ListedModel::default()
            });
        }
    }
    list
}

fn rates(model: &Value, unread: &mut impl FnMut(&str)) -> Vec<ListedRate> {
    let mut rates = Vec::new();
    match model.get("prices") {
        Some(Value::Object(prices)) => {
            let version = Version {
                from: None,
                to: None,
                variant: None,
                tier: Tier::Standard,
            };
            of_version(prices, &version, &mut rates, unread);
        }
        Some(Value::Array(versions)) => {
            let by_hour = versions
                .iter()
                .any(|version| version.pointer("/constraint/start_time").is_some());
            for (i, version) in versions.iter().enumerate() {
                let Some(prices) = version.get("prices").and_then(Value::as_object) else {
                    continue;
                };
                let at_peak = version.pointer("/constraint/start_time").is_some();
                // The hours of a day may be cut in several pieces of one price.
                let repeats = at_peak
                    && versions.iter().take(i).any(|other| {
                        other.pointer("/constraint/start_time").is_some()
                            && other.get("prices") == version.get("prices")
                    });
                if repeats {
                    continue;
                }
                let variant = by_hour.then_some(if at_peak { "peak" } else { "off-peak" });
                let version = Version {
                    from: start(version),
                    to: if by_hour {
                        None
                    } else {
                        next_start(versions, i)
                    },
                    variant: variant.map(str::to_owned),
                    tier: Tier::Standard,
                };
                of_version(prices, &version, &mut rates, unread);
            }
        }
        _ => {}
    }
    let variants = model.get("price_variants").and_then(Value::as_array);
    for (i, variant) in variants.into_iter().flatten().enumerate() {
        let prices = variant.get("prices").and_then(Value::as_object);
        let (Some(prices), Some(tier)) = (prices, variant.get("when").and_then(tier_of)) else {
            unread("price_variants");
            continue;
        };
        let same = |other: &&Value| other.get("when") == variant.get("when");
        let all = || variants.into_iter().flatten();
        let version = Version {
            // The first day of a variant is the one on which the project read it.
            from: start(variant).filter(|_| all().take(i).any(|other| same(&other))),
            to: all().skip(i + 1).filter(same).filter_map(start).min(),
            variant: None,
            tier,
        };
        of_version(prices, &version, &mut rates, unread);
    }
    rates
}

/// What holds for all prices of one entry.
struct Version {
    from: Option<Day>,
    to: Option<Day>,
    variant: Option<String>,
    tier: Tier,
}

fn of_version(
    prices: &Map<String, Value>,
    version: &Version,
    rates: &mut Vec<ListedRate>,
    unread: &mut impl FnMut(&str),
) {
    for (key, price) in prices.iter().filter(|(_, price)| !price.is_null()) {
        let Some((component, unit, exponent)) = component(key) else {
            unread(key);
            continue;
        };
        let base = price.get("base").unwrap_or(price);
        let tiers = price.get("tiers").and_then(Value::as_array);
        let steps: Vec<(u64, &Value)> = tiers
            .into_iter()
            .flatten()
            .filter_map(|tier| Some((tier.get("start")?.as_u64()?, tier.get("price")?)))
            .collect();
        let starts = std::iter::once((None, base));
        let starts = starts.chain(steps.iter().map(|(start, price)| (Some(*start), *price)));
        for (i, (above, price)) in starts.enumerate() {
            let Some(usd) = decimal(price, exponent) else {
                unread(key);
                continue;
            };
            rates.push(ListedRate {
                tier: version.tier,
                every_tier: matches!(component, C::WebSearch | C::FileSearch),
                component,
                unit,
                when: Condition {
                    above,
                    up_to: steps.get(i).map(|(start, _)| *start),
                    variant: version.variant.clone(),
                    ..Condition::default()
                },
                from: version.from,
                to: version.to,
                usd,
            });
        }
    }
}

fn start(version: &Value) -> Option<Day> {
    let day = version.pointer("/constraint/start_date")?;
    day.as_str()?.parse().ok()
}

/// The first day of the entries after entry `i`, which ends it.
fn next_start(versions: &[Value], i: usize) -> Option<Day> {
    let later = versions.iter().skip(i + 1);
    later.filter_map(start).min()
}

/// The tier that the condition of a variant names, if it names nothing else.
fn tier_of(when: &Value) -> Option<Tier> {
    let when = when.as_object().filter(|when| when.len() == 1)?;
    let (key, word) = when.iter().next()?;
    match (key.as_str(), word.as_str()?) {
        ("processing" | "service_tier" | "speed", word) => Tier::from_word(word),
        _ => None,
    }
}

fn component(key: &str) -> Option<(Component, Unit, i32)> {
    let tokens = |component| Some((component, Unit::MillionTokens, 0));
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
        "input_video_mtok" => tokens(C::VideoInput),
        "output_video_mtok" => tokens(C::VideoOutput),
        "output_reasoning_mtok" => tokens(C::ReasoningOutput),
        "output_citation_mtok" => tokens(C::CitationOutput),
        "web_searches_kcount" => Some((C::WebSearch, Unit::ThousandCalls, 0)),
        "storage_searches_kcount" => Some((C::FileSearch, Unit::ThousandCalls, 0)),
        "requests_kcount" => Some((C::Request, Unit::ThousandRequests, 0)),
        "input_text_messages_kcount" => Some((C::Message, Unit::ThousandMessages, 0)),
        "input_document_kpages" => Some((C::Page, Unit::ThousandPages, 0)),
        "input_annotated_document_kpages" => Some((C::AnnotatedPage, Unit::ThousandPages, 0)),
        "input_audio_hours" | "audio_hours" => Some((C::AudioDuration, Unit::Hour, 0)),
        "input_mchars" => Some((C::SpeechCharacters, Unit::MillionCharacters, 0)),
        _ => None,
    }
}
