//! What a response says that it used.

use serde::Serialize;

use crate::pricing::catalog::Tier;
use crate::pricing::error::PricingError;
use crate::pricing::quote::Quantities;

/// What a response says that it used.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ResponseUsage {
    /// The model that answered, where the response says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The vendor of the model, if the catalog knows the model; else the one whose API has this shape of
    /// response.
    pub provider: String,
    /// The tier that served the request, where the response says so. It may differ from the requested
    /// one, and is the one that is billed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The region of processing, where the response says so and it is not the global one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// What was used.
    pub quantities: Quantities,
}

pub(super) fn no_usage() -> PricingError {
    PricingError::InvalidUsage {
        message: "the response holds no usage of a known shape; for a stream, give its last event \
                  (OpenAI: ask for stream_options.include_usage)"
            .to_owned(),
        path: Some("usage".to_owned()),
    }
}

/// The tier of a vendor's word; `None` for "auto" and unknown words.
pub(super) fn tier(word: Option<&str>) -> Option<Tier> {
    Tier::from_word(&word?.to_ascii_lowercase())
}
