//! Arbitrary text and mutated responses give an error or a price whose quotes add up, never a
//! panic.

use std::sync::LazyLock;

use serde_json::Value;
use tokenfare::pricing::{Catalog, Exact, ResponseDefaults};

use super::mutation::{Choices, mutate};

/// Values that responses have.
const VALUES: &[&str] = &[
    "gpt-4o-mini",
    "claude-sonnet-4-5",
    "gemini-2.5-flash",
    "grok-4.5",
    "sonar",
    "fast",
    "batch",
    "us",
    "ON_DEMAND_FLEX",
    "message",
    "message_start",
    "message_delta",
    "response",
    "chat.completion.chunk",
    "duration",
    "AUDIO",
    "VIDEO",
    "1h",
    "compaction",
    "2026-08-01T10:00:00Z",
    "0",
    "1",
    "1785542400",
    "-1",
    "1e3",
    "99999999999999999999999999999",
];

const SEEDS: &str = include_str!("../../tests/fixtures/pricing/response-shapes.json");

static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut words: Vec<String> = VALUES.iter().map(|word| (*word).to_owned()).collect();
    BODIES.iter().for_each(|body| keys(body, &mut words));
    words
});
static BODIES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let shapes: Vec<Value> = serde_json::from_str(SEEDS).unwrap_or_default();
    shapes
        .into_iter()
        .map(|mut shape| shape["full"]["response"].take())
        .collect()
});

/// Prices `data` as text, or one of the known shapes with changes that `data` chooses.
pub fn run(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    if first % 4 == 0 {
        let text = String::from_utf8_lossy(rest).into_owned();
        return price(&Value::String(text));
    }
    let mut choices = Choices::new(rest);
    let Some(body) = BODIES.get(usize::from(first / 4) % BODIES.len().max(1)) else {
        return;
    };
    let mut body = body.clone();
    mutate(&mut body, &WORDS, &mut choices);
    price(&body);
    price(&Value::Array(vec![body.clone(), body]));
}

fn keys(value: &Value, found: &mut Vec<String>) {
    for (key, member) in value.as_object().into_iter().flatten() {
        if !found.contains(key) {
            found.push(key.clone());
        }
        keys(member, found);
    }
}

fn price(response: &Value) {
    let Ok(catalog) = Catalog::embedded() else {
        return;
    };
    let known = ResponseDefaults {
        model: Some("gpt-4o-mini".to_owned()),
        ..ResponseDefaults::default()
    };
    let usage = catalog.usage_from_response(response);
    let Ok(price) = catalog.price_response(response, &known) else {
        return;
    };
    assert!(!price.quotes.is_empty(), "a price of nothing: {response}");
    let sum = price.quotes.iter().try_fold(Exact::ZERO, |sum, quote| {
        sum.checked_add(quote.total.amount())
    });
    assert_eq!(sum, Some(price.total.amount()), "{response}");
    drop(usage);
}
