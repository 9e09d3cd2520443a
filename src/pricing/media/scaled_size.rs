//! The size of an image that a rule shrinks, as exact fractions of a pixel.

use super::image_input::ImageInput;

/// A size in pixels, scaled by the fraction `num / den`.
#[derive(Clone, Copy)]
pub struct Scaled {
    pub width: u64,
    pub height: u64,
    pub num: u64,
    pub den: u64,
}

impl Scaled {
    /// The size of an image, not yet scaled.
    pub fn new(image: &ImageInput) -> Self {
        Self {
            width: u64::from(image.width),
            height: u64::from(image.height),
            num: 1,
            den: 1,
        }
    }

    /// The longer side before scaling.
    pub fn long(&self) -> u64 {
        self.width.max(self.height)
    }

    /// The shorter side before scaling.
    pub fn short(&self) -> u64 {
        self.width.min(self.height)
    }

    /// Shrinks the image so that `side`, one of its sides before scaling, becomes at most `limit`.
    pub fn shrink(self, side: u64, limit: u32) -> Self {
        let limit = u64::from(limit);
        // side × num / den > limit
        if side * self.num > limit * self.den {
            Self {
                num: limit,
                den: side,
                ..self
            }
        } else {
            self
        }
    }

    /// Whether the scaled image is smaller than the original.
    pub fn is_shrunk(&self) -> bool {
        self.num != self.den
    }

    /// How many squares of `side` pixels cover the image, across and down.
    pub fn cells(&self, side: u32) -> (u64, u64) {
        let side = u64::from(side) * self.den;
        (
            (self.width * self.num).div_ceil(side),
            (self.height * self.num).div_ceil(side),
        )
    }

    /// Width and height in whole pixels, at least one.
    #[allow(clippy::cast_possible_truncation)] // a shrunk side is not longer than the side was
    pub fn whole(&self) -> (u32, u32) {
        let whole = |side: u64| (side * self.num / self.den).max(1) as u32;
        (whole(self.width), whole(self.height))
    }
}
