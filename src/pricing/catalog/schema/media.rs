//! Published rules that turn pixels, seconds and images into billed tokens, as dated data.

use serde::{Deserialize, Serialize};

use crate::pricing::number::{Day, Exact};
use crate::sorted_map::SortedMap;

/// How an image sent in becomes prompt tokens, in force from a day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImageRule {
    /// The rule itself.
    pub rule: ImageRuleKind,
    /// First day, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The day after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Key of the source.
    pub source: String,
    /// What other sources or measurements say. Every count by the rule is then an estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<String>,
    /// The same for images that have to be shrunk only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute_shrunk: Option<String>,
}

/// The kinds of rule that vendors publish.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum ImageRuleKind {
    /// OpenAI: the image is shrunk to its limits, cut into square patches, and
    /// `ceil(patches × multiplier)` tokens are billed.
    Patches {
        /// Side of a patch, pixels.
        patch: u32,
        /// Tokens per patch.
        multiplier: Exact,
        /// What "auto" means: "low", "high" or "original".
        auto: String,
        /// The limits of each detail.
        detail: SortedMap<String, DetailRule>,
        /// Images of more patches are refused by the vendor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reject_above_patches: Option<u32>,
    },
    /// OpenAI: low detail is `base`; else the image is shrunk to fit a square of side `fit` and
    /// then to a short side of `short_side`, and `base + per_tile × tiles` is billed.
    Tiles {
        /// Tokens of the image as such.
        base: u32,
        /// Tokens per tile.
        per_tile: u32,
        /// Side of a tile, pixels.
        tile: u32,
        /// Side of the square that the image must fit, pixels.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fit: Option<u32>,
        /// Length that the short side is shrunk to, pixels.
        short_side: u32,
        /// Tokens on top where the request asks for high input fidelity.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high_fidelity: Option<FidelityTokens>,
    },
    /// Anthropic: the image is shrunk until its long edge and its patches keep to the limits;
    /// every patch is a token.
    PatchCount {
        /// Side of a patch, pixels.
        patch: u32,
        /// Longest edge, pixels.
        max_side: u32,
        /// Most patches.
        max_patches: u32,
        /// Images with a longer edge are refused by the vendor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reject_above_side: Option<u32>,
    },
    /// Anthropic until 2026: `width × height / divisor` tokens after shrinking to the limits.
    Area {
        /// Pixels per token.
        divisor: u32,
        /// Longest edge, pixels.
        max_side: u32,
        /// Most tokens.
        max_tokens: u32,
    },
    /// Gemini 2: one tile where both sides are small, else tiles of `tile` pixels.
    SmallOrTiles {
        /// Both sides up to this: one tile.
        small_side: u32,
        /// Side of a tile, pixels.
        tile: u32,
        /// Tokens per tile.
        per_tile: u32,
    },
    /// Gemini 3: a fixed number of tokens per image, by detail.
    Fixed {
        /// Tokens by detail.
        tokens: SortedMap<String, u32>,
        /// What "auto" means.
        auto: String,
    },
}

/// Tokens that high input fidelity adds to an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FidelityTokens {
    /// For a square.
    pub square: u32,
    /// For portrait and landscape.
    pub other: u32,
}

/// Limits of one detail of a patch rule.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DetailRule {
    /// Longest edge, pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_side: Option<u32>,
    /// Most patches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_patches: Option<u32>,
}

/// Output tokens of an image made, in force from a day on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ImageTokenTable {
    /// Tokens by quality, then by size: `tokens.high."1024x1024" = 4160`.
    pub tokens: SortedMap<String, SortedMap<String, u32>>,
    /// The quality that "auto", or none, is taken for; the count is then an estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auto: Option<String>,
    /// First day, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The day after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Key of the source.
    pub source: String,
}

/// Tokens per second of audio or video, in force from a day on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MediaRule {
    /// Tokens per second heard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audio_input: Option<Exact>,
    /// Tokens per second spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audio_output: Option<Exact>,
    /// Tokens per second watched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub video_input: Option<Exact>,
    /// The vendor calls the figures approximate.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimate: bool,
    /// First day, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The day after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// Key of the source.
    pub source: String,
    /// What other sources say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispute: Option<String>,
}
