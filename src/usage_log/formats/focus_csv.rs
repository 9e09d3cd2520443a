//! Bills of clouds in the FOCUS format (1.0 to 1.3), a CSV that AWS, Azure, Google Cloud and others
//! export. It states amounts of money by service and meter.
//!
//! A bill holds all services of a cloud; those that sell language models are read, and the others
//! are counted in a note. Which meter stands for which model, each cloud writes in its own words: the
//! meter is kept as the item of the bill.

use super::cell_time::cell_time;
use super::fields::{cell_number, cell_text};
use super::format::CsvFormat;
use super::sink::{Rejection, Sink};
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::{Groups, RecordKind, UsageRecord};
use crate::usage_log::tally::count_one;

pub(super) const FORMAT: CsvFormat = CsvFormat {
    name: "focus-csv",
    is: |row| row.has("billedcost") && row.has("chargeperiodstart") && row.has("servicename"),
    read,
};

/// Words in the names of services that sell language models, with the provider.
const SERVICES: &[(&str, &str)] = &[
    ("bedrock", "amazon-bedrock"),
    ("azure openai", "azure"),
    ("foundry", "azure"),
    ("cognitive services", "azure"),
    ("vertex ai", "vertex"),
    ("gemini", "google"),
    ("generative language", "google"),
    ("openai", "openai"),
    ("anthropic", "anthropic"),
    ("claude", "anthropic"),
];

fn read(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let service = row.get("servicename").unwrap_or_default();
    let words = [
        service,
        row.get("chargedescription").unwrap_or_default(),
        row.get("skumeter").unwrap_or_default(),
    ]
    .join(" ")
    .to_lowercase();
    let Some((_, provider)) = SERVICES.iter().find(|(word, _)| words.contains(word)) else {
        count_one(&mut sink.facts.other_services, service);
        return Ok(());
    };
    if row
        .get("billingcurrency")
        .is_some_and(|currency| !currency.eq_ignore_ascii_case("usd"))
    {
        return Err("the currency is not US dollars".to_owned());
    }
    let Some(cost) = cell_number(row, "billedcost")? else {
        return Err("BilledCost is empty".to_owned());
    };
    sink.add(UsageRecord {
        time: cell_time(row, "chargeperiodstart")?,
        provider: Some((*provider).to_owned()),
        reported: Some(cost),
        list_price: cell_number(row, "listcost")?,
        kind: RecordKind::Cost,
        groups: Groups {
            project: cell_text(row, "subaccountname").or_else(|| cell_text(row, "subaccountid")),
            item: cell_text(row, "skumeter").or_else(|| cell_text(row, "chargedescription")),
            ..Groups::default()
        },
        ..UsageRecord::default()
    });
    Ok(())
}
