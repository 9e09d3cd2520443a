//! Z.ai's templates of GLM 4.6 and 4.7. GLM 5 bills 7 tokens more at each of three
//! hosts where there are no tools.

use super::chat::{Chat, definition_of, text_or_json};
use super::page::Page;
use super::template::Template;
use super::turns::{Speaker, Turn};
use crate::request::json::spaced;
use crate::request::result::PartKind;

const TOOLS: &str = "\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\nYou \
    are provided with function signatures within <tools></tools> XML tags:\n<tools>\n";
const AFTER_TOOLS: &str = "</tools>\n\nFor each function call, output the function name and arguments \
    within the following XML format:\n";
const CALL_OF_4_6: &str = "<tool_call>{function-name}\n<arg_key>{arg-key-1}</arg_key>\n\
    <arg_value>{arg-value-1}</arg_value>\n<arg_key>{arg-key-2}</arg_key>\n\
    <arg_value>{arg-value-2}</arg_value>\n...\n</tool_call>";
const CALL: &str = "<tool_call>{function-name}<arg_key>{arg-key-1}</arg_key>\
    <arg_value>{arg-value-1}</arg_value><arg_key>{arg-key-2}</arg_key>\
    <arg_value>{arg-value-2}</arg_value>...</tool_call>";

pub fn write(chat: &Chat<'_>, template: Template, page: &mut Page<'_, '_>) {
    // GLM 4.6 breaks lines where later ones do not.
    let is_4_6 = template == Template::Glm46;
    let line = if is_4_6 { "\n" } else { "" };
    page.special(2);
    if template == Template::Glm5 && chat.tools.is_empty() {
        page.add(7);
    }
    if !chat.tools.is_empty() {
        page.begin(PartKind::Tools, None);
        page.special(1);
        page.text(TOOLS);
        chat.write_tools(page, |page, tool| {
            page.text(&spaced(&definition_of(tool)));
            page.text("\n");
        });
        page.text(AFTER_TOOLS);
        page.text(if is_4_6 { CALL_OF_4_6 } else { CALL });
    }
    for (at, turn) in chat.turns.iter().enumerate() {
        page.begin(turn.part(), turn.index);
        match turn.speaker {
            Speaker::System | Speaker::User => {
                page.special(1);
                page.text(line);
                page.text(&turn.text);
                let is_asked = turn.speaker == Speaker::User && is_4_6;
                if is_asked && chat.thinks == Some(false) && !turn.text.ends_with("/nothink") {
                    page.text("/nothink");
                }
            }
            Speaker::Assistant => write_answer(chat, at, turn, is_4_6, page),
            Speaker::Tool => {
                if !chat.is_answer(at.checked_sub(1)) {
                    page.special(1);
                }
                page.text(&format!("{line}<tool_response>{line}"));
                page.text(&turn.text);
                page.text(&format!("{line}</tool_response>"));
            }
        }
    }
    page.begin(PartKind::Framing, None);
    page.special(1);
    match (is_4_6, chat.thinks) {
        (true, Some(false)) => {
            page.text("\n");
            page.special(2);
        }
        (true, _) => {}
        (false, _) => page.special(1),
    }
}

fn write_answer(
    chat: &Chat<'_>,
    at: usize,
    turn: &Turn<'_>,
    is_4_6: bool,
    page: &mut Page<'_, '_>,
) {
    let line = if is_4_6 { "\n" } else { "" };
    page.special(1);
    let (thoughts, text) = turn.thoughts_and_text();
    page.text(line);
    if chat.is_current(at) && !thoughts.is_empty() {
        page.special(1);
        page.text(thoughts.trim());
        page.special(1);
    } else {
        page.special(if is_4_6 { 2 } else { 1 });
    }
    let text = text.trim();
    if !text.is_empty() {
        page.text(line);
        page.text(text);
    }
    for call in &turn.calls {
        page.text(&format!("{line}<tool_call>{}{line}", call.name));
        let arguments = call.arguments.value();
        for (name, value) in arguments.as_object().into_iter().flatten() {
            page.text(&format!("<arg_key>{name}</arg_key>{line}<arg_value>"));
            page.text(&text_or_json(value));
            page.text(&format!("</arg_value>{line}"));
        }
        page.text("</tool_call>");
    }
}
