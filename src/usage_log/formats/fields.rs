//! Members of JSON values and cells of CSV rows, as texts, counts and money.

use serde_json::Value;

use super::sink::Rejection;
use crate::pricing::{Count, Exact, Instant};
use crate::usage_log::input::CsvRow;

/// The text under a key; `None` where it is absent or empty.
pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    let text = value.get(key)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

/// The number under a key, as a number or as text; `None` where it is absent, null or empty.
pub(super) fn number(value: &Value, key: &str) -> Result<Option<Exact>, Rejection> {
    let number = match value.get(key) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(number)) => Exact::from_json_number(&number.to_string()),
        Some(Value::String(text)) if text.trim().is_empty() => return Ok(None),
        Some(Value::String(text)) => decimal(text),
        Some(_) => None,
    };
    number
        .map(Some)
        .ok_or_else(|| format!("{key} is no number"))
}

/// The count under a key; `None` where it is absent or null.
pub(super) fn count(value: &Value, key: &str) -> Result<Option<Count>, Rejection> {
    as_count(number(value, key)?, key)
}

/// The time under the first of several keys that has one.
pub(super) fn time(value: &Value, keys: &[&str]) -> Option<Instant> {
    keys.iter()
        .find_map(|key| Instant::of_json(value.get(key)?))
}

/// The number in a cell; `None` where there is no such column, or the cell is empty.
pub(super) fn cell_number(row: CsvRow<'_>, column: &str) -> Result<Option<Exact>, Rejection> {
    let Some(cell) = row.get(column) else {
        return Ok(None);
    };
    decimal(cell)
        .map(Some)
        .ok_or_else(|| format!("{column} is no number"))
}

/// The count in a cell; `None` where there is no such column, or the cell is empty.
pub(super) fn cell_count(row: CsvRow<'_>, column: &str) -> Result<Option<Count>, Rejection> {
    as_count(cell_number(row, column)?, column)
}

/// The text in a cell.
pub(super) fn cell_text(row: CsvRow<'_>, column: &str) -> Option<String> {
    row.get(column).map(str::to_owned)
}

fn as_count(number: Option<Exact>, name: &str) -> Result<Option<Count>, Rejection> {
    match number {
        None => Ok(None),
        Some(number) => match Count::new(number) {
            Some(count) => Ok(Some(count)),
            None => Err(format!("{name} is negative")),
        },
    }
}

/// A number as spreadsheets and dashboards write it: "59200.0", "1,234.5", "$0.12".
fn decimal(text: &str) -> Option<Exact> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let text = text.trim_start_matches('$');
    let plain = || {
        text.parse::<Exact>()
            .ok()
            .or_else(|| Exact::from_json_number(text))
    };
    let number = plain().or_else(|| grouped(text)?.parse().ok())?;
    Some(if sign.is_empty() {
        number
    } else {
        number.negated()
    })
}

/// A number whose thousands are grouped by commas, without them.
fn grouped(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let digits = format!("{}.{fraction}", whole.replace(',', ""));
    is_grouped.then(|| digits.trim_end_matches('.').to_owned())
}

/// The sum of counts that are given; `None` where none is.
pub(super) fn sum_of(counts: &[Option<Count>]) -> Result<Option<Count>, Rejection> {
    let mut given = counts.iter().flatten().map(|count| count.exact());
    let Some(first) = given.next() else {
        return Ok(None);
    };
    given
        .try_fold(first, Exact::checked_add)
        .map(Count::new)
        .ok_or_else(|| "the counts have more than 28 digits".to_owned())
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn numbers_are_read_as_dashboards_write_them() {
        for (text, number) in [
            ("59200.0", Some("59200")),
            ("1,234,567.5", Some("1234567.5")),
            ("$0.12", Some("0.12")),
            ("-$1.5", Some("-1.5")),
            ("1e-3", Some("0.001")),
            ("1,23", None),
            ("Included", None),
            ("", None),
        ] {
            let found = decimal(text).map(|number| number.to_string());
            assert_eq!(found.as_deref(), number, "{text}");
        }
    }
}
