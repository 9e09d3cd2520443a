//! Prompt tokens of an image that is sent to a model, by the rule of the model's vendor.

use serde::Serialize;

use super::image_input::ImageInput;
use super::image_rules;
use super::token_estimate::TokenEstimate;
use crate::pricing::catalog::schema::ImageRule;
use crate::pricing::catalog::{Catalog, Resolved};
use crate::pricing::error::Result;
use crate::pricing::number::{Day, Validity};

/// Tokens of an image sent in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ImageTokens {
    /// Tokens, formula and source.
    #[serde(flatten)]
    pub estimate: TokenEstimate,
    /// Width in whole pixels, after the vendor has shrunk the image.
    pub width: u32,
    /// Height in whole pixels, after the vendor has shrunk the image.
    pub height: u32,
    /// The number of tiles, where the rule counts tiles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tiles: Option<u64>,
    /// The number of patches, where the rule counts patches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patches: Option<u64>,
}

impl Catalog {
    /// The prompt tokens of one image, by the rule in force on `day` (the default is
    /// [`checked`](Self::checked)). The image's `count` is ignored.
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
    /// - [`PricingError::UnknownModel`](crate::pricing::PricingError::UnknownModel).
    /// - [`PricingError::NoPrice`](crate::pricing::PricingError::NoPrice) if the vendor publishes no
    ///   rule.
    /// - [`PricingError::InvalidArgument`](crate::pricing::PricingError::InvalidArgument) for a side of
    ///   0 or more than [`MAX_IMAGE_SIDE`](crate::pricing::MAX_IMAGE_SIDE), for a detail that the rule
    ///   lacks, and for an image that the vendor refuses.
    pub fn image_input_tokens(
        &self,
        model: &str,
        image: &ImageInput,
        day: Option<Day>,
    ) -> Result<ImageTokens> {
        self.resolve(model, false)?
            .image_tokens(image, day.unwrap_or(self.checked()))
    }
}

impl<'c> Resolved<'c> {
    /// The prompt tokens of one image; see [`Catalog::image_input_tokens`].
    ///
    /// # Errors
    /// As for [`Catalog::image_input_tokens`], except for an unknown model.
    pub fn image_tokens(&self, image: &ImageInput, day: Day) -> Result<ImageTokens> {
        let rule = self.image_rule(day).ok_or_else(|| self.no_rule("images"))?;
        Ok(self.with_source(rule, image_rules::count(&rule.rule, image)?))
    }

    /// The prompt tokens of an image of unknown size, if they do not depend on the size, as OpenAI's do
    /// not at low detail; `None` if they do.
    ///
    /// # Errors
    /// [`PricingError::NoPrice`](crate::pricing::PricingError::NoPrice) if the vendor publishes no rule;
    /// [`PricingError::InvalidArgument`](crate::pricing::PricingError::InvalidArgument) for a detail
    /// that the rule lacks.
    pub fn image_tokens_of_any_size(
        &self,
        detail: Option<&str>,
        day: Day,
    ) -> Result<Option<ImageTokens>> {
        let rule = self.image_rule(day).ok_or_else(|| self.no_rule("images"))?;
        let counted = image_rules::count_any_size(&rule.rule, detail).transpose()?;
        Ok(counted.map(|counted| self.with_source(rule, counted)))
    }

    fn with_source(&self, rule: &ImageRule, counted: image_rules::Counted) -> ImageTokens {
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

    pub(in crate::pricing) fn image_rule(&self, day: Day) -> Option<&'c ImageRule> {
        let rules = self
            .provider
            .image_rules
            .get(self.record.image_rule.as_ref()?)?;
        rules
            .iter()
            .find(|rule| Validity::new(rule.from, rule.to).contains(day))
    }
}
