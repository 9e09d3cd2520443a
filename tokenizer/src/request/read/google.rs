//! Google's generateContent: `systemInstruction`, `contents` of parts, and `tools`, in either spelling
//! of the names. Source: <https://ai.google.dev/api/generate-content>.

use std::borrow::Cow;

use serde_json::Value;

use crate::error::TokenizerError;
use crate::request::conversation::{
    Answer, Arguments, Block, Call, Conversation, Format, Media, Message, Role, Tool, ToolChoice,
    ToolKind,
};
use crate::request::fields::check;
use crate::request::json::items;
use crate::request::notes::shortened;
use crate::request::tally::Tally;

const READ: &[&str] = &[
    "model",
    "contents",
    "systemInstruction",
    "system_instruction",
    "tools",
    "toolConfig",
    "tool_config",
    "generationConfig",
    "generation_config",
    "cachedContent",
    "cached_content",
];

const FREE: &[&str] = &[
    "labels",
    "modelArmorConfig",
    "model_armor_config",
    "safetySettings",
    "safety_settings",
    "serviceTier",
    "service_tier",
    "store",
];

/// A member in the spelling of JSON or of Protocol Buffers.
fn either<'a>(value: &'a Value, json: &str, proto: &str) -> &'a Value {
    match &value[json] {
        Value::Null => &value[proto],
        found => found,
    }
}

/// Reads a body, of the Gemini API or of Vertex AI.
///
/// # Errors
/// [`TokenizerError::InvalidArgument`] where `contents` is neither a string nor a list of contents with
/// `parts`.
pub fn google<'a>(
    request: &'a Value,
    is_vertex: bool,
    tally: &mut Tally<'_>,
) -> Result<Conversation<'a>, TokenizerError> {
    check(tally, "", request, READ, FREE);
    if !either(request, "cachedContent", "cached_content").is_null() {
        tally.left_out(
            "the cached content",
            "the request does not hold it".to_owned(),
            "cachedContent",
        );
    }
    let mut conversation = Conversation {
        tools: tools(&request["tools"], tally),
        choice: choice(either(request, "toolConfig", "tool_config")),
        ..Conversation::default()
    };
    let generation = either(request, "generationConfig", "generation_config");
    // Only the older field is written into the prompt: recorded requests show no token of the newer.
    let schema = either(generation, "responseSchema", "response_schema");
    if !schema.is_null() {
        conversation.format = Some(Format {
            description: None,
            schema: Cow::Borrowed(schema),
        });
    }
    let system = either(request, "systemInstruction", "system_instruction");
    if !system.is_null() {
        let content = parts(system, "systemInstruction", tally)?;
        conversation.messages.push(Message {
            role: Role::System,
            name: None,
            content,
            index: None,
        });
    }
    let contents = match &request["contents"] {
        Value::Array(contents) => contents.as_slice(),
        one => std::slice::from_ref(one),
    };
    conversation.is_for_vertex = is_vertex || contents.iter().any(is_for_vertex);
    for (index, content) in contents.iter().enumerate() {
        let place = format!("contents[{index}]");
        conversation.messages.push(Message {
            role: Role::named(content["role"].as_str().unwrap_or("user")),
            name: None,
            content: parts(content, &place, tally)?,
            index: Some(index),
        });
    }
    Ok(conversation)
}

/// Google's SDK for Python writes the names of parts as Protocol Buffers do when it sends them to Vertex
/// AI, and as JSON does when it sends them to the Gemini API.
fn is_for_vertex(content: &Value) -> bool {
    let names = [
        "function_call",
        "function_response",
        "thought_signature",
        "inline_data",
        "file_data",
    ];
    items(&content["parts"])
        .iter()
        .any(|part| names.iter().any(|name| !part[*name].is_null()))
}

fn parts<'a>(
    content: &'a Value,
    place: &str,
    tally: &mut Tally<'_>,
) -> Result<Vec<Block<'a>>, TokenizerError> {
    if let Some(text) = content.as_str() {
        return Ok(vec![Block::Text(text.into())]);
    }
    check(tally, place, content, &["role", "parts"], &[]);
    let list = match &content["parts"] {
        Value::Array(parts) => parts.as_slice(),
        part @ Value::Object(_) => std::slice::from_ref(part),
        _ => {
            return Err(TokenizerError::InvalidArgument {
                path: format!("{place}.parts"),
                reason: "must be an array of parts",
            });
        }
    };
    let mut blocks = Vec::with_capacity(list.len());
    for (at, part) in list.iter().enumerate() {
        read_part(part, &format!("{place}.parts[{at}]"), &mut blocks, tally);
    }
    Ok(blocks)
}

/// Reads one part of Google's `Content`.
pub(super) fn read_part<'a>(
    part: &'a Value,
    place: &str,
    blocks: &mut Vec<Block<'a>>,
    tally: &mut Tally<'_>,
) {
    let signature = either(part, "thoughtSignature", "thought_signature");
    if let Some(signature) = signature.as_str() {
        blocks.push(Block::Encrypted(signature.len()));
    }
    for (name, value) in part.as_object().into_iter().flatten() {
        let text = |name: &str| value[name].as_str().unwrap_or_default();
        match name.as_str() {
            "text" if part["thought"] == true => {
                blocks.push(Block::Thought(value.as_str().unwrap_or_default()));
            }
            "text" => blocks.push(Block::Text(value.as_str().unwrap_or_default().into())),
            "functionCall" | "function_call" => blocks.push(Block::Call(Call {
                id: text("id"),
                name: text("name"),
                arguments: Arguments::Value(&value["args"]),
                namespace: None,
                is_function_call: false,
            })),
            "functionResponse" | "function_response" => {
                let mut content = vec![Block::Json(&value["response"])];
                for (at, inner) in items(&value["parts"]).iter().enumerate() {
                    read_part(inner, &format!("{place}.parts[{at}]"), &mut content, tally);
                }
                blocks.push(Block::Answer(Answer {
                    id: text("id"),
                    name: value["name"].as_str(),
                    content,
                    failed: false,
                }));
            }
            "executableCode" | "executable_code" => {
                blocks.push(Block::Text(text("code").into()));
            }
            "codeExecutionResult" | "code_execution_result" => {
                blocks.push(Block::Text(text("output").into()));
            }
            "inlineData" | "inline_data" | "fileData" | "file_data" => {
                blocks.push(media(value, place));
            }
            "thought" | "thoughtSignature" | "thought_signature" | "videoMetadata"
            | "video_metadata" | "mediaResolution" | "media_resolution" => {}
            other => {
                let what = format!("a part of type {:?}", shortened(other));
                let reason = "its tokens are not known here".to_owned();
                tally.left_out(&what, reason, place);
            }
        }
    }
}

fn media<'a>(data: &'a Value, place: &str) -> Block<'a> {
    let text = |json: &str, proto: &str| either(data, json, proto).as_str().unwrap_or_default();
    let kind = text("mimeType", "mime_type");
    let url = match data["data"].as_str() {
        Some(base64) => format!("data:{kind};base64,{base64}").into(),
        None => text("fileUri", "file_uri").into(),
    };
    Block::Media(Media::of_type(kind, url, data, place))
}

/// `tools` is a list, or one tool. Each holds declarations of functions, or tools that Google runs.
fn tools<'a>(value: &'a Value, tally: &mut Tally<'_>) -> Vec<Tool<'a>> {
    let list = match value {
        Value::Array(tools) => tools.as_slice(),
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    let mut tools = Vec::new();
    for (at, tool) in list.iter().enumerate() {
        for (name, value) in tool.as_object().into_iter().flatten() {
            if !matches!(
                name.as_str(),
                "functionDeclarations" | "function_declarations"
            ) {
                let what = format!("the tool {:?}", shortened(name));
                let reason = "the vendor runs it, and what it finds is not in the request";
                tally.left_out(&what, reason.to_owned(), &format!("tools[{at}]"));
                continue;
            }
            for declaration in items(value) {
                let index = tools.len();
                check(
                    tally,
                    &format!("tools[{at}]"),
                    declaration,
                    &[
                        "name",
                        "description",
                        "parameters",
                        "parametersJsonSchema",
                        "parameters_json_schema",
                        "response",
                        "responseJsonSchema",
                        "response_json_schema",
                    ],
                    &["behavior"],
                );
                tools.push(Tool {
                    name: declaration["name"].as_str().unwrap_or_default(),
                    description: declaration["description"].as_str(),
                    parameters: match &declaration["parameters"] {
                        Value::Null => either(
                            declaration,
                            "parametersJsonSchema",
                            "parameters_json_schema",
                        ),
                        parameters => parameters,
                    },
                    response: match &declaration["response"] {
                        Value::Null => {
                            either(declaration, "responseJsonSchema", "response_json_schema")
                        }
                        response => response,
                    },
                    grammar: None,
                    kind: ToolKind::Function,
                    index,
                });
            }
        }
    }
    tools
}

fn choice(config: &Value) -> ToolChoice<'_> {
    let calling = either(config, "functionCallingConfig", "function_calling_config");
    match calling["mode"].as_str() {
        Some("ANY") => ToolChoice::Required,
        Some("NONE") => ToolChoice::None,
        _ => ToolChoice::Auto,
    }
}
