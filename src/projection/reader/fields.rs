//! An object's fields with their paths.

use serde_json::{Map, Value};

use super::super::error::ProjectionError;
use super::Read;
use crate::near_match::near_matches;

/// The fields of one object, none of them unknown.
pub(super) struct Fields<'a> {
    map: &'a Map<String, Value>,
    path: &'a str,
}

impl<'a> Fields<'a> {
    /// # Errors
    /// `value` is no object, or has a field that is not in `known`.
    pub fn of(value: &'a Value, path: &'a str, what: &str, known: &[&str]) -> Read<Self> {
        let Value::Object(map) = value else {
            return Err(mistyped(path.to_owned(), "an object", value));
        };
        for name in map.keys() {
            if !known.contains(&name.as_str()) {
                let suggestions = near_matches(name, known.iter().copied(), 3);
                let shown: String = name.chars().take(60).collect();
                let meant = suggestions
                    .first()
                    .map(|meant| format!(" Did you mean \"{meant}\"?"))
                    .unwrap_or_default();
                return Err(ProjectionError::Invalid {
                    path: field(path, &shown),
                    message: format!(
                        "unknown field.{meant} The fields of {what} are {}",
                        known.join(", ")
                    ),
                    suggestions,
                });
            }
        }
        Ok(Self { map, path })
    }

    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// The field's value and path.
    ///
    /// # Errors
    /// The field is missing; `wanted` says what would be valid.
    pub fn required(&self, name: &str, wanted: &str) -> Read<(&'a Value, String)> {
        let path = field(self.path, name);
        match self.map.get(name) {
            Some(value) => Ok((value, path)),
            None => Err(ProjectionError::invalid(
                path,
                format!("is missing; it must be {wanted}"),
            )),
        }
    }

    pub fn read<T>(
        &self,
        name: &str,
        wanted: &str,
        read: impl FnOnce(&Value, String) -> Read<T>,
    ) -> Read<T> {
        let (value, path) = self.required(name, wanted)?;
        read(value, path)
    }

    pub fn optional<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Value, String) -> Read<T>,
    ) -> Read<Option<T>> {
        self.map
            .get(name)
            .map(|value| read(value, field(self.path, name)))
            .transpose()
    }
}

/// `path.name`
fn field(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// `path[index]`
pub(super) fn at(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

/// The array, if it is one and not longer than `most`.
pub(super) fn bounded_array<'a>(value: &'a Value, path: &str, most: usize) -> Read<&'a [Value]> {
    let Value::Array(list) = value else {
        return Err(mistyped(path.to_owned(), "an array", value));
    };
    if list.len() > most {
        return Err(ProjectionError::limit(
            path,
            format!("has at most {most} elements; got {}", list.len()),
        ));
    }
    Ok(list)
}

/// The elements with their paths.
pub(super) fn elements<'a>(
    list: &'a [Value],
    path: &'a str,
) -> impl Iterator<Item = (&'a Value, String)> {
    list.iter()
        .enumerate()
        .map(move |(index, value)| (value, at(path, index)))
}

/// A value of a type that pricing reads by itself.
pub(super) fn typed<T: serde::de::DeserializeOwned>(value: &Value, path: String) -> Read<T> {
    T::deserialize(value).map_err(|error| ProjectionError::invalid(path, error.to_string()))
}

pub(super) fn mistyped(path: String, wanted: &str, got: &Value) -> ProjectionError {
    ProjectionError::invalid(path, format!("must be {wanted}; got {}", describe(got)))
}

/// A value in a few words, never at length.
pub(super) fn describe(value: &Value) -> String {
    match value {
        // NaN and the infinities become null on their way from JavaScript.
        Value::Null => "null (or a number that is not finite)".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => {
            let shown: String = text.chars().take(40).collect();
            format!("the text {shown:?}")
        }
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
