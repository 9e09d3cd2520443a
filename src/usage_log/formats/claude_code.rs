//! Claude Code's local files, `~/.claude/projects/**/*.jsonl`.
//!
//! - A reply stands in one line for each block of its content, all with the same `message.id`, and
//!   again in the files of subagents and in sidechains, which replay it under another `requestId`.
//!   The id of the message tells the request; of its lines the largest is complete, because earlier
//!   ones may hold a few output tokens only.
//! - `usage.iterations` holds compactions and advisors, the latter with a model of their own.
//! - `model: "<synthetic>"` and error messages are no requests.

use memchr::memmem;
use serde_json::Value;

use super::claude_code_line::Line;
use super::format::JsonFormat;
use super::responses::add_billed;
use super::sink::{Rejection, Sink};
use crate::pricing::{Exact, Instant};
use crate::usage_log::identity::Identity;
use crate::usage_log::record::{Groups, Key, UsageRecord};

pub(super) const FORMAT: JsonFormat = JsonFormat {
    name: "claude-code",
    is,
    read,
    has_other_lines: true,
};

/// Kinds of lines that stand beside the messages, and the members that mark them.
const OTHERS: &[(&str, &str)] = &[
    ("summary", "leafUuid"),
    ("file-history-snapshot", "messageId"),
    ("queue-operation", "sessionId"),
    ("system", "uuid"),
    ("progress", "uuid"),
    ("attachment", "uuid"),
];

fn is(value: &Value) -> bool {
    let kind = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let has = |key: &str| value.get(key).is_some();
    match kind {
        "assistant" | "user" => {
            has("message") && (has("sessionId") || has("uuid") || has("session_id"))
        }
        _ => OTHERS
            .iter()
            .any(|(other, mark)| kind == *other && has(mark)),
    }
}

/// Whether a line holds no usage, seen from its bytes. It must be whole: a line that was cut off is
/// to be told.
fn needs_no_reading(line: &[u8]) -> bool {
    line.starts_with(b"{") && line.ends_with(b"}") && memmem::find(line, b"\"usage\"").is_none()
}

/// Reads a line from its bytes, where it holds no usage or is as nearly all lines are.
fn read_line(bytes: &[u8], sink: &mut Sink<'_>) -> bool {
    if needs_no_reading(bytes) {
        return true;
    }
    let Some(line) = Line::of(bytes) else {
        return false;
    };
    let owned = |text: Option<&str>| text.map(str::to_owned);
    count_floor(line.is_stopped, line.output(), sink);
    sink.facts.unknown_lifetimes += u64::from(line.has_unknown_lifetime);
    sink.add(UsageRecord {
        time: line.time,
        model: Some(line.model.to_owned()),
        tier: line.tier,
        region: owned(line.region),
        quantities: line.quantities(),
        groups: Groups {
            project: owned(line.folder),
            session: owned(line.session),
            ..Groups::default()
        },
        key: line
            .id
            .map_or(Key::None, |id| Key::Request(Identity::of(&[id]))),
        ..UsageRecord::default()
    });
    true
}

fn read(value: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    sink.state.line_reader = Some(read_line);
    let Some(message) = value.get("message") else {
        return Ok(());
    };
    let is_error = value.get("isApiErrorMessage").and_then(Value::as_bool) == Some(true);
    let is_synthetic = message.get("model").and_then(Value::as_str) == Some("<synthetic>");
    if !message.get("usage").is_some_and(Value::is_object) || is_error || is_synthetic {
        return Ok(());
    }
    let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
    let groups = Groups {
        project: text(value, "cwd"),
        session: text(value, "sessionId").or_else(|| text(value, "session_id")),
        ..Groups::default()
    };
    let time = value.get("timestamp").and_then(Instant::of_json);
    // Endpoints of others leave out the request's id, and old versions the message's.
    let id = message
        .get("id")
        .or(value.get("requestId"))
        .or(value.get("uuid"));
    let before = sink.records.len();
    add_billed(message, time, id.and_then(Value::as_str), &groups, sink)?;
    note_floor(message, sink);
    let writes = message
        .get("usage")
        .and_then(|usage| usage.get("cache_creation_input_tokens"));
    let has_lifetimes = message
        .get("usage")
        .is_some_and(|usage| usage.get("cache_creation").is_some_and(Value::is_object));
    if !has_lifetimes
        && writes
            .and_then(Value::as_u64)
            .is_some_and(|writes| writes > 0)
    {
        sink.facts.unknown_lifetimes += 1;
    }
    let stated = value.get("costUSD").and_then(stated_cost);
    if let (Some(cost), Some(record)) = (stated, sink.records.get_mut(before)) {
        record.reported = Some(cost);
    }
    Ok(())
}

fn stated_cost(value: &Value) -> Option<Exact> {
    Exact::from_json_number(&value.as_number()?.to_string())
}

/// Some versions never wrote the final output: their lines say nowhere why a reply stopped, and
/// hold the few tokens of its beginning.
fn note_floor(message: &Value, sink: &mut Sink<'_>) {
    let output = message
        .get("usage")
        .and_then(|usage| usage.get("output_tokens"));
    let is_stopped = message.get("stop_reason").is_some_and(Value::is_string);
    count_floor(
        is_stopped,
        output.and_then(Value::as_u64).unwrap_or(0),
        sink,
    );
}

fn count_floor(is_stopped: bool, output: u64, sink: &mut Sink<'_>) {
    if is_stopped {
        sink.facts.claude_code_stopped += 1;
    } else {
        sink.facts.claude_code_open += 1;
        sink.facts.claude_code_open_output += output;
    }
}
