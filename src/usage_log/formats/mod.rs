//! One reader for each format, recognised from its content: the fields of a JSON value, or the
//! columns of a CSV file.
//!
//! | question | inside | outside |
//! |---|---|---|
//! | Are cached tokens part of the input? | OpenAI, Codex, Gemini, OpenTelemetry, LiteLLM | Anthropic, Claude Code |
//! | Is reasoning part of the output? | OpenAI, Codex, OpenTelemetry, Anthropic | Gemini |
//!
//! - `sink`: what a reader is given, and what it fills.
//! - `fields`, `cell_time`: members of JSON values and cells of CSV rows.
//! - `mapping`: which column of a CSV of one's own is what.
//! - `format`: a format, as the table lists it.
//! - `table`: all formats, in the order in which they are tried.

mod anthropic_claude_code;
mod anthropic_costs;
mod anthropic_usage;
mod anthropic_usage_csv;
mod cell_time;
mod claude_code;
mod claude_code_line;
mod codex;
mod codex_session;
mod columns;
mod copilot_csv;
mod cursor_csv;
mod fields;
mod focus_csv;
mod format;
mod gemini_cli;
mod litellm;
mod mapping;
mod openai_costs;
mod openai_usage;
mod openai_usage_csv;
mod openrouter;
mod otlp;
mod responses;
mod sink;
mod table;

pub(super) use columns::FORMAT as OWN_COLUMNS;
pub(super) use mapping::Columns;
pub(super) use responses::is_stream;
pub(super) use sink::{Facts, Sink, SourceState};
pub(super) use table::{csv_format, format_names, json_format};
