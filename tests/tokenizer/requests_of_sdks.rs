//! Messages as SDKs type them: each counts as the same conversation in OpenAI's own form.

use serde_json::{Value, json};
use tokenfare::tokenizer::request::{NoImages, RequestEndpoint, RequestOptions, count_request};
use tokenfare::tokenizer::{ChatCount, Encoding, EncodingName, count_chat};

fn chat(messages: &Value) -> ChatCount {
    let encoding = Encoding::embedded(EncodingName::O200kBase).unwrap();
    let request = json!({"model": "gpt-4o", "messages": messages});
    count_chat(encoding, &request, &NoImages).unwrap()
}

/// A question, a call of a tool, its answer, and the answer to the question.
fn openai() -> Value {
    json!([
        {"role": "system", "content": "Answer briefly."},
        {"role": "user", "content": "How is the weather in Paris?"},
        {"role": "assistant", "content": "Let me see.", "tool_calls": [{
            "id": "a", "type": "function",
            "function": {"name": "weather", "arguments": "{\"city\":\"Paris\"}"}
        }]},
        {"role": "tool", "tool_call_id": "a", "content": "{\"sky\":\"clear\"}"},
        {"role": "assistant", "content": "It is clear."},
    ])
}

#[test]
fn model_messages_of_the_ai_sdk_count_as_their_conversation() {
    let messages = json!([
        {"role": "system", "content": "Answer briefly."},
        {"role": "user", "content": [{"type": "text", "text": "How is the weather in Paris?"}]},
        {"role": "assistant", "content": [
            {"type": "reasoning", "text": "I need the tool."},
            {"type": "text", "text": "Let me see."},
            {"type": "tool-call", "toolCallId": "a", "toolName": "weather", "input": {"city": "Paris"}},
        ]},
        {"role": "tool", "content": [{
            "type": "tool-result", "toolCallId": "a", "toolName": "weather",
            "output": {"type": "json", "value": {"sky": "clear"}}
        }]},
        {"role": "assistant", "content": "It is clear.", "providerOptions": {"openai": {}}},
    ]);
    let (ours, theirs) = (chat(&messages), chat(&openai()));
    assert_eq!(ours.total, theirs.total);
    assert_eq!(ours.messages, theirs.messages);
    assert_eq!(ours.notes, theirs.notes);
}

#[test]
fn ui_messages_of_the_ai_sdk_count_as_their_conversation() {
    let messages = json!([
        {"id": "0", "role": "system", "parts": [{"type": "text", "text": "Answer briefly."}]},
        {"id": "1", "role": "user", "metadata": {"at": 1}, "parts": [
            {"type": "text", "text": "How is the weather in Paris?"},
        ]},
        {"id": "2", "role": "assistant", "parts": [
            {"type": "step-start"},
            {"type": "text", "text": "Let me see.", "state": "done"},
            {"type": "tool-weather", "toolCallId": "a", "state": "output-available",
                "input": {"city": "Paris"}, "output": {"sky": "clear"}},
            {"type": "step-start"},
            {"type": "text", "text": "It is clear."},
            {"type": "source-url", "sourceId": "s", "url": "https://example.com"},
            {"type": "data-progress", "data": {"share": 1}},
        ]},
    ]);
    let (ours, theirs) = (chat(&messages), chat(&openai()));
    assert_eq!(ours.total, theirs.total);
    // What the third message becomes are the last three of the conversation.
    assert_eq!(ours.messages[2], theirs.messages[2..].iter().sum::<usize>());
    assert_eq!(ours.notes, theirs.notes);
}

#[test]
fn a_failed_tool_and_one_without_an_answer_yet() {
    let part = |more: Value| {
        let mut part = json!({"type": "dynamic-tool", "toolName": "weather", "toolCallId": "a",
            "input": {"city": "Paris"}});
        for (name, value) in more.as_object().unwrap() {
            part[name] = value.clone();
        }
        chat(&json!([{"role": "assistant", "parts": [part]}])).total
    };
    let call = json!({"id": "a", "type": "function",
        "function": {"name": "weather", "arguments": "{\"city\":\"Paris\"}"}});
    let called = json!({"role": "assistant", "content": null, "tool_calls": [call]});
    assert_eq!(
        part(json!({"state": "input-available"})),
        chat(&json!([called])).total
    );
    let answer = json!({"role": "tool", "tool_call_id": "a", "content": "No such city"});
    assert_eq!(
        part(json!({"state": "output-error", "errorText": "No such city"})),
        chat(&json!([called, answer])).total
    );
}

#[test]
fn contents_of_google_and_blocks_of_anthropic_count_as_their_conversation() {
    let google = json!([
        {"role": "user", "parts": [{"text": "How is the weather in Paris?"}]},
        {"role": "model", "parts": [{"text": "It is clear."}]},
        {"parts": [{"text": "Thanks"}]},
    ]);
    let same = json!([
        {"role": "user", "content": "How is the weather in Paris?"},
        {"role": "assistant", "content": "It is clear."},
        {"role": "user", "content": "Thanks"},
    ]);
    assert_eq!(chat(&google).messages, chat(&same).messages);
    let anthropic = json!([
        {"role": "user", "content": "How is the weather in Paris?"},
        {"role": "assistant", "content": [
            {"type": "text", "text": "Let me see."},
            {"type": "tool_use", "id": "a", "name": "weather", "input": {"city": "Paris"}},
        ]},
    ]);
    assert_eq!(
        chat(&anthropic).messages,
        chat(&json!([openai()[1], openai()[2]])).messages
    );
}

#[test]
fn a_request_of_the_ai_sdk_has_instructions_and_named_tools() {
    let schema = json!({"type": "object", "properties": {"city": {"type": "string"}}});
    let tool =
        |schema: Value| json!({"weather": {"description": "The weather", "inputSchema": schema}});
    let count = |request: &Value| {
        let encodings = |name: EncodingName| Encoding::embedded(name);
        count_request(request, RequestOptions::default(), encodings, &NoImages).unwrap()
    };
    let messages = json!([{"role": "user", "content": "How is the weather in Paris?"}]);
    let ours = json!({"model": "gpt-4o", "system": "Answer briefly.", "messages": messages,
        "tools": tool(json!({"jsonSchema": schema})), "maxOutputTokens": 10});
    let theirs = json!({"model": "gpt-4o", "messages": [openai()[0], openai()[1]], "tools": [
        {"type": "function", "function": {"name": "weather", "description": "The weather",
            "parameters": schema}}
    ]});
    assert_eq!(count(&ours).endpoint, RequestEndpoint::OpenAiChat);
    assert_eq!(count(&ours).total, count(&theirs).total);
    // What zod's own objects look like: the schema cannot be seen, which is said.
    let hidden =
        json!({"model": "gpt-4o", "messages": messages, "tools": tool(json!({"def": {}}))});
    let notes = count(&hidden).notes.join("\n");
    assert!(notes.contains("z.toJSONSchema"), "{notes}");
}
