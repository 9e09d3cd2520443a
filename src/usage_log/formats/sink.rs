//! What the reader of a format is given, and what it fills.

use serde_json::Value;

use super::codex_session::CodexSession;
use super::mapping::Columns;
use crate::pricing::{Catalog, Day};
use crate::sorted_map::SortedMap;
use crate::usage_log::record::{RecordKind, UsageRecord};
use crate::usage_log::tally::count_one;

/// Why a row cannot be read, in words. Equal reasons are counted together.
pub(in crate::usage_log) type Rejection = String;

/// Reads a line from its bytes; `false` where it is to be parsed.
pub(in crate::usage_log) type LineReader = fn(&[u8], &mut Sink<'_>) -> bool;

/// What readers remember of a source from one row to the next.
#[derive(Debug, Default)]
pub(in crate::usage_log) struct SourceState {
    /// The position of the format in the table, as of the last row.
    pub format: Option<usize>,
    pub format_name: &'static str,
    /// Reads lines from their bytes, where the format has such a reader.
    pub line_reader: Option<LineReader>,
    pub codex: CodexSession,
    /// The session that an earlier line named.
    pub session: Option<String>,
}

/// What is known of all sources at the end.
#[derive(Debug, Default)]
pub(in crate::usage_log) struct Facts {
    /// What users should know, each sentence once.
    pub notes: Vec<String>,
    /// Numbers that are billed or may be and were not used: how many records have each.
    pub unread: SortedMap<String, u64>,
    /// Formats that come in pages, and whether the last page was among them.
    pub has_last_page: SortedMap<String, bool>,
    /// Rows of a bill that are of other services, by their names.
    pub other_services: SortedMap<String, u64>,
    /// Parts of streams whose other parts are missing.
    pub partial: u64,
    /// Claude Code's replies: how many lines say why the reply stopped, how many do not, and the
    /// output tokens of the latter.
    pub claude_code_stopped: u64,
    pub claude_code_open: u64,
    pub claude_code_open_output: u64,
    /// Records that do not say how long what they wrote to the cache is kept.
    pub unknown_lifetimes: u64,
    /// Records that state no time.
    pub undated: u64,
    /// Events of OpenTelemetry's logs: those of requests, and all others.
    pub request_events: u64,
    pub other_events: u64,
    /// Sessions, with the session from which each goes on.
    pub parents: SortedMap<String, String>,
}

/// Takes what a row says.
#[derive(Debug)]
pub(in crate::usage_log) struct Sink<'a> {
    /// The line on which the row begins, from 1.
    pub line: u64,
    pub columns: &'a Columns,
    pub state: &'a mut SourceState,
    pub facts: &'a mut Facts,
    pub records: &'a mut Vec<UsageRecord>,
}

impl Sink<'_> {
    /// Adds a record of this row.
    pub fn add(&mut self, record: UsageRecord) {
        self.records.push(UsageRecord {
            line: self.line,
            variant: variant(&record),
            ..record
        });
    }
}

/// The variant of a record. That of one request may follow from its hour.
fn variant(record: &UsageRecord) -> Option<String> {
    let by_hour = || {
        let (model, time) = (record.model.as_deref()?, record.time?);
        let catalog = Catalog::embedded().ok()?;
        let variant = catalog.variant_at(model, record.provider.as_deref(), time)?;
        Some(variant.to_owned())
    };
    let is_one = record.kind == RecordKind::Request;
    record
        .variant
        .clone()
        .or_else(|| by_hour().filter(|_| is_one))
}

impl Facts {
    /// Says something once.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Whether a page of a report is the last one.
    pub fn note_page(&mut self, format: &str, page: &Value) {
        let is_last = match page.get("has_more").and_then(Value::as_bool) {
            Some(has_more) => !has_more,
            None => return,
        };
        match self.has_last_page.get_mut(format) {
            Some(known) => *known |= is_last,
            None => {
                self.has_last_page.insert(format.to_owned(), is_last);
            }
        }
    }

    /// Names numbers that nobody read.
    pub fn unread(&mut self, paths: &[String]) {
        for path in paths {
            count_one(&mut self.unread, path);
        }
    }

    /// The session from which all of a line go on, and how many lie between.
    pub fn root_of(&self, session: &str) -> (String, usize) {
        let (mut root, mut depth) = (session, 0);
        // Sessions that go on from each other in a circle end at some of them.
        while let Some(parent) = self
            .parents
            .get(root)
            .filter(|_| depth < self.parents.len())
        {
            root = parent;
            depth += 1;
        }
        (root.to_owned(), depth)
    }

    /// What users should know, in sentences.
    pub fn into_notes(mut self, on: Option<Day>) -> Vec<String> {
        /// Final answers are longer, on average.
        const STUB_TOKENS: u64 = 50;
        let open = self.claude_code_open;
        if self.claude_code_stopped == 0
            && open > 0
            && self.claude_code_open_output < open * STUB_TOKENS
        {
            self.note(
                "Claude Code logged only the beginnings of its replies (some versions of early 2026 never \
                 wrote the final output tokens): the total is a floor",
            );
        }
        if open + self.claude_code_stopped > 0 {
            self.note(
                "Claude Code deletes its logs after 30 days, unless cleanupPeriodDays says otherwise: earlier \
                 days may be missing. Its requests are priced as the API bills them; a subscription bills no tokens",
            );
        }
        if self.unknown_lifetimes > 0 {
            self.note(format!(
                "{} records do not say how long what they wrote to the cache is kept: it is priced at the \
                 shorter lifetime",
                self.unknown_lifetimes
            ));
        }
        if self.undated > 0 {
            let day = match on {
                Some(day) => format!("they count on {day}"),
                None => "they are priced at the newest prices; `on` gives them a day".to_owned(),
            };
            self.note(format!("{} records state no time: {day}", self.undated));
        }
        if self.other_events > 0 && self.request_events == 0 {
            self.note(format!(
                "{} events of OpenTelemetry are none of requests: those of Claude Code, Gemini CLI, Codex \
                 and of gen_ai.* are read",
                self.other_events
            ));
        }
        if self.partial > 0 {
            self.note(format!(
                "{} records are parts of streams whose other parts are missing: their cost is a floor",
                self.partial
            ));
        }
        for (format, has_last) in std::mem::take(&mut self.has_last_page) {
            if !has_last {
                self.note(format!(
                    "{format}: every page says that more pages follow (has_more): the last one is missing, and the \
                     total is incomplete"
                ));
            }
        }
        if !self.other_services.is_empty() {
            let rows: u64 = self.other_services.values().sum();
            let names: Vec<&str> = self.other_services.keys().map(String::as_str).collect();
            self.note(format!(
                "{rows} rows of the bill are of services without language models: {}",
                names.join(", ")
            ));
        }
        for (path, records) in std::mem::take(&mut self.unread) {
            self.note(format!(
                "{path} of {records} records may be billed, and is not known here: it is not in the total"
            ));
        }
        self.notes
    }
}
