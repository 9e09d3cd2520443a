//! Hours of the day at which a variant is billed.

use serde::{Deserialize, Serialize};
use time::Weekday;

use crate::pricing::number::{Day, Instant, Validity};

/// A span of the day at which a variant is billed, in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// The first minute, "16:30".
    pub start: TimeOfDay,
    /// The minute after the last one; of the next day, if it is not after `start`.
    pub end: TimeOfDay,
    /// From Monday to Friday without the provider's `holidays`; otherwise every day.
    #[serde(default, skip_serializing_if = "is_false")]
    pub weekdays: bool,
    /// The first day. Default: since the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The day after the last one. Default: still in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

impl Hours {
    /// Whether these hours hold at a time.
    pub(crate) fn hold_at(&self, at: Instant, holidays: &[Day]) -> bool {
        let minute = at.minute_of_day();
        let day = match self.start < self.end {
            true if (self.start.0..self.end.0).contains(&minute) => at.day(),
            // Past midnight, the hours are those of the day before.
            false if minute < self.end.0 => at.day().and_then(Day::previous_day),
            false if minute >= self.start.0 => at.day(),
            _ => None,
        };
        day.is_some_and(|day| self.begin_on(day, holidays))
    }

    /// Whether these hours hold at any time of a day.
    pub(crate) fn hold_within(&self, day: Day, holidays: &[Day]) -> bool {
        let before = day
            .previous_day()
            .filter(|_| self.end <= self.start && self.end.0 > 0);
        self.begin_on(day, holidays) || before.is_some_and(|before| self.begin_on(before, holidays))
    }

    fn begin_on(&self, day: Day, holidays: &[Day]) -> bool {
        let is_weekend = matches!(day.date().weekday(), Weekday::Saturday | Weekday::Sunday);
        Validity::new(self.from, self.to).contains(day)
            && !(self.weekdays && (is_weekend || holidays.contains(&day)))
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the signature that serde asks for
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// A time of day, "16:30"; in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(u16);

impl TryFrom<String> for TimeOfDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let number = |digits: Option<&str>, below: u16| {
            let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()));
            digits?.parse().ok().filter(|number: &u16| *number < below)
        };
        let is_short = text.len() == 5 && text.as_bytes().get(2) == Some(&b':');
        let hour = number(text.get(..2), 24).filter(|_| is_short);
        let time = hour.zip(number(text.get(3..), 60));
        time.map(|(hour, minute)| Self(hour * 60 + minute))
            .ok_or_else(|| format!("{text:?} is no time of day like \"16:30\""))
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        format!("{:02}:{:02}", time.0 / 60, time.0 % 60)
    }
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for TimeOfDay {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TimeOfDay".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": r"^([01]\d|2[0-3]):[0-5]\d$",
            "description": "A time of day, \"16:30\"."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Hours, TimeOfDay};
    use crate::pricing::number::{Day, Instant};

    fn hours(json: &str) -> Hours {
        serde_json::from_str(json).unwrap()
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_first_minute_belongs_to_the_hours_and_the_last_does_not() {
        let hours = hours(r#"{ "start": "01:00", "end": "04:00", "weekdays": true }"#);
        let holidays = [day("2026-10-01")];
        for (time, hold) in [
            ("2026-11-27T00:59:59Z", false),
            ("2026-11-27T01:00:00Z", true),
            ("2026-11-27T03:59:59Z", true),
            ("2026-11-27T04:00:00Z", false),
            // A Saturday, and a holiday on a Thursday.
            ("2026-11-28T02:00:00Z", false),
            ("2026-10-01T02:00:00Z", false),
        ] {
            let at = Instant::of_text(time).unwrap();
            assert_eq!(hours.hold_at(at, &holidays), hold, "{time}");
        }
        assert!(hours.hold_within(day("2026-11-27"), &holidays));
        assert!(!hours.hold_within(day("2026-11-28"), &holidays));
        assert!(!hours.hold_within(day("2026-10-01"), &holidays));
    }

    #[test]
    fn hours_past_midnight_are_those_of_the_day_before() {
        let hours = hours(
            r#"{ "start": "16:30", "end": "00:30", "from": "2025-02-26", "to": "2025-09-05" }"#,
        );
        for (time, hold) in [
            ("2025-02-26T00:10:00Z", false),
            ("2025-02-26T16:29:59Z", false),
            ("2025-02-26T16:30:00Z", true),
            ("2025-02-27T00:29:59Z", true),
            ("2025-02-27T00:30:00Z", false),
            ("2025-09-05T00:29:59Z", true),
            ("2025-09-05T16:30:00Z", false),
        ] {
            let at = Instant::of_text(time).unwrap();
            assert_eq!(hours.hold_at(at, &[]), hold, "{time}");
        }
        assert!(hours.hold_within(day("2025-09-05"), &[]));
        assert!(!hours.hold_within(day("2025-09-06"), &[]));
    }

    #[test]
    fn only_times_of_a_day_are_read() {
        for bad in [
            "24:00", "1:00", "01:60", "01-00", "", "01:00Z", "+1:00", "é1:0",
        ] {
            assert!(TimeOfDay::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
        let noon = TimeOfDay::try_from("12:05".to_owned()).unwrap();
        assert_eq!(String::from(noon), "12:05");
    }
}
