//! A JSON value that forgets nothing: numbers keep their digits, objects the order of their members.
//!
//! Both matter here. A quantity of 90.42225290942383 must not become its neighbour on the way through a
//! float, and the order in which a tool's parameters are written decides its tokens.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

use super::number;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`, or a missing value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number, as it is written.
    Number(String),
    /// Text.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object, members in their order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The member with this name, if there is one; the last of several.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let mut members = self.members().iter().rev();
        members.find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The member with this name; `Null` where there is none, or where this is no object.
    pub fn get(&self, name: &str) -> &Self {
        self.member(name).unwrap_or(&Self::Null)
    }

    /// The member with this name.
    pub fn member_mut(&mut self, name: &str) -> Option<&mut Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter_mut().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value)
    }

    /// Takes the members with this name out of an object and returns the last.
    pub fn remove(&mut self, name: &str) -> Option<Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let mut taken = None;
        while let Some(place) = members.iter().position(|(key, _)| key == name) {
            taken = Some(members.remove(place).1);
        }
        taken
    }

    /// Sets a member of an object; what is no object becomes one.
    pub fn set(&mut self, name: &str, value: Self) {
        if let Some(known) = self.member_mut(name) {
            *known = value;
            return;
        }
        let member = (name.to_owned(), value);
        match self {
            Self::Object(members) => members.push(member),
            other => *other = Self::Object(vec![member]),
        }
    }

    /// The text of a string; `None` for all else.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number that is whole and fits.
    pub fn as_u32(&self) -> Option<u32> {
        match self {
            Self::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    /// A number, as the nearest float.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => number::to_f64(number),
            _ => None,
        }
    }

    /// The items of an array; none for all else.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The members of an object; none for all else.
    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// Whether it is `null` or missing.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it is an object.
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }
}

/// As JSON without spaces.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        super::writer::write_value(&mut text, self);
        f.write_str(&text)
    }
}

/// For other writers than [`Display`](fmt::Display), which keeps their digits, numbers that are not
/// whole are floats.
impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => match (text.parse(), text.parse()) {
                (Ok(value), _) => serializer.serialize_u64(value),
                (_, Ok(value)) => serializer.serialize_i64(value),
                _ => serializer.serialize_f64(number::to_f64(text).unwrap_or(f64::NAN)),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(super::DECIMAL, JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Json, D::Error> {
        value.deserialize_any(self)
    }

    /// The digits of a number, as they are written.
    fn visit_bytes<E: serde::de::Error>(self, digits: &[u8]) -> Result<Json, E> {
        let digits = std::str::from_utf8(digits).map_err(E::custom)?;
        Ok(Json::Number(digits.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Json, D::Error> {
        value.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        let mut text = String::new();
        number::write(&mut text, value);
        Ok(match text.as_str() {
            "null" => Json::Null,
            _ => Json::Number(text),
        })
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::Json;
    use crate::json::parse;

    #[test]
    fn members_keep_their_order_and_numbers_their_digits() {
        let text = r#"{"z":[1,-2.50,1E-7,"a\"b"],"a":{"y":null,"b":true}}"#;
        let json = parse(text).unwrap();
        assert_eq!(json.to_string(), text);
        assert_eq!(json.get("z").items()[0].as_u32(), Some(1));
        assert!(json.get("missing").get("deeper").is_null());
    }

    #[test]
    fn members_are_set_and_removed() {
        let mut json = parse(r#"{"a":1,"b":2,"a":3}"#).unwrap();
        assert_eq!(json.get("a").as_u32(), Some(3));
        json.set("a", Json::Bool(true));
        json.set("c", Json::Null);
        assert_eq!(json.to_string(), r#"{"a":1,"b":2,"a":true,"c":null}"#);
        assert_eq!(json.remove("a"), Some(Json::Bool(true)));
        assert_eq!(json.to_string(), r#"{"b":2,"c":null}"#);
        let mut text = Json::Text("x".to_owned());
        assert_eq!(text.remove("a"), None);
        text.set("a", Json::Null);
        assert_eq!(text.to_string(), r#"{"a":null}"#);
    }

    #[test]
    fn digits_survive_where_a_value_is_a_part_of_something_read() {
        let text = "[1,12345678.123456789012345,5e-324,-2.50]";
        let list: Vec<Json> = crate::json::from_str(text).unwrap();
        assert_eq!(Json::List(list).to_string(), text);
        let list: Vec<Json> = serde_json::from_str("[1,-2.5,null]").unwrap();
        assert_eq!(Json::List(list).to_string(), "[1,-2.5,null]");
    }
}
