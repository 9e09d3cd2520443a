//! LiteLLM's spend logs, rows of its table `LiteLLM_SpendLogs`, and its daily tables.
//!
//! The table has no column of cached tokens: they stand in `metadata.usage_object`, the usage of the
//! vendor. `spend` is 0 for models that LiteLLM does not know. A `cache_hit` of "True" is an answer of
//! the proxy's own cache, which is free, and failures are rows.

use serde_json::{Value, json};

use super::fields::{count, number, text, time};
use super::format::JsonFormat;
use super::responses::add_billed;
use super::sink::{Rejection, Sink};
use crate::pricing::{Exact, Instant, Quantities};
use crate::usage_log::identity::Identity;
use crate::usage_log::record::{Groups, Key, RecordKind, UsageRecord};

pub(super) const FORMAT: JsonFormat = JsonFormat {
    name: "litellm",
    is: |value| rows(value).any(|row| is_request(row) || is_daily(row)),
    read,
    has_other_lines: false,
};

fn rows(value: &Value) -> impl Iterator<Item = &Value> {
    let rows = ["data", "results"]
        .iter()
        .find_map(|key| value.get(key)?.as_array());
    rows.map_or_else(|| vec![value], |rows| rows.iter().collect())
        .into_iter()
}

fn is_request(row: &Value) -> bool {
    row.get("spend").is_some() && row.get("startTime").is_some() && row.get("request_id").is_some()
}

fn is_daily(row: &Value) -> bool {
    row.get("spend").is_some() && row.get("date").is_some() && row.get("api_requests").is_some()
}

fn read(value: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    for row in rows(value) {
        if is_request(row) {
            read_request(row, sink)?;
        } else if is_daily(row) {
            read_daily(row, sink)?;
        }
    }
    Ok(())
}

fn groups(row: &Value) -> Groups {
    Groups {
        key: text(row, "api_key"),
        user: text(row, "user")
            .or_else(|| text(row, "user_id"))
            .or_else(|| text(row, "end_user")),
        workspace: text(row, "team_id"),
        session: text(row, "session_id"),
        ..Groups::default()
    }
}

fn read_request(row: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let id = text(row, "request_id").unwrap_or_default();
    let start = text(row, "startTime").unwrap_or_default();
    // A retry has the id of the first attempt.
    let key = Key::Request(Identity::of(&["litellm", &id, &start]));
    let start = time(row, &["startTime"]);
    let spend = number(row, "spend")?;
    let is_hit = match row.get("cache_hit") {
        Some(Value::String(word)) => word.eq_ignore_ascii_case("true"),
        Some(Value::Bool(hit)) => *hit,
        _ => false,
    };
    let total = number(row, "total_tokens")?.unwrap_or(Exact::ZERO);
    let is_failure =
        text(row, "status").is_some_and(|status| status == "failure") && total.is_zero();
    if is_hit || is_failure {
        sink.add(UsageRecord {
            time: start,
            model: text(row, "model"),
            reported: spend,
            kind: RecordKind::Free,
            groups: groups(row),
            key,
            ..UsageRecord::default()
        });
        return Ok(());
    }
    let before = sink.records.len();
    let body = json!({ "model": row.get("model"), "usage": usage(row) });
    add_billed(&body, start, None, &groups(row), sink)?;
    let provider = text(row, "custom_llm_provider");
    if let Some(record) = sink.records.get_mut(before) {
        record.key = key;
        record.reported = spend;
        record.provider = record.provider.take().or(provider);
    }
    Ok(())
}

/// The usage of the vendor, else the columns of the row.
fn usage(row: &Value) -> Value {
    let parsed;
    let metadata = match row.get("metadata") {
        // Some exports write JSON in a text.
        Some(Value::String(text)) => {
            parsed = serde_json::from_str::<Value>(text).unwrap_or_default();
            Some(&parsed)
        }
        other => other,
    };
    let of_vendor = metadata.and_then(|metadata| metadata.get("usage_object"));
    match of_vendor
        .filter(|usage| usage.get("prompt_tokens").is_some() || usage.get("input_tokens").is_some())
    {
        Some(usage) => usage.clone(),
        None => json!({
            "prompt_tokens": row.get("prompt_tokens"), "completion_tokens": row.get("completion_tokens"),
            "total_tokens": row.get("total_tokens"),
        }),
    }
}

fn read_daily(row: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let part =
        |key: &str| Ok::<_, Rejection>(count(row, key)?.filter(|count| !count.exact().is_zero()));
    sink.add(UsageRecord {
        time: time(row, &["date"]).map(|time| Instant {
            is_day: true,
            ..time
        }),
        model: text(row, "model"),
        provider: text(row, "custom_llm_provider"),
        quantities: Quantities {
            requests: count(row, "api_requests")?,
            input_tokens: count(row, "prompt_tokens")?,
            cached_input_tokens: part("cache_read_input_tokens")?,
            cache_write_tokens: part("cache_creation_input_tokens")?,
            output_tokens: count(row, "completion_tokens")?,
            ..Quantities::default()
        },
        reported: number(row, "spend")?,
        kind: RecordKind::Sum,
        groups: groups(row),
        ..UsageRecord::default()
    });
    Ok(())
}
