//! Definitions of tools in OpenAI's shapes, and which of them the answer must call.

use serde_json::Value;

use crate::request::conversation::{Tool, ToolChoice, ToolKind};
use crate::request::fields::check;
use crate::request::json::items;
use crate::request::notes::shortened;
use crate::request::tally::Tally;

/// The tools of a list. A tool of the Responses API has no inner `function`; a namespace holds tools of
/// its own; a tool that the vendor runs has no definition.
pub fn tools<'a>(list: &'a Value, place: &str, tally: &mut Tally<'_>) -> Vec<Tool<'a>> {
    let mut tools = Vec::new();
    for (index, tool) in items(list).iter().enumerate() {
        read_tool(tool, index, &format!("{place}[{index}]"), &mut tools, tally);
    }
    tools
}

fn read_tool<'a>(
    tool: &'a Value,
    index: usize,
    place: &str,
    tools: &mut Vec<Tool<'a>>,
    tally: &mut Tally<'_>,
) {
    if tool["type"] == "namespace" {
        check(
            tally,
            place,
            tool,
            &["type", "name", "description", "tools"],
            &[],
        );
        let name = tool["name"].as_str().unwrap_or_default();
        let description = tool["description"].as_str().unwrap_or_default();
        let tokens = tally.tokens(name) + tally.tokens(description);
        tally.add_tool(index, name, tokens);
        for inner in items(&tool["tools"]) {
            read_tool(inner, index, place, tools, tally);
        }
        return;
    }
    let inner = match (&tool["function"], &tool["custom"]) {
        (Value::Null, Value::Null) => tool,
        (Value::Null, custom) => custom,
        (function, _) => function,
    };
    let kind = tool["type"].as_str().unwrap_or("function");
    let is_searched = kind == "tool_search" && tool["execution"] == "client";
    let mut read = Tool {
        name: inner["name"].as_str().unwrap_or(kind),
        description: inner["description"].as_str(),
        parameters: match (&inner["parameters"], &inner["input_schema"]) {
            (Value::Null, schema) => schema,
            (schema, _) => schema,
        },
        response: &Value::Null,
        grammar: None,
        kind: if tool["defer_loading"] == true {
            ToolKind::Deferred
        } else {
            ToolKind::Function
        },
        index,
    };
    match kind {
        "function" => {}
        "custom" => {
            let format = &inner["format"];
            let definition = format["definition"].as_str();
            read.grammar = Some(
                definition
                    .or(format["grammar"]["definition"].as_str())
                    .unwrap_or_default(),
            );
        }
        _ if is_searched => {}
        // Anthropic's shape, which some hosts take here.
        _ if !inner["input_schema"].is_null() => {}
        _ => {
            read.kind = ToolKind::Server;
            let what = format!("the tool {:?}", shortened(kind));
            let reason = "the vendor runs it, and bills its definition and what it finds, which the \
                 request does not hold";
            tally.left_out(&what, reason.to_owned(), place);
            tools.push(read);
            return;
        }
    }
    check(
        tally,
        place,
        inner,
        &[
            "name",
            "description",
            "parameters",
            "input_schema",
            "format",
            "execution",
            "type",
        ],
        &[
            "strict",
            "defer_loading",
            "cache_control",
            "function",
            "eager_input_streaming",
            "allowed_callers",
        ],
    );
    tools.push(read);
}

/// The choice of a tool: a word, or an object with its name. Chat Completions nest the name of a
/// function; a list of allowed tools has a `mode`.
pub fn choice(choice: &Value) -> ToolChoice<'_> {
    let word = choice.as_str().or(choice["mode"].as_str());
    let word = word.or(choice["allowed_tools"]["mode"].as_str());
    let name = choice["name"]
        .as_str()
        .or_else(|| choice["function"]["name"].as_str())
        .or_else(|| choice["custom"]["name"].as_str());
    match (word, name) {
        (_, Some(name)) => ToolChoice::Named(name),
        (Some("none"), _) => ToolChoice::None,
        (Some("required" | "any"), _) => ToolChoice::Required,
        _ => ToolChoice::Auto,
    }
}
