//! Anthropic's messages: the prompt's count leaves out what was read from or written to the cache.

use super::details::cache_writes;
use super::openai_tools::searches_in_usage;
use crate::pricing::catalog::Tier;
use crate::pricing::error::Result;
use crate::pricing::quote::{Quantities, WarningCode};
use crate::pricing::response::reading::{Counts, Item, Node, Reading, part, tier, time_of};

const VENDOR: &str = "anthropic";

/// Whether this is a message, by its mark.
pub(super) fn is_message(body: &Node<'_>) -> bool {
    body.text("type") == Some("message")
        && body
            .object("usage")
            .is_some_and(|usage| has_tokens(&usage) && !usage.has("prompt_tokens"))
}

fn has_tokens(usage: &Node<'_>) -> bool {
    usage.has("input_tokens") || usage.has("output_tokens")
}

/// Whether a usage object alone is Anthropic's: it splits the prompt as nobody else does, and does
/// not add up the total.
pub(super) fn is_usage(usage: &Node<'_>) -> bool {
    let splits = usage.has("cache_creation_input_tokens") || usage.has("cache_read_input_tokens");
    usage.has("input_tokens")
        && splits
        && !usage.has("prompt_tokens")
        && !usage.has("total_tokens")
        && !usage.has("input_tokens_details")
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let main = Item {
        model: body.owned("model"),
        tier: served_tier(usage),
        region: region(usage),
        at: time_of(body),
        quantities: quantities(usage)?,
        ..Item::default()
    };
    // Compactions and advisors are requests of their own, which the sums at the top leave out.
    let mut others = Vec::new();
    for iteration in usage.list("iterations") {
        if iteration.text("type").is_none_or(|kind| kind == "message") {
            iteration.tick_all();
            continue;
        }
        others.push(Item {
            model: iteration.owned("model").or(main.model.clone()),
            quantities: quantities(&iteration)?,
            searches: None,
            variant: None,
            ..main.clone()
        });
    }
    Ok(Reading {
        others,
        ..Reading::new("anthropic.messages", VENDOR, main)
    })
}

/// The tier that is billed. Fast mode is a price; Anthropic's priority tier is capacity that was
/// bought before, at a price of its own.
fn served_tier(usage: &Node<'_>) -> Option<Tier> {
    if usage.text("speed") == Some("fast") {
        return Some(Tier::Priority);
    }
    match tier(usage, "service_tier") {
        Some(Tier::Priority) => {
            usage.warn(
                WarningCode::EstimatedPrice,
                "Anthropic's priority tier is capacity that was bought before, at a price of its own; \
                 the list price is that of the standard tier"
                    .to_owned(),
            );
            Some(Tier::Standard)
        }
        other => other,
    }
}

fn region(usage: &Node<'_>) -> Option<String> {
    usage
        .owned("inference_geo")
        .filter(|geo| !matches!(geo.as_str(), "global" | "not_available"))
}

/// The quantities of a usage object of Anthropic's, or of one iteration in it.
pub(super) fn quantities(usage: &Node<'_>) -> Result<Quantities> {
    let all_writes = usage.count("cache_creation_input_tokens")?;
    let (short, long) = cache_writes(usage, all_writes, usage.object("cache_creation"))?;
    let thinking = match usage.object("output_tokens_details") {
        Some(details) => details.any_count(&["thinking_tokens", "reasoning_tokens"])?,
        None => None,
    };
    let counts = Counts {
        input: usage.count("input_tokens")?,
        input_excludes_cache: true,
        cached: usage.count("cache_read_input_tokens")?,
        cache_write: short,
        long_cache_write: long,
        output: usage.count("output_tokens")?,
        reasoning: thinking,
        total: usage.count("total_tokens")?,
        ..Counts::default()
    };
    let searches = searches_in_usage(usage)?;
    Ok(Quantities {
        web_search_calls: part(searches),
        ..counts.quantities(usage)?
    })
}
