//! Shapes that are nothing but counts under names of their own: libraries of .NET and Java, Ollama,
//! hosts and gateways with few fields.

use crate::pricing::error::Result;
use crate::pricing::response::reading::{Counts, Item, Node, Reading, time_of};

/// The names of a shape's counts, each in all its spellings.
struct Words {
    format: &'static str,
    vendor: &'static str,
    /// Where the counts stand; in the body itself, where none of these keys does.
    within: &'static [&'static str],
    input: &'static [&'static str],
    output: &'static [&'static str],
    cached: &'static [&'static str],
    reasoning: &'static [&'static str],
    total: &'static [&'static str],
    /// Objects with details of the prompt and of the answer.
    input_details: &'static [&'static str],
    output_details: &'static [&'static str],
    /// What else a body of this shape must have.
    mark: Option<&'static str>,
}

const NONE: Words = Words {
    format: "",
    vendor: "",
    within: &[],
    input: &[],
    output: &[],
    cached: &[],
    reasoning: &[],
    total: &[],
    input_details: &[],
    output_details: &[],
    mark: None,
};

const SHAPES: &[Words] = &[
    // Microsoft.Extensions.AI, OpenAI's and Azure's libraries for .NET, LangChain4j.
    Words {
        format: "token-counts",
        vendor: "openai",
        within: &["usage", "Usage", "tokenUsage", "usageDetails"],
        input: &["inputTokenCount", "InputTokenCount"],
        output: &["outputTokenCount", "OutputTokenCount"],
        cached: &[
            "cachedInputTokenCount",
            "CachedInputTokenCount",
            "CachedTokenCount",
            "cachedTokenCount",
        ],
        reasoning: &["reasoningTokenCount", "ReasoningTokenCount"],
        total: &["totalTokenCount", "TotalTokenCount"],
        input_details: &[
            "InputTokenDetails",
            "inputTokenDetails",
            "inputTokensDetails",
        ],
        output_details: &[
            "OutputTokenDetails",
            "outputTokenDetails",
            "outputTokensDetails",
        ],
        mark: None,
    },
    Words {
        format: "ollama",
        vendor: "ollama",
        input: &["prompt_eval_count"],
        output: &["eval_count"],
        ..NONE
    },
    Words {
        format: "tencent.hunyuan",
        vendor: "tencent",
        within: &["Usage"],
        input: &["PromptTokens"],
        output: &["CompletionTokens"],
        total: &["TotalTokens"],
        ..NONE
    },
    Words {
        format: "replicate",
        vendor: "replicate",
        within: &["metrics"],
        input: &["input_token_count"],
        output: &["output_token_count"],
        ..NONE
    },
    // Logs of Cloudflare's gateway.
    Words {
        format: "cloudflare.gateway",
        vendor: "cloudflare",
        input: &["tokens_in"],
        output: &["tokens_out"],
        mark: Some("model"),
        ..NONE
    },
];

/// The counts of a body of one of these shapes.
pub(super) fn read(body: &Node<'_>) -> Result<Option<Reading>> {
    for words in SHAPES {
        let usage = body.any_object(words.within).unwrap_or(*body);
        let has_mark = words.mark.is_none_or(|mark| body.has(mark));
        if has_mark && (usage.has_any(words.input) || usage.has_any(words.output)) {
            usage.account();
            return read_as(words, body, &usage).map(Some);
        }
    }
    Ok(None)
}

fn read_as(words: &Words, body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    let input = usage.any_object(words.input_details);
    let output = usage.any_object(words.output_details);
    let mut counts = Counts {
        input: usage.any_count(words.input)?,
        cached: usage.any_count(words.cached)?,
        output: usage.any_count(words.output)?,
        reasoning: usage.any_count(words.reasoning)?,
        total: usage.any_count(words.total)?,
        ..Counts::default()
    };
    if let Some(input) = input {
        counts.cached = counts.cached.or(input.any_count(words.cached)?);
        counts.audio_input = input.any_count(AUDIO)?;
    }
    if let Some(output) = output {
        counts.reasoning = counts.reasoning.or(output.any_count(words.reasoning)?);
        counts.audio_output = output.any_count(AUDIO)?;
    }
    let named = ["model", "Model", "modelId", "ModelId", "modelName"];
    let item = Item {
        model: named.iter().find_map(|key| body.owned(key)),
        at: time_of(body),
        quantities: counts.quantities(usage)?,
        ..Item::default()
    };
    Ok(Reading::new(words.format, words.vendor, item))
}

const AUDIO: &[&str] = &["AudioTokenCount", "audioTokenCount"];
