//! Lists whose elements are responses of their own: lines of batches and of logs, events of tools.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::body::{Body, Context};
use super::envelope::{has_usage, opened};
use crate::pricing::error::Result;

/// One body for each element with a usage.
pub(super) fn bodies<'v>(elements: &[&'v Value]) -> Result<Vec<Body<'v>>> {
    if let Some(session) = codex_session(elements) {
        return Ok(vec![session]);
    }
    let mut found = Vec::new();
    for (i, element) in elements.iter().enumerate() {
        if !(has_usage(element) || wraps_usage(element)) || is_repeated(elements, i) {
            continue;
        }
        found.push(opened(
            element,
            Context::default().under(&format!("[{i}]")),
        )?);
    }
    Ok(found)
}

fn wraps_usage(element: &Value) -> bool {
    let Some(members) = element.as_object() else {
        return false;
    };
    members
        .values()
        .any(|inner| has_usage(inner) || inner.get("body").is_some_and(has_usage))
}

/// Claude Code writes a line for each block of a message, all with its usage; the last one counts.
/// The Vercel SDK sums up its steps when it finishes.
fn is_repeated(elements: &[&Value], at: usize) -> bool {
    let element = elements[at];
    let id = |value: &Value| value.get("message")?.get("id")?.as_str().map(str::to_owned);
    let kind = |value: &Value| value.get("type").and_then(Value::as_str).map(str::to_owned);
    let later = elements.get(at + 1..).unwrap_or_default();
    if let Some(own) = id(element)
        && later.iter().any(|other| id(other).as_ref() == Some(&own))
    {
        return true;
    }
    let is_step = matches!(
        kind(element).as_deref(),
        Some("finish-step" | "step-finish")
    );
    is_step && later.iter().any(|other| other.get("totalUsage").is_some())
}

/// A session of Codex states in each event what it has used so far.
fn codex_session<'v>(elements: &[&'v Value]) -> Option<Body<'v>> {
    let info = |event: &'v Value| {
        let event = event.get("payload").or(event.get("msg"))?;
        event.get("info")?.get("total_token_usage")
    };
    let last = elements.iter().rev().find(|event| info(event).is_some())?;
    let model = elements
        .iter()
        .rev()
        .find_map(|event| event.get("payload")?.get("model"));
    let mut body = Map::new();
    body.insert("type".to_owned(), "turn.completed".into());
    body.insert("usage".to_owned(), info(last)?.clone());
    for (key, value) in [("model", model), ("timestamp", last.get("timestamp"))] {
        if let Some(value) = value {
            body.insert(key.to_owned(), value.clone());
        }
    }
    Some(Body {
        value: Cow::Owned(Value::Object(body)),
        context: Context::default(),
    })
}
