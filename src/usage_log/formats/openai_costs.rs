//! OpenAI's costs: pages of `GET /v1/organization/costs`, and the costs export of the dashboard, a
//! CSV. Both state what was billed, in dollars by day, not what was used.
//!
//! A `line_item` is the name of a model and what was billed of it, "gpt-4o-2024-08-06, cached input",
//! or the name of a tool alone, "file search tool calls".

use serde_json::Value;

use super::cell_time::cell_time;
use super::fields::{cell_number, cell_text, number, text};
use super::format::{CsvFormat, JsonFormat};
use super::openai_usage::bucket_time;
use super::sink::{Rejection, Sink};
use crate::pricing::{Exact, Instant};
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::{Groups, RecordKind, UsageRecord};

pub(super) const PAGE: JsonFormat = JsonFormat {
    name: "openai-costs",
    is: |value| results(value).any(|(_, result)| is_cost(result)),
    read: read_page,
    has_other_lines: false,
};

pub(super) const EXPORT: CsvFormat = CsvFormat {
    name: "openai-costs-csv",
    is: |row| row.has("amount_value") && row.has("line_item"),
    read: read_row,
};

fn is_cost(result: &Value) -> bool {
    let is_object = result.get("amount").is_some_and(Value::is_object);
    is_object && result.get("object").and_then(Value::as_str) == Some("organization.costs.result")
}

/// The results of a page or of a bucket, each with its bucket.
fn results(value: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    let data = value.get("data").and_then(Value::as_array);
    let buckets = data.map_or_else(|| vec![value], |data| data.iter().collect());
    buckets.into_iter().flat_map(|bucket| {
        let results = bucket.get("results").and_then(Value::as_array);
        results
            .into_iter()
            .flatten()
            .map(move |result| (bucket, result))
    })
}

fn read_page(page: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    sink.facts.note_page(PAGE.name, page);
    for (bucket, result) in results(page) {
        let Some(amount) = result.get("amount") else {
            continue;
        };
        let value = number(amount, "value")?.unwrap_or(Exact::ZERO);
        let groups = Groups {
            project: text(result, "project_id"),
            key: text(result, "api_key_id"),
            ..Groups::default()
        };
        let currency = text(amount, "currency");
        sink.add(cost(
            bucket_time(bucket),
            value,
            currency,
            text(result, "line_item"),
            groups,
        )?);
    }
    Ok(())
}

fn read_row(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    // A day without costs.
    let Some(value) = cell_number(row, "amount_value")? else {
        return Ok(());
    };
    let time = cell_time(row, "start_time")?.map(|time| Instant {
        is_day: true,
        ..time
    });
    let groups = Groups {
        project: cell_text(row, "project_id"),
        ..Groups::default()
    };
    let currency = cell_text(row, "amount_currency");
    sink.add(cost(
        time,
        value,
        currency,
        cell_text(row, "line_item"),
        groups,
    )?);
    Ok(())
}

fn cost(
    time: Option<Instant>,
    value: Exact,
    currency: Option<String>,
    line_item: Option<String>,
    groups: Groups,
) -> Result<UsageRecord, Rejection> {
    if currency.is_some_and(|currency| !currency.eq_ignore_ascii_case("usd")) {
        return Err("the currency is not US dollars".to_owned());
    }
    let (model, item) = match line_item {
        Some(line) => match line.split_once(", ") {
            Some((model, item)) => (Some(model.to_owned()), Some(item.to_owned())),
            None => (None, Some(line)),
        },
        None => (None, None),
    };
    Ok(UsageRecord {
        time,
        model,
        provider: Some("openai".to_owned()),
        reported: Some(value),
        kind: RecordKind::Cost,
        groups: Groups { item, ..groups },
        ..UsageRecord::default()
    })
}
