//! The identity of rows without an id: a sum of a report, a line of a bill.

use super::identity::{ByIdentity, Identity};
use super::record::{Key, UsageRecord};

/// The rows of one source, which may hold equal ones. The first of them is the first of another source
/// that says the same, the second is the second: an export that is read twice counts once.
#[derive(Debug, Default)]
pub(super) struct RowIdentities {
    seen: ByIdentity<u32>,
}

impl RowIdentities {
    /// Gives a record without an id the identity of all that it says. Without a time, equal rows are
    /// no sign that a row was read twice.
    pub fn give(&mut self, record: &mut UsageRecord, format: &str) {
        if record.key != Key::None || record.time.is_none() {
            return;
        }
        let line = std::mem::take(&mut record.line);
        let said = format!("{record:?}");
        record.line = line;
        let count = self.seen.entry(Identity::of(&[format, &said])).or_insert(0);
        *count += 1;
        record.key = Key::Request(Identity::of(&[format, &said, &count.to_string()]));
    }
}
