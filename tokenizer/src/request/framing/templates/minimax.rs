//! MiniMax's template of M2.

use super::chat::{Chat, function_of, text_or_json};
use super::page::Page;
use super::turns::{Speaker, Turn};
use crate::request::json::spaced;
use crate::request::result::PartKind;

const PREFACE: &str =
    "You are a helpful assistant. Your name is MiniMax-M2 and is built by MiniMax.";
const TOOLS: &str = "\n\n# Tools\nYou may call one or more tools to assist with the user query.\nHere are \
    the tools available in JSONSchema format:\n\n<tools>\n";
const AFTER_TOOLS: &str = "</tools>\n\nWhen making tool calls, use XML format to invoke tools and pass \
    parameters:\n\n<minimax:tool_call>\n<invoke name=\"tool-name-1\">\n<parameter name=\"param-key-1\">\
    param-value-1</parameter>\n<parameter name=\"param-key-2\">param-value-2</parameter>\n...\n</invoke>\n\
    </minimax:tool_call>";

pub fn write(chat: &Chat<'_>, page: &mut Page<'_, '_>) {
    page.special(2);
    page.text("system\n");
    let (system, turns) = chat.system_and_turns();
    if let Some(system) = system {
        page.begin(PartKind::System, system.index);
    }
    let said = system.map(|system| system.text.as_str());
    page.text(said.filter(|text| !text.is_empty()).unwrap_or(PREFACE));
    if !chat.tools.is_empty() {
        page.begin(PartKind::Tools, None);
        page.text(TOOLS);
        chat.write_tools(page, |page, tool| {
            page.text("<tool>");
            page.text(&spaced(&function_of(tool)));
            page.text("</tool>\n");
        });
        page.text(AFTER_TOOLS);
    }
    close(page);
    let first = chat.turns.len() - turns.len();
    for (at, turn) in turns.iter().enumerate() {
        let at = first + at;
        page.begin(turn.part(), turn.index);
        match turn.speaker {
            Speaker::Assistant => write_answer(chat, at, turn, page),
            Speaker::Tool => {
                if !chat.is_answer(at.checked_sub(1)) {
                    page.special(1);
                    page.text("tool");
                }
                page.text("\n<response>");
                page.text(&turn.text);
                page.text("</response>");
                if !chat.is_answer(Some(at + 1)) {
                    close(page);
                }
            }
            speaker => {
                page.special(1);
                page.text(&format!("{}\n", speaker.word()));
                page.text(&turn.text);
                close(page);
            }
        }
    }
    page.begin(PartKind::Framing, None);
    page.special(1);
    page.text("ai\n<think>\n");
}

fn close(page: &mut Page<'_, '_>) {
    page.special(1);
    page.text("\n");
}

fn write_answer(chat: &Chat<'_>, at: usize, turn: &Turn<'_>, page: &mut Page<'_, '_>) {
    page.special(1);
    page.text("ai\n");
    let (thoughts, text) = turn.thoughts_and_text();
    if chat.is_current(at) && !thoughts.is_empty() {
        page.text("<think>\n");
        page.text(thoughts.trim_matches('\n'));
        page.text("\n</think>\n\n");
    }
    page.text(text);
    if !turn.calls.is_empty() {
        page.text("\n<minimax:tool_call>\n");
        for call in &turn.calls {
            page.text(&format!("<invoke name=\"{}\">\n", call.name));
            let arguments = call.arguments.value();
            for (name, value) in arguments.as_object().into_iter().flatten() {
                page.text(&format!("<parameter name=\"{name}\">"));
                page.text(&text_or_json(value));
                page.text("</parameter>\n");
            }
            page.text("</invoke>\n");
        }
        page.text("</minimax:tool_call>");
    }
    close(page);
}
