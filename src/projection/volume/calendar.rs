//! The months of the horizon: those of the calendar, of 28 to 31 days, or all of one length.

use rust_decimal::Decimal;

use super::numeric::decimal;
use crate::pricing::Day;
use crate::projection::scenario::MonthLength;

/// One month: from its first day to the day before the next month's first day.
#[derive(Clone, Debug)]
pub(crate) struct Month {
    pub first: Day,
    /// The first day of the next month.
    pub end: Day,
    /// The length in days: the calendar's, or the fixed length of the scenario.
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

    /// The length in days, rounded up: with a fixed length, the last day may count in part.
    pub fn day_count(&self) -> u32 {
        use rust_decimal::prelude::ToPrimitive;
        self.days.ceil().to_u32().unwrap_or(0)
    }

    /// The date of a day of the month, 0 the first; days beyond the calendar month fall on its
    /// last.
    pub fn date(&self, day: u32) -> Day {
        let day = day.min(self.calendar_days().saturating_sub(1));
        self.first.checked_add_days(day).unwrap_or(self.first)
    }

    /// The day of the month, 0 the first, on which `date` falls, if it is after the first day and
    /// within the month.
    fn day_within(&self, date: Day) -> Option<u32> {
        let offset = u32::try_from(date.days_since(self.first)).ok()?;
        (offset > 0 && offset < self.calendar_days() && offset < self.day_count()).then_some(offset)
    }

    /// The first `days` days of the month, split where a price period begins. `starts` holds the
    /// first day of every price period, in order.
    pub fn segments(&self, days: u32, starts: &[Day]) -> impl Iterator<Item = Segment> {
        let mut from = 0;
        std::iter::from_fn(move || {
            if from >= days {
                return None;
            }
            let date = self.date(from);
            let period = starts.iter().rposition(|start| *start <= date);
            let to = starts
                .iter()
                .filter_map(|start| self.day_within(*start))
                .find(|day| *day > from)
                .map_or(days, |day| day.min(days));
            let segment = Segment {
                from,
                to,
                period: period.unwrap_or(0),
            };
            from = to;
            Some(segment)
        })
    }
}

/// Days of a month in succession that are in one price period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    /// The first day, 0 the first of the month.
    pub from: u32,
    /// The day after the last.
    pub to: u32,
    /// The index of the price period.
    pub period: usize,
}

/// All months of the horizon, in order.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    pub months: Vec<Month>,
    /// The first day.
    pub start: Day,
    /// The day after the last.
    pub end: Day,
    /// Whether all months have the same length. Every day is then an average day of the week.
    pub fixed_length: bool,
}

impl Calendar {
    /// `months` from `start`. Month k begins k months after `start`, on the same day of the month
    /// or on the last one that exists (31 January, 28 February, 31 March). `None` if there is no
    /// month, or a date that a [`Day`] cannot hold.
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
            start,
            end: months.last()?.end,
            months,
            fixed_length: fixed.is_some(),
        })
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
    fn months_of_the_calendar() {
        let calendar = Calendar::new(day("2027-12-01"), 3, None).unwrap();
        let days: Vec<String> = calendar.months.iter().map(|m| m.days.to_string()).collect();
        assert_eq!(days, ["31", "31", "29"]); // 2028 is a leap year
        let labels: Vec<String> = calendar.months.iter().map(Month::label).collect();
        assert_eq!(labels, ["2027-12", "2028-01", "2028-02"]);
        assert_eq!(calendar.end, day("2028-03-01"));
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
        assert_eq!(february.day_count(), 30);
        assert_eq!(february.date(29), day("2027-02-28"));
    }

    #[test]
    fn a_month_is_split_where_a_price_period_begins() {
        let calendar = Calendar::new(day("2027-01-01"), 2, None).unwrap();
        let starts = ["2027-01-01", "2027-01-15", "2027-02-01"].map(day);
        let segments = |month: usize, days: u32| -> Vec<(u32, u32, usize)> {
            let segments = calendar.months[month].segments(days, &starts);
            segments.map(|s| (s.from, s.to, s.period)).collect()
        };
        assert_eq!(segments(0, 31), [(0, 14, 0), (14, 31, 1)]);
        assert_eq!(segments(0, 1), [(0, 1, 0)]);
        assert_eq!(segments(0, 0), []);
        assert_eq!(segments(1, 28), [(0, 28, 2)]);
        assert_eq!(weekday(day("2026-11-20")), 4); // a Friday
    }
}
