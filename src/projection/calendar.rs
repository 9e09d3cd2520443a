//! The months of a scenario: real ones of 28 to 31 days, or all of one length.

use rust_decimal::Decimal;

use super::real::decimal;
use super::scenario::MonthLength;
use crate::pricing::Day;

/// One month: from its first day to the day before the next month's first day.
#[derive(Clone, Debug)]
pub(crate) struct Month {
    pub first: Day,
    /// The first day of the next month.
    pub end: Day,
    /// Days that count: those of the calendar, or the fixed length.
    pub days: Decimal,
}

impl Month {
    /// `"2026-11"`, by the first day.
    pub fn label(&self) -> String {
        format!(
            "{:04}-{:02}",
            self.first.date().year(),
            u8::from(self.first.date().month())
        )
    }

    /// January is 0.
    pub fn of_year(&self) -> usize {
        usize::from(u8::from(self.first.date().month())) - 1
    }

    /// Days on the calendar, 28 to 31.
    pub fn calendar_days(&self) -> u32 {
        u32::try_from(self.end.days_since(self.first)).unwrap_or(0)
    }

    /// Days to step through, one by one; the last may count in part.
    pub fn steps(&self) -> u32 {
        use rust_decimal::prelude::ToPrimitive;
        self.days.ceil().to_u32().unwrap_or(0)
    }

    /// The date of a day of the month, 0 the first; days beyond the calendar month fall on its last.
    pub fn date(&self, day: u32) -> Day {
        let day = day.min(self.calendar_days().saturating_sub(1));
        self.first.checked_add_days(day).unwrap_or(self.first)
    }

    /// The day of the month, 0 the first, on which `date` falls, if it is after the first day and
    /// within the month's days.
    pub fn day_within(&self, date: Day) -> Option<u32> {
        let offset = u32::try_from(date.days_since(self.first)).ok()?;
        (offset > 0 && offset < self.calendar_days() && offset < self.steps()).then_some(offset)
    }
}

/// All months, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    pub months: Vec<Month>,
    /// Whether all months have the same length; then every day is an average day of the week.
    pub fixed_length: bool,
}

impl Calendar {
    /// `months` from `start`; month k begins k months after `start`, on the same day of the month or
    /// the last one that exists (31 January, 28 February, 31 March).
    pub fn new(start: Day, months: u32, length: Option<MonthLength>) -> Option<Self> {
        let fixed = match length {
            None | Some(MonthLength::Calendar) => None,
            Some(MonthLength::Days(days)) => Some(decimal(days.0)),
        };
        let months = (0..months)
            .map(|month| {
                let (first, end) = (
                    start.checked_add_months(month)?,
                    start.checked_add_months(month + 1)?,
                );
                let days = fixed.unwrap_or_else(|| Decimal::from(end.days_since(first)));
                Some(Month { first, end, days })
            })
            .collect::<Option<Vec<_>>>()?;
        Some(Self {
            months,
            fixed_length: fixed.is_some(),
        })
    }

    /// The first day after the last month.
    pub fn end(&self) -> Option<Day> {
        self.months.last().map(|month| month.end)
    }
}

/// Monday is 0.
pub(crate) fn weekday(day: Day) -> usize {
    usize::from(day.date().weekday().number_days_from_monday())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn real_months() {
        let calendar = Calendar::new(day("2027-12-01"), 3, None).unwrap();
        let days: Vec<String> = calendar.months.iter().map(|m| m.days.to_string()).collect();
        assert_eq!(days, ["31", "31", "29"]); // 2028 is a leap year
        let labels: Vec<String> = calendar.months.iter().map(Month::label).collect();
        assert_eq!(labels, ["2027-12", "2028-01", "2028-02"]);
        assert_eq!(calendar.end(), Some(day("2028-03-01")));
    }

    #[test]
    fn months_from_the_middle_or_the_last_day_of_a_month() {
        let calendar = Calendar::new(day("2026-11-20"), 2, None).unwrap();
        assert_eq!(calendar.months[0].days.to_string(), "30");
        assert_eq!(calendar.months[1].first, day("2026-12-20"));
        let calendar = Calendar::new(day("2027-01-31"), 3, None).unwrap();
        let days: Vec<String> = calendar.months.iter().map(|m| m.days.to_string()).collect();
        // 31 January to 27 February, 28 February to 30 March, 31 March to 29 April.
        assert_eq!(days, ["28", "31", "30"]);
    }

    #[test]
    fn fixed_months_keep_their_labels() {
        let thirty = Some(MonthLength::Days(30.into()));
        let calendar = Calendar::new(day("2027-01-01"), 3, thirty).unwrap();
        let labels: Vec<String> = calendar.months.iter().map(Month::label).collect();
        assert_eq!(labels, ["2027-01", "2027-02", "2027-03"]);
        let february = &calendar.months[1];
        assert_eq!(february.steps(), 30);
        assert_eq!(february.date(29), day("2027-02-28"));
    }

    #[test]
    fn days_within_a_month() {
        let calendar = Calendar::new(day("2027-01-01"), 1, None).unwrap();
        let month = &calendar.months[0];
        assert_eq!(month.day_within(day("2027-01-15")), Some(14));
        assert_eq!(month.day_within(day("2027-01-01")), None);
        assert_eq!(month.day_within(day("2027-02-01")), None);
        assert_eq!(weekday(day("2026-11-20")), 4); // a Friday
    }
}
