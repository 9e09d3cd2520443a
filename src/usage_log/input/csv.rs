//! Rows of CSV with their header, as they arrive.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::memchr_iter;

/// The longest row that is read, in bytes.
const MAX_ROW_BYTES: usize = 1 << 20;
/// The most columns that a row may have.
const MAX_COLUMNS: usize = 1_000;

/// A row of a CSV file.
#[derive(Clone, Copy, Debug)]
pub(in crate::usage_log) struct CsvRow<'a> {
    header: &'a [String],
    bytes: &'a [u8],
    ends: &'a [usize],
}

impl<'a> CsvRow<'a> {
    /// The names of the columns, in lower case and without blanks around them.
    pub fn header(&self) -> &'a [String] {
        self.header
    }

    /// Whether there is a column of this name.
    pub fn has(&self, column: &str) -> bool {
        self.header.iter().any(|name| name == column)
    }

    /// The cell under a column; `None` where there is no such column, or the cell is empty.
    pub fn get(&self, column: &str) -> Option<&'a str> {
        let at = self.header.iter().position(|name| name == column)?;
        let from = match at {
            0 => 0,
            _ => *self.ends.get(at - 1)?,
        };
        let cell = std::str::from_utf8(self.bytes.get(from..*self.ends.get(at)?)?).ok()?;
        Some(cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// Whether every cell is empty.
    pub fn is_empty(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// How many cells the row has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Cuts bytes into rows as they arrive.
pub(super) struct CsvReader {
    reader: Reader,
    header: Vec<String>,
    cells: Vec<u8>,
    ends: Vec<usize>,
    cells_used: usize,
    ends_used: usize,
    /// How many lines have ended.
    ended_lines: u64,
    /// The line on which the current row begins, from 1.
    line: Option<u64>,
    is_too_long: bool,
    has_rows: bool,
}

/// What stands in a row.
pub(super) enum RowRead<'a> {
    Row(CsvRow<'a>),
    /// The row is longer than a bound.
    TooLong,
}

impl CsvReader {
    /// A reader of cells that this byte separates.
    pub fn new(delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            header: Vec::new(),
            cells: vec![0; 4 << 10],
            ends: vec![0; MAX_COLUMNS],
            cells_used: 0,
            ends_used: 0,
            ended_lines: 0,
            line: None,
            is_too_long: false,
            has_rows: false,
        }
    }

    /// Whether a row behind the header was handed on.
    pub fn has_rows(&self) -> bool {
        self.has_rows
    }

    /// Hands on every row that ends in `bytes`; no bytes end the last row.
    pub fn push(&mut self, mut bytes: &[u8], mut out: impl FnMut(u64, RowRead<'_>)) {
        let is_end = bytes.is_empty();
        loop {
            let (result, read, cells, ends) = self.reader.read_record(
                bytes,
                self.cells.get_mut(self.cells_used..).unwrap_or_default(),
                self.ends.get_mut(self.ends_used..).unwrap_or_default(),
            );
            let (taken, rest) = bytes.split_at(read);
            self.count_lines(taken);
            bytes = rest;
            self.cells_used += cells;
            self.ends_used += ends;
            match result {
                ReadRecordResult::InputEmpty => {
                    if !is_end {
                        return;
                    }
                }
                ReadRecordResult::OutputFull => {
                    if self.cells.len() < MAX_ROW_BYTES {
                        self.cells.resize(self.cells.len() * 2, 0);
                    } else {
                        self.is_too_long = true;
                        self.cells_used = 0;
                    }
                }
                ReadRecordResult::OutputEndsFull => {
                    self.is_too_long = true;
                    self.ends_used = 0;
                }
                ReadRecordResult::Record => self.hand_on(&mut out),
                ReadRecordResult::End => return,
            }
        }
    }

    /// Counts the lines of what a row is read from. The end of the line before may come with it.
    fn count_lines(&mut self, taken: &[u8]) {
        let begins = taken.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
        if self.line.is_none()
            && let Some(begins) = begins
        {
            let before = memchr_iter(b'\n', taken.get(..begins).unwrap_or_default()).count();
            self.line = Some(self.ended_lines + before as u64 + 1);
        }
        self.ended_lines += memchr_iter(b'\n', taken).count() as u64;
    }

    fn hand_on(&mut self, out: &mut impl FnMut(u64, RowRead<'_>)) {
        let line = self.line.take().unwrap_or(self.ended_lines + 1);
        let (bytes, ends) = (
            self.cells.get(..self.cells_used).unwrap_or_default(),
            self.ends.get(..self.ends_used).unwrap_or_default(),
        );
        self.cells_used = 0;
        self.ends_used = 0;
        if std::mem::take(&mut self.is_too_long) {
            self.has_rows = true;
            out(line, RowRead::TooLong);
            return;
        }
        if self.header.is_empty() {
            // Excel's way to name the delimiter.
            if bytes.starts_with(b"sep=") && ends.len() <= 2 {
                return;
            }
            let mut from = 0;
            for end in ends {
                let name = bytes.get(from..*end).unwrap_or_default();
                let name = String::from_utf8_lossy(name);
                self.header.push(name.trim().to_lowercase());
                from = *end;
            }
            return;
        }
        self.has_rows = true;
        let row = CsvRow {
            header: &self.header,
            bytes,
            ends,
        };
        out(line, RowRead::Row(row));
    }
}

impl std::fmt::Debug for CsvReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CsvReader")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{CsvReader, RowRead};

    fn rows(text: &str, chunk: usize) -> Vec<String> {
        let mut reader = CsvReader::new(b',');
        let mut seen = Vec::new();
        let mut note = |line: u64, row: RowRead<'_>| {
            seen.push(match row {
                RowRead::Row(row) => format!(
                    "{line}: {:?} {:?} of {}",
                    row.get("a"),
                    row.get("b b"),
                    row.len()
                ),
                RowRead::TooLong => format!("{line}: too long"),
            });
        };
        for chunk in text.as_bytes().chunks(chunk) {
            reader.push(chunk, &mut note);
        }
        reader.push(&[], &mut note);
        seen
    }

    #[test]
    fn rows_are_the_same_however_they_arrive() {
        let text = "A, B b \r\n1,\"two, with a\nline break\"\r\n\n\" \",3,extra\r\n4";
        let expected = [
            "2: Some(\"1\") Some(\"two, with a\\nline break\") of 2",
            "5: None Some(\"3\") of 3",
            "6: Some(\"4\") None of 1",
        ];
        for chunk in 1..text.len() {
            assert_eq!(rows(text, chunk), expected, "in chunks of {chunk}");
        }
    }

    #[test]
    fn a_line_that_names_the_delimiter_is_no_header() {
        assert_eq!(
            rows("sep=,\na,b b\n1,2\n", 3),
            ["3: Some(\"1\") Some(\"2\") of 2"]
        );
    }

    #[test]
    fn a_row_beyond_the_bounds_is_told() {
        let wide = format!("a\n{}\n5\n", "1,".repeat(2_000));
        assert_eq!(rows(&wide, 100)[0], "2: too long");
        assert_eq!(rows(&wide, 100).last().unwrap(), "3: Some(\"5\") None of 1");
    }
}
