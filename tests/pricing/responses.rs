//! Bodies of vendors' responses, as their references print them, each with its cost by hand.

use std::path::Path;

use serde_json::{Value, json};
use tokenfare::pricing::{Catalog, ResponseDefaults, ResponseUsage, Tier};
use tokenfare::{Coded, ErrorCode};

fn body(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/pricing/responses")
        .join(name)
        .with_extension("json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn usage(name: &str) -> ResponseUsage {
    Catalog::embedded()
        .unwrap()
        .usage_from_response(&body(name))
        .unwrap()
}

/// The cost of a response; `model` is for those that do not name theirs.
fn cost(name: &str, model: Option<&str>) -> String {
    let known = ResponseDefaults {
        model: model.map(str::to_owned),
        ..Default::default()
    };
    let price = Catalog::embedded()
        .unwrap()
        .price_response(&body(name), &known)
        .unwrap();
    price.total.to_string()
}

#[test]
fn openai_chat() {
    // 93 × 2.50 + 1,024 × 1.25 + 46 × 10 = 232.5 + 1,280 + 460, per 1M
    assert_eq!(cost("openai-chat-completion", None), "0.0019725");
    // The served tier is priority: 2,000 × 5 + 500 × 30 (reasoning is part of the 500)
    assert_eq!(usage("openai-chat-priority").tier, Some(Tier::Priority));
    assert_eq!(cost("openai-chat-priority", None), "0.025");
    // A line of a batch: 22 × 0.075 + 2 × 0.30, whatever tier the body names
    assert_eq!(cost("openai-batch-line", None), "0.00000225");
}

#[test]
fn openai_responses_and_their_tools() {
    // 6,000 × 2.50 + 4,000 × 0.25 + 870 × 15 = 29,050 per 1M + 1 search × 10 / 1k (opening a page
    // is none) + 1 file search × 2.50 / 1k + 1 container × 0.03
    assert_eq!(cost("openai-responses", None), "0.07155");
    // Flex, 300,000 input tokens: long context. 200,000 × 1 + 100,000 × 0.05 + 2,000 × 3.75
    assert_eq!(cost("openai-responses-stream-event", None), "0.2125");
    // 1,000 × 10 + 1,000 × 1 + 3,000 × 12.50 + 100 × 50: every prompt token is billed once
    assert_eq!(cost("openai-responses-cache-write", None), "0.0535");
}

#[test]
fn openai_other_apis() {
    // 8 × 0.02 / 1M
    assert_eq!(cost("openai-embeddings", None), "0.00000016");
    // 40 × 5 + 60 × 10 + 4,160 × 40
    assert_eq!(cost("openai-image", Some("gpt-image-1")), "0.1672");
    // 4 × 2.50 + 10 × 6 + 101 × 10
    assert_eq!(
        cost("openai-transcription-tokens", Some("gpt-4o-transcribe")),
        "0.00108"
    );
    // 9 s ÷ 60 × 0.006; `usage`, not `duration`, is what is billed
    assert_eq!(
        cost("openai-transcription-duration", Some("whisper-1")),
        "0.0009"
    );
    assert_eq!(
        cost("openai-transcription-verbose", Some("whisper-1")),
        "0.0009"
    );
    // 14 × 0.60 + 101 × 12
    assert_eq!(
        cost("openai-speech-event", Some("gpt-4o-mini-tts")),
        "0.0012204"
    );
    // 55 × 4 + 64 × 0.40 + 13 × 32 + 30 × 16 + 91 × 64
    assert_eq!(cost("openai-realtime", Some("gpt-realtime")), "0.0069656");
    // 8 s × 0.50 at 1024p
    assert_eq!(cost("openai-video", None), "4");
    // 1,500,000 × 3 / 1M
    assert_eq!(cost("openai-fine-tuning-job", None), "4.5");
    // free
    assert_eq!(cost("openai-moderation", None), "0");
}

#[test]
fn anthropic() {
    // 2,095 × 5 + 10,000 × 0.50 + 500 × 6.25 + 1,000 × 10 + 503 × 25 = 41,175 per 1M
    // + 2 searches × 10 / 1k
    assert_eq!(cost("anthropic-message", None), "0.061175");
    assert_eq!(
        usage("anthropic-message").quantities.input_tokens,
        Some(13_595.into())
    );
    // Without the split, writes are those of 5 minutes: 21 × 3 + 2,000 × 3.75 + 393 × 15
    assert_eq!(cost("anthropic-old-cache", None), "0.013458");
    // Batch: 1,000 × 0.50 + 200 × 2.50
    assert_eq!(cost("anthropic-batch-line", None), "0.001");
}

#[test]
fn gemini_and_others() {
    // 2,080 × 0.30 + 1,000 × 0.03 + 1,920 audio × 1 + (200 + 800 thoughts) × 2.50
    assert_eq!(cost("gemini", None), "0.005074");
    // The last chunk of a stream: 10 × 0.10 + 1,000 × 0.40
    assert_eq!(cost("gemini-stream", None), "0.000401");
    // xAI counts reasoning beside the answer: 60 × 2 + 40 × 0.30 + 210 × 6
    assert_eq!(cost("xai-chat", None), "0.001392");
    assert_eq!(usage("xai-chat").provider, "xai");
}

#[test]
fn what_cannot_be_read_is_named() {
    let read = |body: Value| {
        Catalog::embedded()
            .unwrap()
            .usage_from_response(&body)
            .unwrap_err()
    };
    for body in [
        json!({}),
        json!([]),
        json!(null),
        json!("text"),
        json!({ "object": "chat.completion.chunk", "model": "gpt-4o", "usage": null }),
        json!({ "usage": { "a": 1 } }),
        json!({ "response": { "response": { "response": { "response": { "response": { "response": {} } } } } } }),
    ] {
        assert_eq!(read(body.clone()).code(), ErrorCode::InvalidUsage, "{body}");
    }
    let error = read(json!({ "usage": { "prompt_tokens": -1, "completion_tokens": 1 } }));
    assert_eq!(error.path(), Some("usage.prompt_tokens"));
    let error = read(
        json!({ "usage": { "input_tokens": 1, "input_tokens_details": { "cached_tokens": "many" } } }),
    );
    assert_eq!(
        error.path(),
        Some("usage.input_tokens_details.cached_tokens")
    );
}
