//! OpenAI's Responses: `instructions`, `input` and `tools`.
//! Source: <https://platform.openai.com/docs/api-reference/responses/create>.

use serde_json::Value;

use super::client_tools;
use super::openai_chat::{FREE, format};
use super::openai_parts::content;
use super::openai_tools::{choice, tools};
use crate::error::TokenizerError;
use crate::request::conversation::{Answer, Arguments, Block, Call, Conversation, Message, Role};
use crate::request::fields::check;
use crate::request::json::items;
use crate::request::notes::shortened;
use crate::request::result::PartKind;
use crate::request::tally::Tally;

const READ: &[&str] = &[
    "model",
    "input",
    "instructions",
    "tools",
    "tool_choice",
    "text",
    "reasoning",
    "previous_response_id",
    "conversation",
    "prompt",
    "context_management",
    // These need no tokens, but only here.
    "dimensions",
    "encoding_format",
    "include",
    "background",
    "truncation",
    "max_tool_calls",
    "max_output_tokens",
];

/// Reads a body.
///
/// # Errors
/// [`TokenizerError::InvalidArgument`] where `input` is neither a string nor an array of items.
pub fn openai_responses<'a>(
    request: &'a Value,
    tally: &mut Tally<'_>,
) -> Result<Conversation<'a>, TokenizerError> {
    check(tally, "", request, READ, FREE);
    let mut conversation = Conversation {
        tools: tools(&request["tools"], "tools", tally),
        choice: choice(&request["tool_choice"]),
        format: format(&request["text"]["format"], "text.format", tally),
        effort: request["reasoning"]["effort"].as_str(),
        has_empty_instructions: request["instructions"] == "",
        ..Conversation::default()
    };
    for (field, what) in [
        ("previous_response_id", "the stored conversation"),
        ("conversation", "the stored conversation"),
        (
            "context_management",
            "what the vendor makes of a long conversation",
        ),
    ] {
        if !request[field].is_null() {
            tally.left_out(what, "the request does not hold it".to_owned(), field);
        }
    }
    match &request["instructions"] {
        Value::String(text) if !text.is_empty() => conversation.messages.push(Message {
            role: Role::System,
            name: None,
            content: vec![Block::Text(text.into())],
            index: None,
        }),
        Value::Array(list) => {
            for (at, item) in list.iter().enumerate() {
                let place = format!("instructions[{at}]");
                conversation
                    .messages
                    .extend(read_item(item, None, &place, tally)?);
            }
        }
        _ => {}
    }
    match &request["prompt"] {
        Value::Null => {}
        Value::Object(_) => tally.left_out(
            "the stored prompt",
            "the request does not hold it".to_owned(),
            "prompt",
        ),
        // The older Completions: a text, a list of texts, or ids of tokens.
        prompt => read_texts(prompt, &mut conversation, tally),
    }
    if request["input"]
        .as_array()
        .is_some_and(|list| list.iter().all(is_text))
    {
        read_texts(&request["input"], &mut conversation, tally);
        return Ok(conversation);
    }
    match &request["input"] {
        Value::String(text) => conversation.messages.push(Message {
            role: Role::User,
            name: None,
            content: vec![Block::Text(text.into())],
            index: Some(0),
        }),
        Value::Array(input) => {
            for (index, item) in input.iter().enumerate() {
                let place = format!("input[{index}]");
                let read = read_item(item, Some(index), &place, tally)?;
                conversation.messages.extend(read);
            }
        }
        Value::Null => {}
        _ => {
            return Err(TokenizerError::InvalidArgument {
                path: "input".to_owned(),
                reason: "must be a string or an array of items",
            });
        }
    }
    Ok(conversation)
}

/// Whether an item is a text of a request for embeddings, or holds ids of tokens.
fn is_text(item: &Value) -> bool {
    item.is_string()
        || item.is_u64()
        || item
            .as_array()
            .is_some_and(|ids| ids.iter().all(Value::is_u64))
}

/// A text, texts, or ids of tokens, each of which is one token.
fn read_texts<'a>(texts: &'a Value, conversation: &mut Conversation<'a>, tally: &mut Tally<'_>) {
    let list = match texts {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    for (index, item) in list.iter().enumerate() {
        match item {
            Value::String(text) => conversation.messages.push(Message {
                role: Role::User,
                name: None,
                content: vec![Block::Text(text.into())],
                index: Some(index),
            }),
            Value::Array(ids) => tally.add_fixed(PartKind::Message, Some(index), ids.len()),
            Value::Number(_) => tally.add_fixed(PartKind::Message, None, 1),
            _ => tally.left_out(
                "an input",
                "it is neither text nor ids of tokens".to_owned(),
                &format!("[{index}]"),
            ),
        }
    }
}

fn read_item<'a>(
    item: &'a Value,
    index: Option<usize>,
    place: &str,
    tally: &mut Tally<'_>,
) -> Result<Option<Message<'a>>, TokenizerError> {
    let of = |role, content| {
        Ok(Some(Message {
            role,
            name: None,
            content,
            index,
        }))
    };
    let kind = item["type"].as_str().unwrap_or("message");
    if let Some(read) = client_tools::read(item, kind, place, tally) {
        let (role, block) = read;
        return of(role, vec![block]);
    }
    let text = |name: &str| item[name].as_str().unwrap_or_default();
    check(
        tally,
        place,
        item,
        &[
            "type",
            "role",
            "content",
            "name",
            "arguments",
            "input",
            "call_id",
            "output",
            "encrypted_content",
            "summary",
            "tools",
            "namespace",
        ],
        &[
            "id",
            "status",
            "phase",
            "annotations",
            "execution",
            "caller",
            "acknowledged_safety_checks",
        ],
    );
    match kind {
        "message" => {
            let role = item["role"]
                .as_str()
                .ok_or_else(|| TokenizerError::InvalidArgument {
                    path: format!("{place}.role"),
                    reason: "must be a string",
                })?;
            let blocks = content(&item["content"], &format!("{place}.content"), tally)?;
            of(Role::named(role), blocks)
        }
        "function_call" | "custom_tool_call" | "tool_search_call" => {
            let arguments = match (&item["arguments"], &item["input"]) {
                (Value::String(text), _) | (Value::Null, Value::String(text)) => {
                    Arguments::Text(text)
                }
                (Value::Null, value) | (value, _) => Arguments::Value(value),
            };
            let call = Call {
                id: text("call_id"),
                name: if kind == "tool_search_call" {
                    "tool_search"
                } else {
                    text("name")
                },
                arguments,
                namespace: item["namespace"].as_str(),
                is_function_call: false,
            };
            of(Role::Assistant, vec![Block::Call(call)])
        }
        "function_call_output" | "custom_tool_call_output" => {
            let content = content(&item["output"], &format!("{place}.output"), tally)?;
            let answer = Answer {
                id: text("call_id"),
                name: None,
                content,
                failed: false,
            };
            of(Role::Tool, vec![Block::Answer(answer)])
        }
        "reasoning" => {
            let length = text("encrypted_content").len();
            let mut blocks = vec![Block::Encrypted(length)];
            let parts = items(&item["content"]).iter();
            let thoughts = parts.filter_map(|part| part["text"].as_str());
            blocks.extend(thoughts.map(Block::Thought));
            of(Role::Assistant, blocks)
        }
        "additional_tools" | "tool_search_output" => {
            let tools = tools(&item["tools"], &format!("{place}.tools"), tally);
            let block = if kind == "tool_search_output" {
                Block::FoundTools(tools)
            } else {
                Block::Tools(tools)
            };
            of(Role::Developer, vec![block])
        }
        other => {
            let what = format!("an item of type {:?}", shortened(other));
            let reason = "what the vendor keeps of it is not in the request".to_owned();
            tally.left_out(&what, reason, place);
            Ok(None)
        }
    }
}
