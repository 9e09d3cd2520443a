//! What holds for any request, at every endpoint.

use proptest::prelude::*;
use serde_json::{Value, json};
use tokenfare::tokenizer::Encoding;
use tokenfare::tokenizer::request::{
    NoImages, RequestCount, RequestEndpoint, RequestOptions, count_request,
};

fn count(request: &Value, model: &str, endpoint: RequestEndpoint) -> RequestCount {
    let options = RequestOptions {
        model: Some(model),
        endpoint: Some(endpoint),
    };
    count_request(request, options, Encoding::embedded, &NoImages).unwrap()
}

/// A turn of a conversation.
#[derive(Clone, Debug)]
enum Turn {
    Says(&'static str, String),
    /// A call and its answer.
    Calls(String),
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        "[a-zé ]{0,20}".prop_map(|text| Turn::Says("user", text)),
        "[a-z日 ]{0,20}".prop_map(|text| Turn::Says("assistant", text)),
        "[a-z]{1,9}".prop_map(Turn::Calls),
    ]
}

fn schema() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!({"type": "string"})),
        Just(json!({"type": "integer", "description": "A number"})),
        Just(json!({"enum": ["a", "b"]})),
        Just(json!({"const": "c", "default": "c"})),
        Just(json!({"$ref": "#/$defs/x"})),
        Just(json!({"type": ["string", "null"]})),
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

/// The schema of a tool's arguments, and `q` beside them if there is one.
fn arguments(schema: &Value, q: Option<&Value>) -> Value {
    let mut arguments = json!({"type": "object", "properties": {"p": schema},
        "$defs": {"x": {"type": "string"}}});
    if let Some(q) = q {
        arguments["properties"]["q"] = q.clone();
    }
    arguments
}

fn responses_item(turn: &Turn) -> Vec<Value> {
    match turn {
        Turn::Says(role, text) => vec![json!({"role": role, "content": text})],
        Turn::Calls(text) => vec![
            json!({"type": "function_call", "call_id": "1", "name": "t0",
                "arguments": format!("{{\"p\":\"{text}\"}}")}),
            json!({"type": "function_call_output", "call_id": "1", "output": text}),
        ],
    }
}

fn chat_message(turn: &Turn) -> Vec<Value> {
    match turn {
        Turn::Says(role, text) => vec![json!({"role": role, "content": text})],
        Turn::Calls(text) => vec![
            json!({"role": "assistant", "tool_calls": [{"id": "1", "type": "function",
                "function": {"name": "t0", "arguments": format!("{{\"p\":\"{text}\"}}")}}]}),
            json!({"role": "tool", "tool_call_id": "1", "content": text}),
        ],
    }
}

fn anthropic_message(turn: &Turn) -> Vec<Value> {
    match turn {
        Turn::Says(role, text) => vec![json!({"role": role, "content": text})],
        Turn::Calls(text) => vec![
            json!({"role": "assistant", "content": [
                {"type": "tool_use", "id": "1", "name": "t0", "input": {"p": text}}]}),
            json!({"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "1", "content": text}]}),
        ],
    }
}

fn google_content(turn: &Turn) -> Vec<Value> {
    match turn {
        Turn::Says(role, text) => {
            let role = if *role == "user" { "user" } else { "model" };
            vec![json!({"role": role, "parts": [{"text": text}]})]
        }
        Turn::Calls(text) => vec![
            json!({"role": "model", "parts": [{"functionCall": {"name": "t0", "args": {"p": text}}}]}),
            json!({"role": "user", "parts": [
                {"functionResponse": {"name": "t0", "response": {"p": text}}}]}),
        ],
    }
}

fn converse_message(turn: &Turn) -> Vec<Value> {
    match turn {
        Turn::Says(role, text) => vec![json!({"role": role, "content": [{"text": text}]})],
        Turn::Calls(text) => vec![
            json!({"role": "assistant", "content": [
                {"toolUse": {"toolUseId": "1", "name": "t0", "input": {"p": text}}}]}),
            json!({"role": "user", "content": [
                {"toolResult": {"toolUseId": "1", "content": [{"text": text}]}}]}),
        ],
    }
}

/// A body for an endpoint; the first tool has the argument `q` too, if there is one.
fn body(endpoint: RequestEndpoint, turns: &[Turn], schemas: &[Value], q: Option<&Value>) -> Value {
    let tools = schemas.iter().enumerate().map(|(at, schema)| {
        let name = format!("t{at}");
        let arguments = arguments(schema, q.filter(|_| at == 0));
        match endpoint {
            RequestEndpoint::OpenAiChat => json!({"type": "function", "function":
                {"name": name, "description": "Does it", "parameters": arguments}}),
            RequestEndpoint::OpenAiResponses => json!({"type": "function", "name": name,
                "description": "Does it", "parameters": arguments}),
            RequestEndpoint::AnthropicMessages => {
                json!({"name": name, "description": "Does it", "input_schema": arguments})
            }
            RequestEndpoint::GoogleGenerate | RequestEndpoint::GoogleVertex => {
                json!({"name": name, "description": "Does it", "parameters": arguments})
            }
            RequestEndpoint::BedrockConverse => json!({"toolSpec": {"name": name,
                "description": "Does it", "inputSchema": {"json": arguments}}}),
        }
    });
    let tools: Vec<Value> = tools.collect();
    let messages =
        |write: fn(&Turn) -> Vec<Value>| -> Vec<Value> { turns.iter().flat_map(write).collect() };
    match endpoint {
        RequestEndpoint::OpenAiChat => json!({"messages": messages(chat_message), "tools": tools}),
        RequestEndpoint::OpenAiResponses => {
            json!({"input": messages(responses_item), "tools": tools})
        }
        RequestEndpoint::AnthropicMessages => {
            json!({"messages": messages(anthropic_message), "tools": tools})
        }
        RequestEndpoint::GoogleGenerate | RequestEndpoint::GoogleVertex => {
            json!({"contents": messages(google_content),
                "tools": [{"functionDeclarations": tools}]})
        }
        RequestEndpoint::BedrockConverse => json!({"messages": messages(converse_message),
            "toolConfig": {"tools": tools}}),
    }
}

/// Models of every family.
const MODELS: [&str; 18] = [
    "gpt-4o",
    "gpt-4",
    "gpt-5",
    "o3",
    "gpt-oss-20b",
    "claude-sonnet-4-5",
    "claude-opus-5",
    "gemini-2.5-flash",
    "gemini-3-flash-preview",
    "llama-3.3-70b",
    "llama-4-scout",
    "qwen3-32b",
    "qwen3-coder-480b",
    "deepseek-v4-flash",
    "mistral-large-latest",
    "glm-4.6",
    "kimi-k2-instruct",
    "minimax-m2",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn more_never_costs_less(
        model in prop::sample::select(MODELS.to_vec()),
        endpoint in prop::sample::select(RequestEndpoint::ALL.to_vec()),
        turns in proptest::collection::vec(turn(), 0..4),
        schemas in proptest::collection::vec(schema(), 0..4),
        another in turn(),
        property in schema(),
    ) {
        let (_, endpoint) = endpoint;
        let counted = |turns: &[Turn], schemas: &[Value], q: Option<&Value>| {
            count(&body(endpoint, turns, schemas, q), model, endpoint)
        };
        let before = counted(&turns, &schemas, None);
        let sum: usize = before.parts.iter().map(|part| part.tokens).sum();
        prop_assert_eq!(sum, before.total);
        prop_assert!(before.low <= before.total && before.total <= before.high);
        prop_assert!(before.complete, "{:?}", before.notes);

        let mut more = turns.clone();
        more.push(Turn::Says("user", "And now?".to_owned()));
        let asked = counted(&more, &schemas, None).total;
        prop_assert!(asked > before.total, "{} after {}", asked, before.total);
        more.push(another);
        more.push(Turn::Says("user", "And now?".to_owned()));
        let later = counted(&more, &schemas, None).total;
        prop_assert!(later > asked, "{} after {}", later, asked);

        let mut more = schemas.clone();
        more.push(property.clone());
        let with_tool = counted(&turns, &more, None).total;
        prop_assert!(with_tool > before.total);
        if !schemas.is_empty() {
            let with_property = counted(&turns, &schemas, Some(&property)).total;
            prop_assert!(with_property > before.total);
        }
    }
}

/// Names of fields whose texts are no part of a prompt: what the API itself defines, and identities.
const UNWRITTEN: &[&str] = &[
    "type",
    "role",
    "id",
    "call_id",
    "tool_call_id",
    "tool_use_id",
    "toolUseId",
    "detail",
    "format",
    "mimeType",
    "media_type",
    "syntax",
    "effort",
    "user",
    "ref",
    "outcome",
    "language",
    "status",
    "server_label",
];

/// Bodies with a text in every field that people fill in.
fn full_bodies() -> Vec<(&'static str, Value)> {
    let schema = json!({"type": "object", "properties": {"city": {"type": "string",
        "description": "Where"}}});
    vec![
        (
            "gpt-5",
            json!({
                "messages": [
                    {"role": "system", "content": "Be brief."},
                    {"role": "user", "name": "ann", "content": [{"type": "text", "text": "Hi"}]},
                    {"role": "assistant", "content": "Yes", "refusal": "No", "tool_calls": [
                        {"id": "1", "type": "function",
                            "function": {"name": "f", "arguments": "{\"city\":\"Oslo\"}"}},
                        {"id": "2", "type": "custom", "custom": {"name": "g", "input": "x"}}]},
                    {"role": "tool", "tool_call_id": "1", "content": [{"type": "text", "text": "21"}]},
                    {"role": "tool", "tool_call_id": "2", "content": "ok"}],
                "tools": [
                    {"type": "function", "function": {"name": "f", "description": "Finds",
                        "parameters": schema}},
                    {"type": "custom", "custom": {"name": "g", "description": "Writes", "format":
                        {"type": "grammar", "grammar": {"syntax": "lark", "definition": "start: A"}}}}],
                "response_format": {"type": "json_schema", "json_schema": {"schema": schema,
                    "description": "A place"}},
            }),
        ),
        (
            "gpt-5",
            json!({
                "instructions": [{"role": "developer", "content": "Be brief."}],
                "input": [
                    {"role": "user", "content": [{"type": "input_text", "text": "Hi"}]},
                    {"type": "function_call", "call_id": "1", "name": "f", "namespace": "crm",
                        "arguments": "{}"},
                    {"type": "function_call_output", "call_id": "1",
                        "output": [{"type": "input_text", "text": "21"}]},
                    {"type": "tool_search_call", "call_id": "2", "arguments": {"queries": ["q"]}},
                    {"type": "tool_search_output", "call_id": "2", "tools": [
                        {"type": "function", "name": "g", "description": "Gets", "parameters": schema}]},
                    {"type": "shell_call", "call_id": "3", "action": {"commands": ["ls -l"]}},
                    {"type": "shell_call_output", "call_id": "3",
                        "output": [{"stdout": "a", "stderr": "b"}]},
                    {"type": "apply_patch_call", "call_id": "4", "operation": {"path": "a", "diff": "+b"}},
                    {"type": "apply_patch_call_output", "call_id": "4", "output": "ok"},
                    {"type": "mcp_list_tools", "server_label": "s", "tools": [
                        {"name": "h", "description": "Has", "input_schema": schema}]},
                    {"type": "mcp_call", "server_label": "s", "name": "h", "arguments": "{}",
                        "output": "4", "error": "e"}],
                "tools": [
                    {"type": "function", "name": "f", "description": "Finds", "parameters": schema},
                    {"type": "custom", "name": "w", "description": "Writes",
                        "format": {"type": "grammar", "syntax": "lark", "definition": "start: A"}},
                    {"type": "namespace", "name": "crm", "description": "Customers", "tools": [
                        {"type": "function", "name": "c", "description": "d", "parameters": schema}]}],
                "text": {"format": {"type": "json_schema", "schema": schema}},
            }),
        ),
        (
            "claude-sonnet-4-5",
            json!({
                "system": [{"type": "text", "text": "Be brief."}],
                "messages": [
                    {"role": "user", "content": [
                        {"type": "document", "title": "T", "context": "C",
                            "source": {"type": "text", "media_type": "text/plain", "data": "Grass"}},
                        {"type": "search_result", "source": "a", "title": "b",
                            "content": [{"type": "text", "text": "found"}]},
                        {"type": "text", "text": "Hi"}]},
                    {"role": "assistant", "content": [
                        {"type": "tool_use", "id": "1", "name": "f", "input": {"city": "Oslo"}}]},
                    {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "1",
                        "content": [{"type": "text", "text": "21"}]}]}],
                "tools": [{"name": "f", "description": "Finds", "input_schema": schema}],
                "output_config": {"format": {"type": "json_schema", "schema": schema}},
            }),
        ),
        (
            "gemini-2.5-flash",
            json!({
                "systemInstruction": {"parts": [{"text": "Be brief."}]},
                "contents": [
                    {"role": "user", "parts": [{"text": "Hi"}]},
                    {"role": "model", "parts": [
                        {"executableCode": {"language": "PYTHON", "code": "print(1)"}},
                        {"codeExecutionResult": {"outcome": "OUTCOME_OK", "output": "1"}},
                        {"functionCall": {"id": "1", "name": "f", "args": {"city": "Oslo"}}}]},
                    {"role": "user", "parts": [
                        {"functionResponse": {"id": "1", "name": "f", "response": {"t": "warm"}}}]}],
                "tools": [{"functionDeclarations": [{"name": "f", "description": "Finds",
                    "parameters": schema, "response": schema}]}],
                "generationConfig": {"responseSchema": schema},
            }),
        ),
        (
            "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            json!({
                "modelId": "m",
                "system": [{"text": "Be brief."}, {"guardContent": {"text": {"text": "guarded"}}}],
                "messages": [
                    {"role": "user", "content": [
                        {"document": {"format": "txt", "name": "n", "context": "c",
                            "source": {"text": "Grass"}}},
                        {"document": {"format": "txt", "name": "n",
                            "source": {"content": [{"text": "chunk"}]}}},
                        {"searchResult": {"source": "a", "title": "b", "content": [{"text": "found"}]}},
                        {"text": "Hi"}]},
                    {"role": "assistant", "content": [
                        {"toolUse": {"toolUseId": "1", "name": "f", "input": {"city": "Oslo"}}}]},
                    {"role": "user", "content": [{"toolResult": {"toolUseId": "1",
                        "content": [{"text": "21"}, {"json": {"t": "warm"}}]}}]}],
                "toolConfig": {"tools": [{"toolSpec": {"name": "f", "description": "Finds",
                    "inputSchema": {"json": schema}}}]},
            }),
        ),
    ]
}

/// The places of all texts in a body, with the name of the field that holds each.
fn texts(value: &Value, place: &str, field: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::String(_) => found.push((place.to_owned(), field.to_owned())),
        Value::Array(list) => {
            for (at, item) in list.iter().enumerate() {
                texts(item, &format!("{place}/{at}"), field, found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                texts(member, &format!("{place}/{name}"), name, found);
            }
        }
        _ => {}
    }
}

/// Whatever text of a body grows, the count grows: nothing that is billed is dropped in silence.
#[test]
fn every_text_of_a_body_is_counted() {
    for (model, request) in full_bodies() {
        let options = RequestOptions {
            model: Some(model),
            endpoint: None,
        };
        let total = |request: &Value| {
            count_request(request, options, Encoding::embedded, &NoImages).unwrap()
        };
        let before = total(&request);
        assert!(before.complete, "{:?}", before.notes);
        let mut found = Vec::new();
        texts(&request, "", "", &mut found);
        assert!(found.len() > 20);
        for (place, field) in found {
            if UNWRITTEN.contains(&field.as_str()) || field == "modelId" {
                continue;
            }
            let mut longer = request.clone();
            let text = longer.pointer_mut(&place).unwrap();
            // Arguments stay JSON: they are an object with one more member.
            *text = match text.as_str().unwrap() {
                "{}" => json!("{\"more\":\"seven words more than there were before\"}"),
                old if old.starts_with('{') => {
                    json!(old.replace("Oslo", "Oslo and its wide fjord"))
                }
                old => json!(format!("{old} seven words more than there were before")),
            };
            let after = total(&longer);
            assert!(
                after.total > before.total,
                "{model}: {place} is not counted: {:?}",
                after.notes
            );
        }
    }
}
