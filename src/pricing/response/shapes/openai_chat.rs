//! Chat Completions and what has its shape: OpenAI's completions and embeddings, and most other
//! vendors and gateways (Azure, Databricks, DeepSeek, Cerebras, Fireworks, Google's compatible
//! endpoint, Groq, LiteLLM, Mistral, Perplexity, Together, xAI).

use super::generic_tokens::{OUTPUT, counts, has_tokens, requests};
use super::{openai_tools, openrouter};
use crate::pricing::catalog::Tier;
use crate::pricing::error::Result;
use crate::pricing::number::Exact;
use crate::pricing::response::reading::{
    Item, Node, Reading, Reasoning, SurplusOfTotal, part, tier, time_of, total,
};

/// The usage: that of the body, or Groq's or Moonshot's in the last chunk of a stream.
pub(super) fn usage<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    let groq = body.object("x_groq").and_then(|groq| groq.object("usage"));
    let of_choice = || {
        body.list("choices")
            .find_map(|choice| choice.object("usage"))
    };
    body.object("usage")
        .or(groq)
        .or_else(of_choice)
        .filter(has_tokens)
}

/// The host whose mark a response has.
fn seller(body: &Node<'_>, usage: &Node<'_>) -> Option<&'static str> {
    let of_body = [("x_groq", "groq"), ("time_info", "cerebras")];
    let of_usage = [
        ("completion_tokens_after_first_per_sec", "sambanova"),
        ("estimated_cost", "deepinfra"),
    ];
    let of_body = of_body.into_iter().find(|(key, _)| body.has(key));
    let found = of_body.or_else(|| of_usage.into_iter().find(|(key, _)| usage.has(key)));
    found.map(|(_, seller)| seller)
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let model = body.owned("model");
    let name = model.clone().unwrap_or_default().to_ascii_lowercase();
    let mut counts = counts(usage)?;
    let is_perplexity = usage.has("search_context_size")
        || usage.has("num_search_queries")
        || usage.has("citation_tokens")
        || name.starts_with("sonar");
    // Fireworks repeats its headers, which alone tell what was cached on some of its models.
    if let Some(metrics) = body
        .object("perf_metrics")
        .filter(|_| counts.cached.is_none())
    {
        counts.cached =
            metrics.any_count(&["fireworks-cached-prompt-tokens", "cached-prompt-tokens"])?;
    }
    if name.contains("gemini") {
        counts.surplus = SurplusOfTotal::Thoughts;
    }
    if is_perplexity {
        counts.reasoning_is = Reasoning::Beside;
    }
    let mut quantities = counts.quantities(usage)?;
    quantities.requests = requests(usage)?;
    // Mistral counts the seconds of audio sent in beside its tokens.
    quantities.audio_input_seconds = part(usage.count("prompt_audio_seconds")?);
    let mut variant = None;
    if is_perplexity {
        // The words of a research are billed as they are; other models pay for the request.
        if name.contains("deep-research") || name.is_empty() {
            quantities.citation_tokens = part(usage.count("citation_tokens")?);
            quantities.web_search_calls = part(usage.count("num_search_queries")?);
        } else {
            usage.tick(&["citation_tokens", "num_search_queries"]);
        }
        variant = usage
            .text("search_context_size")
            .map(|size| format!("search-context-{size}"));
    }
    if quantities.web_search_calls.is_none() {
        quantities.web_search_calls = part(openai_tools::searches_in_usage(usage)?);
    }
    openai_tools::xai(usage, &mut quantities)?;
    // Models that search in each request, and bill it.
    if name.contains("-search-preview") || name.contains("-search-api") {
        quantities.web_search_calls = quantities.web_search_calls.or(total(Some(Exact::ONE)));
    }
    let is_embedding =
        !usage.has_any(OUTPUT) || body.text("object") == Some("list") || name.contains("embed");
    let format = match (is_perplexity, is_embedding) {
        (true, _) => "perplexity.chat",
        (_, true) => "openai.embeddings",
        _ => "openai.chat",
    };
    let seller = seller(body, usage);
    let mut served = tier(body, "service_tier").or(tier(usage, "service_tier"));
    if seller == Some("groq") && served != Some(Tier::Batch) {
        // Groq's flex tier costs what its on-demand tier costs.
        served = None;
    }
    let item = Item {
        model,
        seller,
        tier: served,
        variant,
        at: time_of(body),
        quantities,
        ..Item::default()
    };
    Ok(openrouter::of_gateway(
        body,
        Reading::new(format, "openai", item),
    ))
}
