//! What a caller knows of a response.

use serde::{Deserialize, Serialize};

use crate::pricing::catalog::Tier;
use crate::pricing::number::Day;

/// What a caller knows of a response. It fills in what the response does not name itself, and
/// overrides nothing unless `force` is set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ResponseDefaults {
    /// The model that answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The day whose prices count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The service tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// A region of the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// One of the model's variants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Whether an unknown name may be taken for the longest known one that it begins with.
    pub allow_guess: bool,
    /// Whether these go before what the response names itself.
    pub force: bool,
}
