//! Tokens of images and media by a model's published rules, with formula and source.

use serde::Serialize;

use super::catalog::{Catalog, Resolved};
use super::error::{PricingError, Result};
use super::image;
use super::quantities::{Count, ImageInput};
use super::rate_card::RateCard;
use super::schema::{ImageRule, MediaRule};
use super::{Day, Exact};

/// Tokens that something else than text is billed as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenEstimate {
    /// Tokens billed.
    pub tokens: u64,
    /// False where the vendor calls the rule approximate or other sources contradict it.
    pub exact: bool,
    /// In words and numbers: "85 + 4 tiles × 170".
    pub formula: String,
    /// The page that publishes the rule.
    pub source: String,
    /// What others measured or print, where they contradict the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<String>,
}

/// Tokens of an image sent in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageTokens {
    /// Tokens, formula and source.
    #[serde(flatten)]
    pub estimate: TokenEstimate,
    /// Width after shrinking, whole pixels.
    pub width: u32,
    /// Height after shrinking, whole pixels.
    pub height: u32,
    /// Tiles, where the rule counts tiles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tiles: Option<u64>,
    /// Patches, where the rule counts patches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patches: Option<u64>,
}

/// Sound or moving images.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MediaKind {
    /// Sound.
    Audio,
    /// Moving images.
    Video,
}

/// Which way the media goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// To the model.
    Input,
    /// From the model.
    Output,
}

impl Catalog {
    /// Prompt tokens of one image (its `count` is not looked at), by the rule in force on `day`.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, ImageInput};
    ///
    /// let catalog = Catalog::embedded()?;
    /// let image = ImageInput { width: 1024, height: 1024, ..Default::default() };
    /// // Fits 2048 × 2048; short side to 768: 768 × 768, 2 × 2 tiles of 512; 85 + 4 × 170.
    /// let tokens = catalog.image_input_tokens("gpt-4o-2024-05-13", &image, None)?;
    /// assert_eq!(tokens.estimate.tokens, 765);
    /// assert_eq!(tokens.estimate.formula, "85 + 4 tiles × 170");
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// UNKNOWN_MODEL; NO_PRICE where no rule is published; INVALID_ARGUMENT for a side of 0 or above
    /// [`image::MAX_IMAGE_SIDE`], for a detail that the rule lacks, and for images that the vendor
    /// refuses.
    pub fn image_input_tokens(
        &self,
        model: &str,
        image: &ImageInput,
        day: Option<Day>,
    ) -> Result<ImageTokens> {
        self.resolve(model, false)?
            .image_tokens(image, day.unwrap_or(self.checked()))
    }

    /// Tokens of audio or video of a known length, by the rule in force on `day`.
    ///
    /// # Errors
    /// UNKNOWN_MODEL; NO_PRICE where no rule is published.
    pub fn media_tokens(
        &self,
        model: &str,
        kind: MediaKind,
        direction: Direction,
        seconds: Count,
        day: Option<Day>,
    ) -> Result<TokenEstimate> {
        self.resolve(model, false)?.media_tokens(
            kind,
            direction,
            seconds.exact(),
            day.unwrap_or(self.checked()),
        )
    }
}

impl<'c> Resolved<'c> {
    /// As [`Catalog::image_input_tokens`].
    ///
    /// # Errors
    /// The same, but for UNKNOWN_MODEL.
    pub fn image_tokens(&self, image: &ImageInput, day: Day) -> Result<ImageTokens> {
        let rule = self.image_rule(day).ok_or_else(|| self.no_rule("images"))?;
        Ok(self.billed_for(rule, image::count(&rule.rule, image)?))
    }

    /// The same for an image of unknown size: what the rule says whatever the size, as OpenAI's
    /// of low detail does, or `None`.
    ///
    /// # Errors
    /// NO_PRICE where no rule is published; INVALID_ARGUMENT for a detail that the rule lacks.
    pub fn image_tokens_of_any_size(
        &self,
        detail: Option<&str>,
        day: Day,
    ) -> Result<Option<ImageTokens>> {
        let rule = self.image_rule(day).ok_or_else(|| self.no_rule("images"))?;
        let counted = image::count_any_size(&rule.rule, detail).transpose()?;
        Ok(counted.map(|counted| self.billed_for(rule, counted)))
    }

    fn billed_for(&self, rule: &ImageRule, counted: image::Counted) -> ImageTokens {
        let dispute = rule
            .dispute
            .as_ref()
            .or(rule.dispute_shrunk.as_ref().filter(|_| counted.shrunk));
        ImageTokens {
            estimate: TokenEstimate {
                tokens: counted.tokens,
                exact: dispute.is_none(),
                formula: counted.formula,
                source: self.url(&rule.source),
                dispute: dispute.cloned(),
            },
            width: counted.width,
            height: counted.height,
            tiles: counted.tiles,
            patches: counted.patches,
        }
    }

    pub(super) fn media_tokens(
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
            .times(per_second)
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

    pub(super) fn image_rule(&self, day: Day) -> Option<&'c ImageRule> {
        let rules = self
            .provider
            .image_rules
            .get(self.record.image_rule.as_ref()?)?;
        rules.iter().find(|rule| within(rule.from, rule.to, day))
    }

    pub(super) fn media_rule(&self, day: Day) -> Option<&'c MediaRule> {
        let rules = self
            .provider
            .media_rules
            .get(self.record.media_rule.as_ref()?)?;
        rules.iter().find(|rule| within(rule.from, rule.to, day))
    }

    pub(super) fn url(&self, source: &str) -> String {
        self.provider
            .sources
            .get(source)
            .map_or_else(|| source.to_owned(), |s| s.url.clone())
    }

    fn no_rule(&self, what: &str) -> PricingError {
        PricingError::NoPrice {
            message: format!(
                "{} publishes no rule that turns {what} into tokens for {}; give the tokens instead",
                self.provider.name,
                self.id()
            ),
            path: None,
        }
    }
}

impl RateCard<'_> {
    /// Output tokens of `count` images made, by the vendor's table.
    pub(super) fn image_output_tokens(
        &self,
        size: &str,
        quality: Option<&str>,
        count: u32,
    ) -> Result<TokenEstimate> {
        let provider = self.resolved().provider_file();
        let table = self
            .record()
            .image_table
            .as_ref()
            .and_then(|key| provider.image_tables.get(key))
            .and_then(|tables| {
                tables
                    .iter()
                    .find(|table| within(table.from, table.to, self.day()))
            });
        let Some(table) = table else {
            return Err(PricingError::NoPrice {
                message: format!(
                    "{} publishes neither a price per image nor the tokens of an image for {} on {}; give imageOutputTokens instead",
                    provider.name,
                    self.resolved().id(),
                    self.day()
                ),
                path: None,
            });
        };
        let stated = quality.filter(|quality| *quality != "auto");
        let known = || {
            table
                .tokens
                .keys()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let quality = stated.or(table.auto.as_deref()).ok_or_else(|| {
            PricingError::argument("quality", format!("give the quality, one of {}", known()))
        })?;
        let by_size = table.tokens.get(quality).ok_or_else(|| {
            PricingError::argument(
                "quality",
                format!("no quality {quality:?}; there are {}", known()),
            )
        })?;
        let tokens = *by_size.get(size).ok_or_else(|| {
            let sizes: Vec<&str> = by_size.keys().map(String::as_str).collect();
            PricingError::argument(
                "size",
                format!(
                    "no tokens are published for size {size:?}, only for {}",
                    sizes.join(", ")
                ),
            )
        })?;
        let each = format!("{tokens} tokens per image, {quality} {size}");
        Ok(TokenEstimate {
            tokens: u64::from(tokens) * u64::from(count),
            exact: stated.is_some(),
            formula: if count == 1 {
                each
            } else {
                format!("{count} × {each}")
            },
            source: self.resolved().url(&table.source),
            dispute: None,
        })
    }
}

/// Whether `day` is in the half-open span from `from` to `to`.
pub(super) fn within(from: Option<Day>, to: Option<Day>, day: Day) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day < to)
}
