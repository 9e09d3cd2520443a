//! Pages of OpenAI's usage API, `GET /v1/organization/usage/…`, of all kinds of results.
//!
//! Input includes what was read from and written to the cache, and text, audio and images. Buckets
//! are sums in UTC: of a minute, an hour or a day.

use serde_json::Value;

use super::fields::{self, count, text};
use super::format::JsonFormat;
use super::sink::{Rejection, Sink};
use crate::pricing::{Count, Exact, Instant, Quantities, Tier};
use crate::usage_log::record::{Groups, RecordKind, UsageRecord};

pub(super) const FORMAT: JsonFormat = JsonFormat {
    name: "openai-usage",
    is,
    read,
    has_other_lines: false,
};

const PREFIX: &str = "organization.usage.";
const SECONDS_OF_A_DAY: i64 = 86_400;

fn is(value: &Value) -> bool {
    match value.get("data").and_then(Value::as_array) {
        Some(buckets) => {
            let is_page = value.get("object").and_then(Value::as_str) == Some("page");
            (is_page || buckets.iter().any(is_bucket)) && !buckets.iter().any(has_costs)
        }
        None => is_bucket(value),
    }
}

fn is_bucket(value: &Value) -> bool {
    value.get("object").and_then(Value::as_str) == Some("bucket") && !has_costs(value)
}

fn has_costs(bucket: &Value) -> bool {
    let results = bucket.get("results").and_then(Value::as_array);
    results
        .into_iter()
        .flatten()
        .any(|result| result.get("amount").is_some())
}

fn read(page: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    sink.facts.note_page(FORMAT.name, page);
    let buckets = page.get("data").and_then(Value::as_array);
    match buckets {
        Some(buckets) => buckets
            .iter()
            .try_for_each(|bucket| read_bucket(bucket, sink)),
        None => read_bucket(page, sink),
    }
}

fn read_bucket(bucket: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    let time = bucket_time(bucket);
    let results = bucket.get("results").and_then(Value::as_array);
    for result in results.into_iter().flatten() {
        let record = result_record(result)?;
        sink.add(UsageRecord { time, ..record });
    }
    Ok(())
}

/// When a bucket begins; one of a day is a day of UTC in every zone.
pub(super) fn bucket_time(bucket: &Value) -> Option<Instant> {
    let start = fields::time(bucket, &["start_time", "start_time_iso"])?;
    let end = fields::time(bucket, &["end_time", "end_time_iso"]);
    let length = end.map_or(SECONDS_OF_A_DAY, |end| end.seconds - start.seconds);
    Some(Instant {
        is_day: length >= SECONDS_OF_A_DAY,
        ..start
    })
}

/// What one result says; its kind is that of the API.
pub(super) fn result_record(result: &Value) -> Result<UsageRecord, Rejection> {
    let object = result
        .get("object")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let kind = object
        .strip_prefix(PREFIX)
        .and_then(|kind| kind.strip_suffix(".result"));
    let requests = count(result, "num_model_requests")?.or(count(result, "num_requests")?);
    let quantities = match kind {
        Some("completions") => completions(result)?,
        Some("embeddings" | "moderations") => Quantities {
            input_tokens: count(result, "input_tokens")?,
            ..Quantities::default()
        },
        Some("audio_speeches") => Quantities {
            speech_characters: count(result, "characters")?,
            ..Quantities::default()
        },
        Some("audio_transcriptions") => Quantities {
            audio_input_seconds: count(result, "seconds")?,
            ..Quantities::default()
        },
        Some("code_interpreter_sessions") => Quantities {
            code_interpreter_sessions: count(result, "num_sessions")?,
            ..Quantities::default()
        },
        Some("file_searches") => Quantities {
            file_search_calls: count(result, "num_requests")?,
            ..Quantities::default()
        },
        Some("web_searches") => Quantities {
            web_search_calls: count(result, "num_requests")?,
            ..Quantities::default()
        },
        Some("vector_stores") => vector_stores(result)?,
        Some("images") => images(result)?,
        _ => return Err("the kind of result is not known".to_owned()),
    };
    let quantities = Quantities {
        requests: requests.or(quantities.requests),
        ..quantities
    };
    let is_batch = result.get("batch").and_then(Value::as_bool) == Some(true);
    Ok(UsageRecord {
        model: text(result, "model"),
        provider: Some("openai".to_owned()),
        tier: if is_batch {
            Some(Tier::Batch)
        } else {
            tier(result)
        },
        quantities,
        kind: RecordKind::Sum,
        groups: Groups {
            project: text(result, "project_id"),
            key: text(result, "api_key_id"),
            user: text(result, "user_id"),
            ..Groups::default()
        },
        ..UsageRecord::default()
    })
}

fn tier(result: &Value) -> Option<Tier> {
    Tier::from_word(result.get("service_tier")?.as_str()?)
}

fn completions(result: &Value) -> Result<Quantities, Rejection> {
    let part = |key: &str| {
        Ok::<_, Rejection>(count(result, key)?.filter(|count| !count.exact().is_zero()))
    };
    let cached_audio = part("input_cached_audio_tokens")?;
    let cached_image = part("input_cached_image_tokens")?;
    // The audio and image tokens of a result are those that were not cached.
    let audio = fields::sum_of(&[part("input_audio_tokens")?, cached_audio])?;
    let image = fields::sum_of(&[part("input_image_tokens")?, cached_image])?;
    Ok(Quantities {
        input_tokens: count(result, "input_tokens")?,
        cached_input_tokens: part("input_cached_tokens")?,
        cache_write_tokens: part("input_cache_write_tokens")?,
        audio_input_tokens: audio,
        cached_audio_input_tokens: cached_audio,
        image_input_tokens: image,
        cached_image_input_tokens: cached_image,
        output_tokens: count(result, "output_tokens")?,
        audio_output_tokens: part("output_audio_tokens")?,
        image_output_tokens: part("output_image_tokens")?,
        ..Quantities::default()
    })
}

/// Bytes stored on a day, as GB × days.
fn vector_stores(result: &Value) -> Result<Quantities, Rejection> {
    const GB_AS_POWER_OF_2: u32 = 30;
    let bytes = fields::number(result, "usage_bytes")?.unwrap_or(Exact::ZERO);
    let mut gb = bytes;
    // A division by a power of two is exact, digit by digit.
    for _ in 0..GB_AS_POWER_OF_2 / 10 {
        gb = gb
            .checked_div_rounded(1 << 10)
            .ok_or("usage_bytes has too many digits")?;
    }
    Ok(Quantities {
        storage_gb_days: Count::new(gb),
        ..Quantities::default()
    })
}

/// Images by their number alone: their price depends on more than the page says.
fn images(result: &Value) -> Result<Quantities, Rejection> {
    use crate::pricing::ImageOutput;
    let images = count(result, "images")?.and_then(|count| count.exact().ceil_u64());
    let images = images.and_then(|count| u32::try_from(count).ok());
    Ok(Quantities {
        generated_images: vec![ImageOutput {
            size: text(result, "size").unwrap_or_default(),
            quality: None,
            count: images,
        }],
        ..Quantities::default()
    })
}
