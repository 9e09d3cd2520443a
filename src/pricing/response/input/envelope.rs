//! Takes a body out of what it came in: events, lines of batches and of logs.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::body::{Body, Context};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::response::reading::{Ledger, Node, time_of};

/// How deep envelopes may be nested.
const MAX_ENVELOPES: u8 = 5;
/// Keys under which events and logs put a whole response.
const WRAPPERS: &[&str] = &[
    "response", "message", "body", "data", "result", "event", "delta",
];

/// Keys under which envelopes name the model.
const MODEL: &[&str] = &["model", "model_name", "modelName", "model_id", "modelId"];

/// Takes the body out of its envelopes.
pub(super) fn opened<'v>(value: &'v Value, mut context: Context) -> Result<Body<'v>> {
    let mut value = value;
    for _ in 0..MAX_ENVELOPES {
        note(value, &mut context);
        let Some((key, inner)) = next(value, &mut context)? else {
            break;
        };
        context = context.under(key);
        value = inner;
    }
    note(value, &mut context);
    Ok(Body {
        value: plain_attributes(value),
        context,
    })
}

/// A context with what a value says that stands around a body.
pub(in crate::pricing::response) fn noted(value: &Value, mut context: Context) -> Context {
    note(value, &mut context);
    context
}

/// The time and the model of an envelope hold for its body, where that has none.
fn note(value: &Value, context: &mut Context) {
    let ledger = Ledger::new(value);
    if let Some(time) = time_of(&Node::root(&ledger)) {
        context.at = Some(time);
    }
    let named = MODEL.iter().find_map(|key| value.get(key)?.as_str());
    if let Some(model) = named.filter(|model| !model.is_empty()) {
        context.model = Some(model.to_owned());
    }
}

/// The next body inward, and what the envelope says.
fn next<'v>(value: &'v Value, context: &mut Context) -> Result<Option<(&'static str, &'v Value)>> {
    let kind = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let object = |value: &'v Value, key: &str| value.get(key).filter(|inner| inner.is_object());
    // A line of an OpenAI batch: { custom_id, response: { status_code, body } }.
    if let Some(response) = object(value, "response")
        && object(response, "body").is_some()
    {
        // Logs of gateways have such lines too, which are no batches.
        context.batch |= value.get("custom_id").is_some();
        return Ok(Some(("response", response)));
    }
    // A line of an Anthropic batch: { custom_id, result: { type: "succeeded", message } }.
    if value.get("custom_id").is_some()
        && let Some(result) = object(value, "result")
    {
        context.batch = true;
        if object(result, "message").is_none() {
            return Err(PricingError::usage(
                "result",
                "the request of this line did not succeed, and nothing is billed for it",
            ));
        }
        return Ok(Some(("result", result)));
    }
    // A line of a Gemini batch: { key, response: { usageMetadata } }; on Vertex, it has the request
    // and its status.
    let is_vertex = ["status", "processed_time"]
        .iter()
        .any(|key| value.get(key).is_some());
    if (value.get("key").is_some() || (value.get("request").is_some() && is_vertex))
        && let Some(response) = object(value, "response")
        && response.get("usageMetadata").is_some()
    {
        context.batch = true;
        return Ok(Some(("response", response)));
    }
    // A line of Claude Code's log.
    if matches!(kind, "assistant" | "user")
        && let Some(message) = object(value, "message")
    {
        context.format = Some("claude-code");
        return Ok(Some(("message", message)));
    }
    match kind {
        "message_start" => context.partial = true,
        "message_delta" if value.get("usage").is_some() => {
            context.partial = value["usage"].get("input_tokens").is_none();
        }
        _ => {}
    }
    if has_usage(value) {
        return Ok(None);
    }
    let inner = WRAPPERS.iter().find_map(|key| {
        let inner = object(value, key)?;
        (has_usage(inner) || WRAPPERS.iter().any(|key| object(inner, key).is_some()))
            .then_some((*key, inner))
    });
    Ok(inner)
}

/// Whether a value has a usage of any shape beside its envelopes.
pub(super) fn has_usage(value: &Value) -> bool {
    const KEYS: &[&str] = &[
        "usage",
        "usageMetadata",
        "usage_metadata",
        "usage_info",
        "totalUsage",
        "x_groq",
        "token_usage",
        "llm_output",
        "modelUsage",
        "amazon-bedrock-invocationMetrics",
    ];
    /// Objects that hold many things, with what they hold where it is a usage.
    const WITHIN: &[(&str, &str)] = &[
        ("meta", "billed_units"),
        ("metadata", "usage"),
        ("payload", "info"),
        ("response_metadata", "token_usage"),
    ];
    let is_held = |held: &Value| held.is_object() || held.is_array();
    KEYS.iter().any(|key| value.get(key).is_some_and(is_held))
        || WITHIN.iter().any(|(outer, inner)| {
            value
                .get(outer)
                .and_then(|outer| outer.get(inner))
                .is_some()
        })
        || value.get("attributes").is_some_and(is_held)
}

/// Attributes of OpenTelemetry's own protocol, a list of `{ key, value: { intValue } }`, as an
/// object.
fn plain_attributes(value: &Value) -> Cow<'_, Value> {
    let Some(list) = value.get("attributes").and_then(Value::as_array) else {
        return Cow::Borrowed(value);
    };
    let mut attributes = Map::new();
    for entry in list {
        let Some(key) = entry.get("key").and_then(Value::as_str) else {
            continue;
        };
        let held = entry.get("value").and_then(Value::as_object);
        let Some((kind, held)) = held.and_then(|held| held.iter().next()) else {
            continue;
        };
        // The protocol writes 64-bit integers as text.
        let number = || held.as_str()?.parse::<u64>().ok();
        let plain = match kind.as_str() {
            "intValue" | "int_value" => number().map_or_else(|| held.clone(), Value::from),
            _ => held.clone(),
        };
        attributes.insert(key.to_owned(), plain);
    }
    let mut flat = value.as_object().cloned().unwrap_or_default();
    flat.insert("attributes".to_owned(), Value::Object(attributes));
    Cow::Owned(Value::Object(flat))
}
