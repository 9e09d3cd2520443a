//! What is to be priced, as callers say it.

use serde::{Deserialize, Serialize};

use super::quantities::Quantities;
use crate::pricing::number::Day;

/// What is to be priced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuoteRequest {
    /// Any name that [`Catalog::resolve`](crate::pricing::Catalog::resolve) knows.
    #[serde(default)]
    pub model: String,
    /// The provider whose name the model's is, as [`ResponseUsage`](crate::pricing::ResponseUsage) gives it;
    /// tried where the name alone is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// What was used.
    #[serde(default)]
    pub quantities: Quantities,
    /// The day whose prices count; the catalog's `checked`, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The tier, as [`Tier::parse`](crate::pricing::Tier::parse) reads it; standard, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// A region of the provider; if left out, the one that the name stands for
    /// ([`Resolved::region`](crate::pricing::Resolved::region)), else global.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// One of the model's variants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Whether an unknown name may be taken for the longest known one that it begins with.
    #[serde(default)]
    pub allow_guess: bool,
}
