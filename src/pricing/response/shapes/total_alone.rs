//! Embeddings and rankings that state one count, as Voyage's and Jina's do: it is the input.

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, time_of};

/// Whether a usage has a total alone, beside what only embeddings and rankings answer.
pub(super) fn is_response(body: &Node<'_>, usage: &Node<'_>) -> bool {
    let answers = ["data", "results", "embeddings"];
    usage.has("total_tokens")
        && !usage.has_any(&["prompt_tokens", "completion_tokens"])
        && !usage.has_any(&["input_tokens", "output_tokens"])
        && answers
            .iter()
            .any(|key| body.list(key).next().is_some() || body.has(key))
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    // Pixels have a price of their own; the total has them as tokens.
    let input = match usage.has_any(&["image_pixels", "video_pixels"]) {
        true => usage.count("text_tokens")?,
        false => usage.count("total_tokens")?,
    };
    let counts = Counts {
        input,
        ..Counts::default()
    };
    let item = Item {
        model: body.owned("model"),
        at: time_of(body),
        quantities: counts.quantities(usage)?,
        ..Item::default()
    };
    Ok(Reading::new("openai.embeddings", "openai", item))
}
