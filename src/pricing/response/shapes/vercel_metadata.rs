//! What the providers of the Vercel AI SDK say beside its own usage, which had no place for it in
//! versions 4 and 5.

use super::details::cache_writes;
use super::{anthropic, gemini};
use crate::pricing::error::Result;
use crate::pricing::number::Exact;
use crate::pricing::quote::Quantities;
use crate::pricing::response::reading::{Counts, Node, part};

/// Adds what `metadata` says of the prompt's cache. `is_whole` says that the usage has all details
/// itself, as since version 6.
pub(super) fn add(metadata: &Node<'_>, counts: &mut Counts, is_whole: bool) -> Result<()> {
    if let Some(anthropic) = metadata.object("anthropic") {
        of_anthropic(&anthropic, counts, is_whole)?;
    }
    if is_whole {
        return Ok(());
    }
    if let Some(usage) = metadata.within(&["bedrock", "usage"]) {
        // The counts are Bedrock's, which leave out the cache.
        counts.input_excludes_cache = true;
        let cached = usage.count("cacheReadInputTokens")?;
        counts.cached = counts.cached.or(cached);
        let written = usage.count("cacheWriteInputTokens")?;
        counts.cache_write = counts.cache_write.or(written);
    }
    // Those of OpenAI, Azure, Fireworks and DeepSeek.
    for (_, provider) in metadata.members() {
        let cached = provider.any_count(&["cachedPromptTokens", "promptCacheHitTokens"])?;
        counts.cached = counts.cached.or(cached);
    }
    let google = metadata.any_object(&["google", "vertex"]);
    if let Some(usage) = google.and_then(|google| google.object("usageMetadata")) {
        let told = gemini::counts(&usage)?;
        // Of several steps, the metadata are those of the last one.
        if told.input == counts.input {
            *counts = told;
        }
    }
    Ok(())
}

fn of_anthropic(metadata: &Node<'_>, counts: &mut Counts, is_whole: bool) -> Result<()> {
    let usage = metadata.object("usage");
    if !is_whole {
        // The counts are Anthropic's, which leave out the cache.
        counts.input_excludes_cache = true;
        counts.cache_write = Node::same_count(&[
            (Some(*metadata), "cacheCreationInputTokens"),
            (usage, "cache_creation_input_tokens"),
        ])?;
        if counts.cached.is_none() {
            counts.cached = Node::same_count(&[
                (Some(*metadata), "cacheReadInputTokens"),
                (usage, "cache_read_input_tokens"),
            ])?;
        }
    }
    let split = usage.and_then(|usage| usage.object("cache_creation"));
    if let (Some(usage), Some(split)) = (usage, split)
        && usage.count("cache_creation_input_tokens")? == counts.cache_write
    {
        (counts.cache_write, counts.long_cache_write) =
            cache_writes(&usage, counts.cache_write, Some(split))?;
    }
    Ok(())
}

/// Searches and citations that are billed beside the tokens.
pub(super) fn add_searches(
    metadata: &Node<'_>,
    model: &str,
    quantities: &mut Quantities,
) -> Result<()> {
    if let Some(usage) = metadata.within(&["anthropic", "usage"]) {
        let searches = anthropic::quantities(&usage)?.web_search_calls;
        quantities.web_search_calls = part(searches.map(|calls| calls.exact()));
    }
    if let Some(usage) = metadata.within(&["perplexity", "usage"]) {
        let citations: Option<Exact> = usage.count("citationTokens")?;
        let searches = usage.count("numSearchQueries")?;
        // Perplexity's other models bill the request.
        if model.contains("deep-research") {
            quantities.citation_tokens = part(citations);
            quantities.web_search_calls = part(searches);
        }
    }
    Ok(())
}
