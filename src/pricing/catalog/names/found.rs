//! A resolved name.

use serde::{Deserialize, Serialize};

use crate::pricing::catalog::vocabulary::Tier;

/// How a name was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum NameMatch {
    /// The model's own id.
    Exact,
    /// An alias of the model, or its id in another spelling: upper case, "4.5" for "4-5".
    Alias,
    /// A dated version that costs the same.
    Snapshot,
    /// A name after a seller's: "openai/gpt-4o", "us.anthropic.claude-…-v1:0".
    Provider,
    /// A model fine-tuned from this one: "ft:gpt-4o-mini-2024-07-18:org::id".
    FineTune,
    /// A guess: the longest known name that the name begins with.
    Family,
}

/// A model's place in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pricing) struct Place {
    pub provider: usize,
    pub model: usize,
}

/// A resolved name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pricing) struct Found {
    pub place: Place,
    pub matched: NameMatch,
    /// The region that the name implies.
    pub region: Option<String>,
    /// The tier that the name implies.
    pub tier: Option<Tier>,
}

impl Found {
    pub fn new(place: Place, matched: NameMatch) -> Self {
        Self {
            place,
            matched,
            region: None,
            tier: None,
        }
    }
}
