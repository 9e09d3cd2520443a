//! Input that is too long, written twice, or the caller's own: bounded, refused, or named as such.

use serde_json::{Value, json};
use tokenfare::input::from_json;
use tokenfare::pricing::{Catalog, PricingError, Quote, QuoteRequest};
use tokenfare::{Coded, ErrorCode};

fn extended(overrides: Value) -> Result<Catalog, PricingError> {
    let overrides = from_json(&overrides.to_string()).unwrap();
    Catalog::embedded().unwrap().extend(&overrides)
}

fn quoted(catalog: &Catalog, request: &str) -> Result<Quote, PricingError> {
    catalog.quote(&from_json(request).unwrap())
}

const MILLION: &str =
    r#"{"model":"gpt-4o-mini","quantities":{"inputTokens":1000000,"outputTokens":1000000}}"#;

#[test]
fn a_rate_of_the_caller_does_not_name_the_vendor() {
    let rates =
        json!([{ "component": "input", "usd": "9" }, { "component": "output", "usd": "10" }]);
    let own = extended(json!({ "models": [{ "id": "gpt-4o-mini", "rates": rates }] })).unwrap();
    let quote = quoted(&own, MILLION).unwrap();
    assert_eq!(quote.total.to_string(), "19");
    assert!(
        quote.lines.iter().all(|line| line.source == "caller"),
        "{:?}",
        quote.lines
    );
    // What keeps its rates keeps their source; so does what names a source.
    let renamed = extended(json!({ "models": [{ "id": "gpt-4o-mini", "name": "Mine" }] })).unwrap();
    let quote = quoted(&renamed, MILLION).unwrap();
    assert!(
        quote
            .lines
            .iter()
            .all(|line| line.source.starts_with("https://"))
    );
}

#[test]
fn a_price_written_twice_is_refused() {
    let text = include_str!("../../pricing/catalog.json");
    let once = r#"{"input":"0.15","#;
    assert!(text.contains(once));
    let twice = text.replacen(once, r#"{"input":"0.15","input":"0.16","#, 1);
    let error = Catalog::parse(&twice).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidCatalog);
    let message = error.to_string();
    assert!(
        message.contains("two members of the same name, \"input\" at line "),
        "{message}"
    );
}

#[test]
fn a_leading_byte_order_mark_is_ignored() {
    let text = include_str!("../../pricing/catalog.json");
    assert!(Catalog::parse(&format!("\u{feff}{text}")).is_ok());
}

#[test]
fn a_discount_is_for_somebody() {
    let unknown =
        extended(json!({ "discounts": [{ "model": "gpt-4o-mni", "percent": 20 }] })).unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::UnknownModel);
    assert_eq!(unknown.path(), Some("discounts[0].model"));
    assert_eq!(unknown.suggestions().first().unwrap(), "gpt-4o-mini");
    let provider =
        extended(json!({ "discounts": [{ "provider": "opnai", "percent": 20 }] })).unwrap_err();
    assert_eq!(provider.suggestions().first().unwrap(), "openai");
    let much = extended(json!({ "discounts": [{ "percent": 500 }] })).unwrap_err();
    assert_eq!(
        (much.code(), much.path()),
        (ErrorCode::InvalidCatalog, Some("discounts[0].percent"))
    );
    // The same in a catalog as such.
    let text = include_str!("../../pricing/catalog.json").trim_end();
    let text = text.strip_suffix('}').unwrap();
    let with = format!("{text},\"discounts\":[{{\"model\":\"gpt-4o-mni\",\"percent\":\"20\"}}]}}");
    let error = Catalog::parse(&with).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (ErrorCode::UnknownModel, Some("discounts[0].model"))
    );
}

#[test]
fn a_name_that_is_taken_is_found_in_the_input() {
    let own = json!({ "id": "mine", "provider": "me", "aliases": ["gpt-4o"],
                      "rates": [{ "component": "input", "usd": "1" }] });
    let error = extended(json!({ "models": [own] })).unwrap_err();
    assert_eq!(error.path(), Some("models[0]"), "{error}");
}

#[test]
fn names_without_end_are_unknown_at_once() {
    let catalog = Catalog::embedded().unwrap();
    for name in [
        "g".repeat(5_000_000),
        "/".repeat(2_000_000),
        format!("ft:{}", ":".repeat(1_000_000)),
    ] {
        let error = catalog.model(&name).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnknownModel);
        assert!(error.to_string().len() < 300);
    }
}

#[test]
fn near_matches_come_first_and_the_whole_list_stands_in_the_message() {
    let request = r#"{"model":"gpt-4o","tier":"btch","quantities":{}}"#;
    let error = from_json::<QuoteRequest>(request).unwrap_err();
    assert_eq!(error.path(), "tier");
    assert_eq!(error.suggestions(), ["batch"]);
    assert!(error.to_string().contains("priority"), "{error}");
}

#[test]
fn lists_of_images_are_bounded() {
    let image = r#"{"width":10,"height":10}"#;
    let images = vec![image; 10_001].join(",");
    let request = format!(r#"{{"model":"gpt-4o","quantities":{{"images":[{images}]}}}}"#);
    let error = quoted(Catalog::embedded().unwrap(), &request).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (ErrorCode::LimitExceeded, Some("quantities.images"))
    );
}

#[test]
fn a_price_of_the_caller_never_becomes_nothing_on_its_way() {
    let text = r#"{"models":[{"id":"mine","provider":"me","rates":[{"component":"input","usd":5e-324}]}]}"#;
    let error = Catalog::embedded()
        .unwrap()
        .extend(&from_json(text).unwrap())
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidCatalog);
    assert_eq!(error.path(), Some("models[0].rates[0].usd.input"));
}
