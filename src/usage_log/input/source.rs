//! What a source is made of, seen from its first line, and its rows.

use memchr::memchr;
use serde_json::Value;

use super::csv::{CsvReader, CsvRow, RowRead};
use super::decode::Decoder;
use super::json::{all_without_texts, without_texts};
use super::lines::{Line, Lines, MAX_LINE_BYTES};

/// The largest JSON document that is read, in bytes. JSON Lines and CSV have no such bound.
pub const MAX_DOCUMENT_BYTES: usize = 256 << 20;

const NO_ROWS: &str = "the file has a header and no rows, or is neither CSV nor JSON";
const EVENT_STREAM: &str = "the file is a stream of events of one response: `priceResponse` prices it, and so does \
    `tokenfare price --usage`";

/// The longest first line of a CSV file.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// Takes the rows of a source.
pub(in crate::usage_log) trait Rows {
    /// Reads a line of JSON Lines from its bytes, where the format of the lines before allows it;
    /// whether it need not be parsed.
    fn line(&mut self, number: u64, line: &[u8]) -> bool;
    /// A JSON value that begins on this line: a line of JSON Lines, or a whole document.
    fn json(&mut self, line: u64, value: &Value);
    /// A row of CSV.
    fn csv(&mut self, line: u64, row: CsvRow<'_>);
    /// A row that cannot be read.
    fn reject(&mut self, line: u64, reason: String);
}

/// The bytes of one source, as they arrive.
#[derive(Debug, Default)]
pub(in crate::usage_log) struct Source {
    decoder: Decoder,
    content: Content,
}

/// What a source is made of.
#[derive(Debug)]
enum Content {
    /// The beginning, until it tells. It ends with the second line that is not blank.
    Unknown(Vec<u8>),
    JsonLines(Lines),
    /// JSON Lines behind what a logger writes in front of each: a time, a level.
    LoggedLines(Lines),
    Document(Vec<u8>),
    Csv(Box<CsvReader>),
    /// Text of a kind that is not read, and why.
    Other(&'static str),
    /// No text, or nothing that can be read; the reason was told.
    Refused,
}

impl Default for Content {
    fn default() -> Self {
        Self::Unknown(Vec::new())
    }
}

impl Source {
    /// Hands on the rows that end in `bytes`.
    pub fn push(&mut self, bytes: &[u8], rows: &mut impl Rows) {
        let content = &mut self.content;
        let pushed = self
            .decoder
            .push(bytes, &mut |text| content.push(text, rows));
        if let Err(error) = pushed {
            rows.reject(1, format!("the source {}", error.0));
            self.content = Content::Refused;
        }
    }

    /// Hands on the rest.
    pub fn finish(&mut self, rows: &mut impl Rows) {
        let content = &mut self.content;
        let finished = self.decoder.finish(&mut |text| content.push(text, rows));
        match finished {
            Ok(()) => self.content.finish(rows),
            Err(error) => rows.reject(1, format!("the source {}", error.0)),
        }
        self.content = Content::Refused;
    }

    /// Reads a document that is complete, so that it need not be kept until the end.
    pub fn settle(&mut self, rows: &mut impl Rows) {
        if let Content::Document(text) = &self.content
            && text
                .last()
                .is_some_and(|last| matches!(last, b'}' | b']' | b'\n'))
            && let Ok(values) = all_without_texts(text)
        {
            values.iter().for_each(|value| rows.json(1, value));
            self.content = Content::Refused;
        }
    }
}

impl Content {
    fn push(&mut self, text: &[u8], rows: &mut impl Rows) {
        match self {
            Self::Unknown(beginning) => {
                beginning.extend_from_slice(text);
                if let Some(known) = Self::of(beginning, false) {
                    let beginning = std::mem::replace(self, known);
                    if let Self::Unknown(beginning) = beginning {
                        self.push(&beginning, rows);
                    }
                }
            }
            Self::JsonLines(lines) => {
                lines.push(text, |number, line| line_of_json(number, line, rows))
            }
            Self::LoggedLines(lines) => {
                lines.push(text, |number, line| logged_line(number, line, rows))
            }
            Self::Document(document) => {
                if document.len() + text.len() > MAX_DOCUMENT_BYTES {
                    rows.reject(
                        1,
                        format!(
                            "the JSON document is larger than {} MB; export it as JSON Lines",
                            MAX_DOCUMENT_BYTES >> 20
                        ),
                    );
                    *self = Self::Refused;
                } else {
                    document.extend_from_slice(text);
                }
            }
            Self::Csv(reader) if !text.is_empty() => {
                reader.push(text, |line, row| row_of_csv(line, row, rows));
            }
            Self::Csv(_) | Self::Other(_) | Self::Refused => {}
        }
    }

    fn finish(&mut self, rows: &mut impl Rows) {
        if let Self::Unknown(beginning) = self {
            let beginning = std::mem::take(beginning);
            if beginning.iter().all(u8::is_ascii_whitespace) {
                rows.reject(1, "the source is empty".to_owned());
                return;
            }
            *self = Self::of(&beginning, true).unwrap_or(Self::Refused);
            self.push(&beginning, rows);
        }
        match self {
            Self::JsonLines(lines) => lines.finish(|number, line| line_of_json(number, line, rows)),
            Self::LoggedLines(lines) => {
                lines.finish(|number, line| logged_line(number, line, rows))
            }
            Self::Document(document) => match all_without_texts(document) {
                Ok(values) => values.iter().for_each(|value| rows.json(1, value)),
                Err(error) => rows.reject(error.line() as u64, not_json(&error)),
            },
            Self::Csv(reader) => {
                let mut has_rows = reader.has_rows();
                reader.push(&[], |line, row| {
                    has_rows = true;
                    row_of_csv(line, row, rows);
                });
                if !has_rows {
                    rows.reject(1, NO_ROWS.to_owned());
                }
            }
            Self::Other(reason) => rows.reject(1, (*reason).to_owned()),
            Self::Unknown(_) | Self::Refused => {}
        }
    }

    /// What a source is made of, by its beginning; `None` where more is needed to tell.
    fn of(beginning: &[u8], is_all: bool) -> Option<Self> {
        let start = beginning.trim_ascii_start();
        let first_byte = *start.first()?;
        let end = start.iter().position(|byte| *byte == b'\n');
        if !matches!(first_byte, b'{' | b'[') {
            let is_long = start.len() > MAX_HEADER_BYTES;
            let end = end.or((is_all || is_long).then_some(start.len()))?;
            let header = start.get(..end.min(MAX_HEADER_BYTES)).unwrap_or_default();
            if [&b"event:"[..], b"data:"]
                .iter()
                .any(|mark| header.starts_with(mark))
            {
                return Some(Self::Other(EVENT_STREAM));
            }
            if after_prefix(header).is_some_and(|json| without_texts(json).is_ok()) {
                return Some(Self::LoggedLines(Lines::new(MAX_LINE_BYTES)));
            }
            return Some(Self::Csv(Box::new(CsvReader::new(delimiter(header)))));
        }
        let Some(end) = end else {
            // A document in one line, or a first line that goes on.
            return (is_all || start.len() > MAX_LINE_BYTES).then(|| Self::Document(Vec::new()));
        };
        if end > MAX_LINE_BYTES {
            return Some(Self::Document(Vec::new()));
        }
        let (first, rest) = start.split_at(end);
        if without_texts(first).is_ok() {
            return Some(Self::json_lines());
        }
        // A damaged first line of JSON Lines, or the first line of a document.
        let rest = rest.trim_ascii_start();
        let next = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let is_complete = is_all || rest.len() > next.len();
        match next.first() {
            Some(b'{') if first.len() > 2 => is_complete.then(|| match without_texts(next) {
                Ok(_) => Self::json_lines(),
                Err(_) => Self::Document(Vec::new()),
            }),
            Some(_) => Some(Self::Document(Vec::new())),
            None => is_all.then(|| Self::Document(Vec::new())),
        }
    }

    fn json_lines() -> Self {
        Self::JsonLines(Lines::new(MAX_LINE_BYTES))
    }
}

/// The byte that separates most names in a header.
fn delimiter(header: &[u8]) -> u8 {
    let count = |delimiter: u8| header.iter().filter(|byte| **byte == delimiter).count();
    let candidates = [b',', b';', b'\t', b'|'];
    candidates
        .into_iter()
        .rev()
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

/// A line of JSON Lines without what stands before its first brace.
fn after_prefix(line: &[u8]) -> Option<&[u8]> {
    line.get(memchr(b'{', line)?..)
}

/// Lines of the program's own that hold no JSON are no rows.
fn logged_line(number: u64, line: Line<'_>, rows: &mut impl Rows) {
    match line {
        Line::Whole(bytes) => {
            if let Some(json) = after_prefix(bytes) {
                line_of_json(number, Line::Whole(json), rows);
            }
        }
        Line::TooLong(_) => line_of_json(number, line, rows),
    }
}

fn line_of_json(number: u64, line: Line<'_>, rows: &mut impl Rows) {
    match line {
        Line::Whole(bytes) => {
            let bytes = bytes.trim_ascii();
            if bytes.is_empty() || rows.line(number, bytes) {
                return;
            }
            match without_texts(bytes) {
                Ok(value) => rows.json(number, &value),
                Err(error) => rows.reject(number, not_json(&error)),
            }
        }
        Line::TooLong(beginning) => {
            // The history of files that Claude Code keeps beside the messages.
            if !beginning.starts_with(b"{\"type\":\"file-history-snapshot\"") {
                rows.reject(
                    number,
                    format!("the line is longer than {} MB", MAX_LINE_BYTES >> 20),
                );
            }
        }
    }
}

fn row_of_csv(line: u64, row: RowRead<'_>, rows: &mut impl Rows) {
    match row {
        RowRead::Row(row) => rows.csv(line, row),
        RowRead::TooLong => rows.reject(
            line,
            "the row is longer than 1 MB or 1,000 columns".to_owned(),
        ),
    }
}

/// The reason, without a column: equal reasons are counted together.
fn not_json(error: &serde_json::Error) -> String {
    match error.is_eof() {
        true => "the JSON ends too early: the line or the file was cut off".to_owned(),
        false => "is no JSON".to_owned(),
    }
}
