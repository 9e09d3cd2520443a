//! The usage exports of OpenAI's dashboard, CSV files with the fields of the usage API.
//!
//! Counts are written as "59200.0" and booleans as "FALSE". A day without usage is a row whose cells
//! are empty.

use serde_json::{Map, Value};

use super::cell_time::cell_time;
use super::format::CsvFormat;
use super::openai_usage::{bucket_time, result_record};
use super::sink::{Rejection, Sink};
use crate::usage_log::input::CsvRow;
use crate::usage_log::record::UsageRecord;

pub(super) const FORMAT: CsvFormat = CsvFormat {
    name: "openai-usage-csv",
    is: |row| row.has("start_time") && row.has("project_id") && kind(row).is_some(),
    read,
};

/// The column that tells a kind of export, and what the API calls the kind. Embeddings and
/// moderations have fewer columns than completions, and the same ones.
const KINDS: &[(&str, &str)] = &[
    ("images", "images"),
    ("characters", "audio_speeches"),
    ("seconds", "audio_transcriptions"),
    ("usage_bytes", "vector_stores"),
    ("num_sessions", "code_interpreter_sessions"),
    ("input_tokens", "completions"),
];

fn kind(row: CsvRow<'_>) -> Option<&'static (&'static str, &'static str)> {
    KINDS.iter().find(|(column, _)| row.has(column))
}

fn read(row: CsvRow<'_>, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let Some((column, kind)) = kind(row) else {
        return Err("the kind of usage is not known".to_owned());
    };
    let counts = [*column, "num_model_requests", "output_tokens"];
    if counts.iter().all(|column| row.get(column).is_none()) {
        return Ok(());
    }
    let cells = row.header().iter().filter_map(|name| {
        let cell = row.get(name)?;
        Some((name.clone(), Value::from(cell)))
    });
    let mut result: Map<String, Value> = cells.collect();
    let is_batch = row
        .get("batch")
        .is_some_and(|batch| batch.eq_ignore_ascii_case("true"));
    result.insert("batch".to_owned(), is_batch.into());
    let object = format!("organization.usage.{kind}.result");
    result.insert("object".to_owned(), object.into());
    let result = Value::Object(result);
    // A time that cannot be read is an error.
    let time = cell_time(row, "start_time")?.and_then(|_| bucket_time(&result));
    let record = result_record(&result)?;
    sink.add(UsageRecord { time, ..record });
    Ok(())
}
