//! An object's fields with their paths.

use crate::json::Json;

use super::super::error::ProjectionError;
use super::Read;
use crate::near_match::near_matches;

/// The fields of one object, none of them unknown.
pub(super) struct Fields<'a> {
    members: &'a Json,
    path: &'a str,
}

impl<'a> Fields<'a> {
    /// # Errors
    /// `value` is no object, or has a field that is not in `known`.
    pub fn of(value: &'a Json, path: &'a str, what: &str, known: &[&str]) -> Read<Self> {
        if !value.is_object() {
            return Err(mistyped(path.to_owned(), "an object", value));
        }
        for (name, _) in value.members() {
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
        Ok(Self {
            members: value,
            path,
        })
    }

    pub fn has(&self, name: &str) -> bool {
        self.members.member(name).is_some()
    }

    /// The field's value and path.
    ///
    /// # Errors
    /// The field is missing; `wanted` says what would be valid.
    pub fn required(&self, name: &str, wanted: &str) -> Read<(&'a Json, String)> {
        let path = field(self.path, name);
        match self.members.member(name) {
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
        read: impl FnOnce(&Json, String) -> Read<T>,
    ) -> Read<T> {
        let (value, path) = self.required(name, wanted)?;
        read(value, path)
    }

    pub fn optional<T>(
        &self,
        name: &str,
        read: impl FnOnce(&Json, String) -> Read<T>,
    ) -> Read<Option<T>> {
        self.members
            .member(name)
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
pub(super) fn bounded_array<'a>(value: &'a Json, path: &str, most: usize) -> Read<&'a [Json]> {
    let Json::List(list) = value else {
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
    list: &'a [Json],
    path: &'a str,
) -> impl Iterator<Item = (&'a Json, String)> {
    list.iter()
        .enumerate()
        .map(move |(index, value)| (value, at(path, index)))
}

/// A value of a type that pricing reads by itself.
pub(super) fn typed<T: serde::de::DeserializeOwned>(value: &Json, path: String) -> Read<T> {
    crate::json::from_value(value).map_err(|error| ProjectionError::Invalid {
        path: match error.path() {
            "" => path,
            inner => field(&path, inner),
        },
        message: error.to_string(),
        suggestions: error.suggestions().to_vec(),
    })
}

pub(super) fn mistyped(path: String, wanted: &str, got: &Json) -> ProjectionError {
    ProjectionError::invalid(path, format!("must be {wanted}; got {}", describe(got)))
}

/// A value in a few words, never at length.
pub(super) fn describe(value: &Json) -> String {
    match value {
        // NaN and the infinities become null on their way from JavaScript.
        Json::Null => "null (or a number that is not finite)".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(number) => number.clone(),
        Json::Text(text) => {
            let shown: String = text.chars().take(40).collect();
            format!("the text {shown:?}")
        }
        Json::List(_) => "an array".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}
