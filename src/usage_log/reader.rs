//! Reads a log as it arrives.

use std::collections::HashMap;

use serde_json::Value;

use super::error::UsageLogError;
use super::formats::{self, Columns, Facts, Sink, SourceState};
use super::input::{CsvRow, Rows, Source};
use super::log::{
    Coverage, Duplicates, FormatRead, MAX_REJECTED, Rejected, UsageLog, UsageLogSummary,
};
use super::options::UsageReadOptions;
use super::overlap::overlaps;
use super::record::{RecordKind, UsageRecord};
use super::row_identity::RowIdentities;
use super::store::{Added, Records};
use super::tally::count_one;
use super::zone::Zone;
use crate::near_match::{near_matches, shortened};
use crate::pricing::Instant;
use crate::sorted_map::SortedMap;

/// Reads a log as it arrives: the bytes of one source or of many, in any number of pieces.
///
/// Memory does not grow with the size of the sources, but by about 85 bytes for each distinct
/// request. A JSON document that is not JSON Lines is kept until it is complete.
#[derive(Debug)]
pub struct UsageReader {
    options: UsageReadOptions,
    zone: Zone,
    columns: Columns,
    sources: Vec<OpenSource>,
    by_name: HashMap<Option<String>, usize>,
    last: Option<usize>,
    read: Read,
}

/// A source whose end is not known yet.
#[derive(Debug)]
struct OpenSource {
    name: Option<String>,
    source: Source,
    state: SourceState,
    /// The formats that it has records of.
    formats: Vec<&'static str>,
    identities: RowIdentities,
}

/// What was read so far.
#[derive(Debug, Default)]
struct Read {
    records: Records,
    facts: Facts,
    rejected: Vec<Rejected>,
    by_reason: SortedMap<String, u64>,
    formats: Vec<FormatRead>,
    added: u64,
    /// Records of the current row.
    row: Vec<UsageRecord>,
}

impl UsageReader {
    /// A reader of a log.
    ///
    /// # Errors
    /// [`UsageLogError::InvalidArgument`] for a format or a field of a mapping that there is not,
    /// and for a zone without offsets.
    pub fn new(options: &UsageReadOptions) -> Result<Self, UsageLogError> {
        if let Some(name) = &options.format
            && !formats::format_names().any(|known| known == name)
        {
            let known: Vec<&str> = formats::format_names().collect();
            return Err(UsageLogError::InvalidArgument {
                message: format!(
                    "there is no format {:?}; there are {}",
                    shortened(name),
                    known.join(", ")
                ),
                path: "options.format".to_owned(),
                suggestions: near_matches(name, known.iter().copied(), 3),
            });
        }
        Ok(Self {
            zone: Zone::of(options)?,
            columns: Columns::of(options)?,
            options: options.clone(),
            sources: Vec::new(),
            by_name: HashMap::new(),
            last: None,
            read: Read::default(),
        })
    }

    /// Reads bytes of a source; its name tells it from others. Returns how many records were read
    /// so far, repeated ones among them.
    pub fn push(&mut self, bytes: &[u8], source: Option<&str>) -> u64 {
        let name = source.map(str::to_owned);
        let at = match self.by_name.get(&name) {
            Some(at) => *at,
            None => {
                self.sources.push(OpenSource {
                    name: name.clone(),
                    source: Source::default(),
                    state: SourceState::default(),
                    formats: Vec::new(),
                    identities: RowIdentities::default(),
                });
                self.by_name.insert(name, self.sources.len() - 1);
                self.sources.len() - 1
            }
        };
        let before = self.last.replace(at);
        if let Some(before) = before.filter(|before| *before != at) {
            self.with(before, |source, rows| source.settle(rows));
        }
        self.with(at, |source, rows| source.push(bytes, rows));
        self.read.added
    }

    /// The log, after all of its bytes were pushed.
    pub fn finish(mut self) -> UsageLog {
        for at in 0..self.sources.len() {
            self.with(at, |source, rows| source.finish(rows));
        }
        let zone = self.zone;
        let Read {
            mut records,
            facts,
            rejected,
            by_reason,
            formats,
            ..
        } = self.read;
        records.merge_sessions(|session| facts.root_of(session));
        let mut days: Vec<_> = records
            .iter()
            .filter_map(|record| Some(zone.local(record.time?)?.day))
            .collect();
        days.sort_unstable();
        days.dedup();
        let coverage = days.first().zip(days.last()).map(|(first, last)| Coverage {
            first: *first,
            last: *last,
            days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        });
        let mut notes = facts.into_notes(self.options.on);
        notes.extend(overlaps(&records, &zone));
        notes.extend(coverage.and_then(|coverage| coverage.partial_months()));
        let summary = UsageLogSummary {
            records: records.len() as u64,
            duplicates: Duplicates {
                records: records.repeated(),
            },
            rejected,
            rejected_by_reason: by_reason,
            formats,
            coverage,
            zone: zone.name.clone(),
            notes,
        };
        UsageLog {
            records,
            zone,
            summary,
        }
    }

    /// Lets a source hand its rows to what was read so far.
    fn with(&mut self, at: usize, work: impl FnOnce(&mut Source, &mut Reading<'_>)) {
        let Some(open) = self.sources.get_mut(at) else {
            return;
        };
        let mut reading = Reading {
            options: &self.options,
            columns: &self.columns,
            name: open.name.as_deref(),
            state: &mut open.state,
            formats: &mut open.formats,
            identities: &mut open.identities,
            read: &mut self.read,
        };
        work(&mut open.source, &mut reading);
    }
}

/// A source as it is read.
struct Reading<'a> {
    options: &'a UsageReadOptions,
    columns: &'a Columns,
    name: Option<&'a str>,
    state: &'a mut SourceState,
    formats: &'a mut Vec<&'static str>,
    identities: &'a mut RowIdentities,
    read: &'a mut Read,
}

impl Reading<'_> {
    /// Reads a row by the reader of its format, and keeps what it says.
    fn row<E: Into<String>>(
        &mut self,
        line: u64,
        format: &'static str,
        columns: &Columns,
        read: impl FnOnce(&mut Sink<'_>) -> Result<(), E>,
    ) {
        let mut records = std::mem::take(&mut self.read.row);
        let outcome = read(&mut Sink {
            line,
            columns,
            state: self.state,
            facts: &mut self.read.facts,
            records: &mut records,
        });
        for record in &mut records {
            if record.time.is_none() {
                self.read.facts.undated += u64::from(record.kind != RecordKind::Free);
                record.time = self.options.on.map(Instant::of_day);
            }
            self.identities.give(record, format);
            match self.read.records.add(record, self.name, format) {
                Added::New | Added::Repeated => self.count(format),
                Added::Full => self.reject(
                    line,
                    "the log has more than four billion records".to_owned(),
                ),
            }
        }
        records.clear();
        self.read.row = records;
        if let Err(reason) = outcome {
            self.reject(line, reason.into());
        }
    }

    fn count(&mut self, format: &'static str) {
        self.read.added += 1;
        let formats = &mut self.read.formats;
        let at = match formats.iter().position(|known| known.format == format) {
            Some(at) => at,
            None => {
                formats.push(FormatRead {
                    format: format.to_owned(),
                    sources: 0,
                    records: 0,
                });
                formats.len() - 1
            }
        };
        if let Some(known) = formats.get_mut(at) {
            known.records += 1;
            if !self.formats.contains(&format) {
                self.formats.push(format);
                known.sources += 1;
            }
        }
    }
}

impl Rows for Reading<'_> {
    fn line(&mut self, number: u64, line: &[u8]) -> bool {
        let Some(read) = self.state.line_reader else {
            return false;
        };
        let mut is_read = false;
        let format = self.state.format_name;
        self.row(number, format, self.columns, |sink| {
            is_read = read(line, sink);
            Ok::<(), String>(())
        });
        is_read
    }

    fn json(&mut self, line: u64, value: &Value) {
        if let Value::Array(rows) = value
            && !formats::is_stream(value)
        {
            rows.iter().for_each(|row| self.json(line, row));
            return;
        }
        let named = self.options.format.as_deref();
        match formats::json_format(value, self.state.format, named) {
            Some((at, format)) => {
                self.state.format = Some(at);
                self.state.format_name = format.name;
                self.row(line, format.name, self.columns, |sink| {
                    (format.read)(value, sink)
                });
            }
            None => self.reject(line, "has no known format".to_owned()),
        }
    }

    fn csv(&mut self, line: u64, row: CsvRow<'_>) {
        if row.is_empty() {
            return;
        }
        if row.len() < row.header().len() {
            self.reject(
                line,
                "the row has fewer cells than the header: it was cut off".to_owned(),
            );
            return;
        }
        let format = formats::csv_format(row, self.options, self.columns);
        let recognised = match format {
            None if self.options.format.is_none() => Columns::recognised(row.header()),
            _ => None,
        };
        match (format, &recognised) {
            (Some(format), _) => self.row(line, format.name, self.columns, |sink| {
                (format.read)(row, sink)
            }),
            (None, Some(columns)) => {
                self.read.facts.note(format!(
                    "a CSV of no known format was read by the names of its columns ({}): map them \
                     with `columns` where that is wrong",
                    columns.described()
                ));
                let format = formats::OWN_COLUMNS;
                self.row(line, format.name, columns, |sink| (format.read)(row, sink));
            }
            (None, None) => {
                let names = row.header().join(", ");
                let names: String = names.chars().take(200).collect();
                self.reject(
                    line,
                    format!(
                        "is of no known format; its columns are {names}: map them with `columns`"
                    ),
                );
            }
        }
    }

    fn reject(&mut self, line: u64, reason: String) {
        let read = &mut *self.read;
        count_one(&mut read.by_reason, &reason);
        if read.rejected.len() < MAX_REJECTED {
            read.rejected.push(Rejected {
                source: self.name.map(str::to_owned),
                line,
                reason,
            });
        }
    }
}
