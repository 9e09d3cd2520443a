//! Codex's local files, `~/.codex/sessions/**/rollout-*.jsonl`, and the events of `codex exec --json`.
//!
//! - Each `token_count` event states what the session has used so far, and is written again without
//!   any use. A request is the growth of the totals. Where they fall, a new count begins.
//! - A fork, a subagent and a resumed session copy the events of the session from which they go on,
//!   with old or new timestamps. An event is therefore recognised by its totals, in all sessions of
//!   one line.
//! - The model is that of the last `turn_context`. Whether a request ran in fast mode is not written.

use memchr::memmem;
use serde_json::Value;

use super::codex_session::Totals;
use super::fields;
use super::format::JsonFormat;
use super::sink::{Rejection, Sink};
use crate::pricing::{Count, Exact, Instant, Quantities};
use crate::usage_log::identity::Identity;
use crate::usage_log::record::{Groups, Key, UsageRecord};

pub(super) const FORMAT: JsonFormat = JsonFormat {
    name: "codex",
    is,
    read,
    has_other_lines: true,
};

const NAMES: [&str; 4] = [
    "input_tokens",
    "cached_input_tokens",
    "output_tokens",
    "reasoning_output_tokens",
];

const KINDS: &[&str] = &[
    "session_meta",
    "turn_context",
    "event_msg",
    "response_item",
    "compacted",
    "thread.started",
    "turn.started",
    "turn.completed",
    "turn.failed",
    "item.started",
    "item.completed",
    "item.updated",
];

fn is(value: &Value) -> bool {
    let kind = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let has_payload = value.get("payload").is_some_and(Value::is_object);
    KINDS.contains(&kind) && (has_payload || kind.contains('.'))
}

/// Whether a whole line holds neither totals nor what explains them, seen from its bytes.
fn needs_no_reading(line: &[u8]) -> bool {
    let has = |word: &[u8]| memmem::find(line, word).is_some();
    line.starts_with(b"{")
        && line.ends_with(b"}")
        && !has(b"\"token_count\"")
        && !has(b"\"session_meta\"")
        && !has(b"\"turn_context\"")
        && !has(b"\"usage\"")
        && !has(b"\"thread.started\"")
}

fn read(value: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    sink.state.line_reader = Some(|line, _| needs_no_reading(line));
    let kind = value
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let payload = value.get("payload").unwrap_or(value);
    match kind {
        "session_meta" => begin(payload, sink),
        "thread.started" => sink.state.codex.id = fields::text(value, "thread_id"),
        "turn_context" => {
            if let Some(model) = fields::text(payload, "model") {
                sink.state.codex.model = Some(model);
            }
        }
        "turn.completed" => return completed(value, sink),
        "event_msg" if payload.get("type").and_then(Value::as_str) == Some("token_count") => {
            return counted(value, payload, sink);
        }
        _ => {}
    }
    Ok(())
}

/// The first such line names the session; a later one is copied from the session before.
fn begin(payload: &Value, sink: &mut Sink<'_>) {
    let session = &mut sink.state.codex;
    let id = fields::text(payload, "id");
    let Some(own) = session.id.clone() else {
        session.id.clone_from(&id);
        session.folder = fields::text(payload, "cwd");
        let parent = ["forked_from_id", "parent_thread_id"]
            .iter()
            .find_map(|key| fields::text(payload, key));
        if let (Some(id), Some(parent)) = (id, parent)
            && id != parent
        {
            session.has_parent = true;
            sink.facts.parents.insert(id, parent);
        }
        return;
    };
    if let Some(other) = id.filter(|id| *id != own)
        && !session.has_parent
    {
        session.has_parent = true;
        sink.facts.parents.insert(own, other);
    }
}

/// A `token_count` event.
fn counted(value: &Value, payload: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let Some(info) = payload.get("info").filter(|info| info.is_object()) else {
        return Ok(());
    };
    let last = info.get("last_token_usage").map(totals_of).transpose()?;
    let Some(total) = info
        .get("total_token_usage")
        .filter(|total| total.is_object())
    else {
        // Early versions wrote the last request alone.
        return match last {
            Some(last) => add(value, last, Key::None, sink),
            None => Ok(()),
        };
    };
    let total = totals_of(total)?;
    let before = sink.state.codex.totals.replace(total);
    let used = match before {
        Some(before) if before == total => return Ok(()),
        Some(before) => match growth(before, total) {
            Some(growth) => growth,
            None => {
                sink.state.codex.epoch += 1;
                last.filter(|last| !is_nothing(last)).unwrap_or(total)
            }
        },
        // A session that goes on from another begins with what that one used.
        None => match last {
            Some(last) if is_nothing(&last) && sink.state.codex.has_parent => {
                // It is kept, so that the other session's event is recognised, but uses nothing.
                last
            }
            Some(last) if !is_nothing(&last) => last,
            _ => total,
        },
    };
    if is_nothing(&used) {
        return Ok(());
    }
    let session = &sink.state.codex;
    let key = match &session.id {
        Some(id) => Key::InSession {
            session: id.clone(),
            digest: digest(session.epoch, &total),
        },
        None => Key::None,
    };
    add(value, used, key, sink)
}

/// The end of a turn of `codex exec --json`: its own usage.
fn completed(value: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    match value.get("usage").filter(|usage| usage.is_object()) {
        Some(usage) => add(value, totals_of(usage)?, Key::None, sink),
        None => Ok(()),
    }
}

fn add(value: &Value, used: Totals, key: Key, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let [input, cached, output, reasoning] = used.map(Count::new);
    let session = &sink.state.codex;
    let record = UsageRecord {
        time: value.get("timestamp").and_then(Instant::of_json),
        model: session.model.clone(),
        quantities: Quantities {
            input_tokens: input,
            cached_input_tokens: cached.filter(|cached| !cached.exact().is_zero()),
            output_tokens: output,
            reasoning_tokens: reasoning.filter(|reasoning| !reasoning.exact().is_zero()),
            ..Quantities::default()
        },
        groups: Groups {
            project: session.folder.clone(),
            session: session.id.clone(),
            ..Groups::default()
        },
        key,
        ..UsageRecord::default()
    };
    sink.facts.note(
        "Codex does not log whether a request ran in fast mode: its requests are priced in the standard tier",
    );
    sink.add(record);
    Ok(())
}

fn totals_of(usage: &Value) -> Result<Totals, Rejection> {
    let mut totals = [Exact::ZERO; 4];
    for (total, name) in totals.iter_mut().zip(NAMES) {
        *total = fields::count(usage, name)?.map_or(Exact::ZERO, Count::exact);
    }
    Ok(totals)
}

/// What was added to totals; `None` where one of them fell.
fn growth(before: Totals, after: Totals) -> Option<Totals> {
    let mut growth = after;
    for (growth, before) in growth.iter_mut().zip(before) {
        *growth = growth
            .checked_sub(before)
            .filter(|growth| !growth.is_negative())?;
    }
    Some(growth)
}

fn is_nothing(totals: &Totals) -> bool {
    totals.iter().all(|total| total.is_zero())
}

fn digest(epoch: u32, totals: &Totals) -> Identity {
    let [input, cached, output, reasoning] = totals.map(|total| total.to_string());
    Identity::of(&[&epoch.to_string(), &input, &cached, &output, &reasoning])
}
