//! JSON as prompts hold it.

use std::io;

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

/// As Python's `json.dumps` writes it: a space after each comma and each colon. Anthropic's and many
/// chat templates' definitions of tools are written so.
pub fn spaced(value: &Value) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, Spaced);
    match value.serialize(&mut serializer) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        // A value of JSON always has a text.
        Err(_) => value.to_string(),
    }
}

/// As Python's `json.dumps` writes it with an indentation of 4.
pub fn indented(value: &Value) -> String {
    let mut bytes = Vec::new();
    let formatter = PrettyFormatter::with_indent(b"    ");
    match value.serialize(&mut Serializer::with_formatter(&mut bytes, formatter)) {
        Ok(()) => String::from_utf8(bytes).unwrap_or_default(),
        // A value of JSON always has a text.
        Err(_) => value.to_string(),
    }
}

/// As Python's `str` writes it.
pub fn python_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Null => "None".to_owned(),
        Value::Array(values) => {
            let values = values.iter().map(|value| match value {
                Value::String(text) => format!("'{text}'"),
                other => python_text(other),
            });
            format!("[{}]", values.collect::<Vec<_>>().join(", "))
        }
        other => spaced(other),
    }
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if first {
            Ok(())
        } else {
            writer.write_all(b", ")
        }
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if first {
            Ok(())
        } else {
            writer.write_all(b", ")
        }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

/// A string as it is, any other value as JSON.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A text in which everything but ASCII is written as `\u` escapes, as in a JSON string.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            escaped.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    escaped
}

/// The items of an array; none of any other value.
pub fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{escaped, indented, python_text, spaced};

    #[test]
    fn json_as_python_writes_it() {
        assert_eq!(
            spaced(&json!({"a": [1, "é"], "b": {"c": null}, "d": []})),
            r#"{"a": [1, "é"], "b": {"c": null}, "d": []}"#
        );
        assert_eq!(
            indented(&json!({"a": [1], "b": {}})),
            "{\n    \"a\": [\n        1\n    ],\n    \"b\": {}\n}"
        );
        assert_eq!(python_text(&json!(["string", null])), "['string', None]");
        assert_eq!(escaped("a é 😀\n"), "a \\u00e9 \\ud83d\\ude00\n");
    }
}
