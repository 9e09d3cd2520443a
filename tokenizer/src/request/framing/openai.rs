//! OpenAI's framing: counts a conversation by the [`Style`] of its generation.

use serde_json::{Map, Value};

use super::family::{Family, Generation};
use super::openai_style::{Name, Style};
use crate::request::conversation::{
    Answer, Block, Call, Conversation, Message, Role, Tool, ToolChoice, ToolKind,
};
use crate::request::json::escaped;
use crate::request::result::{PartKind, RequestEndpoint};
use crate::request::schema::{Layout, namespace};
use crate::request::tally::Tally;

/// Counts a conversation with a model of this generation.
pub fn openai(
    conversation: &Conversation<'_>,
    generation: Generation,
    endpoint: RequestEndpoint,
    tally: &mut Tally<'_>,
) {
    let tools: Vec<&Tool<'_>> = conversation
        .tools
        .iter()
        .filter(|tool| tool.kind == ToolKind::Function)
        .collect();
    let mut framing = Framing {
        style: Style::of(generation, endpoint),
        endpoint,
        calls: Vec::new(),
        tally,
    };
    framing.tally.is_published =
        Family::is_published(framing.tally.model) && endpoint == RequestEndpoint::OpenAiChat;
    if !framing.tally.is_published {
        framing.note_unpublished(generation);
    }
    let mut joins = framing.style.joins_system && !tools.is_empty();
    let has_system = conversation
        .messages
        .iter()
        .any(|message| message.role == Role::System);
    for message in &conversation.messages {
        let is_joined = joins && message.role == Role::System;
        joins &= !is_joined;
        framing.message(message, is_joined);
    }
    framing
        .tally
        .add(PartKind::Framing, None, framing.style.reply);
    framing.tally.is_published = false;
    framing.tools(&tools, conversation.in_functions, has_system);
    if conversation.has_empty_instructions && !tools.is_empty() {
        framing.empty_instructions(generation);
    }
    framing.choice(conversation, &tools);
    framing.format(conversation);
}

struct Framing<'s, 'a> {
    style: Style,
    endpoint: RequestEndpoint,
    /// The names of the calls so far by their ids, and whether each stood beside others.
    calls: Vec<(String, String, bool)>,
    tally: &'s mut Tally<'a>,
}

impl Framing<'_, '_> {
    fn note_unpublished(&mut self, generation: Generation) {
        let note = match (generation, self.endpoint) {
            (Generation::Unframed, _) => {
                "embeddings, completions and models that search are billed the tokens of their texts \
                 without framing, as recorded requests show; what a search finds may be billed besides"
            }
            (Generation::Gpt5 | Generation::Reasoning, _) => {
                "OpenAI publishes no framing for this model; that of Harmony without its system \
                 message gives the tokens of nearly all recorded requests"
            }
            _ => {
                "OpenAI publishes no framing for this model and endpoint; that of its cookbook gives \
                 the tokens of nearly all recorded requests"
            }
        };
        self.tally.notes.estimate(note);
    }

    fn message(&mut self, message: &Message<'_>, is_joined: bool) {
        let part = if message.role.is_instruction() {
            PartKind::System
        } else {
            PartKind::Message
        };
        let index = message.index;
        let mut texts = 0;
        let mut others = 0;
        let calls = message
            .content
            .iter()
            .filter(|block| matches!(block, Block::Call(_)))
            .count();
        let mut has_text = false;
        for block in &message.content {
            match block {
                Block::Text(text) => {
                    has_text |= !text.is_empty();
                    texts += if is_joined && message.content.len() == 1 {
                        self.tally.tokens(&format!("{text}\n"))
                    } else {
                        self.tally.tokens(text)
                    };
                }
                Block::Call(call) => others += self.call(call, calls > 1),
                Block::Answer(answer) => others += self.answer(answer, index),
                Block::Media(media) => {
                    has_text = true;
                    self.tally.media(media, index);
                }
                // Thoughts of earlier turns are not sent to the model again.
                Block::Thought(_) => {}
                Block::Encrypted(length) => self.encrypted(*length, index),
                Block::Tools(tools) => self.later_tools(tools, 0, index),
                Block::FoundTools(tools) => self.later_tools(tools, Style::FOUND_TOOLS, index),
                Block::Json(value) => others += self.tally.tokens(&value.to_string()),
                Block::Group(blocks) => others += self.texts(blocks, index),
                Block::Reference(_) => {}
            }
        }
        if calls > 1 && self.style.has_parallel_tool {
            // 24 for the call of multi_tool_use.parallel and 1 for each call after the first: four
            // published totals (community.openai.com/t/538914: 40, 89, 114, 139).
            others += 23 + calls;
        }
        let is_answer = message.content.iter().any(|block| {
            matches!(
                block,
                Block::Answer(_)
                    | Block::Call(_)
                    | Block::Encrypted(_)
                    | Block::Tools(_)
                    | Block::FoundTools(_)
            )
        });
        if message.role == Role::Function {
            // The name stands in place of the role.
            let name = message.name.map_or(0, |name| self.tally.tokens(name));
            self.tally
                .add(part, index, self.style.message + name + texts);
            self.tally
                .notes
                .estimate("messages of functions are framed as openai-chat-tokens found them");
            return;
        }
        if has_text || !is_answer {
            others += texts + self.frame(message);
        }
        self.tally.add(part, index, others);
    }

    /// The texts of blocks that stand in for one.
    fn texts(&mut self, blocks: &[Block<'_>], index: Option<usize>) -> usize {
        let mut tokens = 0;
        for block in blocks {
            match block {
                Block::Text(text) => tokens += self.tally.tokens(text),
                Block::Json(value) => tokens += self.tally.tokens(&value.to_string()),
                Block::Media(media) => self.tally.media(media, index),
                Block::Group(blocks) => tokens += self.texts(blocks, index),
                Block::Call(call) => tokens += self.call(call, false),
                Block::Answer(answer) => tokens += self.answer(answer, index),
                _ => {}
            }
        }
        tokens
    }

    /// What stands around the content of a message.
    fn frame(&mut self, message: &Message<'_>) -> usize {
        let role = if self.style.has_role {
            self.tally.tokens(message.role.word())
        } else {
            0
        };
        let mut frame = self.style.message + role;
        if message.role == Role::Assistant {
            frame += self.style.assistant;
        }
        if let Some(name) = message.name {
            let tokens = self.tally.tokens(name);
            match self.style.has_name {
                Name::OneMore => frame += tokens + 1,
                Name::InsteadOfRole => frame = frame + tokens - role.min(1),
            }
        }
        frame
    }

    fn call(&mut self, call: &Call<'_>, is_parallel: bool) -> usize {
        self.tally.notes.estimate(
            "calls of tools and their answers are framed as recorded requests show; no vendor \
             publishes it",
        );
        let name = match call.namespace {
            Some(namespace) => format!("{namespace}.{}", call.name),
            None => call.name.to_owned(),
        };
        let namespace = call.namespace.unwrap_or("functions");
        let to = self.tally.tokens(&format!(" to={namespace}.{}", call.name));
        self.calls.push((call.id.to_owned(), name, is_parallel));
        let assistant = self.tally.tokens("assistant");
        let arguments = self.tally.tokens(&call.arguments.text());
        let around = if call.is_function_call {
            0
        } else {
            self.style.call
        };
        self.style.message + assistant + to + arguments + around
    }

    /// An answer: the name of its tool stands in place of the role.
    fn answer(&mut self, answer: &Answer<'_>, index: Option<usize>) -> usize {
        let known = self.calls.iter().rev().find(|(id, _, _)| id == answer.id);
        let (name, is_parallel) = match known {
            Some((_, name, is_parallel)) => (name.clone(), *is_parallel),
            None => (answer.name.unwrap_or("tool").to_owned(), false),
        };
        // Answers to several calls are written as one JSON text, with escapes for all but ASCII.
        let is_escaped = is_parallel && self.style.joins_system;
        let mut tokens = self.style.message + self.tally.tokens(&name) + self.style.answer;
        if is_at_bedrock(self.tally.model) {
            tokens += Style::ANSWER_AT_BEDROCK;
        }
        for block in &answer.content {
            match block {
                Block::Text(text) if is_escaped && !text.is_ascii() => {
                    self.tally.notes.estimate(
                        "answers to calls in one message are counted as JSON with \\u escapes, as \
                         published totals show (community.openai.com/t/1375117)",
                    );
                    tokens += self.tally.tokens(&escaped(text));
                }
                other => tokens += self.texts(std::slice::from_ref(other), index),
            }
        }
        tokens
    }

    /// Encrypted thoughts: five recorded ones have about 3 tokens for 20 characters beyond the first 800.
    fn encrypted(&mut self, length: usize, index: Option<usize>) {
        if length == 0 {
            return;
        }
        let least = if is_at_bedrock(self.tally.model) {
            Style::THOUGHTS_AT_BEDROCK
        } else {
            0
        };
        self.tally.notes.estimate(
            "encrypted reasoning is estimated by its length: 3 tokens for 20 characters beyond 800",
        );
        self.tally.add_fixed(
            PartKind::Message,
            index,
            (length.saturating_sub(800) * 3 / 20).max(least),
        );
    }

    fn later_tools(&mut self, tools: &[Tool<'_>], more: usize, index: Option<usize>) {
        let tools: Vec<&Tool<'_>> = tools.iter().collect();
        if tools.is_empty() {
            return;
        }
        let (text, _) = namespace(&tools, Layout::Tools);
        let tokens = self.tally.tokens(&text) + 9 + Style::LATER_TOOLS + more;
        self.tally.add(PartKind::Tools, index, tokens);
        self.tally
            .notes
            .estimate("tools that are added later are counted as recorded requests of GPT-5 show");
    }

    /// Empty instructions beside tools bring 216 tokens with GPT-4o: both recorded requests show it, and
    /// none without the field does.
    fn empty_instructions(&mut self, generation: Generation) {
        if generation == Generation::Gpt4o {
            self.tally.add(PartKind::Framing, None, 216);
            self.tally.notes.estimate(
                "empty `instructions` beside tools are billed 216 tokens, as two recorded requests \
                 show; leave the field out",
            );
        }
    }

    fn tools(&mut self, tools: &[&Tool<'_>], in_functions: bool, has_system: bool) {
        let Some(first) = tools.first() else {
            return;
        };
        let layout = if in_functions {
            Layout::Functions
        } else {
            Layout::Tools
        };
        let (whole, is_cut) = namespace(tools, layout);
        if is_cut {
            self.tally.left_out(
                "a part of a tool's schema",
                "it repeats itself too often to be written out".to_owned(),
                "tools",
            );
        }
        let whole = self.tally.tokens(&whole);
        let mut around = self.style.namespace + self.style.preamble;
        if tools.iter().any(|tool| tool.name == "tool_search") {
            around += Style::SEARCH;
        }
        if is_at_bedrock(self.tally.model) {
            let is_undescribed = |tool: &&&Tool<'_>| tool.description.is_none();
            around +=
                Style::NO_DESCRIPTION_AT_BEDROCK * tools.iter().filter(is_undescribed).count();
        }
        if self.style.joins_system && has_system {
            around -= 4;
        }
        if self.style.describes_arguments {
            if first.description.is_none_or(str::is_empty) {
                around -= 1;
            }
            for tool in tools {
                if let Some(description) = tool.parameters["description"].as_str() {
                    let comment = format!("// {description}\n");
                    around += self.tally.tokens(&comment).saturating_sub(1);
                }
            }
        }
        // What one tool adds to an empty namespace is its own; the rest belongs to all.
        let empty = self.tally.tokens(&namespace(&[], layout).0);
        let mut left = whole;
        for tool in tools {
            let (one, _) = namespace(&[*tool], layout);
            let own = self.tally.tokens(&one).saturating_sub(empty).min(left);
            left -= own;
            self.tally.add_tool(tool.index, tool.name, own);
        }
        self.tally.add(PartKind::Tools, None, left + around);
        self.tally.notes.estimate(
            "tools are counted as a TypeScript namespace, as hmarr/openai-chat-tokens found; OpenAI \
             does not publish it",
        );
    }

    /// Pinning a tool: 1 if the answer may call none; for tools 7 and the name, for functions 4 and the
    /// name.
    fn choice(&mut self, conversation: &Conversation<'_>, tools: &[&Tool<'_>]) {
        if tools.is_empty() || !self.style.has_choice {
            return;
        }
        let tokens = match conversation.choice {
            ToolChoice::Auto | ToolChoice::Required => 0,
            ToolChoice::None => 1,
            ToolChoice::Named(name) if conversation.in_functions => 4 + self.tally.tokens(name),
            ToolChoice::Named(name) => 7 + self.tally.tokens(name),
        };
        self.tally.add(PartKind::ToolChoice, None, tokens);
    }

    /// A schema: its JSON without keywords that never reach the prompt, and 9
    /// (openai/openai-cookbook issue 2140).
    fn format(&mut self, conversation: &Conversation<'_>) {
        let Some(format) = &conversation.format else {
            return;
        };
        let schema = without_keywords(&format.schema, 0).to_string();
        let mut tokens = self.tally.tokens(&schema) + 9;
        if let Some(description) = format.description {
            tokens += self.tally.tokens(description) + 2;
        }
        self.tally.add(PartKind::ResponseFormat, None, tokens);
        self.tally.notes.estimate(
            "the response format is counted as the JSON of its schema and 9 tokens \
             (openai/openai-cookbook issue 2140); OpenAI does not publish it",
        );
    }
}

/// Whether Amazon Bedrock sells a model of this name, which adds a few tokens of its own.
fn is_at_bedrock(model: &str) -> bool {
    model.starts_with("openai.gpt-")
}

/// A schema without `required`, `additionalProperties` and `$schema`.
fn without_keywords(schema: &Value, depth: usize) -> Value {
    match schema {
        Value::Object(members) if depth < 64 => {
            let members = members.iter().filter(|(name, _)| {
                !matches!(
                    name.as_str(),
                    "required" | "additionalProperties" | "$schema"
                )
            });
            Value::Object(
                members
                    .map(|(name, value)| (name.clone(), without_keywords(value, depth + 1)))
                    .collect::<Map<_, _>>(),
            )
        }
        Value::Array(list) if depth < 64 => {
            let list = list.iter().map(|value| without_keywords(value, depth + 1));
            Value::Array(list.collect())
        }
        other => other.clone(),
    }
}
