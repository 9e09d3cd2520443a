//! A log as it was read.

use serde::Serialize;

use super::store::Records;
use super::zone::Zone;
use crate::pricing::Day;
use crate::sorted_map::SortedMap;

/// How many rejected rows a log keeps; all are counted.
pub const MAX_REJECTED: usize = 1_000;

/// A log as it was read: its records, and what is to be said about them.
#[derive(Debug)]
pub struct UsageLog {
    pub(super) records: Records,
    pub(super) zone: Zone,
    pub(super) summary: UsageLogSummary,
}

/// What was read of a log, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageLogSummary {
    /// The formats that were recognised.
    pub formats: Vec<FormatRead>,
    /// Distinct records: requests, sums of requests, and lines of bills.
    pub records: u64,
    /// The first 1,000 rows that could not be read.
    pub rejected: Vec<Rejected>,
    /// How many rows could not be read, by reason.
    pub rejected_by_reason: SortedMap<String, u64>,
    /// Records that stood more than once and count once.
    pub duplicates: Duplicates,
    /// The first and the last day with a record; `null` where no record has a time.
    pub coverage: Option<Coverage>,
    /// The time zone of the days.
    pub zone: String,
    /// What to know of the log before relying on its total.
    pub notes: Vec<String>,
}

/// A format that was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct FormatRead {
    /// Its name, "claude-code".
    pub format: String,
    /// How many sources have records of it.
    pub sources: u64,
    /// How many records of it there are, repeated ones among them.
    pub records: u64,
}

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Rejected {
    /// The source, where it has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// Why it could not be read.
    pub reason: String,
}

/// Records that stood more than once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Duplicates {
    /// How many records repeat another one.
    pub records: u64,
}

/// The days of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// The first day with a record.
    pub first: Day,
    /// The last day with a record.
    pub last: Day,
    /// How many days have a record.
    pub days: u32,
}

impl Coverage {
    /// Where a log of several months begins or ends within one, a sentence that says so.
    pub(super) fn partial_months(&self) -> Option<String> {
        let month = |day: Day| day.to_string().get(..7).map(str::to_owned);
        if month(self.first) == month(self.last) {
            return None;
        }
        let begins_late = self.first.date().day() > 1;
        let ends_early = self
            .last
            .checked_add_days(1)
            .is_some_and(|next| month(next) == month(self.last));
        let (first, last) = (self.first, self.last);
        Some(match (begins_late, ends_early) {
            (true, true) => format!(
                "the first month is partial, it begins on {first}, and so is the last, which ends on {last}"
            ),
            (true, false) => format!("the first month is partial: it begins on {first}"),
            (false, true) => format!("the last month is partial: it ends on {last}"),
            (false, false) => return None,
        })
    }
}

impl UsageLog {
    /// What was read of the log, and what was not.
    pub fn summary(&self) -> &UsageLogSummary {
        &self.summary
    }
}
