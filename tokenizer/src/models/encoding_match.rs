//! What is known of a model's vocabulary.

use serde::Serialize;

use crate::encoding_name::EncodingName;

/// The encoding of a model, or the best estimate of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct EncodingMatch {
    /// The encoding to count with.
    pub encoding: EncodingName,
    /// Whether the vendor publishes this vocabulary for the model.
    pub exact: bool,
    /// Whether the vocabulary is a reconstruction that was measured against the vendor's own counts. Then
    /// the match is not exact.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "authoring", schemars(default))]
    pub reconstructed: bool,
    /// The token factor: a count with the encoding times this estimates the model's own tokens. It is 1
    /// if the match is exact.
    pub factor: f64,
    /// The relative error of the estimate, such as 0.15 for ±15 %. It is 0 if the match is exact.
    pub error_band: f64,
    /// The source of the match, and when it was checked.
    pub source: &'static str,
}

impl EncodingMatch {
    /// The model's own tokens for a count with the encoding: the count times the token factor, rounded
    /// up.
    ///
    /// ```
    /// let claude = tokenfare_tokenizer::encoding_for_model("claude-2.1");
    /// // 51 × 1.18 = 60.18
    /// assert_eq!(claude.scaled(51), 61);
    /// ```
    pub fn scaled(&self, count: u64) -> u64 {
        // Factors have a few decimals, so that in millionths only the result is rounded.
        let millionths = (self.factor * 1e6).round() as u128;
        let scaled = (u128::from(count) * millionths).div_ceil(1_000_000);
        u64::try_from(scaled).unwrap_or(u64::MAX)
    }

    /// A match by what the vendor publishes.
    pub(crate) fn exact(encoding: EncodingName, source: &'static str) -> Self {
        Self {
            encoding,
            exact: true,
            reconstructed: false,
            factor: 1.0,
            error_band: 0.0,
            source,
        }
    }

    /// An estimate.
    pub(crate) fn estimate(
        encoding: EncodingName,
        factor: f64,
        error_band: f64,
        source: &'static str,
    ) -> Self {
        Self {
            encoding,
            exact: false,
            reconstructed: false,
            factor,
            error_band,
            source,
        }
    }
}
