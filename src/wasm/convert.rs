//! JavaScript values in, JavaScript values out.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::Thrown;
use super::error::INTERNAL;
use crate::ErrorCode;

/// Reads a JavaScript object. What does not fit fails with `code` and with its place:
/// `"workloads[0].months"`, after `prefix` where the object itself is a part of the input.
pub fn from_js<T: DeserializeOwned>(
    value: JsValue,
    code: ErrorCode,
    prefix: &str,
) -> Result<T, Thrown> {
    let deserializer = serde_wasm_bindgen::Deserializer::from(value);
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let inner = error.path().to_string();
        let path = match (prefix, inner.as_str()) {
            (prefix, "." | "") => prefix.to_owned(),
            ("", inner) => inner.to_owned(),
            (prefix, inner) => format!("{prefix}.{inner}"),
        };
        let thrown = Thrown::new(code, sentence(&error.into_inner().to_string()));
        if path.is_empty() {
            thrown
        } else {
            thrown.at(path)
        }
    })
}

/// Writes a JavaScript value: maps as plain objects, `None` as `null`.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, Thrown> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| Thrown {
            code: INTERNAL,
            message: sentence(&error.to_string()),
            path: None,
            suggestions: Vec::new(),
        })
}

/// serde-wasm-bindgen writes a JavaScript `Error` with its class in front; people need only the rest.
fn sentence(message: &str) -> String {
    message
        .strip_prefix("Error: ")
        .unwrap_or(message)
        .to_owned()
}
