//! A format: its name, how it is recognised, and its reader.

use serde_json::Value;

use super::sink::{Rejection, Sink};
use crate::usage_log::input::CsvRow;

/// A format whose rows are JSON values.
#[derive(Clone, Copy, Debug)]
pub(in crate::usage_log) struct JsonFormat {
    pub name: &'static str,
    pub is: fn(&Value) -> bool,
    pub read: fn(&Value, &mut Sink<'_>) -> Result<(), Rejection>,
    /// Whether there are lines without usage, of kinds that are not listed here.
    pub has_other_lines: bool,
}

/// A format whose rows are rows of CSV.
#[derive(Clone, Copy, Debug)]
pub(in crate::usage_log) struct CsvFormat {
    pub name: &'static str,
    pub is: fn(CsvRow<'_>) -> bool,
    pub read: fn(CsvRow<'_>, &mut Sink<'_>) -> Result<(), Rejection>,
}
