//! The types of prices and requests, read from JSON and written: places of errors, choices, exact digits.

use serde_json::to_string;
use tokenfare::input::from_json;
use tokenfare::pricing::QuoteRequest;
use tokenfare::pricing::schema::{CatalogFile, ImageRuleKind};

fn failure(json: &str) -> (String, String) {
    let error = from_json::<QuoteRequest>(json).unwrap_err();
    (error.path().to_owned(), error.to_string())
}

#[test]
fn what_does_not_fit_is_named_with_its_place() {
    let number = "a finite number that is not negative";
    for (json, path, message) in [
        (
            r#"{"quantities":{"requests":1,"inputTokens":null}}"#,
            "quantities.inputTokens",
            format!("quantities.inputTokens must be {number}, not null"),
        ),
        (
            r#"{"model":"a\"b,{[","quantities":{"inputTokens":-1.5,"outputTokens":2}}"#,
            "quantities.inputTokens",
            format!("quantities.inputTokens must be {number}, not -1.5"),
        ),
        (
            r#"{"quantities":{"images":[{"width":1,"height":1},{"width":1,"height":"x"}]}}"#,
            "quantities.images[1].height",
            "quantities.images[1].height must be a whole number that is not negative, not \"x\""
                .to_owned(),
        ),
        (
            r#"{"quantities":{"images":[{"width":1,"height":1},{"width":1}]}}"#,
            "quantities.images[1].height",
            "quantities.images[1].height is missing".to_owned(),
        ),
        (
            r#"{"model":5}"#,
            "model",
            "model must be a string, not 5".to_owned(),
        ),
    ] {
        assert_eq!(failure(json), (path.to_owned(), message), "{json}");
    }
    let error = from_json::<QuoteRequest>(r#"{"quantities":{"inputTokn":1}}"#).unwrap_err();
    assert_eq!(error.path(), "quantities.inputTokn");
    assert_eq!(error.suggestions().first().unwrap(), "inputTokens");
    let message = error.to_string();
    assert!(
        message.starts_with(
            "quantities.inputTokn is an unknown field; did you mean \"inputTokens\"? "
        ),
        "{message}"
    );
    let (path, message) = failure("[1");
    assert_eq!(path, "");
    assert!(message.starts_with("is not valid JSON"), "{message}");
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
    let rule: ImageRuleKind = from_json(area).unwrap();
    assert_eq!(to_string(&rule).unwrap(), area);
    let error = from_json::<ImageRuleKind>(r#"{"are":{}}"#).unwrap_err();
    assert_eq!(error.suggestions(), ["area"]);
    let error = from_json::<ImageRuleKind>(r#"{"area":{"divisor":"x"}}"#).unwrap_err();
    assert_eq!(error.path(), "area.divisor");
}

/// The reader with paths and near matches reads what serde_json alone reads.
#[test]
fn the_catalog_is_read_as_serde_json_does() {
    let text = include_str!("../../pricing/catalog.json");
    let ours: CatalogFile = from_json(text).unwrap();
    let theirs: CatalogFile = serde_json::from_str(text).unwrap();
    assert_eq!(ours, theirs);
}

#[test]
fn an_optional_field_is_left_out_or_has_a_value() {
    for (json, path) in [
        (r#"{"model":"gpt-5","tier":null}"#, "tier"),
        (r#"{"model":"gpt-5","on":null}"#, "on"),
        (
            r#"{"quantities":{"inputTokens":null}}"#,
            "quantities.inputTokens",
        ),
        (r#"{"quantities":{"images":null}}"#, "quantities.images"),
    ] {
        let (at, message) = failure(json);
        assert_eq!(at, path, "{json}");
        assert!(message.ends_with("not null"), "{message}");
    }
}

#[test]
fn digits_survive() {
    // serde_json reads this as 90.42225290942385.
    let request = r#"{"quantities":{"inputTokens":90.42225290942383}}"#;
    let request: QuoteRequest = from_json(request).unwrap();
    let tokens = request.quantities.input_tokens.unwrap().exact();
    assert_eq!(tokens.to_string(), "90.42225290942383");
    // No float has these digits, and the last rounds to 0.
    let request = |number: &str| format!(r#"{{"quantities":{{"inputTokens":{number}}}}}"#);
    let read: QuoteRequest = from_json(&request("12345678.123456789012345")).unwrap();
    let tokens = read.quantities.input_tokens.unwrap().exact();
    assert_eq!(tokens.to_string(), "12345678.123456789012345");
    let error = from_json::<QuoteRequest>(&request("1e-400")).unwrap_err();
    assert_eq!(error.path(), "quantities.inputTokens");
}
