//! LangChain: `usage_metadata` of a message, whose input includes the cache, and the older
//! `token_usage`.

use super::generic_tokens::has_tokens;
use crate::pricing::error::Result;
use crate::pricing::number::Exact;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, sum, time_of};

/// The usage of a message. Gemini's own `usage_metadata` has other names for its counts.
pub(super) fn usage<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    let message = inner(body);
    let usage = message.any_object(&["usage_metadata", "usageMetadata"])?;
    usage
        .has_any(&["input_tokens", "output_tokens"])
        .then_some(usage)
}

/// The older form: `{ token_usage, model_name }` in `response_metadata` or `llm_output`.
pub(super) fn token_usage<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    let message = inner(body);
    let outer = message
        .any_object(&[
            "response_metadata",
            "llm_output",
            "llmOutput",
            "generation_info",
        ])
        .unwrap_or(message);
    let usage = outer.any_object(&["token_usage", "tokenUsage"])?;
    (has_tokens(&usage) || usage.has("promptTokens")).then_some(usage)
}

/// A message as LangChain serializes it: `{ lc: 1, kwargs: { … } }`.
fn inner<'a>(body: &Node<'a>) -> Node<'a> {
    body.object("kwargs").unwrap_or(*body)
}

/// The model and the day, which stand in the metadata of the response.
pub(super) fn item(body: &Node<'_>) -> Item {
    let message = inner(body);
    let outer = message.any_object(&[
        "response_metadata",
        "llm_output",
        "llmOutput",
        "generation_info",
    ]);
    let named = |node: Node<'_>| {
        node.owned("model_name")
            .or(node.owned("model"))
            .or(node.owned("model_id"))
            .or(node.owned("modelId"))
            .or(node.owned("ls_model_name"))
    };
    Item {
        model: outer.and_then(named).or_else(|| named(message)),
        at: outer
            .and_then(|outer| time_of(&outer))
            .or_else(|| time_of(&message)),
        ..Item::default()
    }
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let input = usage.object("input_token_details");
    let output = usage.object("output_token_details");
    let of = |node: Option<Node<'_>>, key: &str| -> Result<Option<Exact>> {
        node.map_or(Ok(None), |node| node.count(key))
    };
    let short = of(input, "ephemeral_5m_input_tokens")?;
    let long = of(input, "ephemeral_1h_input_tokens")?;
    let writes = of(input, "cache_creation")?;
    let known = sum(&[short, long])?;
    // Newer versions give the lifetimes, older ones the sum, some both.
    let default = match (writes, known) {
        (Some(all), Some(known)) if all > known => sum(&[short, all.checked_sub(known)])?,
        (_, Some(_)) => short,
        (all, None) => all,
    };
    let counts = Counts {
        input: usage.count("input_tokens")?,
        cached: of(input, "cache_read")?,
        cache_write: default,
        long_cache_write: long,
        audio_input: of(input, "audio")?,
        output: usage.count("output_tokens")?,
        reasoning: of(output, "reasoning")?,
        audio_output: of(output, "audio")?,
        total: usage.count("total_tokens")?,
        ..Counts::default()
    };
    let item = Item {
        quantities: counts.quantities(usage)?,
        ..item(body)
    };
    Ok(Reading::new("langchain", "langchain", item))
}
