//! pydantic-ai and genai-prices: totals that include the cache, in words of their own.

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, time_of, total};

/// Counts that only these two write.
const MARKS: &[&str] = &[
    "cache_read_tokens",
    "cache_write_tokens",
    "cache_audio_read_tokens",
    "input_audio_tokens",
    "output_audio_tokens",
];

pub(super) fn is_usage(usage: &Node<'_>) -> bool {
    usage.has_any(&["input_tokens", "output_tokens"]) && usage.has_any(MARKS)
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let counts = Counts {
        input: usage.count("input_tokens")?,
        cached: usage.count("cache_read_tokens")?,
        cache_write: usage.count("cache_write_tokens")?,
        audio_input: usage.count("input_audio_tokens")?,
        cached_audio: usage.count("cache_audio_read_tokens")?,
        output: usage.count("output_tokens")?,
        audio_output: usage.count("output_audio_tokens")?,
        reasoning: usage.count("reasoning_tokens")?,
        total: usage.count("total_tokens")?,
        ..Counts::default()
    };
    let mut quantities = counts.quantities(usage)?;
    // The requests of a run, whose tokens are added up. Calls of the caller's tools cost nothing.
    quantities.requests = total(usage.count("requests")?.filter(|count| !count.is_zero()));
    usage.tick(&["tool_calls"]);
    // The vendor's own counts, which repeat these.
    if let Some(details) = usage.get("details") {
        details.tick_all();
    }
    let item = Item {
        model: body.owned("model_name").or(body.owned("model")),
        at: time_of(body),
        quantities,
        ..Item::default()
    };
    Ok(Reading::new("pydantic-ai", "pydantic-ai", item))
}
