//! Google's framing. For Gemini 2.0 and on Vertex AI it is the rule of Google's local tokenizer
//! (google-genai, `local_tokenizer.py`): the tokens of every text, name and value by itself, and nothing
//! between them. From Gemini 2.5 on, the Gemini API bills more for tools. Those constants were fitted on
//! some 100 recorded requests (the public test recordings of pydantic-ai, MIT).

use serde_json::Value;

use crate::request::conversation::{Answer, Block, Call, Conversation, Message, Tool, ToolKind};
use crate::request::json::{items, plain};
use crate::request::result::PartKind;
use crate::request::schema::References;
use crate::request::tally::Tally;

/// What a generation adds to the tokens of the texts.
struct Style {
    text: usize,
    tool: usize,
    property: usize,
    object: usize,
    list: usize,
    /// A description of the schema of all arguments.
    description: usize,
    /// A call and its answer.
    exchange: usize,
    /// Whether the model's thoughts are billed when they are sent back as a signature.
    has_signatures: bool,
    /// Whether the names of required properties are counted a second time.
    counts_required: bool,
}

impl Style {
    fn of(model: &str, is_for_vertex: bool) -> Self {
        let model = model.to_ascii_lowercase();
        let is = |names: &[&str]| names.iter().any(|name| model.contains(name));
        let local = Self {
            text: 0,
            tool: 0,
            property: 0,
            object: 0,
            list: 0,
            description: 0,
            exchange: 0,
            has_signatures: false,
            counts_required: true,
        };
        if is_for_vertex || is(&["gemini-1", "gemini-2.0", "gemma", "image", "embedding"]) {
            return local;
        }
        if is(&["gemini-2.5"]) {
            return Self {
                text: 1,
                tool: 18,
                property: 10,
                object: 20,
                list: 8,
                exchange: 20,
                counts_required: false,
                ..local
            };
        }
        Self {
            text: 1,
            tool: 13,
            property: 18,
            object: 20,
            list: 17,
            description: 12,
            exchange: 15,
            has_signatures: true,
            counts_required: false,
        }
    }
}

/// Counts a conversation with Gemini.
pub fn gemini(conversation: &Conversation<'_>, tally: &mut Tally<'_>) {
    let style = Style::of(tally.model, conversation.is_for_vertex);
    tally.notes.estimate(if style.tool == 0 {
        "texts are counted by the rule of Google's local tokenizer, which adds nothing between them"
    } else {
        "Google publishes no framing for the Gemini API; the constants are fitted on recorded \
         requests. Vertex AI bills the texts alone, which is less"
    });
    let mut framing = Framing { style, tally };
    for message in &conversation.messages {
        framing.message(message);
    }
    for tool in &conversation.tools {
        if tool.kind != ToolKind::Server {
            framing.tool(tool);
        }
    }
    if let Some(format) = &conversation.format {
        let mut references = References::new(format.schema);
        let tokens = framing.schema(format.schema, 0, &mut references);
        framing.tally.add(PartKind::ResponseFormat, None, tokens);
    }
}

struct Framing<'s, 'a> {
    style: Style,
    tally: &'s mut Tally<'a>,
}

impl Framing<'_, '_> {
    fn message(&mut self, message: &Message<'_>) {
        let part = if message.role.is_instruction() {
            PartKind::System
        } else {
            PartKind::Message
        };
        let tokens = self.blocks(&message.content, message.index);
        self.tally.add(part, message.index, tokens);
    }

    fn blocks(&mut self, blocks: &[Block<'_>], index: Option<usize>) -> usize {
        let mut tokens = 0;
        for block in blocks {
            tokens += match block {
                Block::Text(text) => self.tally.tokens(text) + self.style.text,
                Block::Call(call) => self.call(call),
                Block::Answer(answer) => self.answer(answer, index),
                Block::Json(value) => self.values(value),
                Block::Group(blocks) => self.blocks(blocks, index),
                Block::Media(media) => {
                    self.tally.media(media, index);
                    0
                }
                Block::Encrypted(length) => self.signature(*length),
                Block::Thought | Block::Reference(_) | Block::Tools(_) => 0,
            };
        }
        tokens
    }

    fn call(&mut self, call: &Call<'_>) -> usize {
        let arguments = call.arguments.value();
        self.style.exchange + self.tally.tokens(call.name) + self.values(&arguments)
    }

    fn answer(&mut self, answer: &Answer<'_>, index: Option<usize>) -> usize {
        let name = self.tally.tokens(answer.name.unwrap_or_default());
        let mut content = 0;
        for block in &answer.content {
            content += match block {
                Block::Text(text) => self.tally.tokens(text),
                other => self.blocks(std::slice::from_ref(other), index),
            };
        }
        name + content
    }

    /// The names and the values of an object, each by itself.
    fn values(&self, value: &Value) -> usize {
        match value {
            Value::Null => 0,
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| self.tally.tokens(name) + self.tally.tokens(&plain(value)))
                .sum(),
            other => self.tally.tokens(&plain(other)),
        }
    }

    /// A signature holds the model's encrypted thoughts: recorded ones have 21 tokens for 100
    /// characters. Vertex AI does not bill them.
    fn signature(&mut self, length: usize) -> usize {
        if !self.style.has_signatures || length < 100 {
            return 0;
        }
        self.tally.notes.estimate(
            "thought signatures are estimated by their length: 21 tokens for 100 characters",
        );
        length.saturating_mul(21) / 100
    }

    fn tool(&mut self, tool: &Tool<'_>) {
        let mut tokens = self.style.tool + self.tally.tokens(tool.name);
        tokens += self.tally.tokens(tool.description.unwrap_or_default());
        let mut references = References::new(tool.parameters);
        if tool.parameters["description"].is_string() {
            tokens += self.style.description;
        }
        tokens += self.schema(tool.parameters, 0, &mut references);
        if references.is_cut() {
            self.tally.left_out(
                "a part of a tool's schema",
                "it repeats itself too often to be written out".to_owned(),
                "tools",
            );
        }
        self.tally.add_tool(tool.index, tool.name, tokens);
    }

    fn schema<'v>(
        &self,
        schema: &'v Value,
        depth: usize,
        references: &mut References<'v>,
    ) -> usize {
        let described = schema["description"].as_str();
        let Some((schema, mark)) = references.enter(schema) else {
            return 0;
        };
        let mut tokens = 0;
        for text in [
            described.or(schema["description"].as_str()),
            schema["title"].as_str(),
        ] {
            tokens += self.tally.tokens(text.unwrap_or_default());
        }
        for choice in items(&schema["enum"]) {
            tokens += self.tally.tokens(&plain(choice));
        }
        if let Some(members) = schema["properties"].as_object() {
            if depth > 0 {
                tokens += self.style.object;
            }
            for (name, member) in members {
                tokens += self.style.property + self.tally.tokens(name);
                tokens += self.schema(member, depth + 1, references);
            }
        }
        if self.style.counts_required {
            for name in items(&schema["required"]) {
                tokens += self.tally.tokens(name.as_str().unwrap_or_default());
            }
        }
        if schema["items"].is_object() {
            tokens += self.style.list + self.schema(&schema["items"], depth + 1, references);
        }
        for name in ["anyOf", "any_of", "oneOf", "allOf", "prefixItems"] {
            for choice in items(&schema[name]) {
                tokens += self.style.list + self.schema(choice, depth + 1, references);
            }
        }
        if schema["additionalProperties"].is_object() {
            tokens += self.schema(&schema["additionalProperties"], depth + 1, references);
        }
        references.leave(mark);
        tokens
    }
}
