//! What a scenario made from a log is to cover.

use serde::{Deserialize, Serialize};

use crate::pricing::Day;

/// What a scenario made from a log is to cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ToScenarioOptions {
    /// How many months, 1 to 600; 12, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// The first day of the scenario; the day after the last one of the log, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}
