//! Alibaba's templates of Qwen 2.5, 3 and 3 Coder.

use serde_json::Value;

use super::chat::{Chat, definition_of, function_of, text_or_json};
use super::page::Page;
use super::template::Template;
use super::turns::Speaker;
use crate::request::conversation::{Call, Tool};
use crate::request::json::{python_text, spaced};
use crate::request::result::PartKind;

const PREFACE: &str = "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.";
const TOOLS: &str = "# Tools\n\nYou may call one or more functions to assist with the user query.\n\nYou \
    are provided with function signatures within <tools></tools> XML tags:\n<tools>";
const AFTER_TOOLS: &str = "\n</tools>\n\nFor each function call, return a json object with function name \
    and arguments within <tool_call></tool_call> XML tags:\n<tool_call>\n{\"name\": <function-name>, \
    \"arguments\": <args-json-object>}\n</tool_call>";

const PREFACE_OF_CODER: &str =
    "You are Qwen, a helpful AI assistant that can interact with a computer to solve tasks.";
const TOOLS_OF_CODER: &str = "\n\n# Tools\n\nYou have access to the following tools:\n\n<tools>";
const AFTER_TOOLS_OF_CODER: &str = "\n</tools>\n\nIf you choose to call a tool ONLY reply in the \
    following format with NO suffix:\n\n<tool_call>\n<function=example_function_name>\n\
    <parameter=example_parameter_1>\nvalue_1\n</parameter>\n<parameter=example_parameter_2>\nvalue_2\n\
    </parameter>\n</function>\n</tool_call>\n\n<IMPORTANT>\nReminder:\n- Function calls MUST follow the \
    specified format: the tool calling block MUST begin with an opening <tool_call> tag and end with a \
    closing </tool_call> tag.\n- Required parameters MUST be specified\n- You may provide optional \
    reasoning for your function call in natural language BEFORE the function call, but NOT after\n- If \
    there is no function call available, answer the question like normal with your current knowledge and \
    do not tell the user about function calls\n</IMPORTANT>";

pub fn write(chat: &Chat<'_>, template: Template, page: &mut Page<'_, '_>) {
    let speaks_of_itself = template == Template::Qwen25;
    let (system, turns) = chat.system_and_turns();
    if system.is_some() || !chat.tools.is_empty() || speaks_of_itself {
        open(page, "system");
        if let Some(system) = system {
            page.begin(PartKind::System, system.index);
            page.text(&system.text);
        } else if speaks_of_itself {
            page.text(PREFACE);
        }
        if !chat.tools.is_empty() {
            page.begin(PartKind::Tools, None);
            if system.is_some() || speaks_of_itself {
                page.text("\n\n");
            }
            page.text(TOOLS);
            chat.write_tools(page, |page, tool| {
                page.text("\n");
                page.text(&spaced(&definition_of(tool)));
            });
            page.text(AFTER_TOOLS);
        }
        close(page);
    }
    let first = chat.turns.len() - turns.len();
    for (at, turn) in turns.iter().enumerate() {
        let at = first + at;
        page.begin(turn.part(), turn.index);
        match turn.speaker {
            Speaker::Tool => {
                if !chat.is_answer(at.checked_sub(1)) {
                    page.special(1);
                    page.text("user");
                }
                page.text("\n<tool_response>\n");
                page.text(&turn.text);
                page.text("\n</tool_response>");
                if !chat.is_answer(Some(at + 1)) {
                    close(page);
                }
            }
            Speaker::Assistant if template == Template::Qwen25 => {
                page.special(1);
                page.text("assistant");
                if !turn.text.is_empty() || turn.calls.is_empty() {
                    page.text("\n");
                    page.text(&turn.text);
                }
                for call in &turn.calls {
                    page.text("\n");
                    write_call(call, page);
                }
                close(page);
            }
            Speaker::Assistant => {
                open(page, "assistant");
                let (thoughts, text) = turn.thoughts_and_text();
                let is_last = at + 1 == chat.turns.len();
                if chat.is_current(at) && (is_last || !thoughts.is_empty()) {
                    page.text("<think>\n");
                    page.text(thoughts.trim_matches('\n'));
                    page.text("\n</think>\n\n");
                    page.text(text.trim_start_matches('\n'));
                } else {
                    page.text(text);
                }
                for (number, call) in turn.calls.iter().enumerate() {
                    if number > 0 || !text.is_empty() {
                        page.text("\n");
                    }
                    write_call(call, page);
                }
                close(page);
            }
            speaker => {
                open(page, speaker.word());
                page.text(&turn.text);
                close(page);
            }
        }
    }
    page.begin(PartKind::Framing, None);
    open(page, "assistant");
    if chat.thinks == Some(false) && template == Template::Qwen3 {
        page.text("<think>\n\n</think>\n\n");
    }
}

fn open(page: &mut Page<'_, '_>, role: &str) {
    page.special(1);
    page.text(role);
    page.text("\n");
}

fn close(page: &mut Page<'_, '_>) {
    page.special(1);
    page.text("\n");
}

fn write_call(call: &Call<'_>, page: &mut Page<'_, '_>) {
    page.text(&format!(
        "<tool_call>\n{{\"name\": \"{}\", \"arguments\": ",
        call.name
    ));
    page.text(&spaced(&call.arguments.value()));
    page.text("}\n</tool_call>");
}

/// Qwen 3 Coder writes tools as XML.
pub fn write_for_coder(chat: &Chat<'_>, page: &mut Page<'_, '_>) {
    let (system, turns) = chat.system_and_turns();
    if system.is_some() || !chat.tools.is_empty() {
        open(page, "system");
        match system {
            Some(system) => {
                page.begin(PartKind::System, system.index);
                page.text(&system.text);
            }
            None => page.text(PREFACE_OF_CODER),
        }
        if !chat.tools.is_empty() {
            page.begin(PartKind::Tools, None);
            page.text(TOOLS_OF_CODER);
            chat.write_tools(page, write_tool_of_coder);
            page.text(AFTER_TOOLS_OF_CODER);
        }
        close(page);
    }
    let first = chat.turns.len() - turns.len();
    for (at, turn) in turns.iter().enumerate() {
        let at = first + at;
        page.begin(turn.part(), turn.index);
        match turn.speaker {
            Speaker::Tool => {
                if !chat.is_answer(at.checked_sub(1)) {
                    open(page, "user");
                }
                page.text("<tool_response>\n");
                page.text(&turn.text);
                page.text("\n</tool_response>\n");
                if !chat.is_answer(Some(at + 1)) {
                    close(page);
                }
            }
            Speaker::Assistant if !turn.calls.is_empty() => {
                page.special(1);
                page.text("assistant");
                let text = turn.text.trim();
                if !text.is_empty() {
                    page.text(&format!("\n{text}\n"));
                }
                for call in &turn.calls {
                    write_call_of_coder(call, page);
                }
                close(page);
            }
            speaker => {
                open(page, speaker.word());
                page.text(&turn.text);
                close(page);
            }
        }
    }
    page.begin(PartKind::Framing, None);
    open(page, "assistant");
}

fn write_tool_of_coder(page: &mut Page<'_, '_>, tool: &Tool<'_>) {
    page.text(&format!("\n<function>\n<name>{}</name>", tool.name));
    if let Some(description) = tool.description {
        page.text(&format!(
            "\n<description>{}</description>",
            description.trim()
        ));
    }
    page.text("\n<parameters>");
    let members = tool.parameters["properties"].as_object();
    for (name, member) in members.into_iter().flatten() {
        page.text(&format!("\n<parameter>\n<name>{name}</name>"));
        if let Some(kind) = member.get("type") {
            page.text(&format!("\n<type>{}</type>", python_text(kind)));
        }
        if let Some(description) = member.get("description") {
            let description = python_text(description);
            page.text(&format!(
                "\n<description>{}</description>",
                description.trim()
            ));
        }
        write_other_keys(member, &["name", "type", "description"], page);
        page.text("\n</parameter>");
    }
    write_other_keys(tool.parameters, &["type", "properties"], page);
    page.text("\n</parameters>");
    let known = ["type", "name", "description", "parameters"];
    write_other_keys(&function_of(tool), &known, page);
    page.text("\n</function>");
}

fn write_other_keys(object: &Value, known: &[&str], page: &mut Page<'_, '_>) {
    for (name, value) in object.as_object().into_iter().flatten() {
        if known.contains(&name.as_str()) {
            continue;
        }
        let text = match value {
            Value::Object(_) | Value::Array(_) => spaced(value),
            other => python_text(other),
        };
        page.text(&format!("\n<{name}>{text}</{name}>"));
    }
}

fn write_call_of_coder(call: &Call<'_>, page: &mut Page<'_, '_>) {
    page.text(&format!("\n<tool_call>\n<function={}>\n", call.name));
    let arguments = call.arguments.value();
    for (name, value) in arguments.as_object().into_iter().flatten() {
        let value = match value {
            Value::Object(_) | Value::Array(_) => text_or_json(value),
            other => python_text(other),
        };
        page.text(&format!("<parameter={name}>\n{value}\n</parameter>\n"));
    }
    page.text("</function>\n</tool_call>");
}
