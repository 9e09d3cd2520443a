//! The token export of Anthropic's console, a CSV: sums by day in UTC, of models by their id.
//!
//! Older exports have one column for all that was written to the cache, whose lifetime is then not
//! known; it is taken for five minutes.

use super::anthropic_usage::{kind, tier};
use super::cell_time::cell_time;
use super::fields::{cell_count, cell_text, sum_of};
use super::format::CsvFormat;
use super::sink::{Rejection, Sink};
use crate::pricing::Quantities;
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::{Groups, UsageRecord};

pub(super) const FORMAT: CsvFormat = CsvFormat {
    name: "anthropic-usage-csv",
    is: |row| row.has("usage_date_utc") && row.has("usage_input_tokens_no_cache"),
    read,
};

fn read(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let part = |column: &str| {
        let count = cell_count(row, column)?;
        Ok::<_, Rejection>(count.filter(|count| !count.exact().is_zero()))
    };
    let cached = part("usage_input_tokens_cache_read")?;
    let unknown_writes = part("usage_input_tokens_cache_write")?;
    if unknown_writes.is_some() {
        sink.facts.note(
            "the export does not tell how long what was written to the cache is kept: it is priced for five minutes",
        );
    }
    let writes = part("usage_input_tokens_cache_write_5m")?.or(unknown_writes);
    let long_writes = part("usage_input_tokens_cache_write_1h")?;
    let uncached = cell_count(row, "usage_input_tokens_no_cache")?;
    let region = cell_text(row, "inference_geo");
    sink.add(UsageRecord {
        time: cell_time(row, "usage_date_utc")?,
        model: cell_text(row, "model_version").or_else(|| cell_text(row, "model")),
        provider: Some("anthropic".to_owned()),
        tier: tier(row.get("usage_type"), row.get("speed")),
        region: region.filter(|geo| !matches!(geo.as_str(), "global" | "not_available")),
        quantities: Quantities {
            input_tokens: sum_of(&[uncached, cached, writes, long_writes])?,
            cached_input_tokens: cached,
            cache_write_tokens: writes,
            long_cache_write_tokens: long_writes,
            output_tokens: cell_count(row, "usage_output_tokens")?,
            web_search_calls: part("web_search_count")?,
            ..Quantities::default()
        },
        kind: kind(row.get("context_window")),
        groups: Groups {
            key: cell_text(row, "api_key"),
            workspace: cell_text(row, "workspace"),
            ..Groups::default()
        },
        ..UsageRecord::default()
    });
    Ok(())
}
