//! The error for a response in which no usage can be read: what was seen, and the nearest shape.

use super::reading::Node;
use crate::near_match::{near_matches, shortened};
use crate::pricing::error::PricingError;

/// What each shape must have, with the shape's name.
const SHAPES: &[(&str, &[&str])] = &[
    ("openai.chat", &["prompt_tokens", "completion_tokens"]),
    ("openai.responses", &["input_tokens", "output_tokens"]),
    (
        "anthropic.messages",
        &[
            "input_tokens",
            "cache_read_input_tokens",
            "cache_creation_input_tokens",
        ],
    ),
    (
        "google.generate",
        &["promptTokenCount", "candidatesTokenCount", "usageMetadata"],
    ),
    (
        "google.interactions",
        &["total_input_tokens", "total_output_tokens"],
    ),
    (
        "bedrock.converse",
        &["inputTokens", "outputTokens", "cacheReadInputTokens"],
    ),
    (
        "vercel-ai-sdk",
        &[
            "inputTokens",
            "outputTokens",
            "promptTokens",
            "completionTokens",
        ],
    ),
    ("cohere", &["billed_units", "search_units"]),
    ("mistral.ocr", &["usage_info", "pages_processed"]),
    ("openai.transcription", &["seconds", "duration"]),
    ("openai.fine-tuning", &["trained_tokens"]),
    ("langchain", &["usage_metadata", "token_usage"]),
    (
        "opentelemetry",
        &["gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens"],
    ),
];

/// Keys under which a usage is looked for.
const USAGE: &[&str] = &[
    "usage",
    "usageMetadata",
    "usage_metadata",
    "usage_info",
    "meta",
];
const MAX_KEYS: usize = 12;

pub(super) fn no_usage(body: &Node<'_>) -> PricingError {
    let outer = USAGE.iter().find_map(|key| Some((*key, body.object(key)?)));
    let (path, seen) = outer.unwrap_or(("usage", *body));
    let keys: Vec<&str> = seen.members().map(|(key, _)| key).collect();
    let place = if outer.is_some() {
        path
    } else {
        "the response"
    };
    let mut message = match keys.as_slice() {
        [] => format!("no usage can be read: {place} is empty"),
        keys => {
            let shown: Vec<String> = keys
                .iter()
                .take(MAX_KEYS)
                .map(|key| shortened(key))
                .collect();
            let more = if keys.len() > MAX_KEYS { ", …" } else { "" };
            format!(
                "no usage can be read: {place} has {}{more}",
                shown.join(", ")
            )
        }
    };
    let (shape, needed) = nearest(body, &keys);
    message.push_str(&format!(
        "; the nearest shape is {shape}, which needs {}",
        needed.join(" or ")
    ));
    if body
        .text("object")
        .is_some_and(|object| object.ends_with(".chunk"))
    {
        message.push_str("; give the whole stream, with stream_options.include_usage");
    }
    PricingError::InvalidUsage {
        message,
        path: Some(path.to_owned()),
    }
}

/// The shape whose counts resemble the keys most; one that the body is marked as goes before.
fn nearest(body: &Node<'_>, keys: &[&str]) -> &'static (&'static str, &'static [&'static str]) {
    let marked = match (body.text("type"), body.text("object")) {
        (Some("message" | "message_start" | "message_delta"), _) => Some("anthropic.messages"),
        (Some("duration"), _) => Some("openai.transcription"),
        (_, Some("response")) => Some("openai.responses"),
        (_, Some("interaction")) => Some("google.interactions"),
        (_, Some("fine_tuning.job")) => Some("openai.fine-tuning"),
        _ if body.has("usageMetadata") || body.has("candidates") => Some("google.generate"),
        _ => None,
    };
    let names = || SHAPES.iter().flat_map(|(_, counts)| counts.iter().copied());
    let resembled = keys
        .iter()
        .find_map(|key| near_matches(key, names(), 1).pop());
    let by_mark = SHAPES.iter().find(|(shape, _)| Some(*shape) == marked);
    let by_keys = resembled.and_then(|name| {
        SHAPES
            .iter()
            .find(|(_, counts)| counts.contains(&name.as_str()))
    });
    by_mark.or(by_keys).unwrap_or(&SHAPES[0])
}
