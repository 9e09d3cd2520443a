//! JavaScript values in, JavaScript values out: the one place where either becomes the other.
//!
//! Inputs are read by [`Reader`], which follows the same rules as for JSON text. This file defines
//! how it looks at a JavaScript value (`JsSource`) and which values are refused because JSON would
//! drop or change them without a word: NaN, infinities, functions, symbols, big integers, maps, sets,
//! dates, and objects that contain themselves.
//!
//! serde-wasm-bindgen's own `Deserializer` is not used for inputs: it ignores the fields that a struct
//! does not know, reads maps and iterators as objects, and has no paths. Its `Serializer` writes small
//! results. Large ones cross as JSON text, which `JSON.parse` reads faster than an object is built
//! property by property from here (`benches/LOG.md`, "The border").

use std::borrow::Cow;
use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Object};
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use super::Thrown;
use crate::ErrorCode;
use crate::input::{self, InputError, MAX_DEPTH, Reader, Scalar, Source, View};

#[wasm_bindgen]
extern "C" {
    /// A getter or a proxy may throw.
    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn keys_of(object: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = get)]
    fn member_of(object: &JsValue, name: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    /// A copy: an array of the caller's may be a proxy, which may throw.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn elements_of(array: &JsValue) -> Result<Array, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Reflect, js_name = getPrototypeOf)]
    fn prototype_of(object: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_namespace = Object, js_name = prototype)]
    static PLAIN: JsValue;

    /// `"[object Map]"`
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn tag_of(value: &JsValue) -> Result<String, JsValue>;

    #[wasm_bindgen(js_name = String)]
    fn text_of(value: &JsValue) -> String;
}

/// Objects and arrays of one input. One that is shared is read wherever it stands, so that a graph of
/// shared objects, such as aliases in YAML make, would take time that doubles with each level.
const MAX_NODES: usize = 1_000_000;

/// Reads an input. What does not fit fails with `code` and with its place.
///
/// The way leads through a JSON value, so that each type's reader is compiled once and not a second
/// time for JavaScript values.
pub fn read<T: DeserializeOwned>(value: JsValue, code: ErrorCode) -> Result<T, Thrown> {
    let value = read_json(value, code)?;
    input::from_value(&value).map_err(|error| misfit(&error, code))
}

/// Reads a document whose shape others check.
pub fn read_json(value: JsValue, code: ErrorCode) -> Result<Value, Thrown> {
    let source = JsSource {
        value,
        above: None,
        nodes: Rc::new(Cell::new(MAX_NODES)),
    };
    Value::deserialize(Reader(source)).map_err(|error| misfit(&error, code))
}

/// The failure that an input which does not fit ends in.
pub fn misfit(error: &InputError, code: ErrorCode) -> Thrown {
    let code = if error.exceeds_bound() {
        ErrorCode::LimitExceeded
    } else {
        code
    };
    let mut thrown = Thrown::new(code, error.to_string());
    thrown.suggestions = error.suggestions().to_vec();
    match error.path() {
        "" => thrown,
        path => thrown.at(path),
    }
}

/// Writes a large result as JSON text, for the facade to parse.
pub fn write<T: Serialize + ?Sized>(value: &T) -> Result<String, Thrown> {
    serde_json::to_string(value).map_err(|error| Thrown::internal(error.to_string()))
}

/// Writes a small result as a JavaScript value.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, Thrown> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        // Nothing else of a result can fail: a whole number above 2^53.
        .map_err(|error| Thrown::new(ErrorCode::LimitExceeded, error.to_string()))
}

/// A JavaScript value as a source of input.
struct JsSource {
    value: JsValue,
    /// The objects and arrays around it.
    above: Option<Rc<Above>>,
    /// How many objects and arrays may still be read.
    nodes: Rc<Cell<usize>>,
}

/// An object or array, and those around it.
struct Above {
    value: JsValue,
    depth: usize,
    above: Option<Rc<Above>>,
}

impl Above {
    /// `value` as the object or array around what stands in it.
    ///
    /// # Errors
    /// It stands within itself, or too deep.
    fn of(value: &JsValue, above: Option<Rc<Self>>) -> Result<Rc<Self>, InputError> {
        let mut around = above.as_deref();
        while let Some(outer) = around {
            if outer.value == *value {
                return Err(InputError::new("contains itself"));
            }
            around = outer.above.as_deref();
        }
        let depth = above.as_ref().map_or(0, |above| above.depth) + 1;
        if depth > MAX_DEPTH {
            return Err(InputError::new(format!(
                "is nested deeper than {MAX_DEPTH} levels"
            )));
        }
        Ok(Rc::new(Self {
            value: value.clone(),
            depth,
            above,
        }))
    }
}

impl<'de> Source<'de> for JsSource {
    type Scalar = JsScalar;

    fn view(self) -> Result<View<'de, Self>, InputError> {
        let value = self.value;
        if let Some(number) = value.as_f64() {
            if number.is_finite() {
                return Ok(View::Scalar(JsScalar::Number(number)));
            }
            let found = if number.is_nan() { "NaN" } else { "infinite" };
            return Err(InputError::new(format!(
                "must be a finite number, not {found}"
            )));
        }
        if let Some(text) = value.as_string() {
            return Ok(View::Scalar(JsScalar::Text(text)));
        }
        if let Some(flag) = value.as_bool() {
            return Ok(View::Scalar(JsScalar::Bool(flag)));
        }
        // JSON.stringify writes an `undefined` element as null too.
        if value.is_null() || value.is_undefined() {
            return Ok(View::Null);
        }
        if !value.is_object() {
            let kind = text_of(&value.js_typeof());
            return Err(InputError::new(format!("must be plain data, not a {kind}")));
        }
        let is_array = is_array(&value).map_err(unreadable)?;
        let above = Above::of(&value, self.above)?;
        let nodes = self.nodes;
        let Some(left) = nodes.get().checked_sub(1) else {
            return Err(InputError::beyond(
                "has more than 1,000,000 objects and arrays",
            ));
        };
        nodes.set(left);
        let inside = |value| Self {
            value,
            above: Some(Rc::clone(&above)),
            nodes: Rc::clone(&nodes),
        };
        if is_array {
            let elements = elements_of(&value).map_err(unreadable)?;
            return Ok(View::Array(elements.iter().map(inside).collect()));
        }
        require_plain(&value)?;
        let names = keys_of(&value).map_err(unreadable)?;
        let mut members = Vec::with_capacity(names.length() as usize);
        for name in names.iter() {
            let member = member_of(&value, &name).map_err(unreadable)?;
            // Left out, as JSON.stringify leaves it out.
            if member.is_undefined() {
                continue;
            }
            let name = Cow::Owned(name.as_string().unwrap_or_default());
            members.push((name, inside(member)));
        }
        Ok(View::Object(members))
    }
}

/// Refuses objects that JSON would write as something else: maps, sets, dates, typed arrays, …
fn require_plain(value: &JsValue) -> Result<(), InputError> {
    let prototype = prototype_of(value).map_err(unreadable)?;
    if prototype.is_null() || PLAIN.with(|plain| *plain == prototype) {
        return Ok(());
    }
    // An instance of a class, or an object of another realm.
    let tag = tag_of(value).map_err(unreadable)?;
    let kind = tag.trim_start_matches("[object ").trim_end_matches(']');
    if kind == "Object" {
        return Ok(());
    }
    Err(InputError::new(format!(
        "must be plain data, not an object of the kind {kind:.60}"
    )))
}

/// A getter or a proxy has thrown.
fn unreadable(thrown: JsValue) -> InputError {
    let reason = thrown
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .unwrap_or_default();
    InputError::new(format!("cannot be read: {reason:.200}"))
}

/// A JavaScript value without parts.
enum JsScalar {
    Bool(bool),
    Number(f64),
    Text(String),
}

impl<'de> Scalar<'de> for JsScalar {
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InputError> {
        /// Above it, not every whole number is a double.
        const SAFE: f64 = 9_007_199_254_740_991.0;
        match self {
            Self::Bool(flag) => visitor.visit_bool(flag),
            Self::Text(text) => visitor.visit_string(text),
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            Self::Number(number) if number.fract() == 0.0 && number.abs() <= SAFE => {
                if number < 0.0 {
                    visitor.visit_i64(number as i64)
                } else {
                    visitor.visit_u64(number as u64)
                }
            }
            Self::Number(number) => visitor.visit_f64(number),
        }
    }
}

/// An empty object, for options that are left out.
pub fn or_empty(value: JsValue) -> JsValue {
    if value.is_undefined() {
        Object::new().into()
    } else {
        value
    }
}
