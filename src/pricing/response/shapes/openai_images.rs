//! OpenAI's images API: by tokens, or by the picture where there is no usage.

use super::generic_tokens::has_tokens;
use super::one_modality::pictures as tokens;
use crate::pricing::error::Result;
use crate::pricing::media::ImageOutput;
use crate::pricing::quote::Quantities;
use crate::pricing::response::reading::{Item, Node, Reading, time_of};

/// A response of the images API: a date and a list of pictures, and no type or object; or the last
/// event of its stream.
pub(super) fn is_response(body: &Node<'_>) -> bool {
    let event = body
        .text("type")
        .is_some_and(|kind| kind.starts_with("image_") && kind.ends_with(".completed"));
    let picture = |data: Node<'_>| data.has("b64_json") || data.has("url");
    let list = body.has("created") && !body.has("object") && body.list("data").any(picture);
    (event || list)
        && (body.has("size") || body.object("usage").is_some_and(|usage| has_tokens(&usage)))
}

pub(super) fn read(body: &Node<'_>) -> Result<Reading> {
    let quantities = match body.usage("usage") {
        Some(usage) => tokens(&usage)?,
        None => pictures(body),
    };
    let item = Item {
        model: body.owned("model"),
        at: time_of(body),
        quantities,
        ..Item::default()
    };
    Ok(Reading::new("openai.images", "openai", item))
}

fn pictures(body: &Node<'_>) -> Quantities {
    let count = u32::try_from(body.list("data").count().max(1)).ok();
    let image = ImageOutput {
        size: body.owned("size").unwrap_or_default(),
        quality: body.owned("quality"),
        count,
    };
    Quantities {
        generated_images: vec![image],
        ..Quantities::default()
    }
}
