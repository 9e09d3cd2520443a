//! Times in cells of CSV, as dashboards and spreadsheets write them.

use super::sink::Rejection;
use crate::pricing::Instant;
use crate::usage_log::input::CsvRow;

/// The time in a cell; `None` where there is no such column, or the cell is empty. A time that cannot
/// be read is an error, because the row would count on another day.
pub(super) fn cell_time(row: CsvRow<'_>, column: &str) -> Result<Option<Instant>, Rejection> {
    let Some(cell) = row.get(column) else {
        return Ok(None);
    };
    Instant::of_text(cell)
        .or_else(|| Instant::of_text(&with_dashes(cell)?))
        .or_else(|| Instant::of_text(&in_english(cell)?))
        .map(Some)
        .ok_or_else(|| {
            format!("{column} is no time that is sure: write 2026-11-28 or 2026-11-28T10:15:00Z")
        })
}

/// "2026/10/01 10:15:00" with dashes. Where the year stands last, nobody knows which number is the
/// month.
fn with_dashes(cell: &str) -> Option<String> {
    let is_dated = cell.get(4..5) == Some("/") && cell.get(7..8) == Some("/");
    is_dated.then(|| cell.replacen('/', "-", 2))
}

/// "Oct 1, 2026, 10:15 AM", "October 1 2026", "1 Oct 2026 22:15:30" as 2026-10-01T10:15:00.
fn in_english(cell: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let cell = cell.to_ascii_lowercase();
    let mut words = cell
        .split([' ', ',', '\u{a0}', '\u{202f}'])
        .filter(|word| !word.is_empty());
    let month_of = |word: &str| {
        let at = MONTHS.iter().position(|month| word.starts_with(month))?;
        Some(at + 1)
    };
    let (first, second) = (words.next()?, words.next()?);
    let (month, day) = match month_of(first) {
        Some(month) => (month, second),
        None => (month_of(second)?, first),
    };
    let (day, year): (u8, u16) = (day.parse().ok()?, words.next()?.parse().ok()?);
    let date = format!("{year:04}-{month:02}-{day:02}");
    let Some(clock) = words.next() else {
        return Some(date);
    };
    let mut parts = clock.split(':').map(str::parse::<u8>);
    let (hours, minutes) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let seconds = parts.next().transpose().ok()?.unwrap_or(0);
    let hours = match words.next() {
        Some("pm") => hours % 12 + 12,
        Some("am") => hours % 12,
        _ => hours,
    };
    Some(format!("{date}T{hours:02}:{minutes:02}:{seconds:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::{in_english, with_dashes};

    #[test]
    fn months_are_read_where_their_names_are_given() {
        for (cell, found) in [
            ("Oct 1, 2026, 10:15 AM", Some("2026-10-01T10:15:00Z")),
            (
                "October 1, 2026, 12:05:09\u{202f}PM",
                Some("2026-10-01T12:05:09Z"),
            ),
            ("1 Dec 2026 22:15:30", Some("2026-12-01T22:15:30Z")),
            ("Mar 7 2026", Some("2026-03-07")),
            ("10/1/2026 10:15", None),
            ("yesterday", None),
            ("Oct 1", None),
        ] {
            assert_eq!(in_english(cell).as_deref(), found, "{cell}");
        }
        assert_eq!(with_dashes("2026/10/01").as_deref(), Some("2026-10-01"));
        assert_eq!(with_dashes("10/01/2026"), None);
    }
}
