//! The day of a response, from the many ways in which responses say when they were made.

use serde_json::Value;
use time::{Date, OffsetDateTime, UtcOffset};

use super::node::Node;
use crate::pricing::number::Day;

/// Where responses and log lines say when they were made.
const KEYS: &[&str] = &[
    "created_at",
    "created",
    "createTime",
    "createdAt",
    "create_time",
    "timestamp",
    "completed_at",
    "date",
    "startTimeUnixNano",
];

/// Larger numbers are milliseconds, microseconds or nanoseconds since 1970, not seconds.
const MAX_SECONDS: i128 = 100_000_000_000;

/// The day on which a response was made, in UTC, where it says so.
pub(in crate::pricing::response) fn day_of(response: &Node<'_>) -> Option<Day> {
    KEYS.iter()
        .find_map(|key| match response.get(key)?.value() {
            Value::Number(number) => {
                let whole = number.as_i64().or_else(|| {
                    #[allow(clippy::cast_possible_truncation)]
                    number.as_f64().map(|seconds| seconds as i64)
                })?;
                of_number(i128::from(whole))
            }
            Value::String(text) => of_text(text),
            _ => None,
        })
}

fn of_number(mut since_1970: i128) -> Option<Day> {
    if since_1970 <= 0 {
        return None;
    }
    while since_1970 > MAX_SECONDS {
        since_1970 /= 1_000;
    }
    let seconds = i64::try_from(since_1970).ok()?;
    Some(
        OffsetDateTime::from_unix_timestamp(seconds)
            .ok()?
            .date()
            .into(),
    )
}

/// "2026-08-01", "2026-08-01T23:30:00Z", "2026-08-01T23:30:00.123-05:00", or seconds as text.
fn of_text(text: &str) -> Option<Day> {
    if let Ok(number) = text.parse::<i64>() {
        return of_number(i128::from(number));
    }
    let day: Day = text.get(..10)?.parse().ok()?;
    let rest = text.get(10..)?;
    let Some((hours, minutes, offset)) = clock(rest) else {
        return Some(day);
    };
    let offset = UtcOffset::from_whole_seconds(offset).ok()?;
    let date: Date = day.date();
    let local = date.with_hms(hours, minutes, 0).ok()?.assume_offset(offset);
    Some(local.to_offset(UtcOffset::UTC).date().into())
}

/// The hours, minutes and offset in seconds of "T23:30:00.123-05:00"; `None` without a zone.
fn clock(text: &str) -> Option<(u8, u8, i32)> {
    let text = text.strip_prefix(['T', 't', ' '])?;
    let (hours, minutes) = (text.get(..2)?.parse().ok()?, text.get(3..5)?.parse().ok()?);
    let zone = text.get(5..)?.trim_start_matches([':', '.', ' ']);
    let zone = zone.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let sign = match zone.get(..1)? {
        "+" => 1,
        "-" => -1,
        "Z" | "z" => return Some((hours, minutes, 0)),
        _ => return None,
    };
    let (h, m) = (
        zone.get(1..3)?.parse::<i32>().ok()?,
        zone.get(zone.len() - 2..)?,
    );
    let m = if zone.len() > 3 {
        m.parse::<i32>().ok()?
    } else {
        0
    };
    Some((hours, minutes, sign * (h * 3_600 + m * 60)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::ledger::Ledger;
    use super::{Node, day_of};

    #[test]
    fn days_are_those_of_utc() {
        for (value, day) in [
            (json!(1_785_542_400), Some("2026-08-01")),
            (json!(1_785_542_399), Some("2026-07-31")),
            (json!(1_785_542_400_123_i64), Some("2026-08-01")),
            (json!(1_785_542_400_123_456_789_i64), Some("2026-08-01")),
            (json!(1_785_542_400.5), Some("2026-08-01")),
            (json!("1785542400"), Some("2026-08-01")),
            (json!("2026-08-01"), Some("2026-08-01")),
            (json!("2026-08-01T00:00:00Z"), Some("2026-08-01")),
            (json!("2026-08-01T23:30:00.123-05:00"), Some("2026-08-02")),
            (json!("2026-08-01T01:30:00+02:00"), Some("2026-07-31")),
            (json!("2026-08-01 10:00:00"), Some("2026-08-01")),
            (json!(0), None),
            (json!(-1), None),
            (json!("yesterday"), None),
            (json!("é2026-08-01"), None),
            (json!(true), None),
        ] {
            let body = json!({ "created": value });
            let ledger = Ledger::new(&body);
            let found = day_of(&Node::root(&ledger)).map(|day| day.to_string());
            assert_eq!(found.as_deref(), day, "{body}");
        }
    }
}
