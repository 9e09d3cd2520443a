//! JSON values without the texts in them. Most bytes of a log are prompts and answers, which nobody
//! may keep and nothing here needs: they are skipped without being stored.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Members that hold prompts, answers or files. Numbers under these names are kept.
const TEXTS: &[&str] = &[
    "content",
    "text",
    "arguments",
    "parts",
    "prompt",
    "thinking",
    "signature",
    "instructions",
    "encrypted_content",
    "snapshot",
    "toolUseResult",
    "tools",
    "request_body",
    "response_body",
    "proxy_server_request",
];

/// Longer strings are texts, whatever their name: ids, names, dates and lists of tags are shorter.
const MAX_STRING: usize = 512;
/// Some exports write an object as text.
const MAX_OBJECT: usize = 16 << 10;

/// Deeper values are skipped.
const MAX_DEPTH: u8 = 32;

/// Under this name serde_json hands on a number where it keeps all digits, as it does for Rust users.
const NUMBER: &str = "$serde_json::private::Number";

/// A number with all of its digits.
fn exact_number<'de, A: MapAccess<'de>>(members: &mut A) -> Result<Value, A::Error> {
    let digits: String = members.next_value()?;
    Ok(digits.parse().map_or(Value::Null, Value::Number))
}

/// Reads one JSON value, without texts.
///
/// # Errors
/// The text is no JSON.
pub(super) fn without_texts(json: &[u8]) -> Result<Value, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = Pruned { depth: 0 }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Reads all JSON values in a text, one after the other, without texts.
///
/// # Errors
/// Something in the text is no JSON.
pub(super) fn all_without_texts(json: &[u8]) -> Result<Vec<Value>, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    let mut values = Vec::new();
    while reader.end().is_err() {
        values.push(Pruned { depth: 0 }.deserialize(&mut reader)?);
    }
    Ok(values)
}

/// Reads a value without the texts in it.
#[derive(Clone, Copy)]
struct Pruned {
    depth: u8,
}

/// Reads what stands under the name of a text: a number, or nothing.
struct NumberOnly;

impl<'de> DeserializeSeed<'de> for Pruned {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.depth > MAX_DEPTH {
            IgnoredAny::deserialize_ignored(deserializer)?;
            return Ok(Value::Null);
        }
        deserializer.deserialize_any(self)
    }
}

/// Skips a value.
trait Skip: Sized {
    fn deserialize_ignored<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl Skip for IgnoredAny {
    fn deserialize_ignored<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_ignored_any(Self)
    }
}

impl<'de> Visitor<'de> for Pruned {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        let longest = match value.starts_with('{') {
            true => MAX_OBJECT,
            false => MAX_STRING,
        };
        Ok(Value::String(match value.len() > longest {
            true => String::new(),
            false => value.to_owned(),
        }))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let inner = Self {
            depth: self.depth + 1,
        };
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(inner)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = Self {
            depth: self.depth + 1,
        };
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if name == NUMBER {
                return exact_number(&mut members);
            }
            let value = if TEXTS.contains(&name.as_str()) {
                members.next_value_seed(NumberOnly)?
            } else {
                members.next_value_seed(inner)?
            };
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

impl<'de> DeserializeSeed<'de> for NumberOnly {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NumberOnly {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, _: &str) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Null)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            if name == NUMBER {
                return exact_number(&mut members);
            }
            members.next_value::<IgnoredAny>()?;
        }
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{all_without_texts, without_texts};

    #[test]
    fn counts_stay_and_texts_go() {
        let line = json!({
            "message": { "id": "msg_1", "content": [{ "text": "secret" }], "usage": { "text": 5, "input_tokens": 3 } },
            "prompt": "secret", "long": "x".repeat(600), "list": [1, "two", null, true],
        });
        let read = without_texts(line.to_string().as_bytes()).unwrap();
        assert_eq!(
            read,
            json!({
                "message": { "id": "msg_1", "content": null, "usage": { "text": 5, "input_tokens": 3 } },
                "prompt": null, "long": "", "list": [1, "two", null, true],
            })
        );
        assert!(without_texts(b"{\"a\":1} x").is_err());
        assert!(without_texts(b"{\"a\":").is_err());
        assert_eq!(
            all_without_texts(b" {} \n [1]\n").unwrap(),
            [json!({}), json!([1])]
        );
        assert!(all_without_texts(b"{} {").is_err());
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = [b"[".repeat(100).as_slice(), b"]".repeat(100).as_slice()].concat();
        assert!(without_texts(&deep).is_ok());
        // The parser's own bound.
        let deeper = b"[".repeat(100_000);
        assert!(without_texts(&deeper).is_err());
    }
}
