//! The result of applying a rule to an image.

use crate::pricing::error::PricingError;
use crate::pricing::media::image_input::ImageInput;

/// The tokens of one image, without the source of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pricing) struct Counted {
    pub tokens: u64,
    pub formula: String,
    /// Size in whole pixels, after the vendor has shrunk the image.
    pub width: u32,
    pub height: u32,
    pub tiles: Option<u64>,
    pub patches: Option<u64>,
    /// Whether the vendor shrinks the image.
    pub shrunk: bool,
}

/// The error for an image that the vendor refuses.
pub(in crate::pricing) fn too_large(image: &ImageInput, what: &str) -> PricingError {
    PricingError::argument(
        "image",
        format!(
            "an image of {} × {} pixels has {what}; the vendor refuses it: shrink it first",
            image.width, image.height
        ),
    )
}
