//! Cursor's usage export, a CSV. Its columns have changed often, so they are found by name.
//!
//! "Input (w/ Cache Write)" holds what was written to the cache alone, or all fresh input; which of
//! the two shows in the sum of the row. `Kind` and `Cost` hold words where nothing was charged. Rows
//! merge many requests, and Cursor's own models and fees are no API prices.

use super::cell_time::cell_time;
use super::fields::{cell_count, cell_number, cell_text};
use super::format::CsvFormat;
use super::sink::{Rejection, Sink};
use crate::pricing::{Count, Exact, Quantities};
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::{Groups, RecordKind, UsageRecord};

pub(super) const FORMAT: CsvFormat = CsvFormat {
    name: "cursor-csv",
    is: |row| row.has(WITH_WRITES) && row.has(WITHOUT_WRITES),
    read,
};

const WITH_WRITES: &str = "input (w/ cache write)";
const WITHOUT_WRITES: &str = "input (w/o cache write)";

fn read(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let of = |column: &str| {
        Ok::<_, Rejection>(cell_count(row, column)?.map_or(Exact::ZERO, Count::exact))
    };
    let (with, without) = (of(WITH_WRITES)?, of(WITHOUT_WRITES)?);
    let (cached, output) = (of("cache read")?, of("output tokens")?);
    let writes = written(with, without, cached, output, of("total tokens")?)?;
    let many = || "the counts have more than 28 digits".to_owned();
    let fresh = without.checked_add(writes).ok_or_else(many)?;
    let input = fresh.checked_add(cached).ok_or_else(many)?;
    let part = |count: Exact| Count::new(count).filter(|_| !count.is_zero());
    let is_free = row.get("kind").is_some_and(|kind| {
        let kind = kind.to_lowercase();
        kind.contains("no charge") || kind.contains("not charged")
    });
    // Words such as "Included" stand in the column of costs.
    let cost = ["cost", "cost ($)"].into_iter().find(|name| row.has(name));
    let reported = cost.and_then(|name| cell_number(row, name).unwrap_or(None));
    sink.facts
        .note("Cursor's rows are priced at the prices of the models' APIs, not at Cursor's own");
    sink.add(UsageRecord {
        time: cell_time(row, "date")?,
        model: cell_text(row, "model"),
        quantities: Quantities {
            input_tokens: Count::new(input),
            cached_input_tokens: part(cached),
            cache_write_tokens: part(writes),
            output_tokens: Count::new(output),
            ..Quantities::default()
        },
        reported,
        kind: if is_free {
            RecordKind::Free
        } else {
            RecordKind::Sum
        },
        groups: Groups {
            user: cell_text(row, "user"),
            ..Groups::default()
        },
        ..UsageRecord::default()
    });
    Ok(())
}

/// What was written to the cache, by which sum is the total of the row.
fn written(
    with: Exact,
    without: Exact,
    cached: Exact,
    output: Exact,
    total: Exact,
) -> Result<Exact, Rejection> {
    let rest = cached.checked_add(output);
    let sum = |parts: &[Exact]| {
        parts
            .iter()
            .try_fold(rest?, |sum, part| sum.checked_add(*part))
    };
    if sum(&[with, without]) == Some(total) {
        return Ok(with);
    }
    let writes = with
        .checked_sub(without)
        .filter(|writes| !writes.is_negative());
    match writes {
        Some(writes) if sum(&[with]) == Some(total) => Ok(writes),
        _ => Err("the tokens do not add up to \"Total Tokens\"".to_owned()),
    }
}
