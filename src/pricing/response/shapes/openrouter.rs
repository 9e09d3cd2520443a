//! OpenRouter: its own shape of a past generation, and its marks on other shapes.

use super::generic_tokens::has_tokens;
use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, Reasoning, time_of};

/// Names the gateway before the model where a response carries its marks, so that a model with open
/// weights does not take its vendor's price.
pub(super) fn of_gateway(body: &Node<'_>, mut reading: Reading) -> Reading {
    let generation = body.text("id").is_some_and(|id| id.starts_with("gen-"));
    let in_usage = body
        .object("usage")
        .is_some_and(|usage| usage.has("is_byok"));
    if generation || in_usage {
        let model = reading.main.model.take();
        reading.main.model = model.map(|model| match model.contains('/') {
            true => format!("openrouter/{model}"),
            false => model,
        });
    }
    reading
}

/// The answer of "/generation?id=…": the vendor's own counts beside normalized ones.
pub(super) fn is_generation(body: &Node<'_>) -> bool {
    body.object("data")
        .is_some_and(|data| data.has("native_tokens_prompt"))
}

pub(super) fn read(body: &Node<'_>) -> Result<Option<Reading>> {
    let Some(data) = body.usage("data") else {
        return Ok(None);
    };
    if has_tokens(&data) {
        return Ok(None);
    }
    let counts = Counts {
        input: data.count("native_tokens_prompt")?,
        output: data.count("native_tokens_completion")?,
        reasoning: data.count("native_tokens_reasoning")?,
        reasoning_is: Reasoning::ByTotal,
        cached: data.count("native_tokens_cached")?,
        image_output: data.count("native_tokens_completion_images")?,
        ..Counts::default()
    };
    // Counts by a common tokenizer, which nobody bills.
    data.tick(&[
        "tokens_prompt",
        "tokens_completion",
        "num_media_prompt",
        "num_media_completion",
        "latency",
        "generation_time",
        "moderation_latency",
    ]);
    let item = Item {
        model: data
            .owned("model")
            .map(|model| format!("openrouter/{model}")),
        at: time_of(&data),
        quantities: counts.quantities(&data)?,
        ..Item::default()
    };
    Ok(Some(Reading::new(
        "openrouter.generation",
        "openrouter",
        item,
    )))
}
