//! Requests in the shapes of other vendors: published figures, and what holds for any request.

use proptest::prelude::*;
use serde_json::{Value, json};
use tokenfare::tokenizer::request::{
    NoImages, RequestCount, RequestEndpoint, RequestOptions, count_request,
};
use tokenfare::tokenizer::{Encoding, EncodingName, TokenizerError};

fn count_of(request: &Value, model: Option<&str>) -> Result<RequestCount, TokenizerError> {
    let options = RequestOptions {
        model,
        endpoint: None,
    };
    count_request(request, options, Encoding::embedded, &NoImages)
}

fn count(request: &Value) -> RequestCount {
    count_of(request, None).unwrap()
}

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

/// Google's local tokenizer adds nothing between texts; Gemini 2.0 bills by it. The name, the
/// description, the property, its description and the name that is required again.
#[test]
fn gemini_2_0_bills_the_texts_and_nothing_else() {
    let request = json!({
        "model": "gemini-2.0-flash",
        "contents": [{"role": "user", "parts": [{"text": "Hello"}, {"text": "world"}]}],
        "tools": [{"functionDeclarations": [{"name": "f", "description": "Finds", "parameters": {
            "type": "object", "properties": {"where": {"type": "string", "description": "Place"}},
            "required": ["where"]}}]}],
    });
    let found = count(&request);
    let encoding = Encoding::embedded(found.encoding).unwrap();
    let texts = ["Hello", "world", "f", "Finds", "where", "Place", "where"];
    let sum: usize = texts.iter().map(|text| encoding.count_ordinary(text)).sum();
    assert_eq!(found.total, sum);
}

/// The sums are those of google-genai 3.6.1, `LocalTokenizer("gemini-2.0-flash").count_tokens`, which
/// counts texts and names but no numbers.
#[test]
fn gemini_2_0_has_the_sums_of_googles_local_tokenizer() {
    let tools = json!([{"functionDeclarations": [{
        "name": "get_weather",
        "description": "Get the weather of a city",
        "parameters": {
            "type": "OBJECT",
            "description": "The arguments",
            "required": ["city"],
            "properties": {
                "city": {
                    "type": "STRING",
                    "description": "The name of the city",
                    "format": "x-city",
                },
                "unit": {"type": "STRING", "enum": ["celsius", "fahrenheit"]},
                "days": {"type": "ARRAY", "items": {"type": "INTEGER", "description": "A day"}},
            },
        },
    }]}]);
    let contents = json!([
        {"role": "user", "parts": [{"text": "What is the weather in Paris?"}]},
        {"role": "model", "parts": [{"functionCall": {
            "name": "get_weather",
            "args": {
                "city": "Paris", "unit": "celsius", "n": 3, "ok": true,
                "l": ["a", "b"], "o": {"k": "v"},
            },
        }}]},
        {"role": "user", "parts": [{"functionResponse": {
            "name": "get_weather",
            "response": {"temp": "21 degrees", "list": ["sunny", "warm"]},
        }}]},
    ]);
    let text = |text: &str| json!([{"role": "user", "parts": [{"text": text}]}]);
    let schema = json!({
        "type": "OBJECT",
        "properties": {
            "cities": {"type": "ARRAY", "items": {"type": "STRING"}, "description": "names"},
        },
        "required": ["cities"],
    });
    for (expected, request) in [
        (33, json!({"contents": contents})),
        (
            34,
            json!({"contents": text("What is the weather?"), "tools": tools}),
        ),
        (
            65,
            json!({
                "contents": contents, "tools": tools,
                "systemInstruction": {"parts": [{"text": "Be brief."}]},
            }),
        ),
        (
            6,
            json!({
                "contents": text("List three cities"),
                "generationConfig": {"responseSchema": schema},
            }),
        ),
    ] {
        let found = count_of(&request, Some("gemini-2.0-flash")).unwrap();
        assert_eq!(found.total, expected, "{request}");
    }
}

/// Gemini 3 is sent the signature of its thoughts only until the user says something new.
#[test]
fn signatures_of_earlier_turns_are_not_billed_by_gemini_3() {
    let call = json!({"role": "model", "parts": [{
        "functionCall": {"name": "f", "args": {}}, "thoughtSignature": "x".repeat(1_000)}]});
    let answer = json!({"role": "user", "parts": [{
        "functionResponse": {"name": "f", "response": {}}}]});
    let asks = json!({"role": "user", "parts": [{"text": "Hello"}]});
    let total = |model: &str, contents: &[&Value]| {
        let request = json!({"model": model, "contents": contents});
        count(&request).total
    };
    let current = [&asks, &call, &answer];
    let earlier = [&asks, &call, &answer, &asks];
    let asking = total("gemini-3-flash", &[&asks]);
    // 1,000 characters are 210 tokens.
    assert_eq!(
        total("gemini-3-flash", &current) + asking,
        total("gemini-3-flash", &earlier) + 210
    );
    assert_eq!(
        total("gemini-3.6-flash", &current) + asking,
        total("gemini-3.6-flash", &earlier)
    );
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

const MODELS: [&str; 12] = [
    "gpt-4o",
    "gpt-4",
    "gpt-5",
    "o3",
    "gpt-oss-20b",
    "claude-sonnet-4-5",
    "claude-opus-5",
    "gemini-2.5-flash",
    "llama-3.3-70b",
    "qwen3-32b",
    "deepseek-chat",
    "mistral-large",
];

fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({"type": "string"})),
        Just(json!({"type": "integer", "description": "A number"})),
        Just(json!({"enum": ["a", "b"]})),
        Just(json!({"const": "c", "default": "c"})),
        Just(json!({"$ref": "#/$defs/x"})),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner
                .clone()
                .prop_map(|items| json!({"type": "array", "items": items})),
            proptest::collection::vec(inner.clone(), 1..3).prop_map(|any| json!({"anyOf": any})),
            inner.prop_map(|member| json!({"type": "object", "properties": {"m": member}})),
        ]
    })
}

fn message() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-z é]{0,20}".prop_map(|text| json!({"role": "user", "content": text})),
        "[a-z]{0,20}".prop_map(|text| json!({"role": "system", "content": text})),
        "[a-z]{0,20}".prop_map(|text| json!({"role": "assistant", "content": text})),
        Just(json!({"role": "assistant", "tool_calls": [
            {"id": "1", "type": "function", "function": {"name": "t0", "arguments": "{\"a\":1}"}}]})),
        Just(json!({"role": "tool", "tool_call_id": "1", "content": "done"})),
    ]
}

fn request(model: &str, messages: &[Value], schemas: &[Value]) -> Value {
    let tools: Vec<Value> = schemas
        .iter()
        .enumerate()
        .map(|(at, schema)| {
            json!({"type": "function", "function": {"name": format!("t{at}"), "description": "Does it",
                "parameters": {"type": "object", "properties": {"p": schema}, "$defs": {"x": {"type": "string"}}}}})
        })
        .collect();
    json!({"model": model, "messages": messages, "tools": tools})
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn parts_add_up_and_more_never_costs_less(
        model in prop::sample::select(MODELS.to_vec()),
        messages in proptest::collection::vec(message(), 1..5),
        schemas in proptest::collection::vec(schema(), 0..4),
        another in message(),
        property in schema(),
    ) {
        let before = count(&request(model, &messages, &schemas));
        let sum: usize = before.parts.iter().map(|part| part.tokens).sum();
        prop_assert_eq!(sum, before.total);
        prop_assert!(before.low <= before.total && before.total <= before.high);

        let mut more = messages.clone();
        more.push(another);
        prop_assert!(count(&request(model, &more, &schemas)).total >= before.total);

        let mut more = schemas.clone();
        more.push(property.clone());
        prop_assert!(count(&request(model, &messages, &more)).total >= before.total);

        let mut larger = request(model, &messages, &schemas);
        if let Some(tool) = larger["tools"].as_array_mut().and_then(|tools| tools.first_mut()) {
            tool["function"]["parameters"]["properties"]["q"] = property;
            prop_assert!(count(&larger).total >= before.total);
        }
    }
}
