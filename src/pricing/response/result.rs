//! What a response used, and what it costs, as callers get it.

use serde::Serialize;

use crate::pricing::catalog::Tier;
use crate::pricing::number::{Day, Money};
use crate::pricing::quote::{Quantities, Quote, Unread, Warning};

/// What a response says that it used. It may be spread into a request for a quote.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ResponseUsage {
    /// The model that answered, where the response says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The vendor of the model, if the catalog knows the model; else the one whose API has this
    /// shape of response.
    pub provider: String,
    /// The shape that it was read as: "openai.responses", "anthropic.messages", "vercel-ai-sdk".
    pub format: String,
    /// The tier that served the request, where the response says so. It may differ from the
    /// requested one, and is the one that is billed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The region of processing, where the response says so and it is not the global one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The variant of the model that was billed, where the response tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The day of the response in UTC, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// What was used.
    pub quantities: Quantities,
    /// Numbers that are billed or may be, and were not used.
    pub unread: Vec<Unread>,
    /// Whether this is a part of a stream whose other parts are not here.
    pub partial: bool,
}

/// What a response costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ResponsePrice {
    /// The shape that it was read as.
    pub format: String,
    /// The exact sum of the quotes, in US dollars.
    pub total: Money,
    /// One for each model that is billed, the main one first: then compactions, advisors, image
    /// tools.
    pub quotes: Vec<Quote>,
    /// The cost that the response itself states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported: Option<ReportedCost>,
    /// Numbers that are billed or may be, and were not used.
    pub unread: Vec<Unread>,
    /// What to know before relying on the total.
    pub warnings: Vec<Warning>,
}

/// A cost that a vendor, a gateway or a tool states.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ReportedCost {
    /// The stated cost, in US dollars.
    pub amount: Money,
    /// Where it stands in the response.
    pub path: String,
    /// The stated cost less the one computed here, in US dollars.
    pub difference: Money,
}
