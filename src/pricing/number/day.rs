//! Calendar days. Prices change at the beginning of a day, and know no time of day or time zone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::{Date, Month};

/// A calendar day, written "2026-11-20".
///
/// ```
/// use tokenfare::pricing::Day;
///
/// let day: Day = "2026-11-20".parse()?;
/// assert_eq!(day.to_string(), "2026-11-20");
/// assert!("20 November 2026".parse::<Day>().is_err());
/// # Ok::<(), tokenfare::pricing::ParseDayError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// Text that is not a calendar day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no calendar day like \"2026-11-20\"")]
pub struct ParseDayError(String);

impl Day {
    /// The day as a date of the `time` crate.
    ///
    /// ```
    /// use tokenfare::pricing::Day;
    ///
    /// assert_eq!("2026-11-20".parse::<Day>()?.date().year(), 2026);
    /// # Ok::<(), tokenfare::pricing::ParseDayError>(())
    /// ```
    pub fn date(self) -> Date {
        self.0
    }

    /// The day before, or `None` at the beginning of the calendar.
    ///
    /// ```
    /// use tokenfare::pricing::Day;
    ///
    /// let day: Day = "2026-03-01".parse()?;
    /// assert_eq!(day.previous_day(), Some("2026-02-28".parse()?));
    /// # Ok::<(), tokenfare::pricing::ParseDayError>(())
    /// ```
    pub fn previous_day(self) -> Option<Self> {
        self.0.previous_day().map(Self)
    }

    /// The day `days` later, or `None` after the end of the calendar.
    ///
    /// ```
    /// use tokenfare::pricing::Day;
    ///
    /// let day: Day = "2026-12-31".parse()?;
    /// assert_eq!(day.checked_add_days(1), Some("2027-01-01".parse()?));
    /// # Ok::<(), tokenfare::pricing::ParseDayError>(())
    /// ```
    pub fn checked_add_days(self, days: u32) -> Option<Self> {
        let day = self.0.to_julian_day().checked_add_unsigned(days)?;
        Date::from_julian_day(day).ok().map(Self)
    }

    /// The same day of the month `months` later, or the last day of that month where it is shorter.
    /// `None` after the end of the calendar.
    ///
    /// ```
    /// use tokenfare::pricing::Day;
    ///
    /// let day: Day = "2027-01-31".parse()?;
    /// assert_eq!(day.checked_add_months(1), Some("2027-02-28".parse()?));
    /// # Ok::<(), tokenfare::pricing::ParseDayError>(())
    /// ```
    pub fn checked_add_months(self, months: u32) -> Option<Self> {
        let months = u32::from(u8::from(self.0.month()) - 1).checked_add(months)?;
        let year = self.0.year().checked_add_unsigned(months / 12)?;
        let month = Month::January.nth_next((months % 12) as u8);
        let day = self.0.day().min(month.length(year));
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// The day as text. Written by hand for speed, because every line of a quote has one.
    fn written<'t>(&self, text: &'t mut [u8; 11]) -> &'t str {
        let year = self.0.year();
        let month = u32::from(u8::from(self.0.month()));
        let day = u32::from(self.0.day());
        let mut at = text.len();
        let mut put = |mut number: u32, digits: usize, before: u8| {
            for _ in 0..digits {
                at -= 1;
                text[at] = b'0' + (number % 10) as u8;
                number /= 10;
            }
            at -= 1;
            text[at] = before;
        };
        put(day, 2, b'-');
        put(month, 2, b'-');
        put(year.unsigned_abs(), 4, b'-');
        // All bytes are ASCII. Only years before 0 have a sign.
        let from = usize::from(year >= 0);
        std::str::from_utf8(&text[from..]).unwrap_or_default()
    }

    /// The number of days from `earlier` to this day, negative if `earlier` is later.
    ///
    /// ```
    /// use tokenfare::pricing::Day;
    ///
    /// let (first, last): (Day, Day) = ("2026-08-22".parse()?, "2026-11-20".parse()?);
    /// assert_eq!(last.days_since(first), 90);
    /// # Ok::<(), tokenfare::pricing::ParseDayError>(())
    /// ```
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.to_julian_day() - earlier.0.to_julian_day()
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written(&mut [0; 11]))
    }
}

impl FromStr for Day {
    type Err = ParseDayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseDayError(text.chars().take(40).collect());
        let bytes = text.as_bytes();
        let shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(i, b)| match i {
                4 | 7 => *b == b'-',
                _ => b.is_ascii_digit(),
            });
        if !shape {
            return Err(error());
        }
        // Four digits at most, which 16 bits hold.
        let number = |range: std::ops::Range<usize>| {
            let digits = bytes[range].iter();
            digits.fold(0_u16, |number, digit| number * 10 + u16::from(digit - b'0'))
        };
        let month = Month::try_from(number(5..7) as u8).map_err(|_| error())?;
        Date::from_calendar_date(i32::from(number(0..4)), month, number(8..10) as u8)
            .map(Self)
            .map_err(|_| error())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.written(&mut [0; 11]))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Day;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a calendar day written as a string, \"2026-11-20\"")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Day, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date",
            "pattern": r"^\d{4}-\d{2}-\d{2}$",
            "description": "A calendar day, \"2026-11-20\"."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn only_iso_days() {
        let day: Day = "2024-02-29".parse().unwrap();
        assert_eq!(day.to_string(), "2024-02-29");
        let day: Day = "0000-01-01".parse().unwrap();
        assert_eq!(day.to_string(), "0000-01-01");
        assert_eq!(day.previous_day().unwrap().to_string(), "-0001-12-31");
        for bad in [
            "2023-02-29",
            "2024-2-9",
            "20240229",
            "2024-02-29T00:00",
            "",
            "२०२४-०२-२९",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn later_days_and_months() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(
            day("2027-12-31").checked_add_days(60),
            Some(day("2028-02-29"))
        );
        assert_eq!(
            day("2027-01-31").checked_add_months(1),
            Some(day("2027-02-28"))
        );
        assert_eq!(
            day("2027-11-30").checked_add_months(3),
            Some(day("2028-02-29"))
        );
        assert_eq!(
            day("2026-11-20").checked_add_months(600),
            Some(day("2076-11-20"))
        );
        assert_eq!(day("9999-12-31").checked_add_days(1), None);
        assert_eq!(day("9999-12-31").checked_add_months(1), None);
        assert_eq!(day("2026-11-20").checked_add_months(u32::MAX), None);
    }

    #[test]
    fn days_between() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(day("2026-11-20").days_since(day("2026-08-22")), 90);
        assert_eq!(day("2026-08-22").days_since(day("2026-11-20")), -90);
    }
}
