//! Amazon Bedrock's InvokeModel: the counts that Bedrock adds to the last event of a stream, those
//! of its headers, and the shapes of models that are sold there alone. The answers of Claude,
//! Mistral, Cohere and OpenAI's models have their vendors' shapes.

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, sum, time_of};

const METRICS: &str = "amazon-bedrock-invocationMetrics";
const HEADER: &str = "x-amzn-bedrock-input-token-count";

/// The two halves of a line of the log of model invocations.
fn logged<'a>(body: &Node<'a>) -> Option<(Node<'a>, Option<Node<'a>>)> {
    let input = body
        .object("input")
        .filter(|input| input.has("inputTokenCount"))?;
    Some((input, body.object("output")))
}

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
    } else if let Some((input, output)) = logged(body) {
        input.account();
        Counts {
            input: input.count("inputTokenCount")?,
            input_excludes_cache: true,
            cached: input.count("cacheReadInputTokenCount")?,
            cache_write: input.count("cacheWriteInputTokenCount")?,
            output: output.map_or(Ok(None), |output| output.count("outputTokenCount"))?,
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
        at: time_of(body),
        quantities: counts.quantities(body)?,
        ..Item::default()
    };
    Ok(Some(Reading::new("bedrock.invoke", "amazon-bedrock", item)))
}
