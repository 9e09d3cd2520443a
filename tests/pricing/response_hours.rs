//! Prices that depend on the hour: those of the time at which a response was made.

use serde_json::{Value, json};
use tokenfare::pricing::{Catalog, Day, ResponseDefaults, ResponsePrice};

fn price(created: &Value, model: &str, known: &ResponseDefaults) -> ResponsePrice {
    let response = json!({
        "object": "chat.completion", "created": created, "model": model, "choices": [],
        "usage": {
            "prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100,
            "prompt_cache_hit_tokens": 400, "prompt_cache_miss_tokens": 600,
        },
    });
    let catalog = Catalog::embedded().unwrap();
    catalog.price_response(&response, known).unwrap()
}

fn is_estimate(price: &ResponsePrice) -> bool {
    let mut warnings = price.warnings.iter();
    warnings.any(|warning| warning.code.as_str() == "ESTIMATED_PRICE")
}

/// DeepSeek V4 Pro, in millionths: off-peak 600×.66+400×.022+100×1.98 = 396+8.8+198 = 602.8; at the
/// peak twice that, 1205.6.
#[test]
fn deepseek_is_priced_by_the_hour_of_the_response() {
    const OFF_PEAK: &str = "0.0006028";
    const PEAK: &str = "0.0012056";
    for (created, total) in [
        // A Friday.
        ("2026-11-27T00:59:59Z", OFF_PEAK),
        ("2026-11-27T01:00:00Z", PEAK),
        ("2026-11-27T03:59:59Z", PEAK),
        ("2026-11-27T04:00:00Z", OFF_PEAK),
        ("2026-11-27T05:59:59Z", OFF_PEAK),
        ("2026-11-27T06:00:00Z", PEAK),
        ("2026-11-27T09:59:59Z", PEAK),
        ("2026-11-27T10:00:00Z", OFF_PEAK),
        // The same moments by the clocks of Beijing.
        ("2026-11-27T08:59:59+08:00", OFF_PEAK),
        ("2026-11-27T09:00:00+08:00", PEAK),
        // A Saturday; National Day, a Thursday; the day after its holidays.
        ("2026-11-28T02:00:00Z", OFF_PEAK),
        ("2026-10-01T02:00:00Z", OFF_PEAK),
        ("2026-10-08T02:00:00Z", PEAK),
        // The last Saturday on which peak prices held, and the Sunday after it.
        ("2026-08-22T02:00:00Z", PEAK),
        ("2026-08-23T02:00:00Z", OFF_PEAK),
    ] {
        let found = price(
            &json!(created),
            "deepseek-v4-pro",
            &ResponseDefaults::default(),
        );
        assert_eq!(found.total.to_string(), total, "{created}");
        assert!(!is_estimate(&found), "{created}: {:?}", found.warnings);
    }
    // 2026-11-27 01:00 as OpenAI's `created`, and a second before.
    for (created, total) in [(1_795_741_200, PEAK), (1_795_741_199, OFF_PEAK)] {
        let found = price(
            &json!(created),
            "deepseek-v4-pro",
            &ResponseDefaults::default(),
        );
        assert_eq!(found.total.to_string(), total, "{created}");
    }
}

/// Until September 2025, the night was cheaper: 600×.27+400×.07+100×1.1 = 162+28+110 = 300, and
/// 600×.135+400×.035+100×.55 = 81+14+55 = 150.
#[test]
fn hours_past_midnight_are_priced_on_both_sides() {
    for (created, total) in [
        ("2025-06-01T16:29:59Z", "0.0003"),
        ("2025-06-01T16:30:00Z", "0.00015"),
        ("2025-06-02T00:29:59Z", "0.00015"),
        ("2025-06-02T00:30:00Z", "0.0003"),
    ] {
        let found = price(
            &json!(created),
            "deepseek-chat",
            &ResponseDefaults::default(),
        );
        assert_eq!(found.total.to_string(), total, "{created}");
    }
}

/// DeepSeek V4.1 Flash at Tencent: 600×.3+400×.006+100×1.2 = 180+2.4+120.
#[test]
fn another_seller_has_hours_of_its_own() {
    let model = "tencent/deepseek-v4.1-flash";
    // A holiday of the vendor's, on which Tencent's list has no exception.
    let found = price(
        &json!("2026-10-01T02:00:00Z"),
        model,
        &ResponseDefaults::default(),
    );
    assert_eq!(found.total.to_string(), "0.0003024");
}

#[test]
fn without_a_time_the_price_of_most_hours_is_an_estimate() {
    let plain = ResponseDefaults::default();
    // A whole Friday has both prices, a whole Saturday only one.
    let friday = price(&json!("2026-11-27"), "deepseek-v4-pro", &plain);
    assert_eq!(friday.total.to_string(), "0.0006028");
    assert!(is_estimate(&friday));
    assert!(!is_estimate(&price(
        &json!("2026-11-28"),
        "deepseek-v4-pro",
        &plain
    )));
    assert!(is_estimate(&price(&json!(null), "deepseek-v4-pro", &plain)));
    // The caller knows better.
    let peak = ResponseDefaults {
        variant: Some("peak".to_owned()),
        ..plain.clone()
    };
    let found = price(&json!("2026-11-27"), "deepseek-v4-pro", &peak);
    assert_eq!(found.total.to_string(), "0.0012056");
    assert!(!is_estimate(&found));
    let day: Day = "2026-11-27".parse().unwrap();
    let forced = ResponseDefaults {
        on: Some(day),
        force: true,
        ..plain
    };
    let found = price(&json!("2026-11-27T02:00:00Z"), "deepseek-v4-pro", &forced);
    assert!(is_estimate(&found));
}

#[test]
fn the_usage_of_a_response_names_the_variant_of_its_hour() {
    let response = json!({
        "model": "deepseek-flash", "created": 1_795_741_200,
        "usage": { "prompt_tokens": 10, "completion_tokens": 1 },
    });
    let usage = Catalog::embedded()
        .unwrap()
        .usage_from_response(&response)
        .unwrap();
    assert_eq!(usage.variant.as_deref(), Some("peak"));
}

/// The holidays of 2027 are not published yet: 600×1.32+400×.044+100×3.96, as an estimate.
#[test]
fn holidays_that_are_not_known_make_an_estimate() {
    let new_year = json!("2027-01-04T02:00:00Z");
    let found = price(&new_year, "deepseek-v4-pro", &ResponseDefaults::default());
    assert_eq!(found.total.to_string(), "0.0012056");
    assert!(is_estimate(&found));
}
