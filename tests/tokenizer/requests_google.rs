//! Requests to Gemini: sums of Google's local tokenizer, and what its two endpoints bill.

use serde_json::{Value, json};
use tokenfare::tokenizer::Encoding;
use tokenfare::tokenizer::request::{NoImages, RequestEndpoint, RequestOptions, count_request};

use super::counted_request::{count, count_of};

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
    // 860 characters beyond 140 are 181 tokens.
    assert_eq!(
        total("gemini-3-flash", &current) + asking,
        total("gemini-3-flash", &earlier) + 181
    );
    assert_eq!(
        total("gemini-3.6-flash", &current) + asking,
        total("gemini-3.6-flash", &earlier)
    );
}

/// Vertex AI bills the texts alone, whatever the model: "Hello" is 1, and the Gemini API adds 1.
#[test]
fn vertex_ai_bills_the_texts_alone() {
    let total = |model: &str, endpoint| {
        let request = json!({"model": model, "contents": [{"parts": [{"text": "Hello"}]}]});
        let options = RequestOptions {
            model: None,
            endpoint,
        };
        let found = count_request(&request, options, Encoding::embedded, &NoImages).unwrap();
        (found.endpoint, found.total)
    };
    for model in ["gemini-2.5-flash", "gemini-3-flash-preview"] {
        assert_eq!(total(model, None), (RequestEndpoint::GoogleGenerate, 2));
        let vertex = RequestEndpoint::GoogleVertex;
        assert_eq!(total(model, Some(vertex)), (vertex, 1));
    }
    assert_eq!(total("gemini-2.5-flash-image", None).1, 2);
}
