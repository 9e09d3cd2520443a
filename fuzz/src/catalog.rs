//! Arbitrary text and mutated catalogs give an error or a catalog whose quotes add up, never a
//! panic.

use std::sync::LazyLock;

use serde_json::Value;
use tokenfare::pricing::{Catalog, Count, Exact, PriceOptions, Quantities, QuoteRequest, Tier};

use super::mutation::{Choices, mutate, words};

/// Values that the schema does not list.
const VALUES: &[&str] = &[
    "a",
    "b",
    "p",
    "page",
    "us",
    "1k calls",
    "GB-day",
    "1M tokens",
    "0",
    "1",
    "0.15",
    "1e3",
    "-1",
    "99999999999999999999999999999",
    "2026-01-01",
    "2026-02-30",
    "9999-12-31",
];

static WORDS: LazyLock<Vec<String>> =
    LazyLock::new(|| words(include_str!("../../pricing/schema.json"), VALUES));

const SEED: &str = r#"{ "format": 1, "providers": [{
        "provider": "p", "name": "P", "prefixes": ["p/"], "regions": ["us"],
        "sources": { "page": { "name": "page", "url": "https://example.com", "checked": "2026-09-22" } },
        "uplifts": { "u": { "regions": ["us"], "percent": "10", "source": "page" } },
        "caches": { "c": { "minimum_tokens": 1024, "step_tokens": 128, "lifetime_seconds": 300, "source": "page" } },
        "image_rules": { "i": [{ "source": "page", "rule": { "kind": "tiles", "base": 85, "per_tile": 170, "tile": 512, "fit": 2048, "short_side": 768 } }] },
        "rate_sets": { "tools": [{ "every_tier": true, "unit": "1k calls", "usd": { "web_search": "10" }, "source": "page", "input_tokens_per_call": 8000 }] },
        "model": [
            { "id": "a", "aliases": ["alias"], "snapshots": ["a-2026"], "context_window": 100000, "max_output_tokens": 1000,
              "input": ["text", "image"], "output": ["text"], "released": "2026-01-01", "retires": "2027-01-01", "source": "page",
              "use": ["tools"], "uplift": "u", "cache": "c", "image_rule": "i", "billed_as": { "cache_write": "input" },
              "rates": [
                  { "from": "2026-01-01", "to": "2026-06-01", "usd": { "input": "1", "output": "2" } },
                  { "from": "2026-06-01", "when": { "up_to": 1000 }, "usd": { "input": "0.15", "cached_input": "0.01", "output": "0.6" } },
                  { "from": "2026-06-01", "when": { "above": 1000 }, "usd": { "input": "0.3", "cached_input": "0.02", "output": "0.9" } },
                  { "tier": "batch", "usd": { "input": "0.075", "output": "0.3" }, "confidence": "inferred",
                    "disputes": [{ "says": "other", "source": "page" }] },
                  { "unit": "session", "usd": { "code_interpreter": "0.03" }, "step": "0.05", "minimum": "0.25" }
              ],
              "fine_tuned": [{ "usd": { "input": "3", "output": "6" } }] },
            { "id": "b", "input": ["audio"], "output": ["text"], "source": "page",
              "variants": { "x": "one", "y": "other" }, "default_variant": "x",
              "rates": [{ "unit": "minute", "when": { "variant": "x" }, "usd": { "audio_duration": "0.006" } }] }
        ] }] }"#;

fn quote_all(catalog: &Catalog, choices: &mut Choices<'_>) {
    let count = |n: u64| Some(Count::from(n));
    let usages = [
        Quantities {
            input_tokens: count(1001),
            cached_input_tokens: count(1),
            output_tokens: count(7),
            ..Quantities::default()
        },
        Quantities {
            input_tokens: count(1000),
            cache_write_tokens: count(999),
            web_search_calls: count(3),
            ..Quantities::default()
        },
        Quantities {
            audio_input_seconds: count(61),
            code_interpreter_sessions: count(1),
            ..Quantities::default()
        },
        Quantities {
            requests: count(3),
            input_tokens: count(u64::MAX),
            output_tokens: count(u64::MAX),
            ..Quantities::default()
        },
    ];
    let names: Vec<String> = catalog.all().map(|model| model.id()).collect();
    for name in &names {
        let request = QuoteRequest {
            model: name.clone(),
            quantities: choices.one_of(&usages).clone(),
            tier: Some(*choices.one_of(&[Tier::Standard, Tier::Batch, Tier::Priority])),
            region: (choices.byte().is_multiple_of(2)).then(|| "us".to_owned()),
            ..QuoteRequest::default()
        };
        if let Ok(quote) = catalog.quote(&request) {
            let sum = quote.lines.iter().try_fold(Exact::ZERO, |sum, line| {
                sum.checked_add(line.amount.amount())
            });
            assert_eq!(sum, Some(quote.total.amount()), "lines add up to the total");
        }
        let _ = catalog.history(name);
        let _ = catalog.prices(name, &PriceOptions::default());
    }
    let _ = catalog.compare(
        &QuoteRequest {
            quantities: usages[0].clone(),
            ..QuoteRequest::default()
        },
        &names,
    );
}

/// Runs the target.
pub fn run(bytes: &[u8]) {
    let mut choices = Choices::new(bytes);
    if choices.byte().is_multiple_of(4) {
        if let Ok(text) = std::str::from_utf8(bytes.get(1..).unwrap_or_default()) {
            let _ = Catalog::parse(text);
        }
        return;
    }
    let mut value: Value = serde_json::from_str(SEED).expect("the seed is JSON");
    mutate(&mut value, &WORDS, &mut choices);
    if let Ok(catalog) = Catalog::parse(&value.to_string()) {
        quote_all(&catalog, &mut choices);
    }
}
