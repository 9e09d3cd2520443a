//! Requests in the shapes of other vendors: published figures, and what holds for any request.

use serde_json::{Value, json};
use tokenfare::tokenizer::request::RequestEndpoint;
use tokenfare::tokenizer::{Encoding, EncodingName};

use super::counted_request::{count, count_of};

#[test]
fn bodies_are_told_apart_by_their_form() {
    let hello = json!([{"role": "user", "content": "Hello"}]);
    for (request, endpoint) in [
        (
            json!({"model": "gpt-4o", "messages": hello}),
            RequestEndpoint::OpenAiChat,
        ),
        (
            json!({"model": "gpt-4o", "input": "Hello"}),
            RequestEndpoint::OpenAiResponses,
        ),
        (
            json!({"model": "gpt-5", "previous_response_id": "resp_1", "input": hello}),
            RequestEndpoint::OpenAiResponses,
        ),
        (
            json!({"model": "claude-sonnet-4-5", "max_tokens": 9, "messages": hello}),
            RequestEndpoint::AnthropicMessages,
        ),
        (
            json!({"model": "claude-sonnet-4-5", "system": "Be brief.", "messages": hello}),
            RequestEndpoint::AnthropicMessages,
        ),
        (
            json!({"model": "anthropic/claude-sonnet-4.5", "messages": [
                {"role": "user", "content": "Hello"},
                {"role": "assistant", "tool_calls": [{"id": "a", "function": {"name": "f"}}]}]}),
            RequestEndpoint::OpenAiChat,
        ),
        (
            json!({"model": "gemini-2.5-flash", "contents": [{"parts": [{"text": "Hello"}]}]}),
            RequestEndpoint::GoogleGenerate,
        ),
        (
            json!({"modelId": "us.anthropic.claude-sonnet-4-5-v1:0",
                "messages": [{"role": "user", "content": [{"text": "Hello"}]}]}),
            RequestEndpoint::BedrockConverse,
        ),
    ] {
        assert_eq!(count(&request).endpoint, endpoint, "{request}");
    }
}

#[test]
fn what_is_no_request_is_refused_with_a_reason() {
    for (request, path) in [
        (json!({"model": "gpt-4o"}), "request"),
        (json!([]), "request"),
        (
            json!({"contents": [{"parts": [{"text": "Hello"}]}]}),
            "model",
        ),
        (
            json!({"model": "gpt-4o", "messages": [{"content": "Hello"}]}),
            "messages[0].role",
        ),
        (json!({"model": "gpt-4o", "input": 5}), "input"),
        (
            json!({"model": "gpt-4o", "input": [{"content": "Hello"}]}),
            "input[0].role",
        ),
        (
            json!({"model": "gemini-3-flash", "contents": [{"role": "user"}]}),
            "contents[0].parts",
        ),
        (
            json!({"model": "claude-opus-5", "system": 5, "messages": []}),
            "system",
        ),
    ] {
        let error = count_of(&request, None).unwrap_err();
        assert_eq!(tokenfare::Coded::path(&error), Some(path), "{request}");
    }
    let google = json!({"contents": [{"parts": [{"text": "Hello"}]}]});
    assert!(count_of(&google, Some("gemini-2.0-flash")).is_ok());
}

/// Since Claude 5, blanks at the end of a request count nothing.
#[test]
fn claude_5_counts_no_blanks_at_the_end() {
    let hello = |text: &str| {
        let messages = json!([{"role": "user", "content": text}]);
        count(&json!({"model": "claude-opus-5", "messages": messages})).total
    };
    assert_eq!(hello("hello \n"), hello("hello"));
}

/// openai/harmony, README: the system message and the frame of a message.
#[test]
fn gpt_oss_is_framed_by_harmony() {
    let harmony = Encoding::embedded(EncodingName::O200kHarmony).unwrap();
    let request = json!({"model": "openai/gpt-oss-120b",
        "messages": [{"role": "user", "content": "What is 2+2?"}]});
    // Start, message and end are special tokens; the last start opens the reply.
    let system = "You are ChatGPT, a large language model trained by OpenAI.\nKnowledge cutoff: \
        2024-06\nCurrent date: 2025-06-28\n\nReasoning: medium\n\n# Valid channels: analysis, \
        commentary, final. Channel must be included for every message.";
    let texts = ["system", system, "user", "What is 2+2?", "assistant"];
    let sum: usize = texts.iter().map(|text| harmony.count_ordinary(text)).sum();
    // Billed so by two hosts.
    assert_eq!((count(&request).total, sum + 3 + 3 + 1), (74, 74));
}

/// Anthropic's page on token counting prints these two answers of its API.
#[test]
fn claudes_published_examples() {
    let scientist = json!({"model": "claude-sonnet-4-0", "system": "You are a scientist",
        "messages": [{"role": "user", "content": "Hello, Claude"}]});
    assert_eq!(count(&scientist).total, 14);
    let weather = json!({"model": "claude-sonnet-4-0",
        "messages": [{"role": "user", "content": "What's the weather like in San Francisco?"}],
        "tools": [{"name": "get_weather", "description": "Get the current weather in a given location",
            "input_schema": {"type": "object", "required": ["location"], "properties": {"location":
                {"type": "string", "description": "The city and state, e.g. San Francisco, CA"}}}}]});
    // 403; what tools bring has changed by a few tokens between snapshots.
    assert!(
        count(&weather).total.abs_diff(403) <= 4,
        "{}",
        count(&weather).total
    );
}

#[test]
fn nothing_billed_is_dropped_in_silence() {
    let tool = json!({"name": "f", "input_schema": {"type": "object", "properties": {}}});
    for (request, word) in [
        (
            json!({"model": "claude-opus-5", "messages": [{"role": "user", "content": "Hi"}],
                "tools": [tool, {"type": "web_search_20250305", "name": "web_search"}]}),
            "web_search",
        ),
        (
            json!({"model": "claude-opus-5", "messages": [{"role": "user", "content": "Hi"}],
                "tools": [{"type": "teleport_20270101", "name": "teleport"}]}),
            "a tool that Anthropic runs",
        ),
        (
            json!({"model": "claude-opus-5", "container": "c", "messages": [], "max_tokens": 1}),
            "container",
        ),
        (
            json!({"model": "gemini-3-flash", "contents": [{"parts": [{"hologram": {}}]}]}),
            "hologram",
        ),
        (
            json!({"model": "gemini-3-flash", "contents": "Hi", "cachedContent": "c"}),
            "cached content",
        ),
        (
            json!({"modelId": "amazon.nova-pro-v1:0", "messages": [
                {"role": "user", "content": [{"video": {"source": {"bytes": ""}}}]}]}),
            "video",
        ),
        (
            json!({"model": "gpt-5", "input": [{"type": "compaction", "id": "x"}]}),
            "compaction",
        ),
        (
            json!({"model": "gpt-5", "conversation": "c", "input": "Hi"}),
            "conversation",
        ),
        (
            json!({"model": "gpt-5", "input": "Hi", "novelty": 1}),
            "novelty",
        ),
    ] {
        let found = count(&request);
        assert!(!found.complete, "{request}");
        assert!(
            found.notes.iter().any(|note| note.contains(word)),
            "{:?}",
            found.notes
        );
    }
}
