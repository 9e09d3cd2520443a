//! Tells by a body's form which endpoint it is for.

use serde_json::Value;

use super::json::items;
use super::read::is_ai_sdk_message;
use super::result::RequestEndpoint;

/// The endpoint that takes such a body; `None` if none does.
pub fn endpoint(request: &Value) -> Option<RequestEndpoint> {
    let has = |name: &str| !request[name].is_null();
    if has("contents") {
        return Some(RequestEndpoint::GoogleGenerate);
    }
    if !request["messages"].is_array() {
        let is_responses = [
            "input",
            "instructions",
            "previous_response_id",
            "conversation",
            "prompt",
        ]
        .iter()
        .any(|name| has(name));
        return is_responses.then_some(RequestEndpoint::OpenAiResponses);
    }
    let blocks = || {
        let messages = items(&request["messages"]).iter();
        messages.flat_map(|message| items(&message["content"]))
    };
    let is_converse = [
        "inferenceConfig",
        "toolConfig",
        "modelId",
        "additionalModelRequestFields",
    ]
    .iter()
    .any(|name| has(name))
        || blocks().next().is_some_and(|block| block["type"].is_null());
    if is_converse {
        return Some(RequestEndpoint::BedrockConverse);
    }
    let is_openai_message = |message: &Value| {
        matches!(
            message["role"].as_str(),
            Some("tool" | "function" | "developer")
        ) || !message["tool_calls"].is_null()
            || !message["function_call"].is_null()
    };
    let is_of_sdk = items(&request["messages"]).iter().any(is_ai_sdk_message);
    if is_of_sdk || request["tools"].is_object() {
        return Some(RequestEndpoint::OpenAiChat);
    }
    if items(&request["messages"]).iter().any(is_openai_message) {
        return Some(RequestEndpoint::OpenAiChat);
    }
    let is_anthropic = has("system")
        || has("anthropic_version")
        || has("stop_sequences")
        || has("mcp_servers")
        || has("container")
        || has("output_config")
        || items(&request["tools"]).iter().any(|tool| {
            !tool["input_schema"].is_null() || tool["type"].as_str().is_some_and(dated)
        })
        || blocks().any(|block| {
            !block["source"].is_null()
                || (block["type"] == "thinking" && !block["thinking"].is_array())
                || matches!(
                    block["type"].as_str(),
                    Some("tool_use" | "tool_result" | "redacted_thinking" | "document")
                )
        })
        || matches!(
            request["tool_choice"]["type"].as_str(),
            Some("auto" | "any" | "tool" | "none")
        );
    let is_claude = request["model"]
        .as_str()
        .is_some_and(|model| model.starts_with("claude"));
    let has_max_tokens = has("max_tokens") && is_claude && items(&request["tools"]).is_empty();
    Some(if is_anthropic || has_max_tokens {
        RequestEndpoint::AnthropicMessages
    } else {
        RequestEndpoint::OpenAiChat
    })
}

/// Whether the type of a tool ends with a date, as those that Anthropic defines do.
fn dated(kind: &str) -> bool {
    let date = kind.rsplit('_').next().unwrap_or_default();
    date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit())
}
