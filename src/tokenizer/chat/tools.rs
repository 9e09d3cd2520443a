//! Tokens of tool and function definitions. OpenAI does not publish how it writes them into the
//! prompt; both rules here are published estimates that agree with bills to a few tokens.

use crate::json::Json;
use crate::tokenizer::Encoding;

/// `tools`, by OpenAI's cookbook ("How to count tokens with tiktoken", section 7):
/// per function 7 (from GPT-4o on) or 10 (GPT-4, GPT-3.5) and "name:description", 3 once if it has
/// properties, per property 3 and "name:type:description", per enum −3 and per item 3 and its text;
/// 12 at the end. Properties of nested objects and of array items are counted like the others.
pub fn tools(encoding: &Encoding, tools: &[Json], before_gpt_4o: bool) -> usize {
    if tools.is_empty() {
        return 0;
    }
    let each: isize = tools
        .iter()
        .map(|tool| {
            // Tools of the Responses API have no inner "function".
            let function = match tool.get("function") {
                Json::Null => tool,
                function => function,
            };
            let name = function
                .get("name")
                .as_text()
                .or(tool.get("type").as_text());
            let line = format!(
                "{}:{}",
                name.unwrap_or_default(),
                without_stop(function.get("description"))
            );
            (if before_gpt_4o { 10 } else { 7 })
                + tokens(encoding, &line)
                + properties(encoding, function.get("parameters"))
        })
        .sum();
    usize::try_from(each + 12).unwrap_or(0)
}

fn properties(encoding: &Encoding, object: &Json) -> isize {
    let members = object.get("properties").members();
    if members.is_empty() {
        return 0;
    }
    let each = members.iter().map(|(name, property)| {
        let mut count = 3;
        if let Json::List(items) = property.get("enum") {
            count -= 3;
            for item in items {
                count += 3 + tokens(encoding, &plain(item));
            }
        }
        let line = format!(
            "{name}:{}:{}",
            plain(property.get("type")),
            without_stop(property.get("description"))
        );
        count
            + tokens(encoding, &line)
            + properties(encoding, property)
            + properties(encoding, property.get("items"))
    });
    3 + each.sum::<isize>()
}

fn without_stop(description: &Json) -> &str {
    let text = description.as_text().unwrap_or_default();
    text.strip_suffix('.').unwrap_or(text)
}

fn tokens(encoding: &Encoding, text: &str) -> isize {
    encoding.count_ordinary(text) as isize
}

/// A string without its quotes, all else as JSON; nothing for a missing value.
fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::Text(text) => text.clone(),
        other => other.to_string(),
    }
}

/// `functions`, the older field, by hmarr/openai-chat-tokens (also in gpt-tokenizer): written out
/// as a TypeScript namespace, and 9.
pub fn functions(encoding: &Encoding, functions: &[Json]) -> usize {
    encoding.count_ordinary(&namespace(functions)) + 9
}

fn namespace(functions: &[Json]) -> String {
    let mut lines = vec!["namespace functions {".to_owned(), String::new()];
    for function in functions {
        if let Some(description) = written(function.get("description")) {
            lines.push(format!("// {description}"));
        }
        let name = function.get("name").as_text().unwrap_or_default();
        let parameters = function.get("parameters");
        if parameters.get("properties").members().is_empty() {
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

fn object_members(object: &Json, indent: usize) -> String {
    let mut lines = Vec::new();
    for (name, property) in object.get("properties").members() {
        if let Some(description) = written(property.get("description")).filter(|_| indent < 2) {
            lines.push(format!("// {description}"));
        }
        let required = object
            .get("required")
            .items()
            .iter()
            .any(|item| item.as_text() == Some(name));
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

fn type_of(property: &Json, indent: usize) -> String {
    let choices = |quote: &str| {
        let items = property.get("enum").items();
        (!items.is_empty()).then(|| {
            items
                .iter()
                .map(|item| format!("{quote}{}{quote}", plain(item)))
                .collect::<Vec<_>>()
                .join(" | ")
        })
    };
    match property.get("type").as_text().unwrap_or_default() {
        "string" => choices("\"").unwrap_or_else(|| "string".to_owned()),
        "number" | "integer" => choices("").unwrap_or_else(|| "number".to_owned()),
        "array" => match property.get("items") {
            Json::Null => "any[]".to_owned(),
            items => format!("{}[]", type_of(items, indent)),
        },
        "object" => format!("{{\n{}\n}}", object_members(property, indent + 2)),
        other @ ("boolean" | "null") => other.to_owned(),
        _ => "any".to_owned(),
    }
}

fn written(description: &Json) -> Option<&str> {
    description.as_text().filter(|text| !text.is_empty())
}
