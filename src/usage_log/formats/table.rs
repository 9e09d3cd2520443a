//! All formats, in the order in which they are tried.

use serde_json::Value;

use super::format::{CsvFormat, JsonFormat};
use super::mapping::Columns;
use super::{
    anthropic_claude_code, anthropic_costs, anthropic_usage, anthropic_usage_csv, claude_code,
    codex, columns, copilot_csv, cursor_csv, focus_csv, gemini_cli, litellm, openai_costs,
    openai_usage, openai_usage_csv, openrouter, otlp, responses,
};
use crate::usage_log::input::CsvRow;
use crate::usage_log::options::UsageReadOptions;

/// Formats in JSON, those with the clearest marks first.
const JSON: &[JsonFormat] = &[
    claude_code::FORMAT,
    codex::FORMAT,
    gemini_cli::FORMAT,
    openai_usage::FORMAT,
    openai_costs::PAGE,
    anthropic_usage::FORMAT,
    anthropic_costs::PAGE,
    anthropic_claude_code::FORMAT,
    openrouter::ACTIVITY,
    litellm::FORMAT,
    otlp::FORMAT,
    responses::FORMAT,
];

/// Formats in CSV.
const CSV: &[CsvFormat] = &[
    openai_usage_csv::FORMAT,
    openai_costs::EXPORT,
    anthropic_usage_csv::FORMAT,
    anthropic_costs::EXPORT,
    openrouter::EXPORT,
    cursor_csv::FORMAT,
    copilot_csv::FORMAT,
    focus_csv::FORMAT,
    columns::FORMAT,
];

/// The format of a JSON value. `last` is that of the row before.
pub(in crate::usage_log) fn json_format(
    value: &Value,
    last: Option<usize>,
    named: Option<&str>,
) -> Option<(usize, &'static JsonFormat)> {
    let of = |at: usize| JSON.get(at).map(|format| (at, format));
    if let Some(name) = named {
        return JSON
            .iter()
            .position(|format| format.name == name)
            .and_then(of);
    }
    let last = last.and_then(of);
    // The last format takes every object, so it goes before no other.
    let is_marked = |at: usize| at + 1 < JSON.len();
    if let Some((at, format)) = last
        && is_marked(at)
        && (format.is)(value)
    {
        return last;
    }
    let found = JSON
        .iter()
        .position(|format| (format.is)(value))
        .and_then(of);
    // Lines of a tool's log that hold no usage, of a kind that is not known here.
    match (last, found) {
        (Some((_, format)), Some((at, _)))
            if format.has_other_lines && !is_marked(at) && !has_usage(value) =>
        {
            last
        }
        _ => found,
    }
}

fn has_usage(value: &Value) -> bool {
    let has = |value: &Value| {
        ["usage", "usageMetadata", "tokens"]
            .iter()
            .any(|key| value.get(key).is_some())
    };
    has(value) || value.get("message").is_some_and(has)
}

/// The format of a row of CSV.
pub(in crate::usage_log) fn csv_format(
    row: CsvRow<'_>,
    options: &UsageReadOptions,
    columns: &Columns,
) -> Option<&'static CsvFormat> {
    // A mapping goes before what a file looks like.
    if options.format.is_none() && columns.fit(row) {
        return Some(&columns::FORMAT);
    }
    CSV.iter().find(|format| match &options.format {
        Some(name) => format.name == name,
        None => (format.is)(row),
    })
}

/// The names of all formats.
pub(in crate::usage_log) fn format_names() -> impl Iterator<Item = &'static str> {
    let json = JSON.iter().map(|format| format.name);
    json.chain(CSV.iter().map(|format| format.name))
}
