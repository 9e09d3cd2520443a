//! Whatever the numbers of a usage object are: each is billed once, or is named as unread.

use proptest::prelude::*;
use serde_json::{Value, json};
use tokenfare::pricing::{Catalog, Component, Exact, ResponseDefaults};

/// What a number of a shape is.
#[derive(Clone, Copy)]
enum Role {
    /// It is billed, beside all others.
    Beside,
    /// It is a part of the number at this place of the list.
    PartOf(usize),
}
use Role::{Beside, PartOf};

/// A shape: its body, and its numbers by JSON pointer.
type Template = (Value, &'static str, &'static [(&'static str, Role)]);

fn templates() -> Vec<Template> {
    vec![
        (
            json!({ "object": "chat.completion", "model": "gpt-4o-mini", "usage": {
                "prompt_tokens": 0, "completion_tokens": 0,
                "prompt_tokens_details": { "cached_tokens": 0 }, "completion_tokens_details": { "reasoning_tokens": 0 } } }),
            "/usage",
            &[
                ("/usage/prompt_tokens", Beside),
                ("/usage/completion_tokens", Beside),
                ("/usage/prompt_tokens_details/cached_tokens", PartOf(0)),
                (
                    "/usage/completion_tokens_details/reasoning_tokens",
                    PartOf(1),
                ),
            ],
        ),
        (
            json!({ "type": "message", "model": "claude-opus-4-8", "usage": {
                "input_tokens": 0, "output_tokens": 0, "cache_read_input_tokens": 0, "cache_creation_input_tokens": 0,
                "cache_creation": { "ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0 } } }),
            "/usage",
            &[
                ("/usage/input_tokens", Beside),
                ("/usage/output_tokens", Beside),
                ("/usage/cache_read_input_tokens", Beside),
                ("/usage/cache_creation_input_tokens", Beside),
                ("/usage/cache_creation/ephemeral_5m_input_tokens", PartOf(3)),
                ("/usage/cache_creation/ephemeral_1h_input_tokens", PartOf(3)),
            ],
        ),
        (
            json!({ "modelVersion": "gemini-2.5-flash", "usageMetadata": {
                "promptTokenCount": 0, "candidatesTokenCount": 0, "thoughtsTokenCount": 0, "toolUsePromptTokenCount": 0,
                "cachedContentTokenCount": 0, "promptTokensDetails": [{ "modality": "AUDIO", "tokenCount": 0 }, { "modality": "VIDEO", "tokenCount": 0 }] } }),
            "/usageMetadata",
            &[
                ("/usageMetadata/promptTokenCount", Beside),
                ("/usageMetadata/candidatesTokenCount", Beside),
                ("/usageMetadata/thoughtsTokenCount", Beside),
                ("/usageMetadata/toolUsePromptTokenCount", Beside),
                ("/usageMetadata/cachedContentTokenCount", PartOf(0)),
                ("/usageMetadata/promptTokensDetails/0/tokenCount", PartOf(0)),
                ("/usageMetadata/promptTokensDetails/1/tokenCount", PartOf(0)),
            ],
        ),
        (
            json!({ "stopReason": "end_turn", "modelId": "anthropic.claude-opus-4-8", "usage": {
                "inputTokens": 0, "outputTokens": 0, "cacheReadInputTokens": 0, "cacheWriteInputTokens": 0 } }),
            "/usage",
            &[
                ("/usage/inputTokens", Beside),
                ("/usage/outputTokens", Beside),
                ("/usage/cacheReadInputTokens", Beside),
                ("/usage/cacheWriteInputTokens", Beside),
            ],
        ),
        (
            json!({ "model": "gpt-4o-mini", "usage": {
                "inputTokens": 0, "outputTokens": 0,
                "inputTokenDetails": { "cacheReadTokens": 0, "cacheWriteTokens": 0 }, "outputTokenDetails": { "reasoningTokens": 0 } } }),
            "/usage",
            &[
                ("/usage/inputTokens", Beside),
                ("/usage/outputTokens", Beside),
                ("/usage/inputTokenDetails/cacheReadTokens", PartOf(0)),
                ("/usage/inputTokenDetails/cacheWriteTokens", PartOf(0)),
                ("/usage/outputTokenDetails/reasoningTokens", PartOf(1)),
            ],
        ),
        (
            json!({ "response_metadata": { "model_name": "claude-opus-4-8" }, "usage_metadata": {
                "input_tokens": 0, "output_tokens": 0, "input_token_details": { "cache_read": 0, "cache_creation": 0 } } }),
            "/usage_metadata",
            &[
                ("/usage_metadata/input_tokens", Beside),
                ("/usage_metadata/output_tokens", Beside),
                ("/usage_metadata/input_token_details/cache_read", PartOf(0)),
                (
                    "/usage_metadata/input_token_details/cache_creation",
                    PartOf(0),
                ),
            ],
        ),
    ]
}

const TOKENS: &[Component] = &[
    Component::Input,
    Component::CachedInput,
    Component::CacheWrite,
    Component::LongCacheWrite,
    Component::AudioInput,
    Component::CachedAudioInput,
    Component::ImageInput,
    Component::VideoInput,
    Component::Output,
    Component::ReasoningOutput,
];

proptest! {
    #[test]
    fn every_number_is_billed_once_or_named(
        which in 0_usize..6,
        numbers in proptest::collection::vec(0_u32..1_000_000, 8),
        unheard in proptest::collection::vec((0_u32..1_000, 1_u32..1_000_000), 0..4),
    ) {
        let (mut body, usage, places) = templates().swap_remove(which);
        let mut billed = 0_u64;
        for (i, (place, role)) in places.iter().enumerate() {
            let number = match role {
                Beside => {
                    billed += u64::from(numbers[i]);
                    numbers[i]
                }
                // A fourth, so that all parts of a number fit into it.
                PartOf(whole) => numbers[i] % (numbers[*whole] / 4 + 1),
            };
            *body.pointer_mut(place).unwrap() = number.into();
        }
        let mut named = 0_u64;
        for (key, number) in &unheard {
            let slot = &mut body.pointer_mut(usage).unwrap()[format!("unheard_{key}")];
            if slot.is_null() {
                named += u64::from(*number);
            } else {
                named = named - slot.as_u64().unwrap() + u64::from(*number);
            }
            *slot = (*number).into();
        }
        let price = Catalog::embedded().unwrap().price_response(&body, &ResponseDefaults::default()).unwrap();
        let lines = price.quotes.iter().flat_map(|quote| &quote.lines);
        let tokens = lines.filter(|line| TOKENS.contains(&line.component));
        let sum = tokens.fold(Exact::ZERO, |sum, line| sum.checked_add(line.quantity).unwrap());
        prop_assert_eq!(sum, Exact::whole(billed), "{}", body);
        let unread: f64 = price.unread.iter().map(|number| match number.value {
            tokenfare::pricing::UnreadValue::Number(value) => value,
            tokenfare::pricing::UnreadValue::Text(_) => 0.0,
        }).sum();
        prop_assert_eq!(unread, named as f64, "{}: {:?}", body, price.unread);
    }

    /// Any JSON at all gives a price or an error, never a panic, and never a price of nothing.
    #[test]
    fn any_json_is_priced_or_refused(text in "[{}\\[\\]\",:a-z0-9_ .-]{0,60}") {
        let catalog = Catalog::embedded().unwrap();
        if let Ok(price) = catalog.price_response(&Value::String(text), &ResponseDefaults::default()) {
            prop_assert!(!price.quotes.is_empty());
        }
    }
}
