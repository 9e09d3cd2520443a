//! Tokens of audio and video, by the rule of the model's vendor.

use serde::Serialize;

use super::token_estimate::TokenEstimate;
use crate::pricing::catalog::schema::MediaRule;
use crate::pricing::catalog::{Catalog, Resolved};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::{Count, Day, Exact, Validity};

/// Audio or video.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum MediaKind {
    /// Sound.
    Audio,
    /// Moving images.
    Video,
}

/// Audio or video of a known length.
#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct MediaInput {
    /// Audio or video.
    pub kind: MediaKind,
    /// To the model or from it.
    pub direction: Direction,
    /// Its length.
    pub seconds: Count,
}

/// Whether the model receives or produces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum Direction {
    /// Sent to the model.
    Input,
    /// Produced by the model.
    Output,
}

impl Catalog {
    /// The tokens of so many seconds of audio or video, by the rule in force on `day` (the default is
    /// [`checked`](Self::checked)).
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, Direction, MediaInput, MediaKind};
    ///
    /// let catalog = Catalog::embedded()?;
    /// let audio = MediaInput {
    ///     kind: MediaKind::Audio,
    ///     direction: Direction::Input,
    ///     seconds: 10.into(),
    /// };
    /// // 10 s × 32 tokens a second
    /// let estimate = catalog.media_tokens("gemini-2.5-flash", audio, None)?;
    /// assert_eq!(estimate.tokens, 320);
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`]; [`PricingError::NoPrice`] if the vendor publishes no rule;
    /// [`PricingError::LimitExceeded`] if 64 bits do not hold the tokens.
    pub fn media_tokens(
        &self,
        model: &str,
        media: MediaInput,
        day: Option<Day>,
    ) -> Result<TokenEstimate> {
        self.resolve(model, false)?.media_tokens(
            media.kind,
            media.direction,
            media.seconds.exact(),
            day.unwrap_or(self.checked()),
        )
    }
}

impl<'c> Resolved<'c> {
    pub(in crate::pricing) fn media_tokens(
        &self,
        kind: MediaKind,
        direction: Direction,
        seconds: Exact,
        day: Day,
    ) -> Result<TokenEstimate> {
        let (what, per_second) = match (kind, direction) {
            (MediaKind::Audio, Direction::Input) => (
                "audio heard",
                self.media_rule(day).map(|r| (r, r.audio_input)),
            ),
            (MediaKind::Audio, Direction::Output) => (
                "audio spoken",
                self.media_rule(day).map(|r| (r, r.audio_output)),
            ),
            (MediaKind::Video, Direction::Input) => (
                "video watched",
                self.media_rule(day).map(|r| (r, r.video_input)),
            ),
            (MediaKind::Video, Direction::Output) => ("video made", None),
        };
        let Some((rule, Some(per_second))) = per_second else {
            return Err(self.no_rule(what));
        };
        let tokens = seconds
            .checked_mul(per_second)
            .and_then(Exact::ceil_u64)
            .ok_or_else(|| PricingError::digits(Some("seconds".to_owned())))?;
        Ok(TokenEstimate {
            tokens,
            exact: !rule.estimate && rule.dispute.is_none(),
            formula: format!("⌈{seconds} s × {per_second} tokens a second⌉"),
            source: self.url(&rule.source),
            dispute: rule.dispute.clone(),
        })
    }

    pub(in crate::pricing) fn media_rule(&self, day: Day) -> Option<&'c MediaRule> {
        let rules = self
            .provider
            .media_rules
            .get(self.record.media_rule.as_ref()?)?;
        rules
            .iter()
            .find(|rule| Validity::new(rule.from, rule.to).contains(day))
    }
}
