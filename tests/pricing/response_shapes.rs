//! Every shape of response that is read: its least form, one with every billed field, one cut off,
//! and one with numbers that nobody knows.
//!
//! `response-shapes.json` gives each shape with its format, where its counts stand (`usage`, a JSON
//! pointer), where the shape was seen, and two responses with their cost by hand, in millionths of
//! a dollar unless it says otherwise. `model` is what the caller knows.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};
use tokenfare::pricing::{Catalog, ResponseDefaults, ResponsePrice, Result};
use tokenfare::{Coded, ErrorCode};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    format: String,
    usage: String,
    #[serde(rename = "seen")]
    _seen: String,
    model: Option<String>,
    minimal: Priced,
    full: Priced,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Priced {
    response: Value,
    total: String,
    arithmetic: String,
}

fn shapes() -> Vec<Shape> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pricing/response-shapes.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn price(shape: &Shape, response: &Value) -> Result<ResponsePrice> {
    let known = ResponseDefaults {
        model: shape.model.clone(),
        ..ResponseDefaults::default()
    };
    Catalog::embedded()
        .unwrap()
        .price_response(response, &known)
}

#[test]
fn every_shape_costs_what_its_arithmetic_says() {
    let mut wrong = Vec::new();
    for shape in &shapes() {
        for priced in [&shape.minimal, &shape.full] {
            match price(shape, &priced.response) {
                Ok(found)
                    if found.total.to_string() == priced.total && found.format == shape.format =>
                {
                    if !found.unread.is_empty() {
                        wrong.push(format!("{}: {:?} unread", priced.response, found.unread));
                    }
                }
                Ok(found) => wrong.push(format!(
                    "{}: {} as {}, not {} ({})",
                    priced.response, found.total, found.format, priced.total, priced.arithmetic
                )),
                Err(error) => wrong.push(format!("{}: {error}", priced.response)),
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_response_that_is_cut_off_is_refused() {
    for shape in &shapes() {
        let text = shape.full.response.to_string();
        let cut = Value::String(text[..text.len() / 2].to_owned());
        let error = price(shape, &cut).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidUsage, "{cut}");
        // The counts are not there, and nothing is never $0.
        let mut empty = shape.minimal.response.clone();
        *empty.pointer_mut(&shape.usage).unwrap() = json!({});
        let error = price(shape, &empty).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidUsage, "{empty}: {error}");
        assert!(error.to_string().contains("nearest shape"), "{error}");
    }
}

#[test]
fn numbers_that_nobody_knows_are_named() {
    for shape in &shapes() {
        let mut response = shape.full.response.clone();
        let usage = response.pointer_mut(&shape.usage).or(None);
        let pointer = if usage.is_some() {
            shape.usage.clone()
        } else {
            continue;
        };
        let is_attributes = shape.format == "opentelemetry";
        let key = if is_attributes {
            "gen_ai.usage.unheard_of"
        } else {
            "unheard_of_tokens"
        };
        response.pointer_mut(&pointer).unwrap()[key] = json!(7);
        let found = price(shape, &response).unwrap();
        assert_eq!(found.total.to_string(), shape.full.total, "{response}");
        let paths: Vec<&str> = found
            .unread
            .iter()
            .map(|number| number.path.as_str())
            .collect();
        assert!(
            matches!(paths.as_slice(), [path] if path.ends_with(key)),
            "{response}: {paths:?}"
        );
        assert!(
            found
                .warnings
                .iter()
                .any(|warning| warning.code.as_str() == "UNREAD_USAGE")
        );
    }
}

/// A usage object alone, without what stood around it, is read by the names of its counts.
#[test]
fn usage_objects_alone_are_read() {
    let read = |usage: Value| {
        Catalog::embedded()
            .unwrap()
            .usage_from_response(&usage)
            .unwrap()
    };
    for (usage, format) in [
        (
            json!({ "prompt_tokens": 100, "completion_tokens": 10 }),
            "openai.chat",
        ),
        (
            json!({ "input_tokens": 100, "output_tokens": 10, "total_tokens": 110 }),
            "openai.responses",
        ),
        (
            json!({ "input_tokens": 10, "cache_read_input_tokens": 90, "output_tokens": 10 }),
            "anthropic.messages",
        ),
        (
            json!({ "promptTokenCount": 100, "candidatesTokenCount": 10 }),
            "google.generate",
        ),
        (
            json!({ "inputTokens": 10, "cacheReadInputTokens": 90, "outputTokens": 10 }),
            "bedrock.converse",
        ),
        (
            json!({ "inputTokens": 100, "outputTokens": 10, "totalTokens": 110 }),
            "vercel-ai-sdk",
        ),
        (
            json!({ "input_tokens": 100, "cache_read_tokens": 0, "output_tokens": 10 }),
            "pydantic-ai",
        ),
        (
            json!({ "input_tokens": 100, "cached_input_tokens": 0, "output_tokens": 10 }),
            "codex",
        ),
    ] {
        let found = read(usage.clone());
        assert_eq!(found.format, format, "{usage}");
        assert_eq!(found.quantities.input_tokens, Some(100.into()), "{usage}");
        assert_eq!(found.quantities.output_tokens, Some(10.into()), "{usage}");
    }
}
