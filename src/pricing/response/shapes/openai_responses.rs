//! OpenAI's Responses API, and what has its shape (Azure, xAI, LiteLLM).

use super::generic_tokens::{counts, has_tokens, requests};
use super::{openai_tools, openrouter};
use crate::pricing::error::Result;
use crate::pricing::response::reading::{Item, Node, Reading, part, tier, time_of};

/// Whether this is a response, by its mark, or a usage object of one alone.
pub(super) fn is_response(body: &Node<'_>) -> bool {
    body.text("object") == Some("response")
        && body.object("usage").is_some_and(|usage| has_tokens(&usage))
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let counts = counts(usage)?;
    let mut item = Item {
        model: body.owned("model"),
        tier: tier(body, "service_tier"),
        at: time_of(body),
        quantities: counts.quantities(usage)?,
        ..Item::default()
    };
    item.quantities.requests = requests(usage)?;
    item.quantities.web_search_calls = part(openai_tools::searches_in_usage(usage)?);
    openai_tools::xai(usage, &mut item.quantities)?;
    openai_tools::of_responses(body, &mut item)?;
    let drawn = openai_tools::drawn(body)?;
    let reading = Reading {
        others: drawn.into_iter().collect(),
        ..Reading::new("openai.responses", "openai", item)
    };
    Ok(openrouter::of_gateway(body, reading))
}
