//! Gemini 2: one tile for a small image, else tokens by the tile.

use super::counted::Counted;
use crate::pricing::media::image_input::ImageInput;
use crate::pricing::media::scaled_size::Scaled;

/// An image with both sides up to `small_side` pixels is one tile. A larger one is covered with tiles
/// of `tile` pixels, without being shrunk.
pub(in crate::pricing) fn small_or_tiles(
    image: &ImageInput,
    small_side: u32,
    tile: u32,
    per_tile: u32,
) -> Counted {
    let size = Scaled::new(image);
    let (tiles, formula) = if size.long() <= u64::from(small_side) {
        let formula = format!("both sides up to {small_side}: 1 tile × {per_tile}");
        (1, formula)
    } else {
        let (across, down) = size.cells(tile);
        (
            across * down,
            format!("{across} × {down} tiles × {per_tile}"),
        )
    };
    Counted {
        tokens: tiles * u64::from(per_tile),
        formula,
        width: image.width,
        height: image.height,
        tiles: Some(tiles),
        patches: None,
        shrunk: false,
    }
}
