//! One figure for each unit and each vendor of November 2026, with the arithmetic written out.

use serde_json::json;
use tokenfare::pricing::Catalog;

/// A request of a model, the total, and the line that costs it.
fn total(model: &str, quantities: &serde_json::Value) -> String {
    let request = json!({ "model": model, "quantities": quantities, "on": "2026-11-28" });
    let request = serde_json::from_value(request).unwrap();
    let quote = Catalog::embedded().unwrap().quote(&request);
    quote
        .unwrap_or_else(|error| panic!("{model}: {error}"))
        .total
        .to_string()
}

#[test]
fn each_unit_is_priced() {
    for (model, quantities, expected) in [
        // 1,500 pages × 2 / 1k = 3
        ("mistral-ocr-2512", json!({ "pages": 1500 }), "3"),
        // 500 × 3 / 1k = 1.5
        ("mistral-ocr-2512", json!({ "annotatedPages": 500 }), "1.5"),
        // 250 × 2 / 1k = 0.5
        ("rerank-v3.5", json!({ "rerankSearches": 250 }), "0.5"),
        // 200 × 35 / 1k = 7
        ("gemini-2.5-pro", json!({ "groundedPrompts": 200 }), "7"),
        // 100 × 14 / 1k = 1.4
        ("gemini-3.8-flash", json!({ "mapsSearchCalls": 100 }), "1.4"),
        // 20,000 × 17.5 / 1M = 0.35
        (
            "gemini-omni-1.1-flash",
            json!({ "outputTokens": 20_000, "videoOutputTokens": 20_000 }),
            "0.35",
        ),
        // 750 × 4 / 1k = 3
        ("grok-voice-3.0", json!({ "messages": 750 }), "3"),
        // 12,500 × 80 / 1M = 1
        (
            "elevenlabs/eleven_v3",
            json!({ "speechCharacters": 12_500 }),
            "1",
        ),
    ] {
        assert_eq!(total(model, &quantities), expected, "{model}");
    }
}

/// A million tokens in and 100,000 out, for the sum of the input rate and a tenth of the output rate.
#[test]
fn each_vendor_of_tokens_is_priced() {
    let tokens = json!({ "requests": 100, "inputTokens": 1_000_000, "outputTokens": 100_000 });
    for (model, expected) in [
        ("claude-fable-5-2", "12"),                          // 8 + 4
        ("gemini-4-neon", "4.5"),                            // 3 + 1.5
        ("gemini-4-hydrogen", "2.25"),                       // 1.5 + 0.75
        ("qwen4-max", "1.95"),                               // 1.5 + 0.45
        ("kimi-k3.1-pro", "3"),                              // 2 + 1
        ("mistral-large-4", "0.91"),                         // 0.7 + 0.21
        ("glm-5.1", "1.84"),                                 // 1.4 + 0.44
        ("muse-spark-1.3", "1.675"),                         // 1.25 + 0.425
        ("mimo-v2.6-pro", "0.522"),                          // 0.435 + 0.087
        ("mercury-2.5", "0.275"),                            // 0.2 + 0.075
        ("step-3.5-flash", "0.13"),                          // 0.1 + 0.03
        ("tencent/deepseek-v4-flash", "0.168"),              // 0.14 + 0.028
        ("azure/phi-4", "0.175"),                            // 0.125 + 0.05
        ("us.openai.gpt-6-sol", "3.3"),                      // 2.2 + 1.1
        ("moonshotai.kimi-k3", "4.95"),                      // 3.3 + 1.65
        ("vertex_ai/xai/grok-4.7", "2.6"),                   // 2 + 0.6
        ("openrouter/inception/mercury-2", "0.325"),         // 0.25 + 0.075
        ("deepinfra/MiniMaxAI/MiniMax-M3", "0.39"),          // 0.28 + 0.11
        ("novita/deepseek/deepseek-prover-v2-671b", "0.95"), // 0.7 + 0.25
        ("nebius/NousResearch/Hermes-4-405B", "1.3"),        // 1 + 0.3
        ("sambanova/DeepSeek-V3.1", "3.45"),                 // 3 + 0.45
        ("baseten/deepseek-ai/DeepSeek-V3.1", "0.65"),       // 0.5 + 0.15
        (
            "cloudflare/@cf/aisingapore/gemma-sea-lion-v4-27b-it",
            "0.4065",
        ), // 0.351 + 0.0555
        ("huggingface/MiniMaxAI/MiniMax-M2", "0.42"),        // 0.3 + 0.12
        ("databricks/databricks-kimi-k3", "4.499992"),       // 2.99999 + 1.500002
    ] {
        assert_eq!(total(model, &tokens), expected, "{model}");
    }
}

#[test]
fn each_vendor_of_pictures_speech_and_search_is_priced() {
    let images = json!({ "generatedImages": [{ "size": "1024x1024", "count": 10 }] });
    let two_hours = json!({ "audioInputSeconds": 7200 });
    for (model, quantities, expected) in [
        // 10 × 0.025, 0.065, 0.04, 0.03
        ("black-forest-labs/flux-dev", &images, "0.25"),
        ("stability/sd3.5-large", &images, "0.65"),
        ("recraft/recraftv3", &images, "0.4"),
        (
            "fal/fal-ai/bytedance/seedream/v3/text-to-image",
            &images,
            "0.3",
        ),
        // 10 s × 0.12
        ("runway/gen4.5", &json!({ "videoSeconds": 10 }), "1.2"),
        // 1,000 × 8 / 1k, 5 / 1k
        ("tavily/search", &json!({ "webSearchCalls": 1000 }), "8"),
        ("exa/search", &json!({ "webSearchCalls": 1000 }), "5"),
        // 2M × 0.05 / 1M
        (
            "jina/jina-reranker-v3.5",
            &json!({ "inputTokens": 2_000_000 }),
            "0.1",
        ),
        // 600 s = 10 min × 0.0043
        (
            "deepgram/nova-3",
            &json!({ "audioInputSeconds": 600 }),
            "0.043",
        ),
        // 7,200 s = 2 h × 0.37, 0.12, 0.12; litellm has the first two the wrong way round
        ("assemblyai/best", &two_hours, "0.74"),
        ("assemblyai/nano", &two_hours, "0.24"),
        ("soniox/stt-rt-v3", &two_hours, "0.24"),
    ] {
        assert_eq!(total(model, quantities), expected, "{model}");
    }
}

/// What was wrong until November 2026.
#[test]
fn prices_that_were_corrected_are_those_of_today() {
    let tokens = json!({ "requests": 100, "inputTokens": 1_000_000, "outputTokens": 100_000 });
    // 0.15 + 0.06 off peak, by DeepSeek's page since 10 September.
    assert_eq!(total("deepseek-v4-flash", &tokens), "0.21");
    // 200,000 tokens read from the cache in two requests: 0.2 × 0.3.
    let cached = json!({ "requests": 2, "inputTokens": 200_000, "cachedInputTokens": 200_000 });
    assert_eq!(total("grok-4.5", &cached), "0.06");
}
