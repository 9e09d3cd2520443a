//! Spans of OpenTelemetry's conventions for generative AI, as OTLP in JSON (`resourceSpans`) or one by
//! one, and events of requests (`resourceLogs`): of Claude Code, Gemini CLI, Codex, and of the same
//! conventions.
//!
//! - Input includes cached tokens; some instrumentations leave them out, which shows where more is
//!   cached than there is.
//! - Spans of agents repeat the sums of the requests in them: only spans of requests count.
//! - Metrics are sums of the tokens that spans and events state one by one; they are not read.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::fields::{count, number, sum_of, text};
use super::format::JsonFormat;
use super::gemini_cli;
use super::responses::add_billed;
use super::sink::{Rejection, Sink};
use crate::pricing::{Instant, Quantities};
use crate::usage_log::record::{Groups, UsageRecord};

pub(super) const FORMAT: JsonFormat = JsonFormat {
    name: "opentelemetry",
    is: |value| {
        let has = |key: &&str| value.get(*key).is_some();
        EXPORTS.iter().any(has) || SNAKE_EXPORTS.iter().any(has) || is_span(value)
    },
    read,
    has_other_lines: false,
};

const EXPORTS: [&str; 3] = ["resourceSpans", "resourceLogs", "resourceMetrics"];
/// The same as some libraries write protobuf's names.
const SNAKE_EXPORTS: [&str; 3] = ["resource_spans", "resource_logs", "resource_metrics"];

/// Operations whose spans sum up the requests in them, or are none.
const SUMS: &[&str] = &[
    "invoke_agent",
    "create_agent",
    "execute_tool",
    "invoke_workflow",
];

fn is_span(value: &Value) -> bool {
    let has_ids = value.pointer("/context/trace_id").is_some()
        || value.get("traceId").is_some()
        || value.get("spanId").is_some()
        || value.get("_spanContext").is_some();
    has_ids && value.get("attributes").is_some()
}

fn read(value: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    if SNAKE_EXPORTS.iter().any(|key| value.get(key).is_some()) {
        return read_export(&in_camel_case(value), sink);
    }
    read_export(value, sink)
}

/// The same value with protobuf's names as JSON has them. Names of attributes are values there.
fn in_camel_case(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(in_camel_case).collect(),
        Value::Object(members) => {
            let renamed = members.iter().map(|(name, member)| {
                let mut parts = name.split('_');
                let first = parts.next().unwrap_or_default().to_owned();
                let name = parts.fold(first, |name, part| {
                    let mut letters = part.chars();
                    let head = letters.next().map(|letter| letter.to_ascii_uppercase());
                    name + &head.into_iter().chain(letters).collect::<String>()
                });
                (name, in_camel_case(member))
            });
            Value::Object(renamed.collect())
        }
        other => other.clone(),
    }
}

fn read_export(value: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    if value.get("resourceMetrics").is_some() {
        return Err(
            "metrics sum up what spans and events state one by one; export traces or logs"
                .to_owned(),
        );
    }
    let spans: Vec<&Value> = match value.get("resourceSpans") {
        Some(resources) => within(resources, "scopeSpans", "spans").collect(),
        None if is_span(value) => vec![value],
        None => Vec::new(),
    };
    let requests: Vec<(&Value, Map<String, Value>)> = spans
        .into_iter()
        .map(|span| (span, attributes(span)))
        .filter(|(_, attributes)| is_request(attributes))
        .collect();
    let parents: HashSet<&str> = requests
        .iter()
        .filter_map(|(span, _)| span.get("parentSpanId")?.as_str())
        .filter(|id| !id.is_empty())
        .collect();
    for (span, attributes) in &requests {
        let id = span.get("spanId").and_then(Value::as_str);
        if id.is_some_and(|id| parents.contains(id)) {
            continue;
        }
        read_span(span, attributes, sink)?;
    }
    if let Some(resources) = value.get("resourceLogs") {
        for event in within(resources, "scopeLogs", "logRecords") {
            read_event(event, sink)?;
        }
    }
    Ok(())
}

/// The members at the end of OTLP's three levels.
fn within<'v>(
    resources: &'v Value,
    scopes: &'static str,
    members: &'static str,
) -> impl Iterator<Item = &'v Value> {
    let list = |value: &'v Value, key: &str| value.get(key).and_then(Value::as_array);
    let resources = resources.as_array().into_iter().flatten();
    let scopes = resources.flat_map(move |resource| list(resource, scopes).into_iter().flatten());
    scopes.flat_map(move |scope| list(scope, members).into_iter().flatten())
}

/// The attributes as an object: OTLP writes a list of `{ key, value: { stringValue } }`, and 64-bit
/// integers as text.
fn attributes(value: &Value) -> Map<String, Value> {
    match value.get("attributes") {
        Some(Value::Object(plain)) => plain.clone(),
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(|entry| {
                let (_, held) = entry.get("value")?.as_object()?.iter().next()?;
                Some((text(entry, "key")?, held.clone()))
            })
            .collect(),
        _ => Map::new(),
    }
}

fn is_request(attributes: &Map<String, Value>) -> bool {
    let operation = attributes
        .get("gen_ai.operation.name")
        .and_then(Value::as_str);
    let is_sum = operation.is_some_and(|operation| SUMS.contains(&operation));
    !is_sum
        && attributes
            .keys()
            .any(|key| key.starts_with("gen_ai.usage."))
}

fn read_span(
    span: &Value,
    attributes: &Map<String, Value>,
    sink: &mut Sink<'_>,
) -> Result<(), Rejection> {
    let of = |key: &str| Some(attributes.get(key)?.as_str()?.to_owned());
    let ids = || {
        Some(format!(
            "{} {}",
            text(span, "traceId")?,
            text(span, "spanId")?
        ))
    };
    let id = of("gen_ai.response.id").or_else(ids);
    let start = [
        "startTimeUnixNano",
        "startTime",
        "start_time",
        "timeUnixNano",
        "timestamp",
    ]
    .iter()
    .find_map(|key| match span.get(key)? {
        // Seconds and nanoseconds.
        Value::Array(parts) => Instant::of_json(parts.first()?),
        other => Instant::of_json(other),
    });
    let groups = Groups {
        session: of("gen_ai.conversation.id").or_else(|| of("session.id")),
        user: of("user.id").or_else(|| of("enduser.id")),
        ..Groups::default()
    };
    add_billed(span, start, id.as_deref(), &groups, sink)
}

/// An event, by its name. Tools write many that are none of requests.
fn read_event(event: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let attributes = attributes(event);
    let name = ["event.name", "name"]
        .iter()
        .find_map(|key| attributes.get(*key)?.as_str())
        .or_else(|| event.get("eventName")?.as_str())
        .or_else(|| event.get("body")?.get("stringValue")?.as_str());
    let name = name
        .unwrap_or_default()
        .trim_start_matches("claude_code.")
        .to_owned();
    sink.facts.request_events += 1;
    match name.as_str() {
        "api_request" => read_claude_code(event, &Value::Object(attributes), sink),
        "gemini_cli.api_response" => {
            let mut attributes = Value::Object(attributes);
            if attributes.get("event.timestamp").is_none() {
                attributes["event.timestamp"] =
                    event.get("timeUnixNano").cloned().unwrap_or_default();
            }
            gemini_cli::read_event(&attributes, sink)
        }
        "codex.sse_event" if attributes.contains_key("input_token_count") => {
            read_codex(event, &Value::Object(attributes), sink)
        }
        _ if is_request(&attributes) => read_span(event, &attributes, sink),
        _ => {
            sink.facts.request_events -= 1;
            sink.facts.other_events += 1;
            Ok(())
        }
    }
}

/// The end of an answer to Codex: cached tokens are part of the input, reasoning of the output.
fn read_codex(event: &Value, attributes: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let time = event.get("timeUnixNano").and_then(Instant::of_json);
    let cached = count(attributes, "cached_token_count")?;
    sink.add(UsageRecord {
        time: time.or_else(|| Instant::of_json(attributes.get("event.timestamp")?)),
        model: text(attributes, "model"),
        quantities: Quantities {
            input_tokens: count(attributes, "input_token_count")?,
            cached_input_tokens: cached.filter(|count| !count.exact().is_zero()),
            output_tokens: count(attributes, "output_token_count")?,
            ..Quantities::default()
        },
        groups: Groups {
            session: text(attributes, "conversation.id"),
            ..Groups::default()
        },
        ..UsageRecord::default()
    });
    Ok(())
}

/// An event of Claude Code: counts as Anthropic states them, without what was cached.
fn read_claude_code(
    event: &Value,
    attributes: &Value,
    sink: &mut Sink<'_>,
) -> Result<(), Rejection> {
    let part = |key: &str| {
        Ok::<_, Rejection>(count(attributes, key)?.filter(|count| !count.exact().is_zero()))
    };
    let (cached, writes) = (part("cache_read_tokens")?, part("cache_creation_tokens")?);
    let time = Instant::of_json(event.get("timeUnixNano").unwrap_or(&Value::Null));
    sink.add(UsageRecord {
        time: time.or_else(|| Instant::of_json(attributes.get("event.timestamp")?)),
        model: text(attributes, "model"),
        quantities: Quantities {
            input_tokens: sum_of(&[count(attributes, "input_tokens")?, cached, writes])?,
            cached_input_tokens: cached,
            cache_write_tokens: writes,
            output_tokens: count(attributes, "output_tokens")?,
            ..Quantities::default()
        },
        reported: number(attributes, "cost_usd")?,
        groups: Groups {
            session: text(attributes, "session.id"),
            user: text(attributes, "user.id"),
            ..Groups::default()
        },
        ..UsageRecord::default()
    });
    Ok(())
}
