//! The usage export of OpenAI's dashboard, a CSV with the fields of the usage API.
//!
//! Counts are written as "59200.0" and booleans as "FALSE". A day without usage is a row whose cells
//! are empty.

use super::fields::{cell_count, cell_text, cell_time, sum_of};
use super::format::CsvFormat;
use super::sink::{Rejection, Sink};
use crate::pricing::{Instant, Quantities, Tier};
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::{Groups, RecordKind, UsageRecord};

pub(super) const FORMAT: CsvFormat = CsvFormat {
    name: "openai-usage-csv",
    is: |row| row.has("start_time") && row.has("num_model_requests") && row.has("input_tokens"),
    read,
};

fn read(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let requests = cell_count(row, "num_model_requests")?;
    let (input, output) = (
        cell_count(row, "input_tokens")?,
        cell_count(row, "output_tokens")?,
    );
    if requests.is_none() && input.is_none() && output.is_none() {
        return Ok(());
    }
    let part = |column: &str| {
        let count = cell_count(row, column)?;
        Ok::<_, Rejection>(count.filter(|count| !count.exact().is_zero()))
    };
    let cached_audio = part("input_cached_audio_tokens")?;
    let cached_image = part("input_cached_image_tokens")?;
    let quantities = Quantities {
        requests,
        input_tokens: input,
        cached_input_tokens: part("input_cached_tokens")?,
        cache_write_tokens: part("input_cache_write_tokens")?,
        audio_input_tokens: sum_of(&[part("input_audio_tokens")?, cached_audio])?,
        cached_audio_input_tokens: cached_audio,
        image_input_tokens: sum_of(&[part("input_image_tokens")?, cached_image])?,
        cached_image_input_tokens: cached_image,
        output_tokens: output,
        audio_output_tokens: part("output_audio_tokens")?,
        image_output_tokens: part("output_image_tokens")?,
        ..Quantities::default()
    };
    let is_batch = row
        .get("batch")
        .is_some_and(|batch| batch.eq_ignore_ascii_case("true"));
    let tier = row.get("service_tier").and_then(Tier::from_word);
    sink.add(UsageRecord {
        time: cell_time(row, "start_time").map(|time| Instant {
            is_day: true,
            ..time
        }),
        model: cell_text(row, "model"),
        provider: Some("openai".to_owned()),
        tier: if is_batch { Some(Tier::Batch) } else { tier },
        quantities,
        kind: RecordKind::Sum,
        groups: Groups {
            project: cell_text(row, "project_id"),
            key: cell_text(row, "api_key_id"),
            user: cell_text(row, "user_id"),
            ..Groups::default()
        },
        ..UsageRecord::default()
    });
    Ok(())
}
