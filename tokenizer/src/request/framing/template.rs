//! Counts a conversation by a published chat template.

use serde_json::{Value, json};

use super::templates::{Frame, Template};
use crate::request::conversation::{Answer, Block, Call, Conversation, Message, Role, Tool};
use crate::request::json::spaced;
use crate::request::prompt::Prompt;
use crate::request::result::{PartKind, RequestEndpoint};
use crate::request::tally::Tally;

/// Counts a conversation as `template` writes it.
pub fn template(
    conversation: &Conversation<'_>,
    template: &Template,
    endpoint: RequestEndpoint,
    tally: &mut Tally<'_>,
) {
    tally.notes.estimate(format!(
        "messages are framed by {}; hosts may use a template of their own",
        template.source
    ));
    let tools = conversation.prompted_tools();
    let tools = tools.as_slice();
    let mut prompt = Prompt::default();
    prompt.special(template.start, tally);
    let mut start = prompt.take(tally);
    if endpoint == RequestEndpoint::OpenAiResponses {
        start += template.responses;
    }
    tally.add(PartKind::Framing, None, start);
    let has_system = conversation
        .messages
        .iter()
        .any(|message| message.role.is_instruction());
    // Templates that have no text of their own write a system message for tools too.
    let is_added =
        !has_system && (template.has_preface || template.joins_system && !tools.is_empty());
    if is_added {
        let mut prompt = Prompt::default();
        open(&template.system, "system", &mut prompt, tally);
        prompt.text(template.preface);
        close(&template.system, &mut prompt, tally);
        let tokens = prompt.take(tally);
        tally.add(PartKind::Framing, None, tokens);
    }
    let mut has_first = false;
    for message in &conversation.messages {
        let preface = if message.role.is_instruction() && !has_first && template.has_preface_with()
        {
            template.preface
        } else {
            ""
        };
        has_first |= message.role.is_instruction();
        count_message(message, template, preface, tally);
    }
    count_tools(tools, template, tally);
    let mut prompt = Prompt::default();
    open(&template.reply, template.reply_role, &mut prompt, tally);
    let reply = prompt.take(tally);
    tally.add(PartKind::Framing, None, reply);
}

impl Template {
    /// Whether the preface stands before the caller's system message too. Dates do; a sentence about the
    /// model itself is replaced by it.
    fn has_preface_with(&self) -> bool {
        self.has_preface && self.preface.ends_with("\n\n")
    }
}

fn open(frame: &Frame, role: &str, prompt: &mut Prompt, tally: &Tally<'_>) {
    prompt.special(frame.before, tally);
    if frame.has_role {
        prompt.text(role);
    }
    prompt.special(frame.after_role, tally).text(frame.gap);
}

fn close(frame: &Frame, prompt: &mut Prompt, tally: &Tally<'_>) {
    prompt.special(frame.after, tally).text(frame.tail);
}

fn count_message(message: &Message<'_>, template: &Template, preface: &str, tally: &mut Tally<'_>) {
    let part = if message.role.is_instruction() {
        PartKind::System
    } else {
        PartKind::Message
    };
    let frame = match message.role {
        Role::System | Role::Developer => &template.system,
        Role::Assistant => &template.assistant,
        _ => &template.user,
    };
    let mut prompt = Prompt::default();
    open(frame, message.role.word(), &mut prompt, tally);
    prompt.text(preface);
    let mut extra = 0;
    for block in &message.content {
        match block {
            Block::Text(text) if template.drops_thoughts && message.role == Role::Assistant => {
                prompt.text(
                    text.rsplit("</think>")
                        .next()
                        .unwrap_or_default()
                        .trim_start(),
                );
            }
            block => extra += count_block(block, template, message.index, &mut prompt, tally),
        }
    }
    close(frame, &mut prompt, tally);
    let tokens = prompt.take(tally) + extra;
    tally.add(part, message.index, tokens);
}

/// Adds the text of a block to the prompt; gives the tokens that it needs besides.
fn count_block(
    block: &Block<'_>,
    template: &Template,
    index: Option<usize>,
    prompt: &mut Prompt,
    tally: &mut Tally<'_>,
) -> usize {
    match block {
        Block::Text(text) => {
            prompt.text(text);
            0
        }
        Block::Call(Call {
            name, arguments, ..
        }) => {
            prompt.text(name).text(" ").text(&arguments.text());
            template.call
        }
        Block::Answer(Answer { content, .. }) => {
            let blocks = content.iter();
            let inner: usize = blocks
                .map(|block| count_block(block, template, index, prompt, tally))
                .sum();
            template.answer + inner
        }
        Block::Json(value) => {
            prompt.text(&spaced(value));
            0
        }
        Block::Group(blocks) => {
            let blocks = blocks.iter();
            blocks
                .map(|block| count_block(block, template, index, prompt, tally))
                .sum()
        }
        Block::Media(media) => {
            tally.media(media, index);
            0
        }
        Block::Tools(tools) => tools
            .iter()
            .map(|tool| definition(tool, template, tally))
            .sum(),
        // Templates drop the thoughts of earlier turns.
        Block::Thought | Block::Encrypted(_) | Block::Reference(_) => 0,
    }
}

fn count_tools(tools: &[&Tool<'_>], template: &Template, tally: &mut Tally<'_>) {
    if tools.is_empty() {
        return;
    }
    for tool in tools {
        let tokens = definition(tool, template, tally);
        tally.add_tool(tool.index, tool.name, tokens);
    }
    let around =
        tally.tokens(template.tools_before) + tally.tokens(template.tools_after) + template.tools;
    tally.add(PartKind::Tools, None, around);
    tally
        .notes
        .estimate("tools are counted as JSON, as most templates write them");
}

/// The tokens of a definition and of the line break behind it.
fn definition(tool: &Tool<'_>, template: &Template, tally: &Tally<'_>) -> usize {
    let mut function = json!({ "name": tool.name });
    if let Some(description) = tool.description {
        function["description"] = Value::String(description.to_owned());
    }
    if !tool.parameters.is_null() {
        function["parameters"] = tool.parameters.clone();
    }
    let definition = if template.wraps_tools {
        json!({ "type": "function", "function": function })
    } else {
        function
    };
    tally.tokens(&spaced(&definition)) + 1
}
