//! GitHub Copilot's billing export, a CSV in three generations: premium requests, AI credits, and AI
//! credits with tokens. No sample of the last one was seen, only its documented columns.
//!
//! It states amounts of money. `net_amount` is billed; what the plan includes is `discount_amount`.

use super::cell_time::cell_time;
use super::fields::{cell_number, cell_text};
use super::format::CsvFormat;
use super::sink::{Rejection, Sink};
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::{Groups, RecordKind, UsageRecord};

pub(super) const FORMAT: CsvFormat = CsvFormat {
    name: "copilot-csv",
    is: |row| row.has("sku") && row.has("net_amount") && row.has("unit_type"),
    read,
};

fn read(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let Some(net) = cell_number(row, "net_amount")? else {
        return Err("net_amount is empty".to_owned());
    };
    if cell_number(row, "discount_amount")?.is_some_and(|discount| !discount.is_zero()) {
        sink.facts.note(
            "Copilot's plan includes a part of the use: the bill is what remains (net_amount)",
        );
    }
    sink.add(UsageRecord {
        time: cell_time(row, "date")?,
        model: cell_text(row, "model"),
        provider: Some("github-copilot".to_owned()),
        reported: Some(net),
        kind: RecordKind::Cost,
        groups: Groups {
            user: cell_text(row, "username"),
            workspace: cell_text(row, "organization"),
            item: cell_text(row, "sku"),
            ..Groups::default()
        },
        ..UsageRecord::default()
    });
    Ok(())
}
