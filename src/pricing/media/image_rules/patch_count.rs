//! Anthropic: a token by the patch.

use super::counted::{Counted, too_large};
use crate::pricing::error::Result;
use crate::pricing::media::image_input::ImageInput;
use crate::pricing::media::scaled_size::Scaled;

/// The image is shrunk to the largest size of the same shape that keeps to both limits. Each patch
/// that covers it is one token.
///
/// The number of patches changes only at sizes where a side is a whole number of patches, so the
/// largest size that fits is one of these.
#[allow(clippy::cast_possible_truncation)] // a shrunk side is not longer than the side was
pub(in crate::pricing) fn patch_count(
    image: &ImageInput,
    patch: u32,
    max_side: u32,
    max_patches: u32,
    reject_above_side: Option<u32>,
) -> Result<Counted> {
    if let Some(limit) = reject_above_side
        && image.width.max(image.height) > limit
    {
        return Err(too_large(
            image,
            &format!("a side longer than {limit} pixels"),
        ));
    }
    let size = Scaled::new(image);
    let size = size.shrink(size.long(), max_side);
    let (mut across, mut down) = size.cells(patch);
    let (mut width, mut height) = size.whole();
    let mut shrunk = size.is_shrunk();
    let limit = u64::from(max_patches);
    if across * down > limit {
        let (w, h, side) = (
            u64::from(image.width),
            u64::from(image.height),
            u64::from(patch),
        );
        // Whole columns, as many as fit with the rows that follow from them; and the reverse.
        let by_width = (1..across)
            .rev()
            .map(|n| (n, (n * h).div_ceil(w)))
            .find(|(a, d)| a * d <= limit);
        let by_height = (1..down)
            .rev()
            .map(|n| ((n * w).div_ceil(h), n))
            .find(|(a, d)| a * d <= limit);
        // Scales are by_width.0 / w and by_height.1 / h; the larger wins.
        let wide = by_width.is_some_and(|(a, _)| by_height.is_none_or(|(_, d)| a * h >= d * w));
        if wide {
            (across, down) = by_width.unwrap_or((1, 1));
            (width, height) = (
                (across * side) as u32,
                (across * side * h / w).max(1) as u32,
            );
        } else {
            (across, down) = by_height.unwrap_or((1, 1));
            (width, height) = ((down * side * w / h).max(1) as u32, (down * side) as u32);
        }
        shrunk = true;
    }
    let patches = across * down;
    let resized = if shrunk {
        format!("{width}×{height} px: ")
    } else {
        String::new()
    };
    Ok(Counted {
        tokens: patches,
        formula: format!("{resized}{across} × {down} patches of {patch} px"),
        width,
        height,
        tiles: None,
        patches: Some(patches),
        shrunk,
    })
}
