//! OpenAI: a base and tokens by the tile.

use super::counted::Counted;
use crate::pricing::media::image_input::ImageInput;
use crate::pricing::media::scaled_size::Scaled;

pub(in crate::pricing) fn tiles(
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
