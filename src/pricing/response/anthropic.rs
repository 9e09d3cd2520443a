//! Anthropic's messages: the prompt's count excludes what was read from or written to the cache.

use super::fields::{Fields, part, sum, total};
use super::usage::{ResponseUsage, no_usage, tier};
use crate::pricing::error::Result;
use crate::pricing::quote::Quantities;

const PROVIDER: &str = "anthropic";

/// Whether this is a message or the last event of a stream of one.
pub(super) fn is_response(response: &Fields<'_>) -> bool {
    matches!(
        response.text("type"),
        Some("message" | "message_delta" | "message_start")
    ) || response.object("usage").is_some_and(|usage| {
        usage.has("cache_creation_input_tokens") || usage.has("cache_read_input_tokens")
    })
}

pub(super) fn read(response: &Fields<'_>) -> Result<ResponseUsage> {
    let usage = response.object("usage").ok_or_else(no_usage)?;
    let fresh = usage.count("input_tokens")?;
    let cached = usage.count("cache_read_input_tokens")?;
    let all_writes = usage.count("cache_creation_input_tokens")?;
    // Written for 5 minutes and for 1 hour apart; older responses give the sum, all of 5 minutes.
    let split = usage.object("cache_creation");
    let (short, long) = match &split {
        Some(split) => {
            let long = split.count("ephemeral_1h_input_tokens")?;
            (split.count("ephemeral_5m_input_tokens")?, long)
        }
        None => (all_writes, None),
    };
    let tools = usage.object("server_tool_use");
    let searches = match &tools {
        Some(tools) => tools.count("web_search_requests")?,
        None => None,
    };
    let thinking = match usage.object("output_tokens_details") {
        Some(details) => details.any_count(&["thinking_tokens", "reasoning_tokens"])?,
        None => None,
    };
    Ok(ResponseUsage {
        model: response.owned("model"),
        provider: PROVIDER.to_owned(),
        tier: tier(usage.text("service_tier")),
        region: usage
            .text("inference_geo")
            .filter(|geo| !matches!(*geo, "global" | "not_available"))
            .map(str::to_owned),
        quantities: Quantities {
            input_tokens: total(sum(&[fresh, cached, short, long])?),
            cached_input_tokens: part(cached),
            cache_write_tokens: part(short),
            long_cache_write_tokens: part(long),
            output_tokens: total(usage.count("output_tokens")?),
            reasoning_tokens: part(thinking),
            web_search_calls: part(searches),
            ..Quantities::default()
        },
    })
}
