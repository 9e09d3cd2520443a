//! The records of a log, packed: about 60 bytes for each distinct request, and 24 for its identity.
//!
//! - `intern`: texts and what many records share, once each.
//! - `packed`: quantities in as few bytes as they need.
//! - `records`: all records, and which of them are the same request.

mod intern;
mod packed;
mod records;

pub(super) use intern::Text;
pub(super) use records::{Added, Records, Shape, StoredRecord};
