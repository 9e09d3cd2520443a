//! Meta's templates of Llama 3 and 4. Instructions for tools of Llama 4 have some 643 tokens at Groq (12
//! recorded requests) and 480 at another host; the template has 70.

use super::chat::{Chat, definition_of};
use super::page::Page;
use super::template::Template;
use super::turns::{Speaker, Turn};
use crate::request::json::{indented, spaced};
use crate::request::result::PartKind;

const DATES: &str = "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n";
const TOOLS: &str = "Given the following functions, please respond with a JSON for a function call with \
    its proper arguments that best answers the given prompt.\n\nRespond in the format {\"name\": \
    function name, \"parameters\": dictionary of argument name and its value}.Do not use variables.\n\n";

/// What Groq writes about tools of Llama 4, beside their JSON.
const TOOLS_OF_LLAMA_4: usize = 643;

pub fn write(chat: &Chat<'_>, template: Template, page: &mut Page<'_, '_>) {
    page.special(1);
    let mut turns = chat.turns.as_slice();
    if template == Template::Llama31 {
        header(page, "system");
        if !chat.tools.is_empty() {
            page.text("Environment: ipython\n");
        }
        page.text(DATES);
        if chat.has_system()
            && let Some((system, rest)) = turns.split_first()
        {
            page.begin(PartKind::System, system.index);
            page.text(system.text.trim());
            turns = rest;
        }
        page.special(1);
        if !chat.tools.is_empty() {
            turns = first_with_tools(chat, turns, page);
        }
    } else if !chat.tools.is_empty() {
        chat.write_tools(page, |page, tool| {
            page.text(&spaced(&definition_of(tool)));
            page.text("\n");
        });
        page.add(TOOLS_OF_LLAMA_4);
        page.estimate("tools of Llama 4 are counted with what Groq writes about them, 643 tokens");
    }
    for turn in turns {
        page.begin(turn.part(), turn.index);
        write_turn(turn, page);
    }
    page.begin(PartKind::Framing, None);
    header(page, "assistant");
}

/// Tools stand in the first message after the system's.
fn first_with_tools<'t, 's>(
    chat: &Chat<'_>,
    turns: &'s [Turn<'t>],
    page: &mut Page<'_, '_>,
) -> &'s [Turn<'t>] {
    page.begin(PartKind::Tools, None);
    header(page, "user");
    page.text(TOOLS);
    chat.write_tools(page, |page, tool| {
        page.text(&indented(&definition_of(tool)));
        page.text("\n\n");
    });
    let (first, rest) = match turns.split_first() {
        Some((first, rest)) => (Some(first), rest),
        None => (None, turns),
    };
    if let Some(first) = first {
        page.begin(first.part(), first.index);
        page.text(first.text.trim());
    }
    page.special(1);
    rest
}

fn header(page: &mut Page<'_, '_>, role: &str) {
    page.special(1);
    page.text(role);
    page.special(1);
    page.text("\n\n");
}

fn write_turn(turn: &Turn<'_>, page: &mut Page<'_, '_>) {
    if turn.speaker == Speaker::Tool {
        header(page, "ipython");
        // The published template writes answers as JSON.
        page.text(&serde_json::Value::String(turn.text.clone()).to_string());
        page.special(1);
    } else if turn.calls.is_empty() {
        header(page, turn.speaker.word());
        page.text(turn.text.trim());
        page.special(1);
    } else {
        for call in &turn.calls {
            header(page, "assistant");
            page.text(&format!("{{\"name\": \"{}\", \"parameters\": ", call.name));
            page.text(&spaced(&call.arguments.value()));
            page.text("}");
            page.special(1);
        }
    }
}
