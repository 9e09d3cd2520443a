//! JSON text from and to the facade.

use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::Thrown;
use super::error::INTERNAL;
use crate::ErrorCode;
use crate::json::{self, Json, JsonError};

/// Reads JSON that the facade wrote. What does not fit fails with `code` and with its place.
pub fn read<T: DeserializeOwned>(text: &str, code: ErrorCode) -> Result<T, Thrown> {
    json::from_str(text).map_err(|error| misfit(error, code))
}

/// Reads JSON whose shape is for others to check.
pub fn parse(text: &str, code: ErrorCode) -> Result<Json, Thrown> {
    json::parse(text).map_err(|error| misfit(error, code))
}

fn misfit(error: JsonError, code: ErrorCode) -> Thrown {
    let mut thrown = Thrown::new(code, error.to_string());
    thrown.suggestions = error.suggestions().to_vec();
    match error.path() {
        "" => thrown,
        path => thrown.at(path),
    }
}

/// Writes JSON.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, Thrown> {
    json::to_string(value).map_err(|error| internal(error.to_string()))
}

/// A small result as a JavaScript value.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, Thrown> {
    JSON::parse(&write(value)?)
        .map_err(|_| internal("the engine wrote JSON that JavaScript cannot read".to_owned()))
}

fn internal(message: String) -> Thrown {
    Thrown {
        code: INTERNAL,
        message,
        path: None,
        suggestions: Vec::new(),
    }
}
