//! JSON to the crate's types and back, in little code.
//!
//! The types have derived `serde` readers and writers; what stands here is what those read from and
//! write to. `serde_json` does the same and remains the reference in the tests. There are three reasons
//! for our own. Numbers: it rounds decimals of 17 digits to a neighbour of the nearest float (its
//! feature against that adds a bignum), and prices are exact here. Places: an error says
//! `"quantities.images[1].height"`. Size: derived readers are compiled anew for every form of input that
//! a deserializer allows, and with it they were most of the wasm engine.

mod error;
pub mod number;
mod parser;
mod reader;
mod value;
mod writer;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use error::JsonError;
pub use value::Json;

/// The name under which an exact decimal asks for a number: it is given the digits as they are
/// written, as bytes, in place of a float.
pub const DECIMAL: &str = "tokenfare::Decimal";

/// Reads a value from JSON text.
///
/// # Errors
/// What is wrong, and where.
pub fn from_str<T: DeserializeOwned>(json: &str) -> Result<T, JsonError> {
    from_value(&parse(json)?)
}

/// Reads a value from a JSON value.
///
/// # Errors
/// What is wrong, and where.
pub fn from_value<T: DeserializeOwned>(value: &Json) -> Result<T, JsonError> {
    T::deserialize(reader::Reader(value))
}

/// The JSON value of a text.
///
/// # Errors
/// The text is no JSON, or nested deeper than 128 levels.
pub fn parse(json: &str) -> Result<Json, JsonError> {
    parser::parse(json)
}

/// Writes a value as JSON text without spaces. Numbers that are not finite become `null`, as in
/// JavaScript.
///
/// # Errors
/// Only those of a type's own `Serialize`, or a map whose keys are no texts.
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, JsonError> {
    // Most of what is written is larger than that, and room that grows is copied each time.
    let mut text = String::with_capacity(512);
    value.serialize(writer::Writer(&mut text))?;
    Ok(text)
}

/// Writes a value as a JSON value.
///
/// # Errors
/// As [`to_string`].
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Json, JsonError> {
    // By way of the text: a writer of values would be a second copy of every type's writer.
    parse(&to_string(value)?)
}

#[cfg(test)]
mod tests {
    use super::to_string;

    #[test]
    fn texts_and_numbers_are_written_so_that_serde_json_reads_them() {
        let value = serde_json::json!({
            "text": "\u{0}\u{1f}\u{7f}\"\\/\n\r\t\u{8}\u{c}é\u{2028}😀",
            "numbers": [0, -1, 1.5, 1e300, 1e-7, u64::MAX, i64::MIN, 1e21],
            "none": null, "yes": true, "empty": [[], {}],
        });
        let text = to_string(&value).unwrap();
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            value
        );
        assert_eq!(
            to_string(&[f64::NAN, f64::INFINITY]).unwrap(),
            "[null,null]"
        );
        assert!(to_string(&std::collections::HashMap::from([(1, 2)])).is_err());
    }
}
