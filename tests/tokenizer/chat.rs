//! Chat requests: OpenAI's published examples, and request/total pairs that were read off real
//! bills (tests/fixtures/chat_cases.json names its source).

use serde_json::Value;
use tokenfare::tokenizer::chat::{ChatImage, ChatImageTokens, ImageTokens, NoImages};
use tokenfare::tokenizer::{ChatCount, Encoding, EncodingName, count_chat, encoding_for_model};

fn count(encoding: EncodingName, request: &str) -> ChatCount {
    let request: Value = serde_json::from_str(request).unwrap();
    let encoding = Encoding::embedded(encoding).unwrap();
    count_chat(encoding, &request, &NoImages).unwrap()
}

/// The six messages of OpenAI's cookbook.
const COOKBOOK: &str = r#"[
  {"role": "system", "content": "You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},
  {"role": "system", "name": "example_user", "content": "New synergies will help drive top-line growth."},
  {"role": "system", "name": "example_assistant", "content": "Things working well together will increase revenue."},
  {"role": "system", "name": "example_user", "content": "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},
  {"role": "system", "name": "example_assistant", "content": "Let's talk later when we're less busy about how to do better."},
  {"role": "user", "content": "This late pivot means we don't have time to boil the ocean for the client deliverable."}
]"#;

#[test]
fn the_cookbooks_messages() {
    for (model, encoding, total) in [
        ("gpt-4o-2024-05-13", EncodingName::O200kBase, 124),
        ("gpt-4o-mini-2024-07-18", EncodingName::O200kBase, 124),
        ("gpt-4-0613", EncodingName::Cl100kBase, 129),
        ("gpt-3.5-turbo-0125", EncodingName::Cl100kBase, 129),
        // 4 a message and −1 a name: 6 − 4·2 = −2.
        ("gpt-3.5-turbo-0301", EncodingName::Cl100kBase, 127),
    ] {
        let found = count(
            encoding,
            &format!(r#"{{"model": "{model}", "messages": {COOKBOOK}}}"#),
        );
        assert_eq!(found.total, total, "{model}");
        assert_eq!(found.messages.iter().sum::<usize>() + 3, total);
        assert!(found.exact && found.notes.is_empty(), "{:?}", found.notes);
    }
}

#[test]
fn the_cookbooks_tool() {
    let tool = r#"[{"type": "function", "function": {"name": "get_current_weather",
      "description": "Get the current weather in a given location",
      "parameters": {"type": "object", "properties": {
        "location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"},
        "unit": {"type": "string", "description": "The unit of temperature to return", "enum": ["celsius", "fahrenheit"]}},
        "required": ["location"]}}}]"#;
    let messages = r#"[
      {"role": "system", "content": "You are a helpful assistant that can answer to questions about the weather."},
      {"role": "user", "content": "What's the weather like in San Francisco?"}]"#;
    for (model, encoding, total) in [
        ("gpt-4o", EncodingName::O200kBase, 101),
        ("gpt-4o-mini", EncodingName::O200kBase, 101),
        ("gpt-4", EncodingName::Cl100kBase, 105),
        ("gpt-3.5-turbo", EncodingName::Cl100kBase, 105),
    ] {
        let request = format!(r#"{{"model": "{model}", "messages": {messages}, "tools": {tool}}}"#);
        let found = count(encoding, &request);
        assert_eq!(found.total, total, "{model}");
        assert!(!found.exact);
        assert_eq!(
            found.total,
            found.messages.iter().sum::<usize>() + found.tools + 3
        );
    }
}

#[test]
fn requests_with_functions_that_were_billed() {
    let golden: Value = serde_json::from_str(include_str!("../fixtures/chat_cases.json")).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    assert!(cases.len() >= 15, "{} cases", cases.len());
    for case in cases {
        let mut request = case.clone();
        request["model"] = "gpt-4o".into();
        let o200k = Encoding::embedded(EncodingName::O200kBase).unwrap();
        let found = count_chat(o200k, &request, &NoImages).unwrap();
        assert_eq!(Some(found.total as u64), case["tokens"].as_u64(), "{case}");
    }
}

#[test]
fn what_is_not_published_is_noted() {
    let found = count(
        EncodingName::O200kBase,
        r#"{"model": "gpt-5.6-sol", "messages": [{"role": "user", "content": "Hello"}]}"#,
    );
    // 3 + "user" 1 + "Hello" 1, and 2 to prime the reply, as in Harmony.
    assert_eq!(
        (found.total, found.messages, found.overhead),
        (7, vec![5], 2)
    );
    assert!(!found.exact);
    assert_eq!(found.notes.len(), 1);
    let other = count(
        EncodingName::O200kBase,
        r#"{"model": "gpt-4", "messages": []}"#,
    );
    assert!(
        !other.exact && other.notes[0].contains("cl100k_base"),
        "{:?}",
        other.notes
    );
}

#[test]
fn other_vendors_models_are_scaled() {
    let request = |model: &str| {
        format!(
            r#"{{"model": "{model}", "messages": [{{"role": "user", "content": "Hello"}}, {{"role": "user", "content": "Hello"}}]}}"#
        )
    };
    // 3 + "user" 1 + "Hello" 1, twice, and 3 for the reply.
    let plain = count(EncodingName::O200kBase, &request("gpt-4o"));
    assert_eq!(
        (plain.messages, plain.overhead, plain.total),
        (vec![5, 5], 3, 13)
    );
    // The frame of a request to Claude up to 4.6 has 7 tokens, of one to Claude 4.7 11; "Hello" has 1,
    // and a second message of the same role adds 1.
    for (model, tokens) in [
        ("claude-opus-4-6", 7 + 1 + 2),
        ("claude-opus-4-7", 11 + 1 + 2),
    ] {
        let found = count(EncodingName::O200kBase, &request(model));
        let matched = encoding_for_model(model);
        assert_eq!(found.total as u64, matched.scaled(tokens), "{model}");
        let parts = found.messages.iter().sum::<usize>() + found.tools + found.overhead;
        assert_eq!(parts, found.total);
        assert!(!found.exact && !found.notes.is_empty());
    }
}

#[test]
fn parts_images_and_formats() {
    struct Fixed;
    impl ImageTokens for Fixed {
        fn image_tokens(&self, _: &str, image: ChatImage<'_>) -> Result<ChatImageTokens, String> {
            assert_eq!(
                (image.size, image.detail),
                (Some((1024, 1024)), Some("high"))
            );
            Ok(ChatImageTokens {
                tokens: 765,
                estimate: None,
            })
        }
    }
    let request: Value = serde_json::from_str(
        r#"{"model": "gpt-4o", "messages": [{"role": "user", "content": [
            {"type": "text", "text": "Hello"},
            {"type": "image_url", "image_url": {"url": "https://x.example/a.png", "detail": "high", "width": 1024, "height": 1024}}]}]}"#,
    )
    .unwrap();
    let o200k = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let found = count_chat(o200k, &request, &Fixed).unwrap();
    assert_eq!((found.total, found.exact), (3 + 1 + 1 + 765 + 3, true));
    let found = count_chat(o200k, &request, &NoImages).unwrap();
    assert_eq!((found.total, found.exact), (8, false));

    let format = count(
        EncodingName::O200kBase,
        r#"{"model": "gpt-4o", "messages": [], "response_format": {"type": "json_schema", "json_schema": {"name": "a", "strict": true,
            "schema": {"type": "object", "properties": {}, "required": [], "additionalProperties": false}}}}"#,
    );
    // Of the schema only what reaches the prompt, and 9.
    let schema = r#"{"type":"object","properties":{}}"#;
    assert_eq!(format.total, 3 + o200k.count_ordinary(schema) + 9);
    assert!(!format.exact);
}

#[test]
fn wrong_shapes_name_their_place() {
    let o200k = Encoding::embedded(EncodingName::O200kBase).unwrap();
    for (request, path) in [
        (r#"{"messages": []}"#, "model"),
        (r#"{"model": "gpt-4o"}"#, "messages"),
        (
            r#"{"model": "gpt-4o", "messages": [{}]}"#,
            "messages[0].role",
        ),
        (
            r#"{"model": "gpt-4o", "messages": [{"role": "user", "content": 1}]}"#,
            "messages[0].content",
        ),
    ] {
        let request: Value = serde_json::from_str(request).unwrap();
        let error = count_chat(o200k, &request, &NoImages).unwrap_err();
        assert_eq!(tokenfare::Coded::path(&error), Some(path));
    }
}
