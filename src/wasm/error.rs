//! How a failure crosses the border: as a plain thrown object `{ code, message, path?, suggestions? }`.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::{Coded, ErrorCode};

/// A failure on its way to JavaScript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thrown {
    /// The contract's code, or [`INTERNAL`].
    pub code: &'static str,
    /// The sentence for people.
    pub message: String,
    /// Where in the input.
    pub path: Option<String>,
    /// Near matches of an unknown name, best first.
    pub suggestions: Vec<String>,
}

/// The code of a bug in the engine itself; no input is meant to reach it.
pub const INTERNAL: &str = "INTERNAL";

impl Thrown {
    /// A failure found at the border itself, where no stage has spoken yet.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code: code.as_str(),
            message: message.into(),
            path: None,
            suggestions: Vec::new(),
        }
    }

    /// A bug of the engine itself.
    pub fn internal(message: impl Into<String>) -> Self {
        Self {
            code: INTERNAL,
            message: message.into(),
            path: None,
            suggestions: Vec::new(),
        }
    }

    /// The same failure of a value that stands in `outer`.
    pub fn under(mut self, outer: &str) -> Self {
        self.path = Some(match self.path.take() {
            None => outer.to_owned(),
            Some(inner) if inner.starts_with('[') => format!("{outer}{inner}"),
            Some(inner) => format!("{outer}.{inner}"),
        });
        self
    }

    /// The same failure, with its place in the input.
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }
}

impl<E: Coded> From<E> for Thrown {
    fn from(error: E) -> Self {
        Self {
            code: error.code().as_str(),
            message: error.to_string(),
            path: error.path().map(str::to_owned),
            suggestions: error.suggestions(),
        }
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        let object = Object::new();
        // Setting a property of a fresh plain object cannot fail.
        let set = |key: &str, value: &JsValue| {
            let _ = Reflect::set(&object, &JsValue::from_str(key), value);
        };
        set("code", &JsValue::from_str(thrown.code));
        set("message", &JsValue::from_str(&thrown.message));
        if let Some(path) = &thrown.path {
            set("path", &JsValue::from_str(path));
        }
        if !thrown.suggestions.is_empty() {
            let names: Array = thrown
                .suggestions
                .iter()
                .map(|name| JsValue::from_str(name))
                .collect();
            set("suggestions", &names);
        }
        object.into()
    }
}

/// The panic hook: leaves the engine with the panic's message instead of a bare `unreachable` trap.
///
/// No destructor runs, so the instance is unusable afterwards; the facade sees the code
/// [`INTERNAL`] and starts a fresh one.
pub(super) fn throw_panic(info: &std::panic::PanicHookInfo<'_>) {
    wasm_bindgen::throw_val(Thrown::internal(info.to_string()).into())
}
