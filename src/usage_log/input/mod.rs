//! The bytes of a source as JSON values and rows of CSV, as they arrive.
//!
//! - `decode`: UTF-8, with or without a byte order mark, and UTF-16 become UTF-8.
//! - `lines`: lines, none of which is held that is longer than a bound.
//! - `csv`: rows with their header.
//! - `json`: JSON values without the texts in them.
//! - `scan`: members of a line, without building values.
//! - `source`: what a source is made of, seen from its first line, and its rows.

mod csv;
mod decode;
mod json;
mod lines;
mod scan;
mod source;

pub(super) use csv::CsvRow;
pub use lines::MAX_LINE_BYTES;
pub(super) use scan::{Scanner, Token};
pub use source::MAX_DOCUMENT_BYTES;
pub(super) use source::{Rows, Source};
