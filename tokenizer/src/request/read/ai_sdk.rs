//! Messages of the Vercel AI SDK, `ModelMessage` and `UIMessage`, as the SDK converts them for Chat
//! Completions; and Google's `Content` among such messages.
//! Source: <https://ai-sdk.dev/docs/reference/ai-sdk-core/model-message>, version 7.

use std::borrow::Cow;
use std::mem::take;

use serde_json::Value;

use super::google::read_part as read_google_part;
use crate::request::conversation::{
    Answer, Arguments, Block, Call, Media, Message, Role, Tool, ToolKind,
};
use crate::request::json::items;
use crate::request::notes::shortened;
use crate::request::tally::Tally;

static NO_SCHEMA: Value = Value::Null;

/// Whether a message is in a form that only the SDK has.
pub fn is_message(message: &Value) -> bool {
    let is_own = |part: &Value| {
        let kind = part["type"].as_str().unwrap_or_default();
        matches!(
            kind,
            "tool-call"
                | "tool-result"
                | "tool-approval-request"
                | "tool-approval-response"
                | "reasoning-file"
        ) || !part["mediaType"].is_null()
            || !part["providerOptions"].is_null()
            || (kind == "image" && !part["image"].is_null())
    };
    message["parts"].is_array()
        || !message["providerOptions"].is_null()
        || items(&message["content"]).iter().any(is_own)
}

/// The messages that one message becomes: the answers of tools stand in messages of their own.
pub fn messages<'a>(
    message: &'a Value,
    role: Role<'a>,
    index: usize,
    place: &str,
    tally: &mut Tally<'_>,
) -> Vec<Message<'a>> {
    let mut reader = Reader {
        role,
        index,
        messages: Vec::new(),
        blocks: Vec::new(),
        answers: Vec::new(),
    };
    if let Some(text) = message["content"].as_str() {
        reader.blocks.push(Block::Text(text.into()));
    }
    let list = if message["parts"].is_array() {
        "parts"
    } else {
        "content"
    };
    for (at, part) in items(&message[list]).iter().enumerate() {
        reader.read(part, &format!("{place}.{list}[{at}]"), tally);
    }
    reader.flush();
    if reader.messages.is_empty() {
        // A message without content has its frame all the same.
        reader.say();
    }
    reader.messages
}

struct Reader<'a> {
    role: Role<'a>,
    index: usize,
    messages: Vec<Message<'a>>,
    /// Of the step that is being read: what the message says, and what its tools answered.
    blocks: Vec<Block<'a>>,
    answers: Vec<Answer<'a>>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, part: &'a Value, place: &str, tally: &mut Tally<'_>) {
        let text = |name: &str| part[name].as_str().unwrap_or_default();
        let Some(kind) = part["type"].as_str() else {
            return read_google_part(part, place, &mut self.blocks, tally);
        };
        match kind {
            "text" => self.blocks.push(Block::Text(text("text").into())),
            "reasoning" | "reasoning-file" => self.blocks.push(Block::Thought(text("text"))),
            "step-start" => self.flush(),
            "image" => self
                .blocks
                .push(media(&part["image"], part, "image", place)),
            "file" => {
                let data = match &part["data"] {
                    Value::Null => &part["url"],
                    data => data,
                };
                self.blocks.push(media(data, part, "", place));
            }
            "tool-call" => self.call(part, text("toolName")),
            "tool-result" => {
                let content = output(&part["output"], place);
                self.answers.push(Answer {
                    id: text("toolCallId"),
                    name: None,
                    content,
                    failed: text("output").starts_with("error"),
                });
            }
            "dynamic-tool" => self.invocation(part, text("toolName")),
            // The SDK sends none of these to the model.
            "source-url"
            | "source-document"
            | "tool-approval-request"
            | "tool-approval-response" => {}
            data if data.starts_with("data-") => {}
            tool if tool.starts_with("tool-") => {
                self.invocation(part, tool.trim_start_matches("tool-"));
            }
            other => {
                let what = format!("a part of type {:?}", shortened(other));
                tally.left_out(&what, "its tokens are not known here".to_owned(), place);
            }
        }
    }

    fn call(&mut self, part: &'a Value, name: &'a str) {
        self.blocks.push(Block::Call(Call {
            id: part["toolCallId"].as_str().unwrap_or_default(),
            name,
            arguments: Arguments::Value(&part["input"]),
            namespace: None,
            is_function_call: false,
        }));
    }

    /// A tool of a `UIMessage`: its call, and its answer if there is one yet.
    fn invocation(&mut self, part: &'a Value, name: &'a str) {
        self.call(part, name);
        let error = part["errorText"].as_str();
        let content = match (error, &part["output"]) {
            (Some(error), _) => vec![Block::Text(error.into())],
            (None, Value::Null) => return,
            (None, value) => vec![Block::Text(plain(value))],
        };
        self.answers.push(Answer {
            id: part["toolCallId"].as_str().unwrap_or_default(),
            name: None,
            content,
            failed: error.is_some(),
        });
    }

    /// Adds the message with what it has said so far.
    fn say(&mut self) {
        self.messages.push(Message {
            role: self.role,
            name: None,
            content: take(&mut self.blocks),
            index: Some(self.index),
        });
    }

    fn flush(&mut self) {
        if !self.blocks.is_empty() {
            self.say();
        }
        for answer in take(&mut self.answers) {
            self.messages.push(Message {
                role: Role::Tool,
                name: None,
                content: vec![Block::Answer(answer)],
                index: Some(self.index),
            });
        }
    }
}

/// What a tool answered, as the SDK wraps it.
fn output<'a>(output: &'a Value, place: &str) -> Vec<Block<'a>> {
    let value = &output["value"];
    if output["type"] == "execution-denied" {
        let reason = output["reason"].as_str();
        return vec![Block::Text(
            reason.unwrap_or("Tool call execution denied.").into(),
        )];
    }
    if output["type"] != "content" {
        return vec![Block::Text(plain(value))];
    }
    let parts = items(value).iter().enumerate();
    parts
        .map(|(at, part)| match part["text"].as_str() {
            Some(text) => Block::Text(text.into()),
            None => media(&part["data"], part, "", &format!("{place}.output[{at}]")),
        })
        .collect()
}

fn plain(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => text.into(),
        other => other.to_string().into(),
    }
}

/// An image or a file: a URL, base64, or either in an object.
fn media<'a>(data: &'a Value, part: &'a Value, kind: &'a str, place: &str) -> Block<'a> {
    let media_type = part["mediaType"].as_str().unwrap_or(kind);
    let inner = match data["type"].as_str() {
        Some(name) => data[name].as_str(),
        None => data.as_str(),
    };
    let is_address = |text: &str| text.starts_with("data:") || text.contains("://");
    let url = match inner {
        Some(text) if is_address(text) => text.into(),
        Some(base64) => format!("data:{media_type};base64,{base64}").into(),
        None => Cow::Borrowed(""),
    };
    Block::Media(Media::of_type(media_type, url, part, place))
}

/// The SDK's tools: an object with a tool for each name.
pub fn tools<'a>(tools: &'a Value, tally: &mut Tally<'_>) -> Vec<Tool<'a>> {
    let named = tools.as_object().into_iter().flatten().enumerate();
    named
        .map(|(index, (name, tool))| {
            let schema = match &tool["inputSchema"] {
                Value::Null => &tool["parameters"],
                schema => schema,
            };
            let parameters = match &schema["jsonSchema"] {
                Value::Null => schema,
                inner => inner,
            };
            let is_schema = parameters["type"].is_string() && parameters["def"].is_null();
            if !is_schema {
                let what = format!("the schema of the tool {:?}", shortened(name));
                let reason = "it is no JSON Schema; give what `z.toJSONSchema` makes of it";
                tally.left_out(&what, reason.to_owned(), "tools");
            }
            Tool {
                name,
                description: tool["description"].as_str(),
                parameters: if is_schema { parameters } else { &NO_SCHEMA },
                response: &Value::Null,
                grammar: None,
                kind: ToolKind::Function,
                index,
            }
        })
        .collect()
}
