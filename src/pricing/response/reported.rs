//! The cost that a response itself states.

use super::reading::{Node, Reported};
use crate::pricing::number::Exact;

/// Where vendors, gateways and tools state a cost in US dollars.
const PLACES: &[&[&str]] = &[
    // OpenRouter and other gateways
    &["usage", "cost"],
    // Perplexity
    &["usage", "cost", "total_cost"],
    // DeepInfra and others
    &["usage", "total_cost"],
    &["usage", "estimated_cost"],
    // Claude Code
    &["total_cost_usd"],
    &["costUSD"],
    // OpenRouter's past generations
    &["data", "total_cost"],
    // LiteLLM
    &["_hidden_params", "response_cost"],
    &["response_cost"],
    // The Vercel AI gateway, and OpenRouter's provider of the SDK
    &["providerMetadata", "gateway", "cost"],
    &["providerMetadata", "openrouter", "usage", "cost"],
    // OpenTelemetry
    &["attributes", "gen_ai.usage.cost"],
    &["attributes", "operation.cost"],
    &["gen_ai.usage.cost"],
];

/// xAI's unit: ten billion ticks are a dollar.
const TICKS_PLACES: &[&[&str]] = &[&["usage", "cost_in_usd_ticks"], &["cost_in_usd_ticks"]];
const TICKS: i32 = -10;

/// The cost that a response states.
pub(super) fn reported(body: &Node<'_>) -> Option<Reported> {
    let ticks = TICKS_PLACES
        .iter()
        .find_map(|place| Some((at(body, place)?.checked_shift(TICKS)?, *place)));
    let dollars = || {
        PLACES
            .iter()
            .find_map(|place| Some((at(body, place)?, *place)))
    };
    let (mut usd, place) = ticks.or_else(dollars)?;
    // With a key of one's own, OpenRouter states its fee, and apart from it what the vendor bills.
    let byok = body
        .object("usage")
        .is_some_and(|usage| usage.flag("is_byok"));
    if byok && let Some(upstream) = at(body, &["usage", "cost_details", "upstream_inference_cost"])
    {
        usd = usd.checked_add(upstream)?;
    }
    Some(Reported {
        usd,
        path: place.join("."),
    })
}

fn at(body: &Node<'_>, place: &[&str]) -> Option<Exact> {
    let (last, outer) = place.split_last()?;
    let found = body.within(outer)?.get(last)?;
    let number = match found.value() {
        serde_json::Value::Number(number) => Exact::from_json_number(&number.to_string()),
        serde_json::Value::String(text) => text.parse().ok(),
        _ => None,
    };
    number.filter(|number| !number.is_negative())
}
