//! Anthropic's framing. Anthropic publishes none; its page on tool use prints the tokens of a system
//! prompt that tools bring for some models.
//!
//! The constants here were fitted on some 90 recorded requests with Anthropic's own count (the public
//! test recordings of pydantic-ai, MIT, August 2025 to October 2026). They give plain ones to the token
//! and those with tools to 1 % in the median. No recordings were kept apart to check them. Anthropic
//! changed the prompt for tools of Claude 4.5 in autumn 2025; older recordings are some 180 tokens
//! lower.

use serde_json::{Value, json};

use super::claude_frame::ClaudeFrame;
use crate::request::conversation::{
    Answer, Block, Call, Conversation, Message, Role, Thinking, Tool, ToolChoice, ToolKind,
};
use crate::request::json::{plain, spaced};
use crate::request::result::PartKind;
use crate::request::tally::Tally;

/// What a generation of Claude adds.
struct Style {
    /// Each further message whose role differs from that of the one before.
    turn: usize,
    /// Each system message between others.
    system_turn: usize,
    /// A call, an argument of it, and an answer.
    call: usize,
    argument: usize,
    answer: usize,
    /// What tools bring if the answer may, or must, call one.
    tools: usize,
    tools_required: usize,
    /// What adaptive thinking brings.
    adaptive: usize,
}

/// A further message of the same role, or a further text in a message.
const BLOCK: usize = 1;
/// A tool, beside its JSON.
const TOOL: usize = 2;
/// Tools that the model must search for.
const DEFERRED: usize = 5;
/// An answer that reports an error.
const ERROR: usize = 13;
/// A thinking budget.
const THINKING_BUDGET: usize = 29;
/// A task budget.
const TASK_BUDGET: usize = 35;
/// A schema for the answer, beside its JSON.
const FORMAT: usize = 127;

impl Style {
    fn of(model: &str) -> Self {
        let model = model.to_ascii_lowercase();
        let is = |names: &[&str]| names.iter().any(|name| model.contains(name));
        let since_4_7 = Self {
            turn: 2,
            system_turn: 3,
            call: 17,
            argument: 14,
            answer: 12,
            tools: 380,
            tools_required: 476,
            adaptive: 0,
        };
        if is(&["opus-4-7", "opus-4.7", "opus-4-8", "opus-4.8"]) {
            return Self {
                tools: 290,
                tools_required: 386,
                ..since_4_7
            };
        }
        if is(&["sonnet-5"]) {
            return Self {
                tools: 445,
                tools_required: 541,
                ..since_4_7
            };
        }
        if is(&["opus-5", "haiku-5", "fable", "mythos"]) {
            return since_4_7;
        }
        let before_4_7 = Self {
            turn: 3,
            system_turn: 3,
            call: 24,
            argument: 16,
            answer: 15,
            tools: 496,
            tools_required: 592,
            adaptive: 17,
        };
        // Claude 4.5 and 4.6, in either order of name and number.
        if is(&["4-5", "4.5", "4-6", "4.6"]) {
            return before_4_7;
        }
        Self {
            tools: 314,
            tools_required: 319,
            ..before_4_7
        }
    }
}

/// Counts a conversation with Claude.
pub fn claude(conversation: &Conversation<'_>, tally: &mut Tally<'_>) {
    tally.notes.estimate(
        "Anthropic publishes no framing; the constants are fitted on recorded requests with \
         Anthropic's own count",
    );
    let mut framing = Framing {
        style: Style::of(tally.model),
        tools: &conversation.tools,
        last: None,
        tally,
    };
    let frame = ClaudeFrame::of(framing.tally.model).unwrap_or(ClaudeFrame::FIRST);
    framing.tally.add(PartKind::Framing, None, frame.tokens);
    let last = conversation.messages.len().saturating_sub(1);
    for (at, message) in conversation.messages.iter().enumerate() {
        let stripped = match message.content.last() {
            Some(Block::Text(text)) if at == last => {
                let counted = framing.tally.tokens(frame.counted(text));
                framing.tally.tokens(text).saturating_sub(counted)
            }
            _ => 0,
        };
        framing.message(message, stripped);
    }
    framing.settings(conversation);
    framing.tools(conversation);
}

struct Framing<'s, 'a, 't> {
    style: Style,
    tools: &'t [Tool<'t>],
    /// The role of the message before.
    last: Option<Role<'t>>,
    tally: &'s mut Tally<'a>,
}

impl<'t> Framing<'_, '_, 't> {
    /// `stripped` tokens at its end are not counted.
    fn message(&mut self, message: &'t Message<'t>, stripped: usize) {
        let part = if message.role.is_instruction() {
            PartKind::System
        } else {
            PartKind::Message
        };
        let mut tokens = 0;
        // The first system message stands outside of the conversation. Answers of tools are the user's.
        let role = match message.role {
            Role::Tool | Role::Function | Role::Other(_) => Role::User,
            Role::Developer => Role::System,
            role => role,
        };
        if role != Role::System || self.last.is_some() {
            tokens += match self.last {
                None => 0,
                Some(last) if last == role => BLOCK,
                Some(_) if role == Role::System => self.style.system_turn,
                Some(_) => self.style.turn,
            };
            self.last = Some(role);
        }
        tokens += self.blocks(&message.content, message.index);
        self.tally
            .add(part, message.index, tokens.saturating_sub(stripped));
    }

    fn blocks(&mut self, blocks: &'t [Block<'t>], index: Option<usize>) -> usize {
        let mut tokens: usize = 0;
        let mut texts: usize = 0;
        for block in blocks {
            tokens += match block {
                Block::Text(text) => {
                    texts += 1;
                    self.tally.tokens(text)
                }
                Block::Call(call) => self.call(call),
                Block::Answer(answer) => self.answer(answer, index),
                Block::Media(media) => {
                    self.tally.media(media, index);
                    0
                }
                Block::Group(blocks) => self.blocks(blocks, index),
                Block::Json(value) => self.tally.tokens(&spaced(value)),
                Block::Reference(name) => self.reference(name),
                Block::Tools(tools) | Block::FoundTools(tools) => {
                    tools.iter().map(|tool| self.definition(tool)).sum()
                }
                // Thoughts of earlier turns are not sent to the model again.
                Block::Thought(_) | Block::Encrypted(_) => 0,
            };
        }
        tokens + texts.saturating_sub(1) * BLOCK
    }

    fn call(&mut self, call: &Call<'_>) -> usize {
        let mut tokens = self.style.call + self.tally.tokens(call.name);
        match call.arguments.value().as_ref() {
            Value::Object(arguments) => {
                for (name, value) in arguments {
                    let value = match value {
                        Value::String(text) => self.tally.tokens(text),
                        other => self.tally.tokens(&spaced(other)),
                    };
                    tokens += self.style.argument + self.tally.tokens(name) + value;
                }
            }
            Value::Null => {}
            other => tokens += self.tally.tokens(&plain(other)),
        }
        tokens
    }

    fn answer(&mut self, answer: &'t Answer<'t>, index: Option<usize>) -> usize {
        let error = if answer.failed { ERROR } else { 0 };
        self.style.answer + error + self.blocks(&answer.content, index)
    }

    /// A tool as Anthropic's prompt defines it: JSON as Python writes it.
    fn definition(&self, tool: &Tool<'_>) -> usize {
        let definition = json!({
            "description": tool.description.unwrap_or_default(),
            "name": tool.name,
            "parameters": tool.parameters,
        });
        self.tally.tokens(&spaced(&definition)) + TOOL
    }

    /// A deferred tool is written out where it becomes known.
    fn reference(&self, name: &str) -> usize {
        let tool = self.tools.iter().find(|tool| tool.name == name);
        tool.map_or(0, |tool| self.definition(tool))
    }

    fn settings(&mut self, conversation: &Conversation<'_>) {
        let thinking = match conversation.thinking {
            // OpenRouter's name for a request that thinks.
            Thinking::Off if self.tally.model.ends_with(":thinking") => THINKING_BUDGET,
            Thinking::Off => 0,
            Thinking::Budget => THINKING_BUDGET,
            Thinking::Adaptive => self.style.adaptive,
        };
        let budget = if conversation.has_task_budget {
            TASK_BUDGET
        } else {
            0
        };
        self.tally.add(PartKind::Framing, None, thinking + budget);
        if let Some(format) = &conversation.format {
            let tokens = self.tally.tokens(&spaced(&format.schema)) + FORMAT;
            self.tally.add(PartKind::ResponseFormat, None, tokens);
        }
    }

    fn tools(&mut self, conversation: &Conversation<'_>) {
        let Some(_) = conversation.tools.first() else {
            return;
        };
        let mut around = match conversation.choice {
            ToolChoice::Required | ToolChoice::Named(_) => self.style.tools_required,
            ToolChoice::Auto | ToolChoice::None => self.style.tools,
        };
        for tool in &conversation.tools {
            match tool.kind {
                ToolKind::Function => {
                    let tokens = self.definition(tool);
                    self.tally.add_tool(tool.index, tool.name, tokens);
                }
                ToolKind::Server => match server(tool.name) {
                    Some(tokens) => self.tally.add_tool(tool.index, tool.name, tokens),
                    None => self.tally.left_out(
                        "a tool that Anthropic runs",
                        "its tokens are not known here".to_owned(),
                        &format!("tools[{}]", tool.index),
                    ),
                },
                ToolKind::Deferred => {}
            }
        }
        if conversation
            .tools
            .iter()
            .any(|tool| tool.kind == ToolKind::Deferred)
        {
            around += DEFERRED;
        }
        self.tally.add(PartKind::Tools, None, around);
        self.tally.notes.estimate(
            "tools bring a system prompt of Anthropic's; its tokens differ by model and have changed \
             before",
        );
    }
}

/// What the definition of a tool that Anthropic runs adds, as recorded requests show.
fn server(kind: &str) -> Option<usize> {
    for (start, tokens) in [
        ("web_search", 2_000),
        ("web_fetch", 1_000),
        ("code_execution", 1_300),
        ("memory", 1_070),
        ("tool_search", 250),
        ("text_editor", 700),
        ("str_replace", 700),
        ("bash", 245),
        ("computer", 735),
    ] {
        if kind.starts_with(start) {
            return Some(tokens);
        }
    }
    None
}
