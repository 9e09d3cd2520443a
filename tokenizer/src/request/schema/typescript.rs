//! Tools as OpenAI writes them into the prompt: the functions of a TypeScript namespace.
//!
//! That it is a namespace was found by hmarr (github.com/hmarr/openai-chat-tokens), whose 36 requests
//! were checked against the API, and OpenAI published the same form with gpt-oss (openai/harmony). The
//! layouts here differ in white space and in what they leave out:
//!
//! - `functions`, the older field: one member a line, indented by 2, without descriptions from the third
//!   level on.
//! - `tools`: no indentation, all descriptions, and an object on one line where none of its members has a
//!   comment. It gives the tokens of all 18 requests with tools that pamelafox had checked
//!   (github.com/pamelafox/openai-messages-token-helper), of both of OpenAI's cookbook, and of recorded
//!   requests.
//! - Harmony: the same, but always one member a line.

use serde_json::Value;

use super::references::References;
use crate::request::conversation::Tool;
use crate::request::json::{items, plain};

/// White space, and what is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    Functions,
    Tools,
    Harmony,
}

/// A namespace with these tools; the second value says whether a schema was too large to be written out.
pub fn namespace(tools: &[&Tool<'_>], layout: Layout) -> (String, bool) {
    let mut text = "namespace functions {\n\n".to_owned();
    let mut is_cut = false;
    for tool in tools {
        is_cut |= function(tool, layout, &mut text);
        text.push('\n');
    }
    text.push_str("} // namespace functions");
    (text, is_cut)
}

/// Writes one function; whether its schema was too large.
fn function(tool: &Tool<'_>, layout: Layout, text: &mut String) -> bool {
    if let Some(description) = tool.description.filter(|text| !text.is_empty()) {
        comment(description, text);
    }
    text.push_str("type ");
    text.push_str(tool.name);
    let mut writer = Writer {
        references: References::new(tool.parameters),
        layout,
    };
    if let Some(grammar) = tool.grammar {
        // A custom tool takes one text, which follows its grammar.
        text.push_str(" = (_: string) => any;\n");
        comment(grammar, text);
    } else if has_members(writer.references.member(tool.parameters, "properties")) {
        text.push_str(" = (_: ");
        text.push_str(&writer.kind(tool.parameters, 0));
        text.push_str(") => any;\n");
    } else {
        text.push_str(" = () => any;\n");
    }
    writer.references.is_cut()
}

fn comment(description: &str, text: &mut String) {
    text.push_str("// ");
    text.push_str(description);
    text.push('\n');
}

fn has_members(properties: &Value) -> bool {
    properties
        .as_object()
        .is_some_and(|members| !members.is_empty())
}

struct Writer<'a> {
    references: References<'a>,
    layout: Layout,
}

impl<'a> Writer<'a> {
    /// The type that a schema describes.
    fn kind(&mut self, schema: &'a Value, indent: usize) -> String {
        let Some((schema, mark)) = self.references.enter(schema) else {
            return "any".to_owned();
        };
        let mut kind = self.kind_of(schema, indent);
        self.references.leave(mark);
        if schema["nullable"] == Value::Bool(true) && !kind.contains("null") {
            kind.push_str(" | null");
        }
        kind
    }

    fn kind_of(&mut self, schema: &'a Value, indent: usize) -> String {
        for (name, joint) in [("anyOf", " | "), ("oneOf", " | "), ("allOf", " & ")] {
            let choices = items(&schema[name]);
            if !choices.is_empty() {
                return self.joined(choices, joint, indent);
            }
        }
        if let Some(value) = schema.get("const") {
            return value.to_string();
        }
        let choices = items(&schema["enum"]);
        if !choices.is_empty() {
            let choices = choices.iter().map(|choice| match choice {
                Value::String(text) => format!("\"{text}\""),
                other => plain(other),
            });
            return choices.collect::<Vec<_>>().join(" | ");
        }
        match &schema["type"] {
            Value::String(name) => self.named(name, schema, indent),
            Value::Array(names) => {
                let kinds = names.iter().filter_map(Value::as_str);
                let kinds = kinds.map(|name| self.named(name, schema, indent));
                kinds.collect::<Vec<_>>().join(" | ")
            }
            _ if has_members(&schema["properties"]) => self.object(schema, indent),
            _ => "any".to_owned(),
        }
    }

    fn named(&mut self, name: &str, schema: &'a Value, indent: usize) -> String {
        match name {
            "string" | "boolean" | "null" => name.to_owned(),
            "number" | "integer" => "number".to_owned(),
            "array" => self.array(schema, indent),
            "object" => self.object(schema, indent),
            _ => "any".to_owned(),
        }
    }

    fn joined(&mut self, choices: &'a [Value], joint: &str, indent: usize) -> String {
        let kinds = choices.iter().map(|choice| self.kind(choice, indent));
        kinds.collect::<Vec<_>>().join(joint)
    }

    fn array(&mut self, schema: &'a Value, indent: usize) -> String {
        let places = items(&schema["prefixItems"]);
        if !places.is_empty() {
            return format!("[{}]", self.joined(places, ", ", indent));
        }
        match &schema["items"] {
            items @ Value::Object(_) => format!("{}[]", self.kind(items, indent)),
            _ => "any[]".to_owned(),
        }
    }

    fn object(&mut self, schema: &'a Value, indent: usize) -> String {
        if !has_members(&schema["properties"]) {
            return match (&schema["additionalProperties"], self.layout) {
                (values @ Value::Object(_), _) => {
                    format!("{{ [key: string]: {} }}", self.kind(values, indent))
                }
                (_, Layout::Functions) => "{\n\n}".to_owned(),
                (_, Layout::Tools | Layout::Harmony) => "object".to_owned(),
            };
        }
        match self.layout {
            Layout::Functions => self.lines(schema, indent),
            Layout::Tools | Layout::Harmony => self.compact(schema),
        }
    }

    /// One member a line. The members of the tool itself stand at the margin, those of an object in it
    /// are indented by 2.
    fn lines(&mut self, schema: &'a Value, indent: usize) -> String {
        let mut lines = vec!["{".to_owned()];
        let lead = " ".repeat(indent);
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            if let Some(description) = self.description(member).filter(|_| indent < 2) {
                lines.push(format!("{lead}// {description}"));
            }
            let kind = self.kind(member, indent + 2);
            lines.push(format!("{lead}{name}{}: {kind},", mark(schema, name)));
        }
        lines.push("}".to_owned());
        lines.join("\n")
    }

    /// On one line where no member has a comment, else one member a line.
    fn compact(&mut self, schema: &'a Value) -> String {
        let mut members = Vec::new();
        let mut has_comments = self.layout == Layout::Harmony;
        for (name, member) in schema["properties"].as_object().into_iter().flatten() {
            let description = self.description(member);
            let default = Some(&member["default"]).filter(|default| !default.is_null());
            has_comments |= description.is_some() || default.is_some();
            let kind = self.kind(member, 0);
            members.push((
                description,
                format!("{name}{}: {kind}", mark(schema, name)),
                default,
            ));
        }
        if !has_comments {
            let members: Vec<String> = members.into_iter().map(|(_, member, _)| member).collect();
            return format!("{{ {} }}", members.join(", "));
        }
        let mut text = "{\n".to_owned();
        for (description, member, default) in members {
            if let Some(description) = description {
                comment(description, &mut text);
            }
            text.push_str(&member);
            text.push(',');
            if let Some(default) = default {
                text.push_str(&format!(" // default: {default}"));
            }
            text.push('\n');
        }
        text.push('}');
        text
    }

    fn description(&self, member: &'a Value) -> Option<&'a str> {
        let description = self.references.member(member, "description").as_str();
        description.filter(|text| !text.is_empty())
    }
}

/// A question mark after the name of a member that is not required.
fn mark(schema: &Value, name: &str) -> &'static str {
    let required = items(&schema["required"]);
    if required.iter().any(|item| item.as_str() == Some(name)) {
        ""
    } else {
        "?"
    }
}
