//! A CSV of one's own, whose columns the caller maps.

use super::cell_time::cell_time;
use super::fields::{cell_count, cell_number, cell_text, sum_of};
use super::format::CsvFormat;
use super::mapping::UNCACHED;
use super::sink::{Rejection, Sink};
use crate::pricing::{AMOUNTS, Count, Quantities, Tier};
use crate::usage_log::identity::Identity;
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::{Groups, Key, RecordKind, UsageRecord};

pub(in crate::usage_log) const FORMAT: CsvFormat = CsvFormat {
    name: "columns",
    is: |_| false,
    read,
};

fn read(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let columns = sink.columns;
    let text = |field: &str| cell_text(row, columns.column(field)?);
    let count = |field: &str| match columns.column(field) {
        Some(column) => cell_count(row, column),
        None => Ok(None),
    };
    let mut amounts: [Option<Count>; AMOUNTS] = [None; AMOUNTS];
    for (amount, name) in amounts.iter_mut().zip(Quantities::<Count>::NAMES) {
        *amount = count(name)?;
    }
    let mut quantities = Quantities::<Count>::default().with_amounts(amounts);
    if let Some(uncached) = count(UNCACHED)? {
        quantities.input_tokens = sum_of(&[
            Some(uncached),
            quantities.cached_input_tokens,
            quantities.cache_write_tokens,
            quantities.long_cache_write_tokens,
        ])?;
    }
    let reported = match columns.column("cost") {
        Some(column) => cell_number(row, column)?,
        None => None,
    };
    let time = match columns.column("time") {
        Some(column) => cell_time(row, column)?,
        None => None,
    };
    let has_quantities = quantities.given().next().is_some();
    if !has_quantities && reported.is_none() {
        return Err("none of the mapped columns has a quantity or a cost".to_owned());
    }
    let tier = text("tier");
    let known_tier = tier
        .as_deref()
        .and_then(|word| Tier::from_word(&word.to_lowercase()));
    if tier.is_some() && known_tier.is_none() {
        return Err("the tier is not known".to_owned());
    }
    let kind = match (has_quantities, quantities.requests) {
        (false, _) => RecordKind::Cost,
        (true, Some(requests)) if requests != Count::from(1) => RecordKind::Sum,
        _ => RecordKind::Request,
    };
    sink.add(UsageRecord {
        time,
        model: text("model"),
        provider: text("provider"),
        tier: known_tier,
        region: text("region"),
        quantities,
        reported,
        kind,
        groups: Groups {
            project: text("project"),
            key: text("key"),
            user: text("user"),
            workspace: text("workspace"),
            session: text("session"),
            item: None,
        },
        key: text("id").map_or(Key::None, |id| Key::Request(Identity::of(&[&id]))),
        ..UsageRecord::default()
    });
    Ok(())
}
