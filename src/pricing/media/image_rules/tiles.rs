//! OpenAI: a base and tokens by the tile.

use super::counted::Counted;
use super::detail::{requested_detail, unknown_detail};
use crate::pricing::catalog::schema::FidelityTokens;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::image_input::ImageInput;
use crate::pricing::media::scaled_size::Scaled;

/// The tokens of the base and of each tile.
#[derive(Clone, Copy)]
pub(in crate::pricing) struct TileTokens {
    pub base: u32,
    pub per_tile: u32,
}

/// How an image is shrunk and cut into tiles, in pixels.
#[derive(Clone, Copy)]
pub(in crate::pricing) struct TileSides {
    pub tile: u32,
    pub fit: Option<u32>,
    pub short_side: u32,
}

/// Low detail is the base alone. Otherwise the image is shrunk to fit a square, then to the length
/// of the short side, and the base and the tiles that cover it are billed. High input fidelity adds
/// to either.
pub(in crate::pricing) fn tiles(
    image: &ImageInput,
    tokens: TileTokens,
    sides: TileSides,
    high_fidelity: Option<&FidelityTokens>,
) -> Result<Counted> {
    let mut counted = match requested_detail(image, "high") {
        "low" => Counted {
            tokens: u64::from(tokens.base),
            formula: format!("low detail: {}", tokens.base),
            width: image.width,
            height: image.height,
            tiles: Some(0),
            patches: None,
            shrunk: false,
        },
        "high" | "original" => high_detail(image, tokens, sides),
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

fn high_detail(image: &ImageInput, tokens: TileTokens, sides: TileSides) -> Counted {
    let mut size = Scaled::new(image);
    if let Some(fit) = sides.fit {
        size = size.shrink(size.long(), fit);
    }
    size = size.shrink(size.short(), sides.short_side);
    let (across, down) = size.cells(sides.tile);
    let tiles = across * down;
    let (width, height) = size.whole();
    let TileTokens { base, per_tile } = tokens;
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
