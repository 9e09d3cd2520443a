//! OpenAI's Responses: `instructions`, `input` and `tools`.
//! Source: <https://platform.openai.com/docs/api-reference/responses/create>.

use serde_json::Value;

use super::openai_chat::{FREE, format};
use super::openai_parts::content;
use super::openai_tools::{choice, tools};
use crate::error::TokenizerError;
use crate::request::conversation::{Answer, Arguments, Block, Call, Conversation, Message, Role};
use crate::request::fields::check;
use crate::request::notes::shortened;
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
        ..Conversation::default()
    };
    for (field, what) in [
        ("previous_response_id", "the stored conversation"),
        ("conversation", "the stored conversation"),
        ("prompt", "the stored prompt"),
        (
            "context_management",
            "what the vendor makes of a long conversation",
        ),
    ] {
        if !request[field].is_null() {
            tally.left_out(what, "the request does not hold it".to_owned(), field);
        }
    }
    if let Some(instructions) = request["instructions"]
        .as_str()
        .filter(|text| !text.is_empty())
    {
        conversation.messages.push(Message {
            role: Role::System,
            name: None,
            content: vec![Block::Text(instructions.into())],
            index: None,
        });
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
                conversation.messages.extend(read_item(item, index, tally)?);
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

fn read_item<'a>(
    item: &'a Value,
    index: usize,
    tally: &mut Tally<'_>,
) -> Result<Option<Message<'a>>, TokenizerError> {
    let place = format!("input[{index}]");
    if let Some(text) = item.as_str() {
        // Requests for embeddings hold texts alone.
        return Ok(Some(Message {
            role: Role::User,
            name: None,
            content: vec![Block::Text(text.into())],
            index: Some(index),
        }));
    }
    let of = |role, content| {
        Ok(Some(Message {
            role,
            name: None,
            content,
            index: Some(index),
        }))
    };
    let text = |name: &str| item[name].as_str().unwrap_or_default();
    check(
        tally,
        &place,
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
        ],
        &[
            "id",
            "status",
            "phase",
            "namespace",
            "annotations",
            "execution",
            "caller",
            "acknowledged_safety_checks",
        ],
    );
    match item["type"].as_str().unwrap_or("message") {
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
        "function_call" | "custom_tool_call" => {
            let arguments = match (&item["arguments"], &item["input"]) {
                (Value::String(text), _) | (Value::Null, Value::String(text)) => {
                    Arguments::Text(text)
                }
                (Value::Null, value) | (value, _) => Arguments::Value(value),
            };
            let call = Call {
                id: text("call_id"),
                name: text("name"),
                arguments,
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
            of(Role::Assistant, vec![Block::Encrypted(length)])
        }
        "additional_tools" | "tool_search_output" => {
            let tools = tools(&item["tools"], &format!("{place}.tools"), tally);
            of(Role::Developer, vec![Block::Tools(tools)])
        }
        other => {
            let what = format!("an item of type {:?}", shortened(other));
            let reason = "what the vendor keeps of it is not in the request".to_owned();
            tally.left_out(&what, reason, &place);
            Ok(None)
        }
    }
}
