//! Pixels to prompt tokens, by the rule that a model's vendor publishes.
//!
//! All arithmetic is on whole numbers and fractions of them (`scaled_size.rs`); nothing passes through a float, so
//! that 1024 patches × 1.2 = 1228.8 is rounded up to 1229 and 5 × 1.2 = 6 is not rounded at all.

use crate::sorted_map::SortedMap;

use super::error::{PricingError, Result};
use super::exact::Exact;
use super::quantities::ImageInput;
use super::scaled_size::Scaled;
use super::schema::{DetailRule, ImageRuleKind};

/// Largest width or height that is computed with, pixels.
pub const MAX_IMAGE_SIDE: u32 = 1_000_000;

/// Tokens of one image, before the source is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub tokens: u64,
    pub formula: String,
    /// Size that was counted, whole pixels, after shrinking.
    pub width: u32,
    pub height: u32,
    pub tiles: Option<u64>,
    pub patches: Option<u64>,
    pub shrunk: bool,
}

/// Counts the tokens of one image; its `count` is not looked at.
pub(super) fn count(rule: &ImageRuleKind, image: &ImageInput) -> Result<Counted> {
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

/// As [`count`] for an image of unknown size; `None` where the rule asks for the size.
pub(super) fn count_any_size(
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

fn named_detail<'a>(image: &'a ImageInput, auto: &'a str) -> &'a str {
    match image.detail.as_deref() {
        None | Some("auto") => auto,
        Some(detail) => detail,
    }
}

fn known<'a, T>(by_detail: &'a SortedMap<String, T>, wanted: &str) -> Result<&'a T> {
    by_detail.get(wanted).ok_or_else(|| {
        let known: Vec<&str> = by_detail.keys().map(String::as_str).collect();
        unknown_detail(wanted, &known.join(", "))
    })
}

fn unknown_detail(wanted: &str, known: &str) -> PricingError {
    PricingError::argument(
        "detail",
        format!("this model's rule knows no detail {wanted:?}; it knows {known}"),
    )
}

fn too_large(image: &ImageInput, what: &str) -> PricingError {
    PricingError::argument(
        "image",
        format!(
            "an image of {} × {} pixels has {what}; the vendor refuses it: shrink it first",
            image.width, image.height
        ),
    )
}

/// OpenAI's patch rule. With `s = sqrt(patch² × budget / (w × h))`, the guide shrinks by
/// `s × min(floor(w s / patch) / (w s / patch), floor(h s / patch) / (h s / patch))`.
///
/// `w s / patch` is `sqrt(budget × w / h)`, so its floor is an integer square root. The smaller of
/// the two ratios makes one side a whole number of patches, exactly; the other side follows as a
/// fraction, of which the guide keeps the whole pixels.
fn patches(
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
        .times(multiplier)
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

fn tiles(
    image: &ImageInput,
    base: u32,
    per_tile: u32,
    tile: u32,
    fit: Option<u32>,
    short_side: u32,
) -> Counted {
    let mut size = Scaled::new(image);
    if let Some(fit) = fit {
        size = size.shrink(size.long(), fit);
    }
    size = size.shrink(size.short(), short_side);
    let (across, down) = size.cells(tile);
    let tiles = across * down;
    let (width, height) = size.whole();
    Counted {
        tokens: u64::from(base) + u64::from(per_tile) * tiles,
        formula: format!(
            "{base} + {tiles} {} × {per_tile}",
            if tiles == 1 { "tile" } else { "tiles" }
        ),
        width,
        height,
        tiles: Some(tiles),
        patches: None,
        shrunk: size.is_shrunk(),
    }
}

/// Anthropic's rule: the largest size of the same shape that keeps to both limits, a token a patch.
///
/// The number of patches changes only where a side is a whole number of patches, so the largest
/// size that fits is one of those.
#[allow(clippy::cast_possible_truncation)] // a shrunk side is not longer than the side was
fn patch_count(image: &ImageInput, patch: u32, max_side: u32, max_patches: u32) -> Counted {
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
    Counted {
        tokens: patches,
        formula: format!("{resized}{across} × {down} patches of {patch} px"),
        width,
        height,
        tiles: None,
        patches: Some(patches),
        shrunk,
    }
}

fn area(image: &ImageInput, divisor: u32, max_side: u32, max_tokens: u32) -> Counted {
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
