//! The Vercel AI SDK, versions 4 to 6: results, steps, parts of a stream and usage objects.

use super::generic_tokens::requests;
use super::vercel_metadata;
use crate::pricing::error::Result;
use crate::pricing::number::Exact;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, sum, time_of};

/// The usage of a whole result where there is one, else of its last step.
pub(super) fn usage<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    body.any_object(&["totalUsage", "usage"]).filter(is_usage)
}

pub(super) fn is_usage(usage: &Node<'_>) -> bool {
    usage.has_any(&[
        "promptTokens",
        "completionTokens",
        "inputTokens",
        "outputTokens",
    ])
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let response = body.object("response");
    let model = response.and_then(|response| response.owned("modelId"));
    let model = model.or(body.owned("modelId")).or(body.owned("model"));
    // The vendor's own usage, which version 6 carries along.
    if let Some(raw) = usage.get("raw") {
        raw.tick_all();
    }
    let mut counts = match usage.object("inputTokens") {
        Some(input) => nested(usage, &input)?,
        None => flat(usage)?,
    };
    let metadata = body.any_object(&["providerMetadata", "experimental_providerMetadata"]);
    let name = model.clone().unwrap_or_default().to_ascii_lowercase();
    let has_details = usage.has("inputTokenDetails") || usage.object("inputTokens").is_some();
    // Up to version 5, the counts are those of the vendor, so that Anthropic's leave out the cache.
    counts.input_excludes_cache |= name.contains("claude") && !has_details;
    if let Some(metadata) = metadata {
        vercel_metadata::add(&metadata, &mut counts, has_details)?;
    }
    let mut quantities = counts.quantities(usage)?;
    quantities.requests = requests(usage)?;
    if let Some(metadata) = metadata {
        vercel_metadata::add_searches(&metadata, &name, &mut quantities)?;
    }
    let item = Item {
        model,
        at: response
            .and_then(|response| time_of(&response))
            .or(time_of(body)),
        quantities,
        ..Item::default()
    };
    Ok(Reading::new("vercel-ai-sdk", "vercel", item))
}

/// Version 4 (`promptTokens`), 5 (`inputTokens`, `cachedInputTokens`) and 6 (`inputTokenDetails`).
fn flat(usage: &Node<'_>) -> Result<Counts> {
    let input = usage.object("inputTokenDetails");
    let output = usage.object("outputTokenDetails");
    let whole = Some(*usage);
    // OpenAI's Agents SDK for JavaScript gives the details of each request.
    usage.tick(&["requestUsageEntries"]);
    let listed = |list: &str, key: &str| -> Result<Option<Exact>> {
        let mut all = None;
        for request in usage.list(list) {
            all = sum(&[all, request.count(key)?])?;
        }
        Ok(all)
    };
    let cached = Node::same_count(&[(input, "cacheReadTokens"), (whole, "cachedInputTokens")])?;
    let reasoning = Node::same_count(&[(output, "reasoningTokens"), (whole, "reasoningTokens")])?;
    Ok(Counts {
        input: usage.any_count(&["inputTokens", "promptTokens"])?,
        cached: cached.or(listed("inputTokensDetails", "cached_tokens")?),
        cache_write: Node::same_count(&[(input, "cacheWriteTokens")])?,
        output: usage.any_count(&["outputTokens", "completionTokens"])?,
        reasoning: reasoning.or(listed("outputTokensDetails", "reasoning_tokens")?),
        total: usage.count("totalTokens")?,
        ..Counts::default()
    })
}

/// The usage of version 6 as providers give it: `{ inputTokens: { total, cacheRead, … } }`.
fn nested(usage: &Node<'_>, input: &Node<'_>) -> Result<Counts> {
    let output = usage.object("outputTokens");
    let of_output = |key: &str| -> Result<Option<Exact>> {
        output.map_or(Ok(None), |output| output.count(key))
    };
    let cached = input.count("cacheRead")?;
    let writes = input.count("cacheWrite")?;
    let total = input.count("total")?;
    let fresh = input.count("noCache")?;
    let text = of_output("text")?;
    let reasoning = of_output("reasoning")?;
    Ok(Counts {
        input: match total {
            None => sum(&[fresh, cached, writes])?,
            some => some,
        },
        cached,
        cache_write: writes,
        output: match of_output("total")? {
            None => sum(&[text, reasoning])?,
            some => some,
        },
        reasoning,
        ..Counts::default()
    })
}
