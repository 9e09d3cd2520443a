//! Images of a request: sent to the model, or asked of it.

use serde::{Deserialize, Serialize};

/// The largest width or height of an image, in pixels.
pub const MAX_IMAGE_SIDE: u32 = 1_000_000;

/// An image sent in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ImageInput {
    /// Pixels.
    #[cfg_attr(feature = "authoring", schemars(range(min = 1, max = MAX_IMAGE_SIDE)))]
    pub width: u32,
    /// Pixels.
    #[cfg_attr(feature = "authoring", schemars(range(min = 1, max = MAX_IMAGE_SIDE)))]
    pub height: u32,
    /// How closely the model looks: "low", "high", "auto", "original"; "auto" if left out.
    /// Gemini's media resolutions "medium" and "ultra_high" are taken too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// "high" where the request to an image model asks for high input fidelity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fidelity: Option<String>,
    /// How many of them; 1, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

/// An image asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ImageOutput {
    /// "1024x1024".
    pub size: String,
    /// "hd", "medium"; what the model takes by default, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<String>,
    /// How many of them; 1, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}
