//! What a report is to tell.

use serde::{Deserialize, Serialize};

use crate::pricing::Exact;

/// What a report is to tell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageAnalysis {
    /// By what records are grouped; without it, there is one group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<UsageDimension>,
    /// What was billed, in US dollars.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billed: Option<Exact>,
    /// A budget, and the shares of it whose crossing is to be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<UsageBudget>,
}

/// A budget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageBudget {
    /// US dollars a month.
    pub monthly: Exact,
    /// Shares of it; 0.5, 0.8 and 1, if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<Exact>,
    /// Prepaid credits at the beginning of the log, in US dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<Exact>,
}

/// By what records are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum UsageDimension {
    /// The calendar day in the zone of the log.
    Day,
    /// The hour of the day in the zone of the log, "2026-08-01T13".
    Hour,
    /// The day of the week.
    Weekday,
    /// The model's id, or its name in the log where it has no price.
    Model,
    /// Who sells the model.
    Provider,
    /// The project, or the folder of a coding agent.
    Project,
    /// The key, by the id or name that the log shows.
    Key,
    /// The user.
    User,
    /// The workspace or team.
    Workspace,
    /// The session or conversation.
    Session,
    /// The source.
    Source,
    /// The service tier.
    Tier,
}
