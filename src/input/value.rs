//! JSON text and JSON values as sources of input.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::reader::Forward;
use super::{InputError, Reader, Scalar, Source, View};
use crate::near_match::shortened;

/// How deep arrays and objects may be nested; that of serde_json.
pub const MAX_DEPTH: usize = 128;

/// Reads a value from JSON text.
///
/// ```
/// use tokenfare::input::from_json;
/// use tokenfare::pricing::QuoteRequest;
///
/// let error = from_json::<QuoteRequest>(r#"{ "model": "gpt-5", "tear": "batch" }"#).unwrap_err();
/// assert_eq!(error.path(), "tear");
/// assert_eq!(error.suggestions(), ["tier"]);
/// ```
///
/// # Errors
/// [`InputError`], with what was expected and where.
pub fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, InputError> {
    from_value(&parse(json)?)
}

/// Reads a value from a JSON value.
///
/// # Errors
/// [`InputError`], with what was expected and where.
pub fn from_value<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T, InputError> {
    T::deserialize(Reader(value))
}

/// The JSON value of a text. A byte order mark at its beginning is ignored.
///
/// # Errors
/// [`InputError`] with line and column, where the text is no JSON, is nested deeper than [`MAX_DEPTH`],
/// or names a member of an object twice: one of the two values would be dropped.
pub fn parse(json: &str) -> Result<Value, InputError> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    serde_json::from_str(json)
        .map(|Unique(value)| value)
        .map_err(|error| InputError::new(format!("is not valid JSON: {error}")))
}

/// A JSON value whose objects have no member twice.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor).map(Self)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Unique(element)) = elements.next_element()? {
            list.push(element);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            // How serde_json hands over a number whose digits no double holds.
            if name == DIGITS {
                let digits: String = members.next_value()?;
                return digits.parse().map(Value::Number).map_err(A::Error::custom);
            }
            let Unique(value) = members.next_value()?;
            if object.contains_key(&name) {
                let name = shortened(&name);
                return Err(A::Error::custom(format!(
                    "two members of the same name, {name:?}"
                )));
            }
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

/// The name under which serde_json hands over the digits of a number.
pub(crate) const DIGITS: &str = "$serde_json::private::Number";

impl<'de> Source<'de> for &'de Value {
    type Scalar = JsonScalar<'de>;

    fn view(self) -> Result<View<'de, Self>, InputError> {
        Ok(match self {
            Value::Null => View::Null,
            Value::Bool(value) => View::Scalar(JsonScalar::Bool(*value)),
            Value::Number(number) => View::Scalar(JsonScalar::Number(number)),
            Value::String(text) => View::Scalar(JsonScalar::Text(text)),
            Value::Array(elements) => View::Array(elements.iter().collect()),
            Value::Object(members) => View::Object(
                members
                    .iter()
                    .map(|(name, value)| (Cow::Borrowed(name.as_str()), value))
                    .collect(),
            ),
        })
    }
}

/// A value of JSON without parts.
pub enum JsonScalar<'de> {
    /// `true` or `false`.
    Bool(bool),
    /// A number, with its digits.
    Number(&'de Number),
    /// A string.
    Text(&'de str),
}

impl<'de> Scalar<'de> for JsonScalar<'de> {
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InputError> {
        match self {
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Text(text) => visitor.visit_borrowed_str(text),
            Self::Number(number) => number
                .deserialize_any(Forward(visitor))
                .unwrap_or_else(|error| Err(InputError::new(error.to_string()))),
        }
    }
}
