//! Anthropic's usage reports, `GET /v1/organizations/usage_report/messages` and
//! `/v1/organizations/analytics/usage`, as pages.
//!
//! Input leaves out what was read from and written to the cache. Buckets are sums in UTC; where they
//! are grouped by `context_window`, they tell long requests apart. In the analytics report, the
//! members that name a group stand under `group` and the counts under `usage`.

use serde_json::Value;

use super::fields::{self, count, sum_of, text};
use super::format::JsonFormat;
use super::sink::{Rejection, Sink};
use crate::pricing::{Count, Instant, Quantities, Tier};
use crate::usage_log::record::{Groups, RecordKind, UsageRecord};

pub(super) const FORMAT: JsonFormat = JsonFormat {
    name: "anthropic-usage",
    is,
    read,
    has_other_lines: false,
};

const SECONDS_OF_A_DAY: i64 = 86_400;

fn is(value: &Value) -> bool {
    let mut rows = rows_of(value).peekable();
    // A page of days without usage.
    let is_empty_page = value.get("has_more").is_some() && value.get("data").is_some();
    match rows.peek() {
        None => is_empty_page,
        Some(_) => {
            rows.any(|(_, row)| row.get("uncached_input_tokens").is_some() || usage(row).is_some())
        }
    }
}

/// The counts of a row of the analytics report.
fn usage(row: &Value) -> Option<&Value> {
    row.get("usage")
        .filter(|usage| usage.get("uncached_input_tokens").is_some())
}

/// The rows of a page, each with the bucket that says when it was: in the older report, the rows of
/// a bucket stand under `results`.
pub(super) fn rows_of(page: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    let data = page.get("data").and_then(Value::as_array);
    let buckets: Vec<&Value> = match data {
        Some(buckets) => buckets.iter().collect(),
        None => vec![page],
    };
    buckets.into_iter().flat_map(|bucket| {
        let rows: Vec<(&Value, &Value)> = match bucket.get("results").and_then(Value::as_array) {
            Some(rows) => rows.iter().map(|row| (bucket, row)).collect(),
            None => vec![(bucket, bucket)],
        };
        rows
    })
}

/// When a bucket begins; one of a day is a day of UTC in every zone.
pub(super) fn bucket_time(bucket: &Value) -> Option<Instant> {
    let start = fields::time(bucket, &["starting_at", "date"])?;
    let end = fields::time(bucket, &["ending_at"]);
    let length = end.map_or(SECONDS_OF_A_DAY, |end| end.seconds - start.seconds);
    Some(Instant {
        is_day: start.is_day || length >= SECONDS_OF_A_DAY,
        ..start
    })
}

fn read(page: &Value, sink: &mut Sink<'_>) -> Result<(), Rejection> {
    sink.facts.note_page(FORMAT.name, page);
    for (bucket, row) in rows_of(page) {
        let counts = usage(row).unwrap_or(row);
        let names = row.get("group").unwrap_or(row);
        if counts.get("uncached_input_tokens").is_none() {
            continue;
        }
        let time = bucket_time(bucket);
        let region = text(names, "inference_geo")
            .filter(|geo| !matches!(geo.as_str(), "global" | "not_available"));
        sink.add(UsageRecord {
            time,
            model: text(names, "model"),
            provider: Some("anthropic".to_owned()),
            tier: tier(
                text(names, "service_tier").as_deref(),
                text(names, "speed").as_deref(),
            ),
            region,
            quantities: quantities(counts)?,
            kind: kind(text(names, "context_window").as_deref()),
            groups: Groups {
                key: text(names, "api_key_id"),
                user: text(names, "actor").or_else(|| text(names, "account_id")),
                workspace: text(names, "workspace_id"),
                project: text(names, "product"),
                ..Groups::default()
            },
            ..UsageRecord::default()
        });
    }
    Ok(())
}

/// The tier that is billed: fast mode is a price, and Anthropic's priority tier is capacity that was
/// bought before.
pub(super) fn tier(service_tier: Option<&str>, speed: Option<&str>) -> Option<Tier> {
    match (speed, service_tier) {
        (Some("fast"), _) => Some(Tier::Priority),
        (_, Some("batch")) => Some(Tier::Batch),
        (_, Some("flex" | "flex_discount")) => Some(Tier::Flex),
        (_, Some(_)) => Some(Tier::Standard),
        _ => None,
    }
}

/// What a sum of requests is, by the words for its context window: "0-200k", "≤ 200k", "200k-1M",
/// "> 200k".
pub(super) fn kind(context_window: Option<&str>) -> RecordKind {
    let Some(window) = context_window else {
        return RecordKind::Sum;
    };
    let window: String = window.to_lowercase().split_whitespace().collect();
    match window.as_str() {
        "0-200k" | "≤200k" | "<=200k" => RecordKind::SumOfShort,
        "200k-1m" | ">200k" => RecordKind::SumOfLong,
        _ => RecordKind::Sum,
    }
}

fn quantities(counts: &Value) -> Result<Quantities, Rejection> {
    let part = |value: &Value, key: &str| {
        let count = count(value, key)?;
        Ok::<_, Rejection>(count.filter(|count| !count.exact().is_zero()))
    };
    let within = |key: &str, inner: &str| match counts.get(key) {
        Some(held) => part(held, inner),
        None => Ok(None),
    };
    let cached = part(counts, "cache_read_input_tokens")?;
    let writes = within("cache_creation", "ephemeral_5m_input_tokens")?;
    let long_writes = within("cache_creation", "ephemeral_1h_input_tokens")?;
    let uncached = count(counts, "uncached_input_tokens")?;
    Ok(Quantities {
        requests: part(counts, "requests")?,
        input_tokens: sum_of(&[
            uncached.or(Some(Count::from(0))),
            cached,
            writes,
            long_writes,
        ])?,
        cached_input_tokens: cached,
        cache_write_tokens: writes,
        long_cache_write_tokens: long_writes,
        output_tokens: count(counts, "output_tokens")?,
        web_search_calls: within("server_tool_use", "web_search_requests")?,
        ..Quantities::default()
    })
}
