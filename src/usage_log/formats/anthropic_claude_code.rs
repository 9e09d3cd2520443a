//! Anthropic's report of Claude Code, `GET /v1/organizations/usage_report/claude_code`: sums by day,
//! person and model. The cost that it estimates is in cents.

use serde_json::Value;

use super::fields::{count, number, sum_of, text, time};
use super::format::JsonFormat;
use super::sink::{Rejection, Sink};
use crate::pricing::{Instant, Quantities};
use crate::usage_log::record::{Groups, RecordKind, UsageRecord};

pub(super) const FORMAT: JsonFormat = JsonFormat {
    name: "anthropic-claude-code",
    is: |value| rows(value).any(|row| row.get("model_breakdown").is_some()),
    read,
    has_other_lines: false,
};

fn rows(value: &Value) -> impl Iterator<Item = &Value> {
    let data = value.get("data").and_then(Value::as_array);
    data.map_or_else(|| vec![value], |data| data.iter().collect())
        .into_iter()
}

fn read(page: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    sink.facts.note_page(FORMAT.name, page);
    for row in rows(page) {
        let models = row.get("model_breakdown").and_then(Value::as_array);
        for model in models.into_iter().flatten() {
            let record = model_record(row, model)?;
            sink.add(record);
        }
    }
    Ok(())
}

fn model_record(row: &Value, model: &Value) -> Result<UsageRecord, Rejection> {
    let tokens = model.get("tokens").unwrap_or(&Value::Null);
    let part = |key: &str| {
        Ok::<_, Rejection>(count(tokens, key)?.filter(|count| !count.exact().is_zero()))
    };
    let (cached, writes) = (part("cache_read")?, part("cache_creation")?);
    let cents = match model.get("estimated_cost") {
        Some(cost) => number(cost, "amount")?,
        None => None,
    };
    let actor = row.get("actor");
    let user = actor
        .and_then(|actor| text(actor, "email_address").or_else(|| text(actor, "api_key_name")));
    Ok(UsageRecord {
        time: time(row, &["date"]).map(|time| Instant {
            is_day: true,
            ..time
        }),
        model: text(model, "model"),
        provider: Some("anthropic".to_owned()),
        quantities: Quantities {
            input_tokens: sum_of(&[count(tokens, "input")?, cached, writes])?,
            cached_input_tokens: cached,
            cache_write_tokens: writes,
            output_tokens: count(tokens, "output")?,
            ..Quantities::default()
        },
        reported: cents.and_then(|cents| cents.checked_shift(-2)),
        kind: RecordKind::Sum,
        groups: Groups {
            user,
            ..Groups::default()
        },
        ..UsageRecord::default()
    })
}
