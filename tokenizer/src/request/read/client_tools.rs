//! Tools of the Responses API that the vendor defines and the caller runs: the shell, patches, the
//! computer; and what a server of the Model Context Protocol said. Their calls and answers are in the
//! request. How the vendor writes them is not published, so they are counted as any other tool's.

use serde_json::Value;

use super::openai_tools::tools;
use crate::request::conversation::{Answer, Arguments, Block, Call, Media, MediaKind, Role};
use crate::request::json::items;
use crate::request::tally::Tally;

/// What such an item says; `None` of any other.
pub fn read<'a>(
    item: &'a Value,
    kind: &str,
    place: &str,
    tally: &mut Tally<'_>,
) -> Option<(Role<'a>, Block<'a>)> {
    let text = |name: &str| item[name].as_str().unwrap_or_default();
    let call = |name: &'a str, arguments: &'a Value| {
        Block::Call(Call {
            id: text("call_id"),
            name,
            arguments: match arguments {
                Value::String(text) => Arguments::Text(text),
                value => Arguments::Value(value),
            },
            namespace: None,
            is_function_call: false,
        })
    };
    let read = match kind {
        "shell_call" => (Role::Assistant, call("shell", &item["action"])),
        "local_shell_call" => (Role::Assistant, call("local_shell", &item["action"])),
        "apply_patch_call" => (Role::Assistant, call("apply_patch", &item["operation"])),
        "computer_call" => {
            let action = match &item["action"] {
                Value::Null => &item["actions"],
                action => action,
            };
            (Role::Assistant, call("computer", action))
        }
        "shell_call_output"
        | "local_shell_call_output"
        | "apply_patch_call_output"
        | "computer_call_output" => (Role::Tool, answer(item, place)),
        "mcp_list_tools" => {
            let tools = tools(&item["tools"], &format!("{place}.tools"), tally);
            (Role::Developer, Block::Tools(tools))
        }
        "mcp_call" => {
            let called = call(text("name"), &item["arguments"]);
            let outputs = [text("output"), text("error")];
            let outputs = outputs.map(|text| Block::Text(text.into()));
            let answered = Block::Answer(Answer {
                id: "",
                name: item["name"].as_str(),
                content: outputs.into_iter().collect(),
                failed: false,
            });
            (Role::Assistant, Block::Group(vec![called, answered]))
        }
        _ => return None,
    };
    tally.notes.estimate(
        "calls of tools that the vendor defines are counted as those of functions; how they are \
         written is not published",
    );
    Some(read)
}

/// The output: a text, outputs of commands, or a picture of the screen.
fn answer<'a>(item: &'a Value, place: &str) -> Block<'a> {
    let output = &item["output"];
    let mut content = Vec::new();
    match output {
        Value::String(text) => content.push(Block::Text(text.into())),
        Value::Array(_) => {
            for part in items(output) {
                let texts = ["stdout", "stderr", "text"].map(|name| part[name].as_str());
                content.extend(
                    texts
                        .into_iter()
                        .flatten()
                        .map(|text| Block::Text(text.into())),
                );
            }
        }
        Value::Object(_) => content.push(Block::Media(Media {
            kind: MediaKind::Image,
            place: place.to_owned(),
            size: None,
            detail: output["detail"].as_str(),
            url: output["image_url"].as_str().unwrap_or_default().into(),
        })),
        _ => {}
    }
    Block::Answer(Answer {
        id: item["call_id"].as_str().unwrap_or_default(),
        name: None,
        content,
        failed: false,
    })
}
