//! The rule of a model, applied to an image.

use super::area::area;
use super::counted::Counted;
use super::detail::{by_detail, requested_detail};
use super::fixed::fixed;
use super::patch_count::patch_count;
use super::patches::patches;
use super::small_or_tiles::small_or_tiles;
use super::tiles::{TileSides, TileTokens, tiles};
use crate::pricing::catalog::schema::ImageRuleKind;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::image_input::{ImageInput, MAX_IMAGE_SIDE};

/// Counts the tokens of one image, ignoring its `count`.
pub(in crate::pricing) fn count(rule: &ImageRuleKind, image: &ImageInput) -> Result<Counted> {
    for (side, name) in [(image.width, "width"), (image.height, "height")] {
        if side == 0 || side > MAX_IMAGE_SIDE {
            return Err(PricingError::argument(
                name,
                format!("{name} must be from 1 to {MAX_IMAGE_SIDE} pixels, not {side}"),
            ));
        }
    }
    match rule {
        ImageRuleKind::Patches {
            patch,
            multiplier,
            auto,
            detail,
            reject_above_patches,
        } => {
            let limits = by_detail(detail, requested_detail(image, auto))?;
            patches(image, *patch, *multiplier, limits, *reject_above_patches)
        }
        ImageRuleKind::Tiles {
            base,
            per_tile,
            tile,
            fit,
            short_side,
            high_fidelity,
        } => {
            let tokens = TileTokens {
                base: *base,
                per_tile: *per_tile,
            };
            let sides = TileSides {
                tile: *tile,
                fit: *fit,
                short_side: *short_side,
            };
            tiles(image, tokens, sides, high_fidelity.as_ref())
        }
        ImageRuleKind::PatchCount {
            patch,
            max_side,
            max_patches,
            reject_above_side,
        } => patch_count(image, *patch, *max_side, *max_patches, *reject_above_side),
        ImageRuleKind::Area {
            divisor,
            max_side,
            max_tokens,
        } => Ok(area(image, *divisor, *max_side, *max_tokens)),
        ImageRuleKind::SmallOrTiles {
            small_side,
            tile,
            per_tile,
        } => Ok(small_or_tiles(image, *small_side, *tile, *per_tile)),
        ImageRuleKind::Fixed { tokens, auto } => fixed(image, tokens, auto),
    }
}

/// Counts the tokens of an image of unknown size; `None` if they depend on the size.
pub(in crate::pricing) fn count_any_size(
    rule: &ImageRuleKind,
    detail: Option<&str>,
) -> Option<Result<Counted>> {
    let image = ImageInput {
        width: 1,
        height: 1,
        detail: detail.map(str::to_owned),
        ..Default::default()
    };
    let any_size = match rule {
        ImageRuleKind::Tiles { .. } => requested_detail(&image, "high") == "low",
        ImageRuleKind::Fixed { .. } => true,
        _ => false,
    };
    any_size.then(|| count(rule, &image))
}
