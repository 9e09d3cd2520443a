//! Anthropic's costs: pages of `GET /v1/organizations/cost_report` and
//! `/v1/organizations/analytics/cost`, and the cost export of the console, a CSV.
//!
//! The pages state cents, as decimals in text: "123.45" is $1.2345. The export states dollars, names
//! models as people do ("Claude Haiku 4.5"), and has the list price beside the cost.

use serde_json::Value;

use super::anthropic_usage::{bucket_time, rows_of};
use super::cell_time::cell_time;
use super::fields::{cell_number, cell_text, number, text};
use super::format::{CsvFormat, JsonFormat};
use super::sink::{Rejection, Sink};
use crate::pricing::Exact;
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::{Groups, RecordKind, UsageRecord};

pub(super) const PAGE: JsonFormat = JsonFormat {
    name: "anthropic-costs",
    is: |value| rows_of(value).any(|(_, row)| is_cost(row)),
    read: read_page,
    has_other_lines: false,
};

pub(super) const EXPORT: CsvFormat = CsvFormat {
    name: "anthropic-costs-csv",
    is: |row| row.has("usage_date_utc") && row.has("cost_usd") && row.has("token_type"),
    read: read_row,
};

fn is_cost(row: &Value) -> bool {
    let has_amount = row.get("amount").is_some_and(|amount| amount.is_string());
    has_amount
        && (row.get("cost_type").is_some()
            || row.get("list_amount").is_some()
            || row.get("description").is_some())
}

fn read_page(page: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    sink.facts.note_page(PAGE.name, page);
    for (bucket, row) in rows_of(page) {
        if !is_cost(row) {
            continue;
        }
        let names = row.get("group").unwrap_or(row);
        if text(row, "currency").is_some_and(|currency| !currency.eq_ignore_ascii_case("usd")) {
            return Err("the currency is not US dollars".to_owned());
        }
        let cents = number(row, "amount")?.unwrap_or(Exact::ZERO);
        let list = number(row, "list_amount")?;
        if list.is_some_and(|list| list != cents) {
            note_discount(sink);
        }
        let dollars = cents
            .checked_shift(-2)
            .ok_or("amount has too many digits")?;
        let item = text(names, "token_type").or_else(|| text(names, "cost_type"));
        sink.add(UsageRecord {
            time: bucket_time(bucket),
            model: text(names, "model"),
            reported: Some(dollars),
            list_price: list.and_then(|cents| cents.checked_shift(-2)),
            groups: Groups {
                workspace: text(names, "workspace_id"),
                key: text(names, "api_key_id"),
                item: item.or_else(|| text(row, "description")),
                ..Groups::default()
            },
            ..cost()
        });
    }
    Ok(())
}

fn read_row(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let Some(dollars) = cell_number(row, "cost_usd")? else {
        return Err("cost_usd is empty".to_owned());
    };
    let list_price = cell_number(row, "list_price_usd")?;
    if list_price.is_some_and(|list| list != dollars) {
        note_discount(sink);
    }
    let item = cell_text(row, "token_type").or_else(|| cell_text(row, "cost_type"));
    sink.add(UsageRecord {
        time: cell_time(row, "usage_date_utc")?,
        model: cell_text(row, "model"),
        reported: Some(dollars),
        list_price,
        groups: Groups {
            workspace: cell_text(row, "workspace"),
            key: cell_text(row, "api_key"),
            item,
            ..Groups::default()
        },
        ..cost()
    });
    Ok(())
}

fn cost() -> UsageRecord {
    UsageRecord {
        provider: Some("anthropic".to_owned()),
        kind: RecordKind::Cost,
        ..UsageRecord::default()
    }
}

fn note_discount(sink: &mut Sink<'_>) {
    sink.facts.note(
        "the bill states a list price beside the cost, and they differ: a discount is in force",
    );
}
