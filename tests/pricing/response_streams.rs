//! Whole streams: as arrays of events, as the text of server-sent events, as JSON Lines.

use serde_json::{Value, json};
use tokenfare::pricing::{Catalog, ResponseDefaults, ResponsePrice};
use tokenfare::{Coded, ErrorCode};

fn price(response: &Value) -> ResponsePrice {
    let catalog = Catalog::embedded().unwrap();
    catalog
        .price_response(response, &ResponseDefaults::default())
        .unwrap()
}

/// The same events as an array, as server-sent events and as JSON Lines.
fn forms(events: &[Value]) -> [Value; 3] {
    let sent: String = events
        .iter()
        .map(|event| format!("data: {event}\n\n"))
        .collect();
    let lines: String = events.iter().map(|event| format!("{event}\n")).collect();
    [
        Value::Array(events.to_vec()),
        format!("{sent}data: [DONE]\n\n").into(),
        lines.into(),
    ]
}

#[test]
fn streams_of_every_vendor_cost_what_their_last_usage_says() {
    let chunk = |usage: Value| json!({ "id": "c", "object": "chat.completion.chunk", "model": "gpt-4o-mini", "choices": [], "usage": usage });
    let chat = [
        chunk(Value::Null),
        // Some vendors repeat the usage so far in each chunk; the last counts.
        chunk(json!({ "prompt_tokens": 100, "completion_tokens": 1 })),
        chunk(json!({ "prompt_tokens": 100, "completion_tokens": 10 })),
    ];
    let anthropic = [
        json!({ "type": "message_start", "message": { "type": "message", "model": "claude-sonnet-4-5", "usage": { "input_tokens": 100, "cache_read_input_tokens": 0, "output_tokens": 1 } } }),
        json!({ "type": "content_block_delta", "delta": { "text": "a" } }),
        json!({ "type": "message_delta", "usage": { "output_tokens": 5 } }),
        json!({ "type": "message_delta", "usage": { "output_tokens": 10, "server_tool_use": { "web_search_requests": 1 } } }),
        json!({ "type": "message_stop" }),
    ];
    let responses = [
        json!({ "type": "response.created", "response": { "object": "response", "model": "gpt-5.4-mini", "usage": null } }),
        json!({ "type": "response.output_text.delta", "delta": "a" }),
        json!({ "type": "response.completed", "response": { "object": "response", "model": "gpt-5.4-mini", "usage": { "input_tokens": 100, "output_tokens": 10 } } }),
    ];
    let search =
        |query: &str| json!([{ "groundingMetadata": { "webSearchQueries": [query, ""] } }]);
    let gemini = [
        json!({ "modelVersion": "gemini-3-flash-preview", "candidates": search("a"), "usageMetadata": { "promptTokenCount": 100, "trafficType": "ON_DEMAND" } }),
        json!({ "modelVersion": "gemini-3-flash-preview", "candidates": search("b") }),
        json!({ "modelVersion": "gemini-3-flash-preview", "candidates": search("a"), "usageMetadata": { "promptTokenCount": 100, "candidatesTokenCount": 100 } }),
    ];
    let bedrock = [
        json!({ "messageStart": { "role": "assistant" } }),
        json!({ "messageStop": { "stopReason": "end_turn" } }),
        json!({ "metadata": { "usage": { "inputTokens": 100, "outputTokens": 10 }, "metrics": { "latencyMs": 1 } }, "modelId": "anthropic.claude-sonnet-4-5-20250929-v1:0" }),
    ];
    for (events, total) in [
        // 100 × 0.15 + 10 × 0.60
        (&chat[..], "0.000021"),
        // 100 × 3 + 10 × 15 + one search
        (&anthropic[..], "0.01045"),
        // 100 × 0.75 + 10 × 4.50
        (&responses[..], "0.00012"),
        // 100 × 0.50 + 100 × 3 + two distinct searches at 0.014, of all chunks
        (&gemini[..], "0.02835"),
        // 100 × 3 + 10 × 15
        (&bedrock[..], "0.00045"),
    ] {
        for form in forms(events) {
            let price = price(&form);
            assert_eq!(price.total.to_string(), total, "{form}");
            assert!(
                !price
                    .warnings
                    .iter()
                    .any(|warning| warning.code.as_str() == "PARTIAL_STREAM"),
                "{form}"
            );
        }
    }
}

#[test]
fn lines_of_several_responses_are_added_up() {
    let line = |id: &str| json!({ "custom_id": id, "response": { "body": { "object": "chat.completion", "model": "gpt-4o-mini", "usage": { "prompt_tokens": 100, "completion_tokens": 10 } } } });
    // Batch: 100 × 0.075 + 10 × 0.30, twice
    for form in forms(&[line("1"), line("2")]) {
        let price = price(&form);
        assert_eq!(
            (price.quotes.len(), price.total.to_string().as_str()),
            (2, "0.000021")
        );
    }
    // Claude Code writes a line for each block of a message; the last counts.
    let block = |output: u32| json!({ "type": "assistant", "message": { "id": "m", "type": "message", "model": "claude-sonnet-4-5", "usage": { "input_tokens": 100, "output_tokens": output } } });
    for form in forms(&[
        json!({ "type": "user", "message": { "role": "user" } }),
        block(1),
        block(10),
    ]) {
        // 100 × 3 + 10 × 15
        assert_eq!(price(&form).total.to_string(), "0.00045");
    }
    // Codex states in each event what the session has used so far.
    let tokens = |input: u32| json!({ "type": "event_msg", "payload": { "type": "token_count", "info": { "total_token_usage": { "input_tokens": input, "output_tokens": 10 }, "last_token_usage": { "input_tokens": 50, "output_tokens": 5 } } } });
    let session = [
        json!({ "type": "turn_context", "payload": { "model": "gpt-5.1-codex" } }),
        tokens(50),
        tokens(100),
    ];
    for form in forms(&session) {
        // 100 × 1.25 + 10 × 10
        assert_eq!(price(&form).total.to_string(), "0.000225");
    }
}

#[test]
fn a_part_of_a_stream_is_priced_with_a_warning() {
    let start = json!({ "type": "message_start", "message": { "type": "message", "model": "claude-sonnet-4-5", "usage": { "input_tokens": 100, "output_tokens": 1 } } });
    let delta = json!({ "type": "message_delta", "model": "claude-sonnet-4-5", "usage": { "output_tokens": 10 } });
    for part in [start.clone(), delta.clone(), json!([start])] {
        let price = price(&part);
        assert!(
            price
                .warnings
                .iter()
                .any(|warning| warning.code.as_str() == "PARTIAL_STREAM"),
            "{part}"
        );
        assert!(
            Catalog::embedded()
                .unwrap()
                .usage_from_response(&part)
                .unwrap()
                .partial
        );
    }
    // A delta that counts the prompt too is whole.
    let whole = json!({ "type": "message_delta", "model": "claude-sonnet-4-5", "usage": { "input_tokens": 100, "output_tokens": 10 } });
    assert!(
        !Catalog::embedded()
            .unwrap()
            .usage_from_response(&whole)
            .unwrap()
            .partial
    );
}

#[test]
fn a_stream_without_usage_is_refused_and_says_how_to_get_it() {
    let chunk = json!({ "object": "chat.completion.chunk", "model": "gpt-4o", "choices": [{ "delta": {} }] });
    for stream in [
        json!([chunk]),
        json!("data: {\"a\":1}\n\ndata: [DONE]\n\n"),
        json!([]),
        json!(""),
    ] {
        let error = Catalog::embedded()
            .unwrap()
            .usage_from_response(&stream)
            .unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidUsage, "{stream}");
    }
    let error = Catalog::embedded()
        .unwrap()
        .usage_from_response(&json!("{\"usage\":{}}\n{"))
        .unwrap_err();
    assert_eq!(error.path(), Some("line 2"));
}
