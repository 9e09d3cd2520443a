//! OpenTelemetry's attributes of a span: `gen_ai.usage.*`. The input includes the cache, by the
//! semantic conventions.

use serde_json::Value;

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, time_of};

/// Those of the semantic conventions, of OpenInference, and of the Vercel AI SDK's own telemetry.
const INPUT: &[&str] = &[
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "llm.token_count.prompt",
    "ai.usage.inputTokens",
    "ai.usage.promptTokens",
];
const OUTPUT: &[&str] = &[
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "llm.token_count.completion",
    "ai.usage.outputTokens",
    "ai.usage.completionTokens",
];
/// What the names of their counts begin with.
const USAGE: &[&str] = &["gen_ai.usage.", "llm.token_count.", "ai.usage."];

/// The attributes of a span, or the body itself where it is them.
pub(super) fn attributes<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    let of_span = body.any_object(&["attributes", "spanAttributes", "span_attributes"]);
    let found = of_span.unwrap_or(*body);
    (found.has_any(INPUT) || found.has_any(OUTPUT)).then_some(found)
}

pub(super) fn read(body: &Node<'_>, attributes: &Node<'_>) -> Result<Reading> {
    let counts = Counts {
        input: attributes.any_count(INPUT)?,
        cached: attributes.any_count(&[
            "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.cache_read_input_tokens",
            "gen_ai.usage.cached_tokens",
            "gen_ai.usage.input_tokens.cached",
            "gen_ai.usage.details.cache_read_tokens",
            "llm.token_count.prompt_details.cache_read",
            "llm.token_count.prompt_details.cache_input",
            "ai.usage.cachedInputTokens",
            "ai.usage.inputTokenDetails.cacheReadTokens",
        ])?,
        cache_write: attributes.any_count(&[
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_creation_input_tokens",
            "gen_ai.usage.cache_write.input_tokens",
            "gen_ai.usage.details.cache_write_tokens",
            "llm.token_count.prompt_details.cache_write",
            "ai.usage.inputTokenDetails.cacheWriteTokens",
        ])?,
        output: attributes.any_count(OUTPUT)?,
        reasoning: attributes.any_count(&[
            "gen_ai.usage.reasoning.output_tokens",
            "gen_ai.usage.reasoning_tokens",
            "gen_ai.usage.output_tokens.reasoning",
            "gen_ai.usage.details.reasoning_tokens",
            "llm.token_count.completion_details.reasoning",
            "ai.usage.reasoningTokens",
            "ai.usage.outputTokenDetails.reasoningTokens",
        ])?,
        audio_input: attributes.count("llm.token_count.prompt_details.audio")?,
        audio_output: attributes.count("llm.token_count.completion_details.audio")?,
        total: attributes.any_count(&[
            "gen_ai.usage.total_tokens",
            "llm.usage.total_tokens",
            "llm.token_count.total",
            "ai.usage.totalTokens",
            "ai.usage.tokens",
        ])?,
        ..Counts::default()
    };
    // Only what stands under the name of usage must be accounted for.
    for (key, value) in attributes.members() {
        let is_count = USAGE.iter().any(|usage| key.starts_with(usage));
        // The SDK's telemetry repeats its counts in the words of the conventions.
        let is_repeated = key.starts_with("ai.usage.") && attributes.has_any(&INPUT[..2]);
        if is_count && !is_repeated && matches!(value.value(), Value::Number(_)) {
            value.account();
        }
    }
    let model = attributes
        .owned("gen_ai.response.model")
        .or(attributes.owned("gen_ai.request.model"))
        .or(attributes.owned("llm.model_name"))
        .or(attributes.owned("ai.response.model"))
        .or(attributes.owned("ai.model.id"));
    let item = Item {
        model,
        at: time_of(body).or(time_of(attributes)),
        quantities: counts.quantities(attributes)?,
        ..Item::default()
    };
    Ok(Reading::new("opentelemetry", "opentelemetry", item))
}
