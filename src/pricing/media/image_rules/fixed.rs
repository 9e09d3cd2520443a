//! Gemini 3: a fixed number of tokens for an image, by detail.

use super::counted::Counted;
use super::detail::{by_detail, requested_detail};
use crate::pricing::error::Result;
use crate::pricing::media::image_input::ImageInput;
use crate::sorted_map::SortedMap;

pub(in crate::pricing) fn fixed(
    image: &ImageInput,
    tokens: &SortedMap<String, u32>,
    auto: &str,
) -> Result<Counted> {
    let detail = requested_detail(image, auto);
    let tokens = *by_detail(tokens, detail)?;
    Ok(Counted {
        tokens: u64::from(tokens),
        formula: format!("{tokens} per image at {detail} resolution"),
        width: image.width,
        height: image.height,
        tiles: None,
        patches: None,
        shrunk: false,
    })
}
