//! Amazon Bedrock's InvokeModel: the counts that Bedrock adds to the last event of a stream, those
//! of its headers, and the shapes of models that are sold there alone. The answers of Claude,
//! Mistral, Cohere and OpenAI's models have their vendors' shapes.

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, day_of, sum};

const METRICS: &str = "amazon-bedrock-invocationMetrics";
const HEADER: &str = "x-amzn-bedrock-input-token-count";

pub(super) fn read(body: &Node<'_>) -> Result<Option<Reading>> {
    let counts = if let Some(metrics) = body.usage(METRICS) {
        Counts {
            input: metrics.count("inputTokenCount")?,
            input_excludes_cache: true,
            cached: metrics.count("cacheReadInputTokenCount")?,
            cache_write: metrics.count("cacheWriteInputTokenCount")?,
            output: metrics.count("outputTokenCount")?,
            ..Counts::default()
        }
    } else if body.has(HEADER) {
        Counts {
            input: body.count(HEADER)?,
            output: body.count("x-amzn-bedrock-output-token-count")?,
            input_excludes_cache: true,
            cached: body.count("x-amzn-bedrock-cache-read-input-token-count")?,
            cache_write: body.count("x-amzn-bedrock-cache-write-input-token-count")?,
            ..Counts::default()
        }
    } else if body.has("inputTextTokenCount") {
        // Amazon Titan.
        let mut output = body.count("totalOutputTextTokenCount")?;
        for result in body.list("results") {
            output = sum(&[output, result.count("tokenCount")?])?;
        }
        Counts {
            input: body.count("inputTextTokenCount")?,
            output,
            ..Counts::default()
        }
    } else if body.has("generation_token_count") {
        // Meta's Llama.
        Counts {
            input: body.count("prompt_token_count")?,
            output: body.count("generation_token_count")?,
            ..Counts::default()
        }
    } else {
        return Ok(None);
    };
    if counts.is_empty() {
        return Ok(None);
    }
    let item = Item {
        model: body.owned("modelId").or(body.owned("model")),
        on: day_of(body),
        quantities: counts.quantities(body)?,
        ..Item::default()
    };
    Ok(Some(Reading::new("bedrock.invoke", "amazon-bedrock", item)))
}
