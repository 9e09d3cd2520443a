//! Golden figures with the arithmetic written out.

use tokenfare::input::from_json;
use tokenfare::pricing::{Catalog, NoPriceReason, PricingError, Quantities, Quote, QuoteRequest};
use tokenfare::{Coded, ErrorCode};

fn catalog() -> &'static Catalog {
    Catalog::embedded().expect("the shipped catalog")
}

fn request(json: &str) -> QuoteRequest {
    serde_json::from_str(json).expect("a request")
}

fn quote(json: &str) -> Quote {
    catalog().quote(&request(json)).expect("a price")
}

fn total(json: &str) -> String {
    quote(json).total.to_string()
}

#[test]
fn a_chatbot_answer() {
    // 50 × 0.15 / 1M = 0.0000075; 100 × 0.60 / 1M = 0.00006
    let quote = quote(
        r#"{ "model": "gpt-4o-mini-2024-07-18", "quantities": { "inputTokens": 50, "outputTokens": 100 } }"#,
    );
    assert_eq!(quote.total.to_string(), "0.0000675");
    let amounts: Vec<String> = quote
        .lines
        .iter()
        .map(|line| line.amount.to_string())
        .collect();
    assert_eq!(amounts, ["0.0000075", "0.00006"]);
    assert_eq!(quote.lines[0].formula, "50 × $0.15 / 1M tokens");
    // 50 × 5 / 1M = 0.00025; 100 × 15 / 1M = 0.0015
    assert_eq!(
        total(
            r#"{ "model": "gpt-4o-2024-05-13", "quantities": { "inputTokens": 50, "outputTokens": 100 } }"#
        ),
        "0.00175"
    );
    // 10,000 a day: 500,000 in, 1,000,000 out: 0.075 + 0.60; 2.50 + 15. The window of one request
    // is judged by the average.
    let day =
        r#""quantities": { "requests": 10000, "inputTokens": 500000, "outputTokens": 1000000 }"#;
    assert_eq!(
        total(&format!(
            r#"{{ "model": "gpt-4o-mini-2024-07-18", {day} }}"#
        )),
        "0.675"
    );
    let quote = self::quote(&format!(r#"{{ "model": "gpt-4o-2024-05-13", {day} }}"#));
    assert_eq!(quote.total.to_string(), "17.5");
    assert!(
        quote
            .warnings
            .iter()
            .all(|w| w.code.as_str() != "CONTEXT_OVERFLOW"),
        "{:?}",
        quote.warnings
    );
}

#[test]
fn an_article() {
    let article = r#""quantities": { "inputTokens": 500, "outputTokens": 4000 }"#;
    // 500 × 0.15 / 1M = 0.000075; 4,000 × 0.60 / 1M = 0.0024
    assert_eq!(
        total(&format!(
            r#"{{ "model": "gpt-4o-mini-2024-07-18", {article} }}"#
        )),
        "0.002475"
    );
    // 500 × 5 / 1M = 0.0025; 4,000 × 15 / 1M = 0.06
    assert_eq!(
        total(&format!(r#"{{ "model": "gpt-4o-2024-05-13", {article} }}"#)),
        "0.0625"
    );
}

#[test]
fn a_document_and_its_embedding() {
    // 10,000 × 0.15 / 1M = 0.0015; 1,000 × 0.60 / 1M = 0.0006
    assert_eq!(
        total(
            r#"{ "model": "gpt-4o-mini-2024-07-18", "quantities": { "inputTokens": 10000, "outputTokens": 1000 } }"#
        ),
        "0.0021"
    );
    // 10,000 × 0.02 / 1M
    assert_eq!(
        total(r#"{ "model": "text-embedding-3-small", "quantities": { "inputTokens": 10000 } }"#),
        "0.0002"
    );
}

#[test]
fn audio_and_images_by_their_units() {
    // 3.4 s ÷ 60 × 0.006 = 0.00034
    assert_eq!(
        total(r#"{ "model": "whisper-1", "quantities": { "audioInputSeconds": 3.4 } }"#),
        "0.00034"
    );
    // 2 × 0.12
    let quote = quote(
        r#"{ "model": "dall-e-3", "quantities": { "generatedImages": [{ "size": "1024 × 1792", "quality": "hd", "count": 2 }] } }"#,
    );
    assert_eq!(quote.total.to_string(), "0.24");
    assert_eq!(
        quote.lines[0].rule.as_deref(),
        Some("size 1024x1792; quality hd")
    );
    // no quality is "standard"
    assert_eq!(
        total(
            r#"{ "model": "dall-e-3", "quantities": { "generatedImages": [{ "size": "1024x1024" }] } }"#
        ),
        "0.04"
    );
    assert_eq!(
        total(
            r#"{ "model": "dall-e-2", "quantities": { "generatedImages": [{ "size": "512x512" }] } }"#
        ),
        "0.018"
    );
    // The image rule of GPT-4o: 2048 × 4096 → 768 × 1536: 2 × 3 tiles: 85 + 6 × 170 = 1,105.
    // (1,105 + 10) × 5 / 1M
    assert_eq!(
        total(
            r#"{ "model": "gpt-4o-2024-05-13", "quantities": { "inputTokens": 10, "images": [{ "width": 2048, "height": 4096 }] } }"#
        ),
        "0.005575"
    );
}

#[test]
fn the_largest_and_the_smallest_lose_no_digit() {
    // 10^15 × 0.15 / 10^6 = 150,000,000
    assert_eq!(
        total(r#"{ "model": "gpt-4o-mini", "quantities": { "inputTokens": 1000000000000000 } }"#),
        "150000000"
    );
    // 0.000001 tokens × 0.15 / 10^6 = 1.5 × 10^-13, next to 10^15 tokens × 0.60 / 10^6
    assert_eq!(
        total(
            r#"{ "model": "gpt-4o-mini", "quantities": { "inputTokens": 1e-6, "outputTokens": 1e15 } }"#
        ),
        "600000000.00000000000015"
    );
    // 10^-22 tokens would need 29 digits after the point.
    let error = catalog()
        .quote(&request(
            r#"{ "model": "gpt-4o-mini", "quantities": { "inputTokens": 1e-22 } }"#,
        ))
        .unwrap_err();
    assert_eq!(error.code(), ErrorCode::LimitExceeded);
}

#[test]
fn a_part_larger_than_its_total_is_named() {
    for (quantities, path) in [
        (
            r#"{ "inputTokens": 10, "cachedInputTokens": 11 }"#,
            "quantities.cachedInputTokens",
        ),
        (
            r#"{ "cachedInputTokens": 1 }"#,
            "quantities.cachedInputTokens",
        ),
        (
            r#"{ "outputTokens": 10, "reasoningTokens": 11 }"#,
            "quantities.reasoningTokens",
        ),
        (
            r#"{ "inputTokens": 10, "cachedInputTokens": 6, "cacheWriteTokens": 6 }"#,
            "quantities.inputTokens",
        ),
        (
            r#"{ "inputTokens": 10, "cachedInputTokens": 2, "audioInputTokens": 5, "cachedAudioInputTokens": 3 }"#,
            "quantities.cachedAudioInputTokens",
        ),
    ] {
        let json = format!(r#"{{ "model": "gpt-4o-mini", "quantities": {quantities} }}"#);
        let error = catalog().quote(&request(&json)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidUsage, "{quantities}");
        assert_eq!(error.path(), Some(path), "{quantities}");
    }
}

#[test]
fn numbers_that_are_none_are_refused_by_the_reader() {
    for bad in ["-1", "null", "\"5\"", "1e400", "-0.5", "true", "[]"] {
        let json = format!(r#"{{ "inputTokens": {bad} }}"#);
        assert!(from_json::<Quantities>(&json).is_err(), "{bad}");
    }
    assert!(from_json::<Quantities>(r#"{ "inputToken": 1 }"#).is_err());
}

#[test]
fn what_is_not_sold_has_no_price() {
    for (json, part, expected) in [
        (
            r#"{ "model": "gpt-5.3-codex", "tier": "batch", "quantities": { "inputTokens": 10 } }"#,
            "it is sold in: standard, priority",
            NoPriceReason::NotInTier,
        ),
        (
            r#"{ "model": "gpt-4o-mini", "tier": "ultrafast", "quantities": { "inputTokens": 10 } }"#,
            "it is sold in: standard, batch, priority",
            NoPriceReason::NotInTier,
        ),
        (
            r#"{ "model": "gpt-4o-mini", "on": "2024-07-17", "quantities": { "inputTokens": 10 } }"#,
            "it was released on 2024-07-18",
            NoPriceReason::NotReleased,
        ),
        (
            r#"{ "model": "dall-e-2", "quantities": { "generatedImages": [{ "size": "1x1" }] } }"#,
            "only for 256x256; 512x512; 1024x1024",
            NoPriceReason::NoMatchingCondition,
        ),
        (
            r#"{ "model": "gpt-3.5-turbo-0125", "quantities": { "images": [{ "width": 10, "height": 10 }] } }"#,
            "publishes no rule",
            NoPriceReason::NoTokenRule,
        ),
        (
            r#"{ "model": "gpt-4o-mini", "quantities": { "trainingHours": 1 } }"#,
            "gpt-4o-mini has no training_time rate",
            NoPriceReason::NoRate,
        ),
        (
            r#"{ "model": "gpt-4o", "on": "2024-09-30", "quantities": { "inputTokens": 10, "cachedInputTokens": 5 } }"#,
            "its first one is from 2024-10-02",
            NoPriceReason::NotInForce,
        ),
        (
            r#"{ "model": "gpt-5.4", "tier": "fast", "quantities": { "inputTokens": 300000 } }"#,
            "fast mode",
            NoPriceReason::Excluded,
        ),
    ] {
        let error = catalog().quote(&request(json)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::NoPrice, "{json}: {error}");
        assert!(
            matches!(error, PricingError::NoPrice { reason, .. } if reason == expected),
            "{json}: {error:?}"
        );
        assert!(error.to_string().contains(part), "{json}: {error}");
    }
}

/// A snapshot may have a price of its own while the plain name still stands for an older one.
#[test]
fn a_snapshot_at_its_own_price() {
    let million = |model: &str, on: &str| {
        total(&format!(
            r#"{{ "model": "{model}", "on": "{on}", "quantities": {{ "inputTokens": 100000, "outputTokens": 10000 }} }}"#
        ))
    };
    // 0.1 × 5 + 0.01 × 15 = 0.65; 0.1 × 2.50 + 0.01 × 10 = 0.35. The plain name follows on 2 October.
    assert_eq!(million("gpt-4o", "2024-10-01"), "0.65");
    assert_eq!(million("gpt-4o-2024-08-06", "2024-08-06"), "0.35");
    assert_eq!(million("gpt-4o", "2024-10-02"), "0.35");
    assert_eq!(million("gpt-4o-2024-05-13", "2024-10-02"), "0.65");
    // Caching came on 2024-10-01: 80,000 × 1.25 + 20,000 × 2.50 = 150,000 millionths.
    let cached = |on: &str| {
        catalog().quote(&request(&format!(
            r#"{{ "model": "gpt-4o-2024-08-06", "on": "{on}", "quantities": {{ "inputTokens": 100000, "cachedInputTokens": 80000 }} }}"#
        )))
    };
    assert_eq!(cached("2024-10-01").unwrap().total.to_string(), "0.15");
    assert_eq!(cached("2024-09-30").unwrap_err().code(), ErrorCode::NoPrice);
    // Voice: 600 audio tokens heard and 1,200 spoken. 600 × 100 + 1,200 × 200 = 300,000 millionths in
    // the first snapshot, 600 × 40 + 1,200 × 80 = 120,000 in the second.
    let minute = |model: &str, on: &str| {
        total(&format!(
            r#"{{ "model": "{model}", "on": "{on}", "quantities": {{ "audioInputSeconds": 60, "audioOutputSeconds": 60 }} }}"#
        ))
    };
    assert_eq!(
        minute("gpt-4o-realtime-preview-2024-10-01", "2025-03-01"),
        "0.3"
    );
    assert_eq!(minute("gpt-4o-realtime-preview", "2024-12-16"), "0.3");
    assert_eq!(minute("gpt-4o-realtime-preview", "2024-12-17"), "0.12");
}

/// Any size has its tokens in OpenAI's calculator; here are those that its guide offers.
#[test]
fn images_made_by_gpt_image_2() {
    // 96 × 96 cells × (2,000,000 + 1,048,576) ÷ 4,000,000 = 7,023.9: 7,024 tokens × 30 / 1M.
    assert_eq!(
        total(
            r#"{ "model": "gpt-image-2", "quantities": { "generatedImages": [{ "size": "1024x1024", "quality": "high" }] } }"#
        ),
        "0.21072"
    );
    // As a response reported them: 1,372 tokens at 1536x1024, medium. In batches × 15 / 1M, twice.
    assert_eq!(
        total(
            r#"{ "model": "gpt-image-2", "tier": "batch", "quantities": { "generatedImages": [{ "size": "1536x1024", "quality": "medium", "count": 2 }] } }"#
        ),
        "0.04116"
    );
}
