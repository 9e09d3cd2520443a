//! Which bodies a value holds: one, or those of a stream's events.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::anthropic_stream;
use super::body::{Body, Context};
use super::envelope::opened;
use super::one_by_one;
use crate::pricing::error::{PricingError, Result};

/// The bodies in a value: a response, an event, or an array of either.
///
/// # Errors
/// [`PricingError::InvalidUsage`] for a stream without usage.
pub(in crate::pricing::response) fn bodies(value: &Value) -> Result<Vec<Body<'_>>> {
    let Value::Array(events) = value else {
        return Ok(vec![opened(value, Context::default())?]);
    };
    let events: Vec<&Value> = events.iter().map(event).collect();
    let found = if events.iter().any(|event| anthropic_stream::is_event(event)) {
        anthropic_stream::bodies(&events)
    } else if events.iter().any(|event| is_gemini(event)) {
        vec![gemini(&events)]
    } else if events.iter().any(|event| is_chunk(event)) {
        chunks(&events)
    } else if events.iter().any(|event| is_response_event(event)) {
        let finished = events.iter().filter(|event| has_usage_of_response(event));
        finished
            .map(|event| opened(event, Context::default()))
            .collect::<Result<_>>()?
    } else {
        one_by_one::bodies(&events)?
    };
    if found.is_empty() {
        return Err(PricingError::usage(
            "usage",
            "none of the events has a usage; ask for it (OpenAI: stream_options.include_usage), or give \
             the whole stream",
        ));
    }
    Ok(found)
}

/// An event out of what logs and SDKs put around it.
fn event(value: &Value) -> &Value {
    let is_wrapper = value.get("event").is_some_and(Value::is_string)
        || value.get("type").and_then(Value::as_str) == Some("stream_event");
    let inner = value
        .get("data")
        .or(value.get("event"))
        .filter(|inner| inner.is_object());
    inner.filter(|_| is_wrapper).unwrap_or(value)
}

fn is_chunk(event: &Value) -> bool {
    let object = event.get("object").and_then(Value::as_str);
    object == Some("chat.completion.chunk")
        || event
            .get("choices")
            .and_then(Value::as_array)
            .is_some_and(|choices| choices.iter().any(|choice| choice.get("delta").is_some()))
}

/// One body for each stream of chunks: the last that has a usage. Some vendors repeat the usage so
/// far in each chunk.
fn chunks<'v>(events: &[&'v Value]) -> Vec<Body<'v>> {
    let id = |event: &'v Value| event.get("id").and_then(Value::as_str);
    let has_usage = |event: &&&'v Value| {
        let groq = event.get("x_groq").and_then(|groq| groq.get("usage"));
        event.get("usage").or(groq).is_some_and(Value::is_object)
            || usage_of_choice(event).is_some()
    };
    let mut streams: Vec<(Option<&str>, &'v Value)> = Vec::new();
    for event in events.iter().filter(has_usage) {
        match streams.iter_mut().find(|(known, _)| *known == id(event)) {
            Some((_, last)) => *last = event,
            None => streams.push((id(event), event)),
        }
    }
    let first = |key: &str| events.iter().find_map(|event| event.get(key));
    streams
        .into_iter()
        .map(|(_, last)| {
            let mut body = last.as_object().cloned().unwrap_or_default();
            if let (None, Some(usage)) = (body.get("usage"), usage_of_choice(last)) {
                body.insert("usage".to_owned(), usage.clone());
            }
            for key in ["model", "created", "service_tier", "provider"] {
                if body.get(key).is_none_or(Value::is_null)
                    && let Some(value) = first(key)
                {
                    body.insert(key.to_owned(), value.clone());
                }
            }
            whole(body)
        })
        .collect()
}

/// Moonshot's usage, which stands in the last choice of a stream.
fn usage_of_choice(event: &Value) -> Option<&Value> {
    let mut choices = event.get("choices")?.as_array()?.iter();
    choices.find_map(|choice| choice.get("usage").filter(|usage| usage.is_object()))
}

fn is_response_event(event: &Value) -> bool {
    let kind = event.get("type").and_then(Value::as_str);
    kind.is_some_and(|kind| kind.starts_with("response."))
}

fn has_usage_of_response(event: &Value) -> bool {
    let usage = event
        .get("response")
        .and_then(|response| response.get("usage"));
    is_response_event(event) && usage.is_some_and(Value::is_object)
}

fn is_gemini(event: &Value) -> bool {
    event.get("usageMetadata").is_some() || event.get("candidates").is_some()
}

/// The chunks of a Gemini stream: the last usage with counts, the searches of all, and marks of
/// any.
fn gemini<'v>(events: &[&'v Value]) -> Body<'v> {
    let counts = |event: &&&'v Value| {
        let usage = event.get("usageMetadata");
        usage.is_some_and(|usage| usage.get("promptTokenCount").is_some())
    };
    let with_usage = events.iter().rev().find(counts).or(events.last());
    let mut body = with_usage
        .and_then(|event| event.as_object())
        .cloned()
        .unwrap_or_default();
    let candidates = events
        .iter()
        .filter_map(|event| event.get("candidates")?.as_array());
    let candidates: Vec<Value> = candidates
        .flatten()
        .filter(|c| c.get("groundingMetadata").is_some())
        .cloned()
        .collect();
    body.insert("candidates".to_owned(), Value::Array(candidates));
    let marks = events
        .iter()
        .filter_map(|event| event.get("usageMetadata")?.as_object());
    for (key, value) in marks.flatten().filter(|(_, value)| value.is_string()) {
        if let Some(Value::Object(usage)) = body.get_mut("usageMetadata") {
            usage.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    for key in ["modelVersion", "createTime"] {
        let first = events.iter().find_map(|event| event.get(key));
        if body.get(key).is_none()
            && let Some(value) = first
        {
            body.insert(key.to_owned(), value.clone());
        }
    }
    whole(body)
}

fn whole<'v>(body: Map<String, Value>) -> Body<'v> {
    Body {
        value: Cow::Owned(Value::Object(body)),
        context: Context::default(),
    }
}
