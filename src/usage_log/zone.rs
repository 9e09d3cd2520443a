//! Time zones. The library ships no table of them: a caller hands in the offsets of one, which every
//! platform knows (`Intl` in JavaScript, `jiff` or `chrono-tz` in Rust), so the engine stays small.

use time::{OffsetDateTime, UtcOffset, Weekday};

use super::error::UsageLogError;
use super::options::{OffsetChange, UsageReadOptions};
use crate::near_match::shortened;
use crate::pricing::{Day, Instant};

/// A time zone: its name, and its offsets from UTC over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Zone {
    /// The name that results show, "Europe/Berlin".
    pub name: String,
    /// The offsets, from the earliest on. Before the first change its offset holds too.
    changes: Vec<OffsetChange>,
}

impl Default for Zone {
    fn default() -> Self {
        Self {
            name: "UTC".to_owned(),
            changes: Vec::new(),
        }
    }
}

/// When something was, by the clocks of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LocalTime {
    pub day: Day,
    /// `None` where only the day is known.
    pub hour: Option<u8>,
    pub weekday: Weekday,
}

impl Zone {
    /// The zone of a log.
    ///
    /// # Errors
    /// [`UsageLogError::InvalidArgument`] for a zone without offsets, for offsets out of order, and for
    /// those that no zone has.
    pub fn of(options: &UsageReadOptions) -> Result<Self, UsageLogError> {
        /// No clock is further from UTC.
        const MAX_OFFSET: i32 = 24 * 3_600 - 1;
        let wrong = |path: &str, message: String| UsageLogError::InvalidArgument {
            message,
            path: path.to_owned(),
            suggestions: Vec::new(),
        };
        let Some(name) = options.zone.clone().filter(|name| name != "UTC") else {
            return Ok(Self::default());
        };
        let changes = options.offsets.clone();
        if changes.is_empty() {
            return Err(wrong(
                "options.offsets",
                format!(
                    "the offsets of {:?} are needed: this library has no table of time zones",
                    shortened(&name)
                ),
            ));
        }
        let is_sorted = changes.is_sorted_by(|a, b| a.from < b.from);
        if !is_sorted
            || changes
                .iter()
                .any(|change| change.offset.abs() > MAX_OFFSET)
        {
            return Err(wrong(
                "options.offsets",
                "offsets are sorted by time, and less than a day".to_owned(),
            ));
        }
        Ok(Self { name, changes })
    }

    /// The offset at a moment, in seconds.
    fn offset(&self, seconds: i64) -> i32 {
        let after = self
            .changes
            .partition_point(|change| change.from <= seconds);
        let change = self.changes.get(after.saturating_sub(1));
        change.map_or(0, |change| change.offset)
    }

    /// The day, hour and weekday of a moment. A whole day is the same day in every zone.
    pub fn local(&self, instant: Instant) -> Option<LocalTime> {
        let offset = if instant.is_day {
            0
        } else {
            self.offset(instant.seconds)
        };
        let offset = UtcOffset::from_whole_seconds(offset).ok()?;
        let moment = OffsetDateTime::from_unix_timestamp(instant.seconds).ok()?;
        let local = moment.checked_to_offset(offset)?;
        Some(LocalTime {
            day: local.date().into(),
            hour: (!instant.is_day).then_some(local.hour()),
            weekday: local.weekday(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::options::OffsetChange;
    use super::Zone;
    use crate::pricing::Instant;

    /// Berlin's clocks go back on 2026-10-25 at 01:00 UTC, 1,792,890,000 seconds after 1970.
    #[test]
    fn the_day_is_that_of_the_offset_in_force() {
        let zone = Zone {
            name: "Europe/Berlin".to_owned(),
            changes: vec![
                OffsetChange {
                    from: 1_774_746_000,
                    offset: 7_200,
                },
                OffsetChange {
                    from: 1_792_890_000,
                    offset: 3_600,
                },
            ],
        };
        for (text, day, hour) in [
            ("2026-08-22T21:59:59Z", "2026-08-22", Some(23)),
            ("2026-08-22T22:00:00Z", "2026-08-23", Some(0)),
            ("2026-10-25T00:59:59Z", "2026-10-25", Some(2)),
            ("2026-10-25T01:00:00Z", "2026-10-25", Some(2)),
            ("2026-11-22T22:59:59Z", "2026-11-22", Some(23)),
            ("2026-11-22T23:00:00Z", "2026-11-23", Some(0)),
            ("2026-08-22", "2026-08-22", None),
        ] {
            let local = zone.local(Instant::of_text(text).unwrap()).unwrap();
            assert_eq!(
                (local.day.to_string().as_str(), local.hour),
                (day, hour),
                "{text}"
            );
        }
        let utc = Zone::default()
            .local(Instant::of_text("2026-08-22T23:59:59Z").unwrap())
            .unwrap();
        assert_eq!(
            (utc.day.to_string().as_str(), utc.hour),
            ("2026-08-22", Some(23))
        );
    }
}
