//! Gemini CLI's local files: chats in `~/.gemini/tmp/*/chats`, as one JSON document or as JSON Lines,
//! and the events `gemini_cli.api_response` of its telemetry.
//!
//! Counts are those of Gemini's API: input includes what was read from the cache, and thoughts stand
//! beside the output. A rewind (`$rewindTo`) removes messages from the chat, but not from the bill.

use serde_json::{Value, json};

use super::fields::text;
use super::format::JsonFormat;
use super::responses::add_billed;
use super::sink::{Rejection, Sink};
use crate::pricing::Instant;
use crate::usage_log::record::Groups;

pub(super) const FORMAT: JsonFormat = JsonFormat {
    name: "gemini-cli",
    is,
    read,
    has_other_lines: true,
};

const EVENT: &str = "gemini_cli.api_response";

fn is(value: &Value) -> bool {
    let is_chat = value.get("sessionId").is_some() && value.get("projectHash").is_some();
    is_chat
        || is_message(value)
        || event(value).is_some()
        || value.get("$set").is_some()
        || value.get("$rewindTo").is_some()
}

fn is_message(value: &Value) -> bool {
    let kind = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    matches!(kind, "gemini" | "user" | "info" | "error" | "warning")
        && value.get("id").is_some()
        && value.get("timestamp").is_some()
}

/// The attributes of an event of the telemetry.
fn event(value: &Value) -> Option<&Value> {
    let attributes = value.get("attributes").unwrap_or(value);
    let name = attributes.get("event.name").and_then(Value::as_str);
    (name == Some(EVENT)).then_some(attributes)
}

fn read(value: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    if let Some(attributes) = event(value) {
        return read_event(attributes, sink);
    }
    if let Some(session) = text(value, "sessionId") {
        sink.state.session = Some(session);
    }
    if let Some(messages) = value.get("messages").and_then(Value::as_array) {
        return messages
            .iter()
            .try_for_each(|message| read_message(message, sink));
    }
    read_message(value, sink)
}

fn read_message(message: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let Some(tokens) = message.get("tokens").filter(|tokens| tokens.is_object()) else {
        return Ok(());
    };
    let part = |name: &str| tokens.get(name).cloned().unwrap_or_default();
    let usage = usage(
        &part("input"),
        &part("output"),
        &part("cached"),
        &part("thoughts"),
        &part("tool"),
        &part("total"),
    );
    let response = json!({ "modelVersion": message.get("model"), "usageMetadata": usage });
    let session = sink.state.session.clone();
    let id =
        text(message, "id").map(|id| format!("{} {id}", session.as_deref().unwrap_or_default()));
    let time = message.get("timestamp").and_then(Instant::of_json);
    let groups = Groups {
        session,
        ..Groups::default()
    };
    add_billed(&response, time, id.as_deref(), &groups, sink)
}

pub(super) fn read_event(attributes: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let part = |name: &str| attributes.get(name).cloned().unwrap_or_default();
    let usage = usage(
        &part("input_token_count"),
        &part("output_token_count"),
        &part("cached_content_token_count"),
        &part("thoughts_token_count"),
        &part("tool_token_count"),
        &part("total_token_count"),
    );
    let response = json!({ "modelVersion": attributes.get("model"), "usageMetadata": usage });
    let time = attributes.get("event.timestamp").and_then(Instant::of_json);
    let groups = Groups {
        session: text(attributes, "session.id"),
        ..Groups::default()
    };
    // A prompt has several responses, so that its id tells none of them.
    add_billed(&response, time, None, &groups, sink)
}

/// The same counts in the words of the API.
fn usage(
    input: &Value,
    output: &Value,
    cached: &Value,
    thoughts: &Value,
    tool: &Value,
    total: &Value,
) -> Value {
    json!({
        "promptTokenCount": input, "candidatesTokenCount": output, "cachedContentTokenCount": cached,
        "thoughtsTokenCount": thoughts, "toolUsePromptTokenCount": tool, "totalTokenCount": total,
    })
}
