//! Ratios within the price data: a figure in the wrong column, a row copied from another model or a
//! batch price read as the standard one shows as a ratio that no model of the vendor has.

use tokenfare::pricing::schema::RateRow;
use tokenfare::pricing::{Catalog, Component, Exact, Tier};

use Component as C;

/// A component over another, with the least and the greatest ratio that each vendor is known for.
const WITHIN_A_ROW: &[(&str, C, C, &str, &str)] = &[
    ("openai", C::CachedInput, C::Input, "0.05", "0.5"),
    ("openai", C::Output, C::Input, "1", "8"),
    ("openai", C::CacheWrite, C::Input, "1.25", "1.25"),
    ("openai", C::LongCacheWrite, C::Input, "2.5", "2.5"),
    (
        "openai",
        C::CachedAudioInput,
        C::AudioInput,
        "0.0125",
        "0.0625",
    ),
    ("openai", C::CachedImageInput, C::ImageInput, "0.1", "0.25"),
    ("openai", C::AudioOutput, C::AudioInput, "2", "2"),
    ("openai", C::ImageOutput, C::ImageInput, "3.2", "4"),
    ("anthropic", C::CachedInput, C::Input, "0.025", "0.12"),
    ("anthropic", C::Output, C::Input, "3", "5"),
    ("anthropic", C::CacheWrite, C::Input, "1.2", "1.25"),
    ("anthropic", C::LongCacheWrite, C::Input, "2", "2"),
    ("google", C::CachedInput, C::Input, "0.05", "0.267"),
    ("google", C::Output, C::Input, "3", "8.34"),
    ("google", C::CachedAudioInput, C::AudioInput, "0.1", "0.25"),
    ("xai", C::CachedInput, C::Input, "0.1", "0.25"),
    ("xai", C::Output, C::Input, "1.66", "7.5"),
    ("deepseek", C::CachedInput, C::Input, "0.008", "0.26"),
    ("deepseek", C::Output, C::Input, "1.5", "4.1"),
    ("mistral", C::CachedInput, C::Input, "0.02", "0.2"),
    ("mistral", C::Output, C::Input, "1", "5"),
    // Hosts and others, whose figures come from projects: wide enough for all, too narrow for slips
    // by a factor of ten.
    ("*", C::CachedInput, C::Input, "0.05", "0.5"),
    ("*", C::Output, C::Input, "1", "12"),
    ("*", C::CacheWrite, C::Input, "0.625", "1.25"),
    // What many hosts sell: prices of open models and of their cache are each host's own.
    ("host", C::CachedInput, C::Input, "0.005", "1"),
    ("host", C::Output, C::Input, "0.06", "30"),
    ("host", C::CacheWrite, C::Input, "0.18", "1.34"),
    ("*", C::ReasoningOutput, C::Output, "0.375", "3.34"),
];

/// Vendors that sell models of others, or whose prices only projects print.
const HOSTS: &[&str] = &[
    "alibaba-qwen",
    "amazon-bedrock",
    "azure",
    "baseten",
    "cloudflare",
    "databricks",
    "deepinfra",
    "elevenlabs",
    "fireworks",
    "groq",
    "huggingface",
    "meta",
    "nebius",
    "novita",
    "openrouter",
    "perplexity",
    "sambanova",
    "tencent",
    "together",
    "vertex",
    "xiaomi",
];

/// A tier over the standard tier, component by component.
const BETWEEN_TIERS: &[(&str, Tier, &str, &str)] = &[
    ("openai", Tier::Batch, "0.48", "0.53"),
    ("openai", Tier::Flex, "0.5", "0.53"),
    ("openai", Tier::Priority, "1.66", "2.5"),
    ("openai", Tier::Ultrafast, "6", "6"),
    ("anthropic", Tier::Batch, "0.5", "0.5"),
    ("anthropic", Tier::Priority, "2", "2"),
    // Reads from the cache cost the same in batches up to Gemini 3.1.
    ("google", Tier::Batch, "0.25", "1"),
    ("google", Tier::Flex, "0.2", "1"),
    ("google", Tier::Priority, "1.66", "1.8"),
    ("amazon-bedrock", Tier::Batch, "0.42", "0.56"),
    ("amazon-bedrock", Tier::Flex, "0.42", "0.56"),
    ("amazon-bedrock", Tier::Priority, "1.7", "1.86"),
    ("amazon-bedrock", Tier::Ultrafast, "6", "6"),
    ("databricks", Tier::Priority, "1", "6.01"),
    ("fireworks", Tier::Priority, "1", "1.75"),
    ("groq", Tier::Batch, "0.5", "1"),
    ("vertex", Tier::Batch, "0.5", "0.5"),
    ("vertex", Tier::Flex, "0.5", "0.5"),
    ("vertex", Tier::Priority, "1.8", "1.8"),
    ("xai", Tier::Batch, "0.8", "0.8"),
    ("mistral", Tier::Batch, "0.5", "0.5"),
];

/// Rows that are out of bounds, and why they stand nevertheless.
const EXCEPTIONS: &[(&str, &str)] = &[
    (
        "gpt-3.5-turbo-1106 batch",
        "the page prints the standard price for batches",
    ),
    (
        "gpt-4o fine-tuned batch",
        "the page prints 2.225 / 0.90 / 12.5; recorded as disputed",
    ),
    (
        "gpt-4o-2024-08-06 fine-tuned batch",
        "the same figures under the dated name",
    ),
    (
        "gpt-4.1 fine-tuned batch",
        "the page prints 0.50 for cached input, more than half of 0.75; recorded as disputed",
    ),
    (
        "babbage-002 fine-tuned batch",
        "the page prints 0.90, more than half of 1.60; recorded as disputed",
    ),
];

fn ratio_is_within(a: Exact, b: Exact, least: &str, most: &str) -> bool {
    let bound = |text: &str| text.parse::<Exact>().unwrap().checked_mul(b).unwrap();
    bound(least) <= a && a <= bound(most)
}

/// Both tables of every model, with the name that an exception goes by.
fn tables(catalog: &Catalog) -> Vec<(&str, String, &[RateRow])> {
    let mut all = Vec::new();
    for provider in &catalog.file().providers {
        for model in &provider.models {
            all.push((&*provider.provider, model.id.clone(), &*model.rates));
            let fine_tuned = format!("{} fine-tuned", model.id);
            all.push((&*provider.provider, fine_tuned, &*model.fine_tuned));
        }
    }
    all
}

#[test]
fn ratios_within_a_row_are_those_of_the_vendor() {
    let catalog = Catalog::embedded().unwrap();
    let mut checked = 0;
    for (provider, name, rows) in tables(catalog) {
        for row in rows {
            let known = WITHIN_A_ROW.iter().any(|rule| rule.0 == provider);
            let vendor = match provider {
                _ if known => provider,
                host if HOSTS.contains(&host) => "host",
                _ => "*",
            };
            let bounds = WITHIN_A_ROW.iter().filter(|rule| rule.0 == vendor);
            for (_, above, below, least, most) in bounds {
                let (Some(a), Some(b)) = (row.usd.get(above), row.usd.get(below)) else {
                    continue;
                };
                checked += 1;
                let excepted = EXCEPTIONS
                    .iter()
                    .any(|(row_name, _)| *row_name == format!("{name} {}", row.tier));
                assert!(
                    excepted || ratio_is_within(*a, *b, least, most),
                    "{name} {}: {above} {a} over {below} {b} is not from {least} to {most}",
                    row.tier
                );
            }
        }
    }
    assert!(checked > 600, "only {checked} ratios were looked at");
}

#[test]
fn ratios_between_tiers_are_those_of_the_vendor() {
    let catalog = Catalog::embedded().unwrap();
    let mut checked = 0;
    for (provider, name, rows) in tables(catalog) {
        for row in rows.iter().filter(|row| row.tier != Tier::Standard) {
            let Some((_, _, least, most)) = BETWEEN_TIERS
                .iter()
                .find(|rule| rule.0 == provider && rule.1 == row.tier)
            else {
                panic!(
                    "{name}: no bounds are stated for {} of {provider}",
                    row.tier
                );
            };
            let standard = rows
                .iter()
                .filter(|other| other.tier == Tier::Standard && other.when == row.when)
                .filter(|other| meet(other, row));
            for other in standard {
                for (component, rate) in &row.usd {
                    let Some(plain) = other.usd.get(component) else {
                        continue;
                    };
                    checked += 1;
                    let excepted = EXCEPTIONS
                        .iter()
                        .any(|(row_name, _)| *row_name == format!("{name} {}", row.tier));
                    assert!(
                        excepted || ratio_is_within(*rate, *plain, least, most),
                        "{name}: {component} costs {rate} in {} and {plain} in standard, \
                         not from {least} to {most} times",
                        row.tier
                    );
                }
            }
        }
    }
    assert!(checked > 400, "only {checked} ratios were looked at");
}

/// Long prompts cost as much or more, never less.
#[test]
fn long_context_is_never_cheaper() {
    let catalog = Catalog::embedded().unwrap();
    for (_, name, rows) in tables(catalog) {
        for long in rows {
            let bound = |row: &RateRow| {
                row.when
                    .as_ref()
                    .and_then(|when| when.above.or(when.at_least))
            };
            let Some(start) = bound(long) else { continue };
            let short = rows.iter().filter(|row| {
                row.tier == long.tier
                    && meet(row, long)
                    && row.when.as_ref().and_then(|when| when.up_to.or(when.below)) == Some(start)
            });
            for row in short {
                for (component, rate) in &row.usd {
                    if let Some(more) = long.usd.get(component) {
                        assert!(more >= rate, "{name}: long {component} {more} < {rate}");
                    }
                }
            }
        }
    }
}

/// No exception outlives its reason.
#[test]
fn every_exception_is_needed() {
    let catalog = Catalog::embedded().unwrap();
    for (exception, _) in EXCEPTIONS {
        let stands = tables(catalog).iter().any(|(_, name, rows)| {
            rows.iter()
                .any(|row| *exception == format!("{name} {}", row.tier))
        });
        assert!(stands, "{exception} names no row");
    }
}

/// Digits that no vendor prints are the trace of a float on the way.
#[test]
fn no_rate_has_the_digits_of_a_float() {
    let catalog = Catalog::embedded().unwrap();
    for (_, name, rows) in tables(catalog) {
        for rate in rows.iter().flat_map(|row| row.usd.values()) {
            let text = rate.to_string();
            let digits = text.split('.').nth(1).unwrap_or_default();
            assert!(digits.len() <= 8, "{name}: {text}");
        }
    }
}

fn meet(a: &RateRow, b: &RateRow) -> bool {
    let before = |x: &RateRow, y: &RateRow| match (x.from, y.to) {
        (Some(from), Some(to)) => from < to,
        _ => true,
    };
    before(a, b) && before(b, a)
}
