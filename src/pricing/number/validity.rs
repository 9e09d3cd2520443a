//! The days on which something dated is in force.

use super::day::Day;

/// A half-open span of days: from `from` on, before `to`. A side that is `None` is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pricing) struct Validity {
    /// The first day in force.
    pub from: Option<Day>,
    /// The day after the last one in force.
    pub to: Option<Day>,
}

impl Validity {
    /// The span between two days.
    pub const fn new(from: Option<Day>, to: Option<Day>) -> Self {
        Self { from, to }
    }

    /// Whether `day` lies within the span.
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }

    /// Whether no day lies within the span.
    pub fn is_empty(self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| from >= to)
    }

    /// Whether some day lies within both spans, if neither of them is empty.
    pub fn overlaps(self, other: Self) -> bool {
        let starts_before_end =
            |from: Option<Day>, to: Option<Day>| from.zip(to).is_none_or(|(from, to)| from < to);
        starts_before_end(self.from, other.to) && starts_before_end(other.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::{Day, Validity};

    fn span(from: &str, to: &str) -> Validity {
        let day = |text: &str| text.parse::<Day>().ok();
        Validity::new(day(from), day(to))
    }

    #[test]
    fn the_first_day_is_within_and_the_last_is_not() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let may = span("2026-05-01", "2026-06-01");
        assert!(!may.contains(day("2026-04-30")));
        assert!(may.contains(day("2026-05-01")));
        assert!(may.contains(day("2026-05-31")));
        assert!(!may.contains(day("2026-06-01")));
        assert!(span("", "").contains(day("2026-06-01")));
        assert!(span("2026-05-01", "").contains(day("9999-12-31")));
    }

    #[test]
    fn spans_that_only_touch_do_not_overlap() {
        let may = span("2026-05-01", "2026-06-01");
        assert!(!may.overlaps(span("2026-06-01", "")));
        assert!(!span("", "2026-05-01").overlaps(may));
        assert!(may.overlaps(span("2026-05-31", "")));
        assert!(span("", "").overlaps(may));
    }

    #[test]
    fn a_span_that_ends_where_it_begins_is_empty() {
        assert!(span("2026-05-01", "2026-05-01").is_empty());
        assert!(!span("2026-05-01", "2026-05-02").is_empty());
        assert!(!span("", "2026-05-01").is_empty());
    }
}
