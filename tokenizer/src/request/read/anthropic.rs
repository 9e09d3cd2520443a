//! Anthropic's Messages: `system`, `messages` of blocks, and `tools`.
//! Source: <https://platform.claude.com/docs/en/api/messages>.

use std::borrow::Cow;

use serde_json::Value;

use super::openai_tools::tools;
use crate::error::TokenizerError;
use crate::request::conversation::{
    Answer, Arguments, Block, Call, Conversation, Format, Media, MediaKind, Message, Role,
    Thinking, ToolChoice,
};
use crate::request::fields::{check, messages_of, role_of};
use crate::request::notes::shortened;
use crate::request::tally::Tally;

const READ: &[&str] = &[
    "model",
    "system",
    "messages",
    "tools",
    "tool_choice",
    "thinking",
    "output_config",
    "output_format",
    "container",
    "context_management",
    "mcp_servers",
];

const FREE: &[&str] = &[
    "anthropic_beta",
    "anthropic_version",
    "betas",
    "cache_control",
    "diagnostics",
    "fallbacks",
    "inference_geo",
    "max_tokens",
    "metadata",
    "service_tier",
    "speed",
    "stop_sequences",
    "stream",
    "temperature",
    "top_k",
    "top_p",
    "user_profile_id",
];

/// Reads a body.
///
/// # Errors
/// [`TokenizerError::InvalidArgument`] where `messages` is no array of objects with a `role`, or a
/// `content` is neither a string nor an array of blocks.
pub fn anthropic<'a>(
    request: &'a Value,
    tally: &mut Tally<'_>,
) -> Result<Conversation<'a>, TokenizerError> {
    let messages = messages_of(request)?;
    check(tally, "", request, READ, FREE);
    for (field, what) in [
        ("container", "the files of the container"),
        ("mcp_servers", "the tools of the MCP servers"),
        (
            "context_management",
            "what the vendor makes of a long conversation",
        ),
    ] {
        if !request[field].is_null() {
            tally.left_out(what, "the request does not hold it".to_owned(), field);
        }
    }
    let config = &request["output_config"];
    let format = match &config["format"] {
        Value::Null => &request["output_format"],
        format => format,
    };
    let mut conversation = Conversation {
        tools: tools(&request["tools"], "tools", tally),
        choice: choice(&request["tool_choice"]),
        format: format.get("schema").map(|schema| Format {
            description: None,
            schema: Cow::Borrowed(schema),
        }),
        thinking: match request["thinking"]["type"].as_str() {
            Some("enabled") => Thinking::Budget,
            Some("adaptive") => Thinking::Adaptive,
            _ => Thinking::Off,
        },
        has_task_budget: !config["task_budget"].is_null(),
        ..Conversation::default()
    };
    if !request["system"].is_null() {
        let content = blocks(&request["system"], "system", tally)?;
        conversation.messages.push(Message {
            role: Role::System,
            name: None,
            content,
            index: None,
        });
    }
    for (index, message) in messages.iter().enumerate() {
        let place = format!("messages[{index}]");
        let role = role_of(message, &place)?;
        check(
            tally,
            &place,
            message,
            &["role", "content"],
            &["id", "cache_control"],
        );
        conversation.messages.push(Message {
            role: Role::named(role),
            name: None,
            content: blocks(&message["content"], &format!("{place}.content"), tally)?,
            index: Some(index),
        });
    }
    Ok(conversation)
}

fn choice(choice: &Value) -> ToolChoice<'_> {
    match (choice["type"].as_str(), choice["name"].as_str()) {
        (_, Some(name)) => ToolChoice::Named(name),
        (Some("any"), _) => ToolChoice::Required,
        (Some("none"), _) => ToolChoice::None,
        _ => ToolChoice::Auto,
    }
}

fn blocks<'a>(
    content: &'a Value,
    place: &str,
    tally: &mut Tally<'_>,
) -> Result<Vec<Block<'a>>, TokenizerError> {
    match content {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(vec![Block::Text(text.into())]),
        Value::Array(list) => {
            let mut blocks = Vec::with_capacity(list.len());
            for (at, block) in list.iter().enumerate() {
                let place = format!("{place}[{at}]");
                blocks.extend(read_block(block, place, tally)?);
            }
            Ok(blocks)
        }
        _ => Err(TokenizerError::InvalidArgument {
            path: place.to_owned(),
            reason: "must be a string or an array of blocks",
        }),
    }
}

fn read_block<'a>(
    block: &'a Value,
    place: String,
    tally: &mut Tally<'_>,
) -> Result<Option<Block<'a>>, TokenizerError> {
    let text = |name: &str| block[name].as_str().unwrap_or_default();
    check(
        tally,
        &place,
        block,
        &[
            "type",
            "text",
            "source",
            "id",
            "name",
            "input",
            "tool_use_id",
            "content",
            "is_error",
            "thinking",
            "data",
            "title",
            "context",
            "tool_name",
            "tool",
        ],
        &["cache_control", "citations", "signature", "caller"],
    );
    Ok(match block["type"].as_str().unwrap_or("text") {
        "text" => Some(Block::Text(text("text").into())),
        "tool_use" => Some(Block::Call(Call {
            id: text("id"),
            name: text("name"),
            arguments: Arguments::Value(&block["input"]),
            namespace: None,
            is_function_call: false,
        })),
        "tool_result" => Some(Block::Answer(Answer {
            id: text("tool_use_id"),
            name: None,
            content: blocks(&block["content"], &format!("{place}.content"), tally)?,
            failed: block["is_error"] == true,
        })),
        "thinking" | "redacted_thinking" => Some(Block::Thought(text("thinking"))),
        "tool_reference" => Some(Block::Reference(text("tool_name"))),
        "tool_addition" => Some(Block::Reference(match &block["tool"]["name"] {
            Value::String(name) => name,
            _ => text("tool_name"),
        })),
        "search_result" => {
            let mut found = vec![Block::Text(text("title").into())];
            found.push(Block::Text(text("source").into()));
            let inner = blocks(&block["content"], &format!("{place}.content"), tally)?;
            found.extend(inner);
            Some(Block::Group(found))
        }
        "image" => Some(media(MediaKind::Image, &block["source"], place)),
        "document" => document(block, place, tally)?,
        other => {
            let what = format!("a block of type {:?}", shortened(other));
            let reason = "what the vendor keeps of it is not in the request".to_owned();
            tally.left_out(&what, reason, &place);
            None
        }
    })
}

/// A document: its title and context, and its text, where it has one; else a file.
fn document<'a>(
    block: &'a Value,
    place: String,
    tally: &mut Tally<'_>,
) -> Result<Option<Block<'a>>, TokenizerError> {
    let source = &block["source"];
    let said = ["title", "context"].map(|name| block[name].as_str());
    let said = said.into_iter().flatten();
    let mut all: Vec<Block<'a>> = said.map(|text| Block::Text(text.into())).collect();
    match source["type"].as_str() {
        Some("text") => {
            let text = source["data"].as_str().unwrap_or_default();
            all.push(Block::Text(text.into()));
        }
        Some("content") => {
            let inner = blocks(
                &source["content"],
                &format!("{place}.source.content"),
                tally,
            )?;
            all.extend(inner);
        }
        _ => all.push(media(MediaKind::File, source, place)),
    }
    Ok(Some(Block::Group(all)))
}

/// An image or a file: base64 becomes a `data:` URL.
fn media(kind: MediaKind, source: &Value, place: String) -> Block<'_> {
    let text = |name: &str| source[name].as_str().unwrap_or_default();
    let pixels = |name: &str| u32::try_from(source[name].as_u64()?).ok();
    let url = match source["data"].as_str() {
        Some(data) => format!("data:{};base64,{data}", text("media_type")).into(),
        None => text("url").into(),
    };
    Block::Media(Media {
        kind,
        place,
        size: pixels("width").zip(pixels("height")),
        detail: None,
        url,
    })
}
