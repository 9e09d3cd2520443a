//! Which column of a CSV of one's own is what.

use crate::near_match::near_matches;
use crate::pricing::{Count, Quantities};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::input::CsvRow;
use crate::usage_log::options::UsageReadOptions;

/// Fields beside the quantities.
const FIELDS: &[&str] = &[
    "time",
    "model",
    "provider",
    "tier",
    "region",
    "cost",
    "id",
    "project",
    "key",
    "user",
    "workspace",
    "session",
    UNCACHED,
];

/// Input without what was read from the cache or written to it.
pub(super) const UNCACHED: &str = "uncachedInputTokens";

/// The columns that a caller maps, checked: the field, and the name of its column in lower case.
#[derive(Clone, Debug, Default)]
pub(in crate::usage_log) struct Columns(Vec<(&'static str, String)>);

impl Columns {
    /// Reads a mapping, in either direction: a field to its column, or a column to its field.
    ///
    /// # Errors
    /// [`UsageLogError::InvalidArgument`] where neither side is a field.
    pub fn of(options: &UsageReadOptions) -> Result<Self, UsageLogError> {
        let mut columns = Self::default();
        let Some(mapping) = &options.columns else {
            return Ok(columns);
        };
        for (one, other) in mapping {
            let (field, column) = match (field(one), field(other)) {
                (Some(field), _) => (field, other),
                (None, Some(field)) => (field, one),
                (None, None) => {
                    return Err(UsageLogError::InvalidArgument {
                        message: format!(
                            "neither {one:?} nor {other:?} is a field; fields are {} and the names of quantities",
                            FIELDS.join(", ")
                        ),
                        path: "options.columns".to_owned(),
                        suggestions: near_matches(one, fields(), 3),
                    });
                }
            };
            columns.0.push((field, column.trim().to_lowercase()));
        }
        Ok(columns)
    }

    /// Whether a file has one of the mapped columns at least.
    pub fn fit(&self, row: CsvRow<'_>) -> bool {
        self.0.iter().any(|(_, column)| row.has(column))
    }

    /// The column of a field.
    pub fn column(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| *known == field);
        found.map(|(_, column)| column.as_str())
    }
}

fn fields() -> impl Iterator<Item = &'static str> {
    let quantities = Quantities::<Count>::NAMES.iter();
    FIELDS.iter().chain(quantities).copied()
}

fn field(name: &str) -> Option<&'static str> {
    fields().find(|known| *known == name)
}
