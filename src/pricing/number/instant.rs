//! Points in time, from the many ways in which responses and logs write them.

use serde_json::Value;
use time::{Date, OffsetDateTime, UtcOffset};

use super::day::Day;

/// Larger numbers are milliseconds, microseconds or nanoseconds since 1970, not seconds.
const MAX_SECONDS: i128 = 100_000_000_000;

/// A point in time, or a whole day where only that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Instant {
    /// Seconds since 1970 in UTC; the beginning of the day where only a day is written.
    pub seconds: i64,
    /// Whether only a day is written.
    pub is_day: bool,
}

impl Instant {
    /// A point in time that many seconds after 1970; `None` beyond the calendar.
    pub fn of_seconds(seconds: i64) -> Option<Self> {
        OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        Some(Self {
            seconds,
            is_day: false,
        })
    }

    /// A number of seconds, milliseconds, microseconds or nanoseconds since 1970, or a text.
    pub fn of_json(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => {
                let whole = number.as_i64().or_else(|| {
                    #[allow(clippy::cast_possible_truncation)]
                    number.as_f64().map(|seconds| seconds as i64)
                })?;
                Self::of_number(i128::from(whole))
            }
            Value::String(text) => Self::of_text(text),
            _ => None,
        }
    }

    fn of_number(mut since_1970: i128) -> Option<Self> {
        if since_1970 <= 0 {
            return None;
        }
        while since_1970 > MAX_SECONDS {
            since_1970 /= 1_000;
        }
        Self::of_seconds(i64::try_from(since_1970).ok()?)
    }

    /// "2026-08-01", "2026-08-01T23:30:00Z", "2026-08-01 23:30:00.123-05:00", or seconds as text. A
    /// time without a zone is one in UTC; of what follows a day otherwise, only the day counts.
    pub fn of_text(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(number) = text.parse::<i64>() {
            return Self::of_number(i128::from(number));
        }
        let day: Day = text.get(..10)?.parse().ok()?;
        let Some(clock) = text.get(10..).filter(|rest| !rest.is_empty()) else {
            return Some(Self::of_day(day));
        };
        let Some(((hours, minutes, seconds), offset)) = clock_and_offset(clock) else {
            return Some(Self::of_day(day));
        };
        let date: Date = day.date();
        let local = date.with_hms(hours, minutes, seconds).ok()?;
        let offset = UtcOffset::from_whole_seconds(offset).ok()?;
        Some(Self {
            seconds: local.assume_offset(offset).unix_timestamp(),
            is_day: false,
        })
    }

    /// A whole day.
    pub fn of_day(day: Day) -> Self {
        Self {
            seconds: day.date().midnight().assume_utc().unix_timestamp(),
            is_day: true,
        }
    }

    /// Minutes since midnight, in UTC.
    pub fn minute_of_day(self) -> u16 {
        // Less than 1,440.
        (self.seconds.rem_euclid(86_400) / 60) as u16
    }

    /// The calendar day in UTC.
    pub fn day(self) -> Option<Day> {
        let moment = OffsetDateTime::from_unix_timestamp(self.seconds).ok()?;
        Some(moment.date().into())
    }
}

/// The time of day and the offset in seconds of "T23:30:00.123-05:00". Without a zone the offset is
/// 0, without seconds they are 0.
fn clock_and_offset(text: &str) -> Option<((u8, u8, u8), i32)> {
    let text = text.strip_prefix(['T', 't', ' '])?;
    let (hours, minutes) = (text.get(..2)?.parse().ok()?, text.get(3..5)?.parse().ok()?);
    if text.as_bytes().get(2) != Some(&b':') {
        return None;
    }
    let mut rest = text.get(5..)?;
    let mut seconds = 0;
    if let Some(after) = rest.strip_prefix(':') {
        seconds = after.get(..2)?.parse().ok()?;
        rest = after.get(2..)?;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    let zone = rest.trim();
    let zone = zone.strip_suffix("UTC").unwrap_or(zone).trim();
    let sign = match zone.get(..1) {
        None | Some("Z" | "z") => return Some(((hours, minutes, seconds), 0)),
        Some("+") => 1,
        Some("-") => -1,
        Some(_) => return None,
    };
    let digits: String = zone.get(1..)?.chars().filter(|c| *c != ':').collect();
    let h: i32 = digits.get(..2)?.parse().ok()?;
    let m: i32 = match digits.get(2..)? {
        "" => 0,
        minutes => minutes.parse().ok()?,
    };
    Some(((hours, minutes, seconds), sign * (h * 3_600 + m * 60)))
}

#[cfg(test)]
mod tests {
    use super::Instant;

    #[test]
    fn times_are_read_to_the_second() {
        // 2026-08-01 begins 1,785,542,400 seconds after 1970.
        const DAY: i64 = 1_785_542_400;
        for (text, seconds) in [
            ("2026-08-01T00:00:00Z", Some(DAY)),
            ("2026-08-01T01:00:30.250+02:00", Some(DAY - 3_570)),
            ("2026-08-01 00:00:01", Some(DAY + 1)),
            ("2026-08-01 10:30:00.000 UTC", Some(DAY + 37_800)),
            ("2026-08-01T10:30", Some(DAY + 37_800)),
            ("2026-08-01T00:00:00-0530", Some(DAY + 19_800)),
            ("1785542400", Some(DAY)),
            ("2026-08-01T25:00:00Z", None),
            ("2026-08-01T10h30", Some(DAY)),
            ("", None),
        ] {
            let found = Instant::of_text(text).map(|instant| instant.seconds);
            assert_eq!(found, seconds, "{text}");
        }
        assert!(Instant::of_text("2026-08-01").is_some_and(|instant| instant.is_day));
    }
}
