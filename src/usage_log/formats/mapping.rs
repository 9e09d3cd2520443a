//! Which column of a CSV of one's own is what.

use crate::near_match::{near_matches, shortened};
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

/// Names that columns have in files of many origins, in letters and digits alone, for each field.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "time",
        &[
            "timestamp",
            "datetime",
            "time",
            "createdat",
            "created",
            "starttime",
            "startedat",
            "requesttime",
            "requestcreatedat",
            "date",
            "day",
            "usagedate",
        ],
    ),
    ("model", &["model", "modelname", "modelid", "requestmodel"]),
    ("provider", &["provider", "customllmprovider"]),
    (
        "inputTokens",
        &[
            "inputtokens",
            "prompttokens",
            "tokensprompt",
            "tokensin",
            "inputtokencount",
            "prompttokencount",
            "totalinputtokens",
            "ncontexttokenstotal",
        ],
    ),
    (
        "outputTokens",
        &[
            "outputtokens",
            "completiontokens",
            "tokenscompletion",
            "tokensout",
            "outputtokencount",
            "candidatestokencount",
            "totaloutputtokens",
            "ngeneratedtokenstotal",
        ],
    ),
    (
        "cachedInputTokens",
        &["cachedtokens", "cachedinputtokens", "inputcachedtokens"],
    ),
    (
        "requests",
        &[
            "requests",
            "nrequests",
            "nummodelrequests",
            "requestcount",
            "numrequests",
        ],
    ),
    (
        "cost",
        &[
            "cost",
            "costusd",
            "totalcost",
            "totalcostusd",
            "spend",
            "amountusd",
        ],
    ),
    ("id", &["requestid", "id", "responseid", "generationid"]),
    ("project", &["project", "projectname", "projectid"]),
    ("key", &["apikeyname", "keyname"]),
    ("user", &["user", "username", "userid", "useremail"]),
    ("session", &["session", "sessionid"]),
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
                            "neither {:?} nor {:?} is a field; fields are {} and the names of quantities",
                            shortened(one),
                            shortened(other),
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

    /// The columns of a file of no known format whose names say what they are: a model and its tokens.
    /// `None` where a name leaves open what is part of what.
    pub fn recognised(header: &[String]) -> Option<Self> {
        let plain = |name: &str| -> String {
            let letters = name.chars().filter(char::is_ascii_alphanumeric);
            letters.map(|c| c.to_ascii_lowercase()).collect()
        };
        let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let mut columns = Self::default();
        for (field, known) in KNOWN {
            let found = known
                .iter()
                .find_map(|known| names.iter().position(|name| name == known));
            if let Some(column) = found.and_then(|at| header.get(at)) {
                columns.0.push((field, column.clone()));
            }
        }
        let has = |field: &str| columns.column(field).is_some();
        // Cached tokens are part of the input, or beside it.
        let is_open = header.iter().any(|name| {
            name.contains("cache") && !columns.0.iter().any(|(_, known)| known == name)
        });
        let is_enough = has("model") && (has("inputTokens") || has("outputTokens"));
        (is_enough && !is_open).then_some(columns)
    }

    /// The mapping in words: "time = when, model = model".
    pub fn described(&self) -> String {
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(field, column)| format!("{field} = {column}"))
            .collect();
        pairs.join(", ")
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
