//! How a log is to be read.

use serde::{Deserialize, Serialize};

use crate::pricing::Day;
use crate::sorted_map::SortedMap;

/// How a log is to be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageReadOptions {
    /// The format of all sources, where it is not to be recognised from their content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The time zone whose days and hours count, "Europe/Berlin"; UTC, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The offsets of the zone, from the earliest on. The npm package takes them from `Intl`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offsets: Vec<OffsetChange>,
    /// For a CSV of one's own: which column holds which field. Fields are `time`, `model`,
    /// `provider`, `tier`, `region`, `cost`, `id`, `project`, `key`, `user`, `workspace`, `session`,
    /// `uncachedInputTokens`, and the names of quantities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<SortedMap<String, String>>,
    /// The day of records that carry no time, such as the results of a batch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
}

/// An offset from UTC that holds from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct OffsetChange {
    /// Seconds since 1970 in UTC.
    pub from: i64,
    /// Seconds east of UTC.
    pub offset: i32,
}
