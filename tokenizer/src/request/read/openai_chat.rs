//! OpenAI's Chat Completions: `messages`, `tools` or `functions`, and `response_format`.
//! Source: <https://platform.openai.com/docs/api-reference/chat/create>.

use std::borrow::Cow;

use serde_json::Value;

use super::ai_sdk;
use super::openai_parts::content;
use super::openai_tools::{choice, tools};
use crate::error::TokenizerError;
use crate::request::conversation::{
    Answer, Arguments, Block, Call, Conversation, Format, Message, Role,
};
use crate::request::fields::{check, messages_of, role_of};
use crate::request::json::items;
use crate::request::tally::Tally;

const READ: &[&str] = &[
    "model",
    "messages",
    "system",
    "tools",
    "tool_choice",
    "functions",
    "function_call",
    "response_format",
    "reasoning_effort",
    "thinking",
    "web_search_options",
];

/// Fields that need no tokens. Among them are those of hosts that speak this API.
pub const FREE: &[&str] = &[
    "abortSignal",
    "allowed_openai_params",
    "audio",
    "chat_template_kwargs",
    "custom_llm_provider",
    "disable_reasoning",
    "drop_params",
    "enable_thinking",
    "extra_body",
    "extra_headers",
    "frequency_penalty",
    "guided_json",
    "include_reasoning",
    "logit_bias",
    "logprobs",
    "maxOutputTokens",
    "maxRetries",
    "max_completion_tokens",
    "max_tokens",
    "metadata",
    "min_p",
    "modalities",
    "models",
    "moderation",
    "n",
    "parallel_tool_calls",
    "prediction",
    "presence_penalty",
    "prompt_cache_key",
    "prompt_cache_options",
    "prompt_cache_retention",
    "prompt_mode",
    "provider",
    "providerOptions",
    "random_seed",
    "reasoning",
    "reasoning_format",
    "repetition_penalty",
    "route",
    "safe_prompt",
    "safety_identifier",
    "seed",
    "service_tier",
    "stop",
    "stopWhen",
    "store",
    "stream",
    "stream_options",
    "temperature",
    "toolChoice",
    "topK",
    "topP",
    "top_k",
    "top_logprobs",
    "top_p",
    "transforms",
    "usage",
    "user",
    "verbosity",
];

/// Reads a body.
///
/// # Errors
/// [`TokenizerError::InvalidArgument`] where `messages` is no array of objects with a `role`, or a
/// `content` is neither a string, nor null, nor an array of parts.
pub fn openai_chat<'a>(
    request: &'a Value,
    tally: &mut Tally<'_>,
) -> Result<Conversation<'a>, TokenizerError> {
    let messages = messages_of(request)?;
    check(tally, "", request, READ, FREE);
    let mut conversation = Conversation {
        effort: request["reasoning_effort"].as_str(),
        thinks: thinks(request),
        ..Conversation::default()
    };
    if !request["system"].is_null() {
        conversation.messages.push(Message {
            role: Role::System,
            name: None,
            content: content(&request["system"], "system", tally)?,
            index: None,
        });
    }
    for (index, message) in messages.iter().enumerate() {
        let place = format!("messages[{index}]");
        if ai_sdk::is_message(message) {
            // Google's contents may leave the role out.
            let role = Role::named(message["role"].as_str().unwrap_or("user"));
            let read = ai_sdk::messages(message, role, index, &place, tally);
            conversation.messages.extend(read);
            continue;
        }
        let role = role_of(message, &place)?;
        conversation
            .messages
            .push(read_message(message, role, index, &place, tally)?);
    }
    let functions = items(&request["functions"]);
    conversation.in_functions = !functions.is_empty();
    conversation.tools = match &request["tools"] {
        named @ Value::Object(_) => ai_sdk::tools(named, tally),
        list => tools(list, "tools", tally),
    };
    conversation
        .tools
        .extend(tools(&request["functions"], "functions", tally));
    conversation.choice = match &request["function_call"] {
        Value::Null => choice(&request["tool_choice"]),
        older => choice(older),
    };
    conversation.format = format(&request["response_format"], "response_format", tally);
    if !request["web_search_options"].is_null() {
        tally.left_out(
            "the web search",
            "its results are billed, and the request does not hold them".to_owned(),
            "web_search_options",
        );
    }
    Ok(conversation)
}

fn read_message<'a>(
    message: &'a Value,
    role: &'a str,
    index: usize,
    place: &str,
    tally: &mut Tally<'_>,
) -> Result<Message<'a>, TokenizerError> {
    check(
        tally,
        place,
        message,
        &[
            "role",
            "content",
            "name",
            "tool_calls",
            "tool_call_id",
            "function_call",
            "refusal",
            "reasoning",
            "reasoning_content",
            "reasoning_details",
            "audio",
        ],
        &[
            "annotations",
            "cache_control",
            "id",
            "index",
            "prefix",
            "type",
            "is_error",
        ],
    );
    let mut blocks = content(&message["content"], &format!("{place}.content"), tally)?;
    let thoughts = message["reasoning_content"].as_str();
    if let Some(thoughts) = thoughts.or(message["reasoning"].as_str()) {
        blocks.insert(0, Block::Thought(thoughts));
    }
    let name = message["name"].as_str().filter(|name| !name.is_empty());
    let role = Role::named(role);
    if role == Role::Tool {
        let answer = Block::Answer(Answer {
            id: message["tool_call_id"].as_str().unwrap_or_default(),
            name,
            content: blocks,
            failed: false,
        });
        return Ok(Message {
            role,
            name: None,
            content: vec![answer],
            index: Some(index),
        });
    }
    if let Some(refusal) = message["refusal"].as_str() {
        blocks.push(Block::Text(refusal.into()));
    }
    if !message["audio"].is_null() {
        tally.left_out(
            "spoken audio of an earlier answer",
            "its length is not stated".to_owned(),
            &format!("{place}.audio"),
        );
    }
    let older = std::iter::once(&message["function_call"]).filter(|call| !call.is_null());
    let newer = items(&message["tool_calls"]).iter();
    for call in older.chain(newer) {
        let function = match &call["function"] {
            Value::Null => match &call["custom"] {
                Value::Null => call,
                custom => custom,
            },
            function => function,
        };
        let arguments = match (&function["arguments"], &function["input"]) {
            (Value::String(text), _) | (Value::Null, Value::String(text)) => Arguments::Text(text),
            (Value::Null, value) | (value, _) => Arguments::Value(value),
        };
        blocks.push(Block::Call(Call {
            id: call["id"].as_str().unwrap_or_default(),
            name: function["name"].as_str().unwrap_or_default(),
            arguments,
            namespace: None,
            is_function_call: !message["function_call"].is_null(),
        }));
    }
    Ok(Message {
        role,
        name,
        content: blocks,
        index: Some(index),
    })
}

/// Whether the model is asked to think, in the words of those who host models with chat templates.
fn thinks(request: &Value) -> Option<bool> {
    let arguments = &request["chat_template_kwargs"];
    let said = request["enable_thinking"]
        .as_bool()
        .or(arguments["enable_thinking"].as_bool())
        .or(arguments["thinking"].as_bool())
        .or(request["reasoning"]["enabled"].as_bool())
        .or(request["disable_reasoning"].as_bool().map(|off| !off));
    let word = request["thinking"]["type"].as_str();
    match (said, word, request["reasoning_effort"].as_str()) {
        (Some(said), _, _) => Some(said),
        (None, Some("enabled"), _) => Some(true),
        (None, Some("disabled"), _) | (None, None, Some("none")) => Some(false),
        _ => None,
    }
}

/// The schema of a response format. That of Chat Completions stands in `json_schema`, that of Responses
/// in the format itself.
pub fn format<'a>(format: &'a Value, place: &str, tally: &mut Tally<'_>) -> Option<Format<'a>> {
    let inner = match &format["json_schema"] {
        Value::Null => format,
        inner => inner,
    };
    match format["type"].as_str() {
        Some("json_schema") => inner.get("schema").map(|schema| Format {
            description: inner["description"].as_str(),
            schema: Cow::Borrowed(schema),
        }),
        None | Some("text" | "json_object") => None,
        Some(other) => {
            let what = format!("a response format of type {other:?}");
            tally.left_out(&what, "it is not known here".to_owned(), place);
            None
        }
    }
}
