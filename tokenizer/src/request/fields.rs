//! Fields of a body that are known and need no tokens. What is neither read nor listed is named in the
//! notes, so that nothing billed is dropped without a word.

use serde_json::Value;

use super::tally::Tally;
use crate::error::TokenizerError;

/// The messages of a body.
///
/// # Errors
/// [`TokenizerError::InvalidArgument`] where `messages` is no array.
pub fn messages_of(request: &Value) -> Result<&[Value], TokenizerError> {
    match &request["messages"] {
        Value::Array(messages) => Ok(messages),
        _ => Err(TokenizerError::InvalidArgument {
            path: "messages".to_owned(),
            reason: "must be an array",
        }),
    }
}

/// The role of a message.
///
/// # Errors
/// [`TokenizerError::InvalidArgument`] where it is no string.
pub fn role_of<'a>(message: &'a Value, place: &str) -> Result<&'a str, TokenizerError> {
    message["role"]
        .as_str()
        .ok_or_else(|| TokenizerError::InvalidArgument {
            path: format!("{place}.role"),
            reason: "must be a string",
        })
}

/// Notes the members of `object` that are neither `read` nor `free`.
pub fn check(tally: &mut Tally<'_>, place: &str, object: &Value, read: &[&str], free: &[&str]) {
    for (name, value) in object.as_object().into_iter().flatten() {
        if value.is_null() || read.contains(&name.as_str()) || free.contains(&name.as_str()) {
            continue;
        }
        let name = super::notes::shortened(name);
        let place = if place.is_empty() {
            name.clone()
        } else {
            format!("{place}.{name}")
        };
        tally.left_out(
            &format!("the field {name:?}"),
            "it is not known here".to_owned(),
            &place,
        );
    }
}
