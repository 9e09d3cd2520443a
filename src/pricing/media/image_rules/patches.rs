//! OpenAI: tokens by the patch, within a budget of patches.

use super::counted::{Counted, too_large};
use crate::pricing::catalog::schema::DetailRule;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::image_input::ImageInput;
use crate::pricing::media::scaled_size::Scaled;
use crate::pricing::number::Exact;

/// The image is shrunk to its limits and covered with square patches; `multiplier` tokens are
/// billed for each.
///
/// With `s = sqrt(patch² × budget / (w × h))`, OpenAI's guide shrinks by
/// `s × min(floor(w s / patch) / (w s / patch), floor(h s / patch) / (h s / patch))`.
///
/// `w s / patch` is `sqrt(budget × w / h)`, so its floor is an integer square root. The smaller of
/// the two ratios makes one side a whole number of patches, exactly; the other side follows as a
/// fraction, of which the guide keeps the whole pixels.
pub(in crate::pricing) fn patches(
    image: &ImageInput,
    patch: u32,
    multiplier: Exact,
    limits: &DetailRule,
    reject_above: Option<u32>,
) -> Result<Counted> {
    let mut size = Scaled::new(image);
    if let Some(limit) = limits.max_side {
        size = size.shrink(size.long(), limit);
    }
    let (mut across, mut down) = size.cells(patch);
    let (mut width, mut height) = size.whole();
    let mut shrunk = size.is_shrunk();
    if let Some(budget) = limits.max_patches.map(u64::from)
        && across * down > budget
    {
        (width, height) = fit_budget(image, u64::from(patch), budget);
        (across, down) = (width.div_ceil(patch).into(), height.div_ceil(patch).into());
        shrunk = true;
    }
    let patches = across * down;
    if let Some(limit) = reject_above
        && patches > u64::from(limit)
    {
        return Err(too_large(
            image,
            &format!("{patches} patches, more than {limit}"),
        ));
    }
    let tokens = Exact::whole(patches)
        .checked_mul(multiplier)
        .and_then(Exact::ceil_u64)
        .ok_or_else(|| PricingError::digits(None))?;
    let resized = if shrunk {
        format!("{width}×{height} px: ")
    } else {
        String::new()
    };
    let formula = if multiplier == Exact::ONE {
        format!("{resized}{across} × {down} patches")
    } else {
        format!("{resized}⌈{across} × {down} patches × {multiplier}⌉")
    };
    Ok(Counted {
        tokens,
        formula,
        width,
        height,
        tiles: None,
        patches: Some(patches),
        shrunk,
    })
}

/// The whole pixels of an image shrunk to a budget of patches.
#[allow(clippy::cast_possible_truncation)] // a shrunk side is not longer than the side was
fn fit_budget(image: &ImageInput, patch: u64, budget: u64) -> (u32, u32) {
    let (w, h) = (u64::from(image.width), u64::from(image.height));
    // At least one patch, for images thousands of times as long as they are wide.
    let across = (budget * w / h).isqrt().max(1);
    let down = (budget * h / w).isqrt().max(1);
    let (width, height) = if across * h <= down * w {
        (patch * across, patch * across * h / w)
    } else {
        (patch * down * w / h, patch * down)
    };
    (width.max(1) as u32, height.max(1) as u32)
}
