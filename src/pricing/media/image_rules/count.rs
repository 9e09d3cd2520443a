//! The rule of a model, applied to an image.

use super::area::area;
use super::counted::{Counted, too_large};
use super::detail::{known, named_detail, unknown_detail};
use super::patch_count::patch_count;
use super::patches::patches;
use super::tiles::tiles;
use crate::pricing::catalog::schema::ImageRuleKind;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::image_input::{ImageInput, MAX_IMAGE_SIDE};
use crate::pricing::media::scaled_size::Scaled;

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
            let wanted = named_detail(image, auto);
            let limits = known(detail, wanted)?;
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
            let mut counted = match named_detail(image, "high") {
                "low" => Counted {
                    tokens: u64::from(*base),
                    formula: format!("low detail: {base}"),
                    width: image.width,
                    height: image.height,
                    tiles: Some(0),
                    patches: None,
                    shrunk: false,
                },
                "high" | "original" => tiles(image, *base, *per_tile, *tile, *fit, *short_side),
                other => return Err(unknown_detail(other, "low, high, auto")),
            };
            match (image.fidelity.as_deref(), high_fidelity) {
                (None | Some("low"), _) => {}
                (Some("high"), Some(extra)) => {
                    let extra = if image.width == image.height {
                        extra.square
                    } else {
                        extra.other
                    };
                    counted.tokens += u64::from(extra);
                    counted
                        .formula
                        .push_str(&format!(" + {extra} high fidelity"));
                }
                (Some(other), _) => {
                    return Err(PricingError::argument(
                        "fidelity",
                        format!("this model's rule knows no input fidelity {other:?}"),
                    ));
                }
            }
            Ok(counted)
        }
        ImageRuleKind::PatchCount {
            patch,
            max_side,
            max_patches,
            reject_above_side,
        } => {
            if let Some(limit) = reject_above_side
                && image.width.max(image.height) > *limit
            {
                return Err(too_large(
                    image,
                    &format!("a side longer than {limit} pixels"),
                ));
            }
            Ok(patch_count(image, *patch, *max_side, *max_patches))
        }
        ImageRuleKind::Area {
            divisor,
            max_side,
            max_tokens,
        } => Ok(area(image, *divisor, *max_side, *max_tokens)),
        ImageRuleKind::SmallOrTiles {
            small_side,
            tile,
            per_tile,
        } => {
            let size = Scaled::new(image);
            let (across, down) = if size.long() <= u64::from(*small_side) {
                (1, 1)
            } else {
                size.cells(*tile)
            };
            let tiles = across * down;
            Ok(Counted {
                tokens: tiles * u64::from(*per_tile),
                formula: if size.long() <= u64::from(*small_side) {
                    format!("both sides up to {small_side}: 1 tile × {per_tile}")
                } else {
                    format!("{across} × {down} tiles × {per_tile}")
                },
                width: image.width,
                height: image.height,
                tiles: Some(tiles),
                patches: None,
                shrunk: false,
            })
        }
        ImageRuleKind::Fixed { tokens, auto } => {
            let wanted = named_detail(image, auto);
            let tokens = *known(tokens, wanted)?;
            Ok(Counted {
                tokens: u64::from(tokens),
                formula: format!("{tokens} per image at {wanted} resolution"),
                width: image.width,
                height: image.height,
                tiles: None,
                patches: None,
                shrunk: false,
            })
        }
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
        ImageRuleKind::Tiles { .. } => named_detail(&image, "high") == "low",
        ImageRuleKind::Fixed { .. } => true,
        _ => false,
    };
    any_size.then(|| count(rule, &image))
}
