//! Anthropic until 2026: tokens by the pixel.

use super::counted::Counted;
use crate::pricing::media::image_input::ImageInput;
use crate::pricing::media::scaled_size::Scaled;

/// The image is shrunk to the longest side. Its area in pixels, divided by `divisor` and rounded
/// up, is the number of tokens.
pub(in crate::pricing) fn area(
    image: &ImageInput,
    divisor: u32,
    max_side: u32,
    max_tokens: u32,
) -> Counted {
    let size = Scaled::new(image);
    let size = size.shrink(size.long(), max_side);
    let wide = |n: u64| u128::from(n);
    let pixels_num = wide(size.width) * wide(size.num) * wide(size.height) * wide(size.num);
    let tokens = pixels_num.div_ceil(wide(size.den) * wide(size.den) * u128::from(divisor));
    let tokens = u64::try_from(tokens)
        .unwrap_or(u64::MAX)
        .min(u64::from(max_tokens));
    let (width, height) = size.whole();
    Counted {
        tokens,
        formula: format!("{width} × {height} px ÷ {divisor}, at most {max_tokens}"),
        width,
        height,
        tiles: None,
        patches: None,
        shrunk: size.is_shrunk() || tokens == u64::from(max_tokens),
    }
}
