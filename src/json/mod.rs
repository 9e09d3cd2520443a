//! JSON to the crate's types and back, in little code.
//!
//! The types have derived `serde` readers and writers; what stands here is what those read from and
//! write to. `serde_json` does the same and remains the reference in the tests. There are three reasons
//! for our own. Numbers: it rounds decimals of 17 digits to a neighbour of the nearest float (its
//! feature against that adds a bignum), and prices are exact here. Places: an error says
//! `"quantities.images[1].height"`. Size: derived readers are compiled anew for every form of input that
//! a deserializer allows, and with it they were most of the wasm engine.

mod error;
pub(crate) mod number;
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
pub(crate) const DECIMAL: &str = "tokenfare::Decimal";

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
    let mut text = String::new();
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
    use super::{from_str, to_string};
    use crate::pricing::QuoteRequest;
    use crate::pricing::schema::{CatalogFile, ImageRuleKind};

    fn failure(json: &str) -> (String, String) {
        let error = from_str::<QuoteRequest>(json).unwrap_err();
        (error.path().to_owned(), error.to_string())
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
                format!("must be {number}, not -1.5"),
            ),
            (
                r#"{"quantities":{"images":[{"width":1,"height":1},{"width":1,"height":"x"}]}}"#,
                "quantities.images[1].height",
                "must be a whole number that is not negative, not \"x\"".to_owned(),
            ),
            (
                r#"{"quantities":{"images":[{"width":1,"height":1},{"width":1}]}}"#,
                "quantities.images[1].height",
                "is missing".to_owned(),
            ),
            (
                r#"{"model":5}"#,
                "model",
                "must be a string, not 5".to_owned(),
            ),
        ] {
            assert_eq!(failure(json), (path.to_owned(), message), "{json}");
        }
        let error = from_str::<QuoteRequest>(r#"{"quantities":{"inputTokn":1}}"#).unwrap_err();
        assert_eq!(error.path(), "quantities.inputTokn");
        assert_eq!(error.suggestions().first().unwrap(), "inputTokens");
        let message = error.to_string();
        assert!(
            message.starts_with("unknown field, did you mean \"inputTokens\"? Known are "),
            "{message}"
        );
        let (path, message) = failure("[1");
        assert_eq!(path, "");
        assert!(message.starts_with("no valid JSON"), "{message}");
    }

    #[test]
    fn a_list_is_no_object() {
        let (path, message) = failure("[]");
        assert_eq!(path, "");
        assert!(
            message.contains("must be an object, not an array"),
            "{message}"
        );
    }

    #[test]
    fn a_choice_is_read_by_its_name() {
        let area = r#"{"area":{"divisor":750,"max_side":1568,"max_tokens":1600}}"#;
        let rule: ImageRuleKind = from_str(area).unwrap();
        assert_eq!(to_string(&rule).unwrap(), area);
        let error = from_str::<ImageRuleKind>(r#"{"are":{}}"#).unwrap_err();
        assert_eq!(error.suggestions(), ["area"]);
        let error = from_str::<ImageRuleKind>(r#"{"area":{"divisor":"x"}}"#).unwrap_err();
        assert_eq!(error.path(), "area.divisor");
    }

    #[test]
    fn the_catalog_is_read_and_written_as_serde_json_does() {
        let text = include_str!("../../pricing/catalog.json");
        let ours: CatalogFile = from_str(text).unwrap();
        let theirs: CatalogFile = serde_json::from_str(text).unwrap();
        assert_eq!(ours, theirs);
        assert_eq!(
            to_string(&ours).unwrap(),
            serde_json::to_string(&theirs).unwrap()
        );
    }

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

    #[test]
    fn digits_survive() {
        // serde_json reads this as 90.42225290942385.
        let request = r#"{"quantities":{"inputTokens":90.42225290942383}}"#;
        let request: QuoteRequest = from_str(request).unwrap();
        let tokens = request.quantities.input_tokens.unwrap().exact();
        assert_eq!(tokens.to_string(), "90.42225290942383");
        // No float has these digits, and the last rounds to 0.
        let request = |number: &str| format!(r#"{{"quantities":{{"inputTokens":{number}}}}}"#);
        let read: QuoteRequest = from_str(&request("12345678.123456789012345")).unwrap();
        let tokens = read.quantities.input_tokens.unwrap().exact();
        assert_eq!(tokens.to_string(), "12345678.123456789012345");
        let error = from_str::<QuoteRequest>(&request("1e-400")).unwrap_err();
        assert_eq!(error.path(), "quantities.inputTokens");
    }
}
