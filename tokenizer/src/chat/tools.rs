//! The tokens of the definitions of tools and functions. OpenAI does not publish how it writes them into
//! the prompt. Both rules here are published estimates that agree with bills to a few tokens.

use serde_json::{Map, Value};

use crate::encoding::Encoding;

/// The tokens of `tools`, by OpenAI's cookbook ("How to count tokens with tiktoken", section 7):
///
/// - for each function 7 (from GPT-4o on) or 10 (GPT-4, GPT-3.5), and "name:description",
/// - 3 once if it has properties, and for each property 3 and "name:type:description",
/// - for each enum −3, and for each of its items 3 and its text,
/// - 12 at the end.
///
/// Properties of nested objects and of array items are counted like the others.
pub fn tools(encoding: &Encoding, tools: &[Value], before_gpt_4o: bool) -> usize {
    if tools.is_empty() {
        return 0;
    }
    let each: isize = tools
        .iter()
        .map(|tool| {
            // Tools of the Responses API have no inner "function".
            let function = match &tool["function"] {
                Value::Null => tool,
                function => function,
            };
            let name = function["name"].as_str().or(tool["type"].as_str());
            let line = format!(
                "{}:{}",
                name.unwrap_or_default(),
                without_stop(&function["description"])
            );
            (if before_gpt_4o { 10 } else { 7 })
                + tokens(encoding, &line)
                + properties(encoding, &function["parameters"])
        })
        .sum();
    usize::try_from(each + 12).unwrap_or(0)
}

fn properties(encoding: &Encoding, object: &Value) -> isize {
    let Some(members) = members(object) else {
        return 0;
    };
    let each = members.iter().map(|(name, property)| {
        let mut count = 3;
        if let Value::Array(items) = &property["enum"] {
            count -= 3;
            for item in items {
                count += 3 + tokens(encoding, &plain(item));
            }
        }
        let line = format!(
            "{name}:{}:{}",
            plain(&property["type"]),
            without_stop(&property["description"])
        );
        count
            + tokens(encoding, &line)
            + properties(encoding, property)
            + properties(encoding, &property["items"])
    });
    3 + each.sum::<isize>()
}

/// The properties of an object's schema, in their order; `None` where it has none.
fn members(object: &Value) -> Option<&Map<String, Value>> {
    object["properties"]
        .as_object()
        .filter(|members| !members.is_empty())
}

/// The items of an array; none of any other value.
pub fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn without_stop(description: &Value) -> &str {
    let text = description.as_str().unwrap_or_default();
    text.strip_suffix('.').unwrap_or(text)
}

fn tokens(encoding: &Encoding, text: &str) -> isize {
    encoding.count_ordinary(text) as isize
}

/// A string without its quotes, any other value as JSON; empty for a missing one.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The tokens of `functions`, the older field, by hmarr/openai-chat-tokens (also in gpt-tokenizer):
/// those of a TypeScript namespace, and 9.
pub fn functions(encoding: &Encoding, functions: &[Value]) -> usize {
    encoding.count_ordinary(&namespace(functions)) + 9
}

fn namespace(functions: &[Value]) -> String {
    let mut lines = vec!["namespace functions {".to_owned(), String::new()];
    for function in functions {
        if let Some(description) = written(&function["description"]) {
            lines.push(format!("// {description}"));
        }
        let name = function["name"].as_str().unwrap_or_default();
        let parameters = &function["parameters"];
        if members(parameters).is_none() {
            lines.push(format!("type {name} = () => any;"));
        } else {
            lines.push(format!("type {name} = (_: {{"));
            lines.push(object_members(parameters, 0));
            lines.push("}) => any;".to_owned());
        }
        lines.push(String::new());
    }
    lines.push("} // namespace functions".to_owned());
    lines.join("\n")
}

fn object_members(object: &Value, indent: usize) -> String {
    let mut lines = Vec::new();
    for (name, property) in members(object).into_iter().flatten() {
        if let Some(description) = written(&property["description"]).filter(|_| indent < 2) {
            lines.push(format!("// {description}"));
        }
        let required = items(&object["required"])
            .iter()
            .any(|item| item.as_str() == Some(name));
        let optional = if required { "" } else { "?" };
        lines.push(format!("{name}{optional}: {},", type_of(property, indent)));
    }
    let lead = " ".repeat(indent);
    lines
        .iter()
        .map(|line| format!("{lead}{line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn type_of(property: &Value, indent: usize) -> String {
    let choices = |quote: &str| {
        let items = items(&property["enum"]);
        (!items.is_empty()).then(|| {
            items
                .iter()
                .map(|item| format!("{quote}{}{quote}", plain(item)))
                .collect::<Vec<_>>()
                .join(" | ")
        })
    };
    match property["type"].as_str().unwrap_or_default() {
        "string" => choices("\"").unwrap_or_else(|| "string".to_owned()),
        "number" | "integer" => choices("").unwrap_or_else(|| "number".to_owned()),
        "array" => match &property["items"] {
            Value::Null => "any[]".to_owned(),
            items => format!("{}[]", type_of(items, indent)),
        },
        "object" => format!("{{\n{}\n}}", object_members(property, indent + 2)),
        other @ ("boolean" | "null") => other.to_owned(),
        _ => "any".to_owned(),
    }
}

fn written(description: &Value) -> Option<&str> {
    description.as_str().filter(|text| !text.is_empty())
}
