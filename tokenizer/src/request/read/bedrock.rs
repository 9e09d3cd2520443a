//! Amazon Bedrock's Converse: `system`, `messages` of blocks named by their member, and `toolConfig`.
//! Source: <https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html>.

use std::borrow::Cow;

use serde_json::Value;

use crate::error::TokenizerError;
use crate::request::conversation::{
    Answer, Arguments, Block, Call, Conversation, Format, Media, MediaKind, Message, Role,
    Thinking, Tool, ToolChoice, ToolKind,
};
use crate::request::fields::{check, messages_of, role_of};
use crate::request::json::items;
use crate::request::notes::shortened;
use crate::request::tally::Tally;

const READ: &[&str] = &[
    "model",
    "modelId",
    "messages",
    "system",
    "toolConfig",
    "additionalModelRequestFields",
    "promptVariables",
    "outputConfig",
];

const FREE: &[&str] = &[
    "additionalModelResponseFieldPaths",
    "guardrailConfig",
    "inferenceConfig",
    "performanceConfig",
    "requestMetadata",
    "serviceTier",
];

/// Reads a body.
///
/// # Errors
/// [`TokenizerError::InvalidArgument`] where `messages` is no array of objects with a `role` and an array
/// `content`.
pub fn bedrock<'a>(
    request: &'a Value,
    tally: &mut Tally<'_>,
) -> Result<Conversation<'a>, TokenizerError> {
    let invalid = |path: String, reason| TokenizerError::InvalidArgument { path, reason };
    let messages = messages_of(request)?;
    check(tally, "", request, READ, FREE);
    if !request["promptVariables"].is_null() {
        tally.left_out(
            "the stored prompt",
            "the request does not hold it".to_owned(),
            "promptVariables",
        );
    }
    let config = &request["toolConfig"];
    let thinking = &request["additionalModelRequestFields"]["thinking"]["type"];
    let mut conversation = Conversation {
        tools: tools(config, tally),
        choice: choice(&config["toolChoice"]),
        format: format(&request["outputConfig"], tally),
        thinking: match thinking.as_str() {
            Some("enabled") => Thinking::Budget,
            Some("adaptive") => Thinking::Adaptive,
            _ => Thinking::Off,
        },
        ..Conversation::default()
    };
    let system = blocks(items(&request["system"]), "system", tally);
    if !system.is_empty() {
        conversation.messages.push(Message {
            role: Role::System,
            name: None,
            content: system,
            index: None,
        });
    }
    for (index, message) in messages.iter().enumerate() {
        let place = format!("messages[{index}]");
        let role = role_of(message, &place)?;
        let Value::Array(content) = &message["content"] else {
            return Err(invalid(
                format!("{place}.content"),
                "must be an array of blocks",
            ));
        };
        check(tally, &place, message, &["role", "content"], &[]);
        conversation.messages.push(Message {
            role: Role::named(role),
            name: None,
            content: blocks(content, &format!("{place}.content"), tally),
            index: Some(index),
        });
    }
    Ok(conversation)
}

fn blocks<'a>(list: &'a [Value], place: &str, tally: &mut Tally<'_>) -> Vec<Block<'a>> {
    let mut blocks = Vec::with_capacity(list.len());
    for (at, block) in list.iter().enumerate() {
        let place = format!("{place}[{at}]");
        for (name, value) in block.as_object().into_iter().flatten() {
            blocks.extend(read_block(name, value, &place, tally));
        }
    }
    blocks
}

fn read_block<'a>(
    name: &str,
    value: &'a Value,
    place: &str,
    tally: &mut Tally<'_>,
) -> Option<Block<'a>> {
    let text = |name: &str| value[name].as_str().unwrap_or_default();
    let media = |kind| {
        let source = &value["source"];
        let url = match source["bytes"].as_str() {
            Some(bytes) => format!("data:{};base64,{bytes}", text("format")).into(),
            None => source["s3Location"]["uri"]
                .as_str()
                .unwrap_or_default()
                .into(),
        };
        Some(Block::Media(Media {
            kind,
            place: place.to_owned(),
            size: None,
            detail: None,
            url,
        }))
    };
    match name {
        "text" => Some(Block::Text(value.as_str().unwrap_or_default().into())),
        "json" => Some(Block::Json(value)),
        "toolUse" => Some(Block::Call(Call {
            id: text("toolUseId"),
            name: text("name"),
            arguments: Arguments::Value(&value["input"]),
            namespace: None,
            is_function_call: false,
        })),
        "toolResult" => Some(Block::Answer(Answer {
            id: text("toolUseId"),
            name: None,
            content: blocks(
                items(&value["content"]),
                &format!("{place}.toolResult.content"),
                tally,
            ),
            failed: value["status"] == "error",
        })),
        "reasoningContent" => Some(Block::Thought(
            value["reasoningText"]["text"].as_str().unwrap_or_default(),
        )),
        "guardContent" => match &value["image"] {
            Value::Null => Some(Block::Text(
                value["text"]["text"].as_str().unwrap_or_default().into(),
            )),
            image => read_block("image", image, place, tally),
        },
        "searchResult" => {
            let mut found = vec![Block::Text(text("title").into())];
            found.push(Block::Text(text("source").into()));
            found.extend(blocks(items(&value["content"]), place, tally));
            Some(Block::Group(found))
        }
        "document" => {
            let source = &value["source"];
            let mut said = vec![Block::Text(text("name").into())];
            said.push(Block::Text(text("context").into()));
            match (source["text"].as_str(), source["content"].as_array()) {
                (Some(text), _) => said.push(Block::Text(text.into())),
                (None, Some(parts)) => said.extend(blocks(parts, place, tally)),
                (None, None) => said.extend(media(MediaKind::File)),
            }
            Some(Block::Group(said))
        }
        "image" => media(MediaKind::Image),
        "audio" => media(MediaKind::Audio),
        "video" => media(MediaKind::Video),
        "cachePoint" => None,
        other => {
            let what = format!("a block of type {:?}", shortened(other));
            let reason = "what the vendor keeps of it is not in the request".to_owned();
            tally.left_out(&what, reason, place);
            None
        }
    }
}

fn tools<'a>(config: &'a Value, tally: &mut Tally<'_>) -> Vec<Tool<'a>> {
    let mut tools = Vec::new();
    for (index, tool) in items(&config["tools"]).iter().enumerate() {
        let place = format!("toolConfig.tools[{index}]");
        let specification = &tool["toolSpec"];
        check(tally, &place, tool, &["toolSpec"], &["cachePoint"]);
        check(
            tally,
            &place,
            specification,
            &["name", "description", "inputSchema"],
            &["strict"],
        );
        if specification.is_null() {
            continue;
        }
        tools.push(Tool {
            name: specification["name"].as_str().unwrap_or_default(),
            description: specification["description"].as_str(),
            parameters: &specification["inputSchema"]["json"],
            response: &Value::Null,
            grammar: None,
            kind: ToolKind::Function,
            index,
        });
    }
    tools
}

/// The schema of the answer, which Converse takes as text.
fn format<'a>(config: &'a Value, tally: &mut Tally<'_>) -> Option<Format<'a>> {
    let inner = &config["textFormat"]["structure"]["jsonSchema"];
    let schema = serde_json::from_str(inner["schema"].as_str()?);
    if schema.is_err() {
        let why = "its schema is no JSON".to_owned();
        tally.left_out("the output format", why, "outputConfig.textFormat");
    }
    Some(Format {
        description: inner["description"].as_str(),
        schema: Cow::Owned(schema.ok()?),
    })
}

fn choice(choice: &Value) -> ToolChoice<'_> {
    match choice["tool"]["name"].as_str() {
        Some(name) => ToolChoice::Named(name),
        None if !choice["any"].is_null() => ToolChoice::Required,
        None => ToolChoice::Auto,
    }
}
