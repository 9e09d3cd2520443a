//! DeepSeek's templates. Those up to V3.1 say nothing of tools; what DeepSeek's own host wrote about
//! them, 208 tokens, is fitted on recorded requests.

use super::chat::{Chat, definition_of, function_of, text_or_json};
use super::page::Page;
use super::template::Template;
use super::turns::{Speaker, Turn};
use crate::request::conversation::Call;
use crate::request::json::spaced;
use crate::request::result::{PartKind, RequestEndpoint};

const TOOLS_OF_V3: usize = 208;

const TOOLS_OF_V3_2: &str = "## Tools\n\nYou have access to a set of tools you can use to answer the user's \
    question.\nYou can invoke functions by writing a \"<｜DSML｜function_calls>\" block like the \
    following as part of your reply to the user:\n<｜DSML｜function_calls>\n<｜DSML｜invoke \
    name=\"$FUNCTION_NAME\">\n<｜DSML｜parameter name=\"$PARAMETER_NAME\" string=\"true|false\">\
    $PARAMETER_VALUE</｜DSML｜parameter>\n...\n</｜DSML｜invoke>\n<｜DSML｜invoke \
    name=\"$FUNCTION_NAME2\">\n...\n</｜DSML｜invoke>\n</｜DSML｜function_calls>\n\nString and scalar \
    parameters should be specified as is without any escaping or quotes, while lists and objects should \
    use JSON format. The \"string\" attribute should be set to \"true\" for string type parameters and \
    \"false\" for other types (numbers, booleans, arrays, objects).\n\nIf the thinking_mode is enabled, \
    then after function results you should strongly consider outputting a thinking block. Here is an \
    example:\n\n<｜DSML｜function_calls>\n...\n</｜DSML｜function_calls>\n\n<function_results>\n...\n\
    </function_results>\n\n<think>...thinking about results</think>\n\nHere are the functions available \
    in JSONSchema format:\n<functions>\n";
const AFTER_TOOLS_OF_V3_2: &str = "</functions>\n";

const TOOLS_OF_V4: &str = "## Tools\n\nYou have access to a set of tools to help answer the user's question. \
    You can invoke tools by writing a \"<｜DSML｜tool_calls>\" block like the following:\n\n\
    <｜DSML｜tool_calls>\n<｜DSML｜invoke name=\"$TOOL_NAME\">\n<｜DSML｜parameter \
    name=\"$PARAMETER_NAME\" string=\"true|false\">$PARAMETER_VALUE</｜DSML｜parameter>\n...\n\
    </｜DSML｜invoke>\n<｜DSML｜invoke name=\"$TOOL_NAME2\">\n...\n</｜DSML｜invoke>\n\
    </｜DSML｜tool_calls>\n\nString parameters should be specified as is and set `string=\"true\"`. For \
    all other types (numbers, booleans, arrays, objects), pass the value in JSON format and set \
    `string=\"false\"`.\n\nIf thinking_mode is enabled (triggered by <think>), you MUST output your \
    complete reasoning inside <think>...</think> BEFORE any tool calls or final response.\n\nOtherwise, \
    output directly after </think> with tool calls or final response.\n\n### Available Tool Schemas\n\n";
const AFTER_TOOLS_OF_V4: &str = "\nYou MUST strictly follow the above defined tool name and parameter \
    schemas to invoke tool calls.\n";

/// What DeepSeek's own host writes first into requests in the shape of OpenAI's Responses, where it asks
/// for the most thinking.
const MOST_EFFORT: &str = "Reasoning Effort: Absolute maximum with no shortcuts permitted.\nYou MUST be very \
    thorough in your thinking and comprehensively decompose the problem to resolve the root cause, \
    rigorously stress-testing your logic against all potential paths, edge cases, and adversarial \
    scenarios.\nExplicitly write out your entire deliberation process, documenting every intermediate \
    step, considered alternative, and rejected hypothesis to ensure absolutely no assumption is left \
    unchecked.\n\n";

/// All system messages stand at the beginning; whether there are any.
fn write_system(chat: &Chat<'_>, page: &mut Page<'_, '_>) -> bool {
    let mut has_any = false;
    for turn in &chat.turns {
        if turn.speaker == Speaker::System {
            page.begin(PartKind::System, turn.index);
            if has_any {
                page.text("\n\n");
            }
            page.text(&turn.text);
            has_any = true;
        }
    }
    has_any
}

fn write_tools(
    chat: &Chat<'_>,
    before: &str,
    after: &str,
    has_system: bool,
    page: &mut Page<'_, '_>,
) {
    if chat.tools.is_empty() {
        return;
    }
    page.begin(PartKind::Tools, None);
    if has_system {
        page.text("\n\n");
    }
    page.text(before);
    chat.write_tools(page, |page, tool| {
        page.text(&spaced(&function_of(tool)));
        page.text("\n");
    });
    page.text(after);
}

/// V3, R1 and V3.1.
pub fn write_v3(chat: &Chat<'_>, template: Template, page: &mut Page<'_, '_>) {
    let is_v31 = template == Template::DeepseekV31;
    page.special(1);
    write_system(chat, page);
    if !chat.tools.is_empty() {
        chat.write_tools(page, |page, tool| {
            page.text(&spaced(&definition_of(tool)));
            page.text("\n");
        });
        page.add(TOOLS_OF_V3);
    }
    let mut follows_user = false;
    for (at, turn) in chat.turns.iter().enumerate() {
        if turn.speaker == Speaker::System {
            continue;
        }
        page.begin(turn.part(), turn.index);
        match turn.speaker {
            Speaker::Assistant => {
                if !is_v31 && !chat.is_answer(at.checked_sub(1)) {
                    page.special(1);
                } else if is_v31 && follows_user {
                    page.special(1);
                    page.special(2);
                }
                let text = match turn.text.split_once("</think>") {
                    Some((_, text)) => text,
                    None => &turn.text,
                };
                page.text(text);
                write_calls_of_v3(turn, is_v31, page);
                page.special(1);
                follows_user = false;
            }
            Speaker::Tool => {
                let follows_answer = chat.is_answer(at.checked_sub(1));
                if !is_v31 {
                    if follows_answer {
                        page.text("\n");
                    } else {
                        page.special(1);
                    }
                }
                page.special(1);
                page.text(&turn.text);
                page.special(1);
                if !is_v31 && !chat.is_answer(Some(at + 1)) {
                    page.special(1);
                }
                follows_user = false;
            }
            Speaker::System | Speaker::User => {
                page.special(1);
                page.text(&turn.text);
                follows_user = true;
            }
        }
    }
    page.begin(PartKind::Framing, None);
    // After an answer of a tool, the model goes on in its own turn.
    if !follows_user && !chat.turns.is_empty() {
        return;
    }
    page.special(1);
    match (template, chat.thinks) {
        (Template::DeepseekR1, _) => {
            page.special(1);
            page.text("\n");
        }
        (Template::DeepseekV31, Some(true)) => page.special(1),
        (Template::DeepseekV31, _) => page.special(2),
        _ => {}
    }
}

/// V3 writes the kind of a call before its name, and the arguments as a block of code.
fn write_calls_of_v3(turn: &Turn<'_>, is_v31: bool, page: &mut Page<'_, '_>) {
    if turn.calls.is_empty() {
        return;
    }
    page.special(1);
    for (number, call) in turn.calls.iter().enumerate() {
        if is_v31 {
            page.special(1);
            page.text(call.name);
            page.special(1);
            page.text(&spaced(&call.arguments.value()));
        } else {
            if number > 0 {
                page.text("\n");
            }
            page.special(1);
            page.text("function");
            page.special(1);
            page.text(&format!(
                "{}\n```json\n{}\n```",
                call.name,
                call.arguments.text()
            ));
        }
        page.special(1);
    }
    page.special(1);
}

/// The calls of V3.2 and V4, as XML.
fn write_calls(calls: &[&Call<'_>], word: &str, page: &mut Page<'_, '_>) {
    if calls.is_empty() {
        return;
    }
    page.text(&format!("\n\n<｜DSML｜{word}>\n"));
    for call in calls {
        page.text(&format!("<｜DSML｜invoke name=\"{}\">\n", call.name));
        let arguments = call.arguments.value();
        let members = arguments.as_object();
        for (name, value) in members.into_iter().flatten() {
            let is_string = value.is_string();
            page.text(&format!(
                "<｜DSML｜parameter name=\"{name}\" string=\"{is_string}\">{}</｜DSML｜parameter>\n",
                text_or_json(value)
            ));
        }
        if word == "tool_calls" && members.is_none_or(|members| members.is_empty()) {
            page.text("\n");
        }
        page.text("</｜DSML｜invoke>\n");
    }
    page.text(&format!("</｜DSML｜{word}>"));
}

/// V3.2.
pub fn write_v32(chat: &Chat<'_>, page: &mut Page<'_, '_>) {
    let thinks = chat.thinks == Some(true);
    page.special(1);
    let has_system = write_system(chat, page);
    write_tools(chat, TOOLS_OF_V3_2, AFTER_TOOLS_OF_V3_2, has_system, page);
    let mut opens = Opens::Nothing;
    for (at, turn) in chat.turns.iter().enumerate() {
        if turn.speaker == Speaker::System {
            continue;
        }
        page.begin(turn.part(), turn.index);
        match turn.speaker {
            Speaker::Assistant => {
                opens.write(page);
                if opens != Opens::Nothing {
                    if chat.is_current(at) && thinks {
                        page.special(1);
                        page.text(&turn.thoughts);
                    }
                    page.special(1);
                }
                opens = Opens::Nothing;
                page.text(&turn.text);
                write_calls(&turn.calls, "function_calls", page);
                page.special(1);
            }
            Speaker::Tool => {
                if !chat.is_answer(at.checked_sub(1)) {
                    page.text("\n\n<function_results>");
                }
                page.text("\n<result>");
                page.text(&turn.text);
                page.text("</result>");
                if !chat.is_answer(Some(at + 1)) {
                    page.text("\n</function_results>");
                    opens = Opens::AfterTool;
                }
            }
            Speaker::System | Speaker::User => {
                page.special(1);
                page.text(&turn.text);
                opens = Opens::AfterUser;
            }
        }
    }
    page.begin(PartKind::Framing, None);
    opens.write(page);
    if opens != Opens::Nothing {
        page.special(if thinks { 1 } else { 2 });
    }
}

/// What opens the next answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    Nothing,
    AfterUser,
    AfterTool,
}

impl Opens {
    fn write(self, page: &mut Page<'_, '_>) {
        match self {
            Self::Nothing => {}
            Self::AfterUser => page.special(1),
            Self::AfterTool => page.text("\n\n"),
        }
    }
}

/// V4, which thinks unless it is asked not to.
pub fn write_v4(chat: &Chat<'_>, page: &mut Page<'_, '_>) {
    let thinks = chat.thinks != Some(false);
    page.special(1);
    if chat.endpoint == RequestEndpoint::OpenAiResponses && thinks {
        page.text(MOST_EFFORT);
    }
    let has_system = write_system(chat, page);
    write_tools(chat, TOOLS_OF_V4, AFTER_TOOLS_OF_V4, has_system, page);
    let asks = |turn: &Turn<'_>| matches!(turn.speaker, Speaker::User | Speaker::Tool);
    let last_asked = chat.turns.iter().rposition(asks);
    // Where there are tools, all thoughts are kept; else those since the last question.
    let keeps = !chat.tools.is_empty();
    let mut in_user = false;
    for (at, turn) in chat.turns.iter().enumerate() {
        if turn.speaker == Speaker::System {
            continue;
        }
        page.begin(turn.part(), turn.index);
        if turn.speaker == Speaker::Assistant {
            in_user = false;
            page.special(1);
            if thinks && (keeps || last_asked.is_none_or(|last| at > last)) {
                page.special(1);
                page.text(&turn.thoughts);
            }
            page.special(1);
            page.text(&turn.text);
            write_calls(&turn.calls, "tool_calls", page);
            page.special(1);
            continue;
        }
        if in_user {
            page.text("\n\n");
        } else {
            page.special(1);
            in_user = true;
        }
        if turn.speaker == Speaker::Tool {
            page.text(&format!("<tool_result>{}</tool_result>", turn.text));
        } else {
            page.text(&turn.text);
        }
    }
    page.begin(PartKind::Framing, None);
    page.special(1);
    page.special(1);
}
