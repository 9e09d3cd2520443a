//! JSON text from and to the facade.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Thrown;
use crate::ErrorCode;

/// Reads JSON that the facade wrote. What does not fit fails with `code` and with its place.
///
/// The place is found afterwards, from where in the text the reader stopped: readers that keep
/// track of it would be a second copy of every type's reader in the engine.
pub fn read<T: DeserializeOwned>(json: &str, code: ErrorCode) -> Result<T, Thrown> {
    serde_json::from_str(json).map_err(|error| {
        let text = error.to_string();
        // The facade's caller has never seen this text; its line and column mean nothing.
        let message = text.split(" at line ").next().unwrap_or(&text);
        let thrown = Thrown::new(code, sentence(message));
        let place = place(json, error.column(), missing_field(message));
        if place.is_empty() {
            thrown
        } else {
            thrown.at(place)
        }
    })
}

/// Writes JSON.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, Thrown> {
    serde_json::to_string(value).map_err(|error| Thrown {
        code: super::error::INTERNAL,
        message: error.to_string(),
        path: None,
        suggestions: Vec::new(),
    })
}

/// "invalid type: null, expected X" as "must be X, not null".
fn sentence(message: &str) -> String {
    let parts = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "));
    match parts {
        // JSON has no NaN and no Infinity; the facade's writer makes null of them.
        Some(("null", expected)) => {
            format!("must be {}, not null, NaN or Infinity", plain(expected))
        }
        Some((found, expected)) => format!("must be {}, not {found}", plain(expected)),
        None => message.to_owned(),
    }
}

fn plain(expected: &str) -> &str {
    match expected {
        "u32" | "u64" => "a whole number that is not negative",
        other => other,
    }
}

fn missing_field(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.strip_suffix('`')
}

/// Where in a value the reader was when it had read `end` bytes of its (one line of) JSON:
/// "quantities.images[0].width".
fn place(json: &str, end: usize, missing: Option<&str>) -> String {
    enum Inside<'a> {
        Object(&'a str),
        Array(usize),
    }
    let mut stack: Vec<Inside<'_>> = Vec::new();
    let mut key_next = false;
    let bytes = json.as_bytes();
    let mut at = 0;
    while at < bytes.len().min(end) {
        match bytes[at] {
            b'{' => {
                stack.push(Inside::Object(""));
                key_next = true;
            }
            b'[' => stack.push(Inside::Array(0)),
            b'}' | b']' => {
                stack.pop();
            }
            b',' => match stack.last_mut() {
                Some(Inside::Array(index)) => *index += 1,
                _ => key_next = true,
            },
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                if let (true, Some(Inside::Object(key))) = (key_next, stack.last_mut()) {
                    *key = json.get(start..at).unwrap_or_default();
                    key_next = false;
                }
            }
            _ => {}
        }
        at += 1;
    }
    // The reader finds out at the end of the object, which has been left above.
    if let Some(missing) = missing {
        stack.push(Inside::Object(missing));
    }
    let mut path = String::new();
    for inside in stack {
        match inside {
            Inside::Object("") => {}
            Inside::Object(key) if path.is_empty() => path.push_str(key),
            Inside::Object(key) => {
                path.push('.');
                path.push_str(key);
            }
            Inside::Array(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::ErrorCode::InvalidArgument;
    use crate::pricing::QuoteRequest;

    fn failure(json: &str) -> (Option<String>, String) {
        let thrown = read::<QuoteRequest>(json, InvalidArgument).unwrap_err();
        (thrown.path, thrown.message)
    }

    #[test]
    fn what_does_not_fit_is_named_with_its_place() {
        let number = "a finite number that is not negative";
        for (json, path, message) in [
            (
                r#"{"quantities":{"requests":1,"inputTokens":null}}"#,
                "quantities.inputTokens",
                format!("must be {number}, not null, NaN or Infinity"),
            ),
            (
                r#"{"model":"a\"b,{[","quantities":{"inputTokens":-1.5,"outputTokens":2}}"#,
                "quantities.inputTokens",
                format!("must be {number}, not floating point `-1.5`"),
            ),
            (
                r#"{"quantities":{"images":[{"width":1,"height":1},{"width":1,"height":"x"}]}}"#,
                "quantities.images[1].height",
                "must be a whole number that is not negative, not string \"x\"".to_owned(),
            ),
            (
                r#"{"quantities":{"images":[{"width":1,"height":1},{"width":1}]}}"#,
                "quantities.images[1].height",
                "missing field `height`".to_owned(),
            ),
            (
                r#"{"model":5}"#,
                "model",
                "must be a string, not integer `5`".to_owned(),
            ),
        ] {
            assert_eq!(failure(json), (Some(path.to_owned()), message), "{json}");
        }
        let (path, message) = failure(r#"{"quantities":{"inputTokn":1}}"#);
        assert_eq!(path.as_deref(), Some("quantities.inputTokn"));
        assert!(
            message.starts_with("unknown field `inputTokn`, expected one of"),
            "{message}"
        );
        assert_eq!(failure("[1").0, Some("[0]".to_owned()));
    }
}
