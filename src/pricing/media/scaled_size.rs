//! The size of an image that is shrunk by a rule, exactly: what a float would round, a fraction keeps.

use super::image_input::ImageInput;

/// See the file's head: a size in pixels times `num / den`, kept as a fraction.
#[derive(Clone, Copy)]
pub struct Scaled {
    pub width: u64,
    pub height: u64,
    pub num: u64,
    pub den: u64,
}

impl Scaled {
    /// An image as it is.
    pub fn new(image: &ImageInput) -> Self {
        Self {
            width: u64::from(image.width),
            height: u64::from(image.height),
            num: 1,
            den: 1,
        }
    }

    /// The longer side, unscaled.
    pub fn long(&self) -> u64 {
        self.width.max(self.height)
    }

    /// The shorter side, unscaled.
    pub fn short(&self) -> u64 {
        self.width.min(self.height)
    }

    /// Shrinks so that `side` (the long or the short one, unscaled) becomes at most `limit`.
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

    /// Whether it is smaller than it was.
    pub fn is_shrunk(&self) -> bool {
        self.num != self.den
    }

    /// Squares of `side` pixels that cover the image, by width and height.
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
