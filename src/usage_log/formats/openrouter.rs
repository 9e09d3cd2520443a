//! OpenRouter's activity: the CSV of its page, one row for each generation, and the answers of
//! `GET /api/v1/activity`, sums by day.
//!
//! OpenRouter bills what the provider charges, which may differ from the vendor's list price: the
//! stated cost is the bill. With a key of one's own, the provider's bill stands apart.

use serde_json::Value;

use super::cell_time::cell_time;
use super::fields::{cell_count, cell_number, cell_text, count, number, text, time};
use super::format::{CsvFormat, JsonFormat};
use super::sink::{Rejection, Sink};
use crate::pricing::{Exact, Instant, Quantities};
use crate::usage_log::identity::Identity;
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::{Groups, Key, RecordKind, UsageRecord};

pub(super) const EXPORT: CsvFormat = CsvFormat {
    name: "openrouter-csv",
    is: |row| row.has("generation_id") && row.has("model_permaslug") && row.has("tokens_prompt"),
    read: read_row,
};

pub(super) const ACTIVITY: JsonFormat = JsonFormat {
    name: "openrouter-activity",
    is: |value| {
        rows(value).any(|row| {
            row.get("byok_usage_inference").is_some() && row.get("prompt_tokens").is_some()
        })
    },
    read: read_activity,
    has_other_lines: false,
};

fn rows(value: &Value) -> impl Iterator<Item = &Value> {
    let data = value.get("data").and_then(Value::as_array);
    data.map_or_else(|| vec![value], |data| data.iter().collect())
        .into_iter()
}

fn read_row(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let part = |column: &str| {
        let count = cell_count(row, column)?;
        Ok::<_, Rejection>(count.filter(|count| !count.exact().is_zero()))
    };
    if cell_number(row, "cost_web_search")?.is_some_and(|cost| !cost.is_zero()) {
        sink.facts.note("OpenRouter states the cost of web searches, but not their number: they are in no total of ours");
    }
    sink.add(UsageRecord {
        time: cell_time(row, "created_at")?,
        model: cell_text(row, "model_permaslug"),
        provider: Some("openrouter".to_owned()),
        quantities: Quantities {
            input_tokens: cell_count(row, "tokens_prompt")?,
            cached_input_tokens: part("tokens_cached")?,
            output_tokens: cell_count(row, "tokens_completion")?,
            reasoning_tokens: part("tokens_reasoning")?,
            ..Quantities::default()
        },
        reported: stated(
            cell_number(row, "cost_total")?,
            cell_number(row, "byok_usage_inference")?,
        )?,
        kind: match row.get("variant") {
            Some("free") => RecordKind::Free,
            _ => RecordKind::Request,
        },
        groups: Groups {
            project: cell_text(row, "app_name"),
            key: cell_text(row, "api_key_name"),
            user: cell_text(row, "user"),
            ..Groups::default()
        },
        key: row
            .get("generation_id")
            .map_or(Key::None, |id| Key::Request(Identity::of(&[id]))),
        ..UsageRecord::default()
    });
    Ok(())
}

fn read_activity(value: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    for row in rows(value) {
        let reasoning = count(row, "reasoning_tokens")?;
        sink.add(UsageRecord {
            time: time(row, &["date"]).map(|time| Instant {
                is_day: true,
                ..time
            }),
            model: text(row, "model_permaslug").or_else(|| text(row, "model")),
            provider: Some("openrouter".to_owned()),
            quantities: Quantities {
                requests: count(row, "requests")?,
                input_tokens: count(row, "prompt_tokens")?,
                output_tokens: count(row, "completion_tokens")?,
                reasoning_tokens: reasoning.filter(|count| !count.exact().is_zero()),
                ..Quantities::default()
            },
            reported: stated(number(row, "usage")?, number(row, "byok_usage_inference")?)?,
            kind: RecordKind::Sum,
            groups: Groups {
                workspace: text(row, "workspace_id"),
                ..Groups::default()
            },
            ..UsageRecord::default()
        });
    }
    Ok(())
}

/// What OpenRouter bills and what the provider bills a key of one's own.
fn stated(own: Option<Exact>, byok: Option<Exact>) -> Result<Option<Exact>, Rejection> {
    match (own, byok) {
        (Some(own), Some(byok)) => own
            .checked_add(byok)
            .map(Some)
            .ok_or_else(|| "the cost has too many digits".to_owned()),
        (own, byok) => Ok(own.or(byok)),
    }
}
