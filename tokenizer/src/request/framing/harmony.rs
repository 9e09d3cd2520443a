//! Harmony, the format of gpt-oss, as OpenAI publishes it (github.com/openai/harmony, and the chat
//! template beside the weights). Recorded requests at Cerebras and Bedrock have exactly its tokens; Groq
//! bills 4 more.

use crate::request::conversation::{Answer, Block, Call, Conversation, Message, Role, Tool};
use crate::request::json::spaced;
use crate::request::prompt::Prompt;
use crate::request::result::PartKind;
use crate::request::schema::{Layout, namespace};
use crate::request::tally::Tally;

/// The system message. Dates have as many tokens on any day.
const SYSTEM: &str = "You are ChatGPT, a large language model trained by OpenAI.\nKnowledge cutoff: \
    2024-06\nCurrent date: 2025-06-28\n\nReasoning: ";
const CHANNELS: &str = "\n\n# Valid channels: analysis, commentary, final. Channel must be included for \
    every message.";
const CHANNELS_OF_TOOLS: &str =
    "\nCalls to these tools must go to the commentary channel: 'functions'.";

/// Counts a conversation in Harmony.
pub fn harmony(conversation: &Conversation<'_>, tally: &mut Tally<'_>) {
    tally.notes.estimate(
        "messages are framed by OpenAI's Harmony; hosts may add a few tokens of their own",
    );
    let tools = conversation.prompted_tools();
    let tools = tools.as_slice();
    let mut prompt = Prompt::default();
    prompt.special(1, tally).text("system").special(1, tally);
    prompt
        .text(SYSTEM)
        .text(conversation.effort.unwrap_or("medium"))
        .text(CHANNELS);
    if !tools.is_empty() {
        prompt.text(CHANNELS_OF_TOOLS);
    }
    prompt.special(1, tally);
    let system = prompt.take(tally);
    tally.add(PartKind::Framing, None, system);

    let says = |message: &Message<'_>| {
        let is_empty = |block: &Block<'_>| matches!(block, Block::Text(text) if text.is_empty());
        !message.content.iter().all(is_empty)
    };
    let instructs = |message: &&Message<'_>| message.role.is_instruction() && says(message);
    let has_instructions = conversation
        .messages
        .iter()
        .any(|message| instructs(&message));
    if has_instructions || !tools.is_empty() {
        // <|start|>developer<|message|>…<|end|>
        let frame = 3 + tally.tokens("developer");
        tally.add(PartKind::Framing, None, frame);
    }
    for message in conversation.messages.iter().filter(instructs) {
        let mut prompt = Prompt::default();
        prompt.text("# Instructions\n\n");
        let mut media = 0;
        for block in &message.content {
            media += count_block(block, message.index, &mut prompt, tally);
        }
        if !tools.is_empty() {
            prompt.text("\n\n");
        }
        let tokens = prompt.take(tally) + media;
        tally.add(PartKind::System, message.index, tokens);
    }
    count_tools(tools, tally);
    let mut calls = Vec::new();
    // What stands beside a call is an analysis, which is dropped where a later answer has none.
    let last_final = conversation.messages.iter().rposition(|message| {
        let is_call = |block: &Block<'_>| matches!(block, Block::Call(_));
        message.role == Role::Assistant && !message.content.iter().any(is_call)
    });
    for (at, message) in conversation.messages.iter().enumerate() {
        if !message.role.is_instruction() {
            let is_kept = last_final.is_none_or(|last| at > last);
            count_message(message, is_kept, &mut calls, tally);
        }
    }
    // <|start|>assistant
    let reply = 1 + tally.tokens("assistant");
    tally.add(PartKind::Framing, None, reply);
}

fn count_tools(tools: &[&Tool<'_>], tally: &mut Tally<'_>) {
    if tools.is_empty() {
        return;
    }
    let head = "# Tools\n\n## functions\n\n";
    let (text, _) = namespace(tools, Layout::Harmony);
    let mut left = tally.tokens(&format!("{head}{text}"));
    let (none, _) = namespace(&[], Layout::Harmony);
    let none = tally.tokens(&none);
    for tool in tools {
        let (one, _) = namespace(&[*tool], Layout::Harmony);
        let own = tally.tokens(&one).saturating_sub(none).min(left);
        left -= own;
        tally.add_tool(tool.index, tool.name, own);
    }
    tally.add(PartKind::Tools, None, left);
}

/// Names of the calls so far, by their ids.
type Calls = Vec<(String, String)>;

/// Text beside a call is the model's analysis, and counted if it `is_kept`.
fn count_message(message: &Message<'_>, is_kept: bool, calls: &mut Calls, tally: &mut Tally<'_>) {
    let has_calls = message
        .content
        .iter()
        .any(|block| matches!(block, Block::Call(_)));
    let mut prompt = Prompt::default();
    let mut extra = 0;
    let mut text = Prompt::default();
    let mut has_text = false;
    for block in &message.content {
        match block {
            Block::Call(call) => {
                calls.push((call.id.to_owned(), call.name.to_owned()));
                extra += count_call(call, tally);
            }
            Block::Answer(answer) => extra += count_answer(answer, message.index, calls, tally),
            Block::Thought(thoughts) if has_calls && is_kept && !thoughts.is_empty() => {
                has_text = true;
                text.text(thoughts);
            }
            // The thoughts of earlier turns are dropped.
            Block::Thought(_) | Block::Encrypted(_) => {}
            Block::Text(said) if has_calls => {
                let said = said.rsplit("</think>").next().unwrap_or_default();
                if is_kept && !said.is_empty() {
                    has_text = true;
                    text.text(said);
                }
            }
            other => {
                has_text = true;
                extra += count_block(other, message.index, &mut text, tally);
            }
        }
    }
    if has_text {
        prompt.special(1, tally).text(message.role.word());
        if message.role == Role::Assistant {
            prompt
                .special(1, tally)
                .text(if has_calls { "analysis" } else { "final" });
        }
        prompt.special(1, tally);
        extra += prompt.take(tally) + text.take(tally) + 1;
    }
    tally.add(PartKind::Message, message.index, extra);
}

/// `<|start|>assistant to=functions.…<|channel|>commentary json<|message|>…<|call|>`
fn count_call(call: &Call<'_>, tally: &Tally<'_>) -> usize {
    let mut prompt = Prompt::default();
    prompt
        .special(1, tally)
        .text(&format!("assistant to=functions.{}", call.name))
        .special(1, tally)
        .text("commentary json")
        .special(1, tally)
        .text(&call.arguments.text())
        .special(1, tally);
    prompt.take(tally)
}

/// `<|start|>functions.… to=assistant<|channel|>commentary<|message|>…<|end|>`
fn count_answer(
    answer: &Answer<'_>,
    index: Option<usize>,
    calls: &Calls,
    tally: &mut Tally<'_>,
) -> usize {
    let known = calls.iter().rev().find(|(id, _)| id == answer.id);
    let name = known.map_or_else(
        || answer.name.unwrap_or_default().to_owned(),
        |(_, name)| name.clone(),
    );
    let mut prompt = Prompt::default();
    prompt
        .special(1, tally)
        .text(&format!("functions.{name} to=assistant"))
        .special(1, tally)
        .text("commentary")
        .special(1, tally)
        .text("\"");
    let mut extra = 0;
    for block in &answer.content {
        extra += count_block(block, index, &mut prompt, tally);
    }
    prompt.text("\"").special(1, tally);
    prompt.take(tally) + extra
}

/// Adds the text of a block; gives the tokens that it needs besides.
fn count_block(
    block: &Block<'_>,
    index: Option<usize>,
    prompt: &mut Prompt,
    tally: &mut Tally<'_>,
) -> usize {
    match block {
        Block::Text(text) => {
            prompt.text(text);
        }
        Block::Json(value) => {
            prompt.text(&spaced(value));
        }
        Block::Group(blocks) => {
            let blocks = blocks.iter();
            return blocks
                .map(|block| count_block(block, index, prompt, tally))
                .sum();
        }
        Block::Media(media) => tally.media(media, index),
        Block::Tools(tools) | Block::FoundTools(tools) => {
            let tools: Vec<&Tool<'_>> = tools.iter().collect();
            prompt.text(&namespace(&tools, Layout::Harmony).0);
        }
        _ => {}
    }
    0
}
