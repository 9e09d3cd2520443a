//! What priceResponse takes from a response beside its counts, and what it says of it.

use serde_json::{Value, json};
use tokenfare::pricing::{Catalog, Day, ResponseDefaults, ResponsePrice, Tier};
use tokenfare::{Coded, ErrorCode};

fn price_with(response: &Value, known: &ResponseDefaults) -> ResponsePrice {
    Catalog::embedded()
        .unwrap()
        .price_response(response, known)
        .unwrap()
}

fn price(response: &Value) -> ResponsePrice {
    price_with(response, &ResponseDefaults::default())
}

fn has(price: &ResponsePrice, code: &str) -> bool {
    price
        .warnings
        .iter()
        .any(|warning| warning.code.as_str() == code)
}

#[test]
fn every_model_that_a_response_bills_has_a_quote() {
    // An advisor on another model, a compaction on the same one.
    let advised = json!({ "type": "message", "model": "claude-sonnet-4-6", "usage": {
        "input_tokens": 1000, "output_tokens": 100,
        "iterations": [
            { "type": "message", "input_tokens": 1000, "output_tokens": 100 },
            { "type": "compaction", "input_tokens": 2000, "output_tokens": 200 },
            { "type": "advisor_message", "model": "claude-opus-4-8", "input_tokens": 3000, "output_tokens": 300 },
        ],
    } });
    let found = price(&advised);
    let models: Vec<&str> = found
        .quotes
        .iter()
        .map(|quote| quote.model.as_str())
        .collect();
    assert_eq!(
        models,
        ["claude-sonnet-4-6", "claude-sonnet-4-6", "claude-opus-4-8"]
    );
    // (1,000 + 2,000) × 3 + 300 × 15 + 3,000 × 5 + 300 × 25 = 9,000 + 4,500 + 15,000 + 7,500
    assert_eq!(found.total.to_string(), "0.036");
    let usage = Catalog::embedded()
        .unwrap()
        .usage_from_response(&advised)
        .unwrap();
    assert_eq!(usage.quantities.input_tokens, Some(3000.into()));
    assert_eq!(
        usage.unread.len(),
        2,
        "the advisor's counts are named: {:?}",
        usage.unread
    );

    // The tool that draws, by tokens and by the picture.
    let drawn = |extra: Value| {
        let mut response = json!({ "object": "response", "model": "gpt-5.4-mini",
            "tools": [{ "type": "image_generation", "model": "gpt-image-1" }], "output": [],
            "usage": { "input_tokens": 100, "output_tokens": 10 } });
        response
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        price(&response)
    };
    let by_tokens = drawn(
        json!({ "tool_usage": { "image_gen": { "input_tokens": 40, "input_tokens_details": { "text_tokens": 40 }, "output_tokens": 272, "total_tokens": 312 } } }),
    );
    // 120 µ$ and 40 × 5 + 272 × 40
    assert_eq!(by_tokens.total.to_string(), "0.0112");
    let by_picture = drawn(
        json!({ "output": [{ "type": "image_generation_call", "status": "completed", "size": "1024x1024", "quality": "low" }] }),
    );
    // 120 µ$ and 272 × 40
    assert_eq!(by_picture.total.to_string(), "0.011");
}

#[test]
fn a_stated_cost_stands_beside_the_computed_one() {
    // 3,834 − 3,072 = 762 × 1.25 + 3,072 × 0.20 + 467 × 2.50 + 2 × 0.005
    let xai = json!({ "object": "response", "model": "grok-4.3", "usage": {
        "input_tokens": 3834, "input_tokens_details": { "cached_tokens": 3072 }, "output_tokens": 467,
        "cost_in_usd_ticks": 127_344_000, "server_side_tool_usage_details": { "web_search_calls": 2 } } });
    let found = price(&xai);
    assert_eq!(found.total.to_string(), "0.0127344");
    let reported = found.reported.clone().unwrap();
    assert_eq!(
        (
            reported.amount.to_string().as_str(),
            reported.difference.to_string().as_str()
        ),
        ("0.0127344", "0")
    );
    assert_eq!(reported.path, "usage.cost_in_usd_ticks");
    assert!(!has(&found, "REPORTED_COST_DIFFERS"));
    // OpenRouter with a key of one's own: its fee, and what the vendor bills.
    let byok = json!({ "object": "chat.completion", "model": "openai/gpt-4o-mini", "usage": {
        "prompt_tokens": 100, "completion_tokens": 10, "is_byok": true, "cost": 0.000001,
        "cost_details": { "upstream_inference_cost": 0.00003 } } });
    let found = price(&byok);
    let reported = found.reported.clone().unwrap();
    // 0.000031 − 0.000021
    assert_eq!(
        (
            reported.amount.to_string().as_str(),
            reported.difference.to_string().as_str()
        ),
        ("0.000031", "0.00001")
    );
    assert!(has(&found, "REPORTED_COST_DIFFERS"));
}

#[test]
fn what_was_served_is_priced() {
    let message =
        |usage: Value| json!({ "type": "message", "model": "claude-opus-4-8", "usage": usage });
    let tier = |usage: Value| price(&message(usage)).quotes[0].tier;
    assert_eq!(
        tier(json!({ "input_tokens": 1, "output_tokens": 1, "speed": "fast" })),
        Tier::Priority
    );
    // Anthropic's priority tier is capacity that was bought before, not fast mode.
    let committed = price(&message(
        json!({ "input_tokens": 1000, "output_tokens": 500, "service_tier": "priority", "speed": "standard" }),
    ));
    assert_eq!(
        (
            committed.quotes[0].tier,
            committed.total.to_string().as_str()
        ),
        (Tier::Standard, "0.0175")
    );
    assert!(has(&committed, "ESTIMATED_PRICE"));
    let gemini = |traffic: &str| json!({ "modelVersion": "gemini-3.8-flash", "usageMetadata": { "promptTokenCount": 1, "candidatesTokenCount": 1, "trafficType": traffic } });
    assert_eq!(price(&gemini("ON_DEMAND_FLEX")).quotes[0].tier, Tier::Flex);
    assert_eq!(
        price(&gemini("ON_DEMAND_PRIORITY")).quotes[0].tier,
        Tier::Priority
    );
    assert!(has(
        &price(&gemini("PROVISIONED_THROUGHPUT")),
        "ESTIMATED_PRICE"
    ));
}

#[test]
fn defaults_fill_in_and_override_only_by_force() {
    let response = json!({ "object": "chat.completion", "model": "gpt-4o-mini", "created": 1_785_542_400,
        "usage": { "prompt_tokens": 100, "completion_tokens": 10 } });
    let day = |text: &str| Some(text.parse::<Day>().unwrap());
    let mut known = ResponseDefaults {
        model: Some("gpt-5.4-mini".to_owned()),
        on: day("2026-10-01"),
        ..ResponseDefaults::default()
    };
    let found = price_with(&response, &known);
    assert_eq!(
        (found.quotes[0].model.as_str(), Some(found.quotes[0].on)),
        ("gpt-4o-mini", day("2026-08-01"))
    );
    known.force = true;
    let found = price_with(&response, &known);
    assert_eq!(
        (found.quotes[0].model.as_str(), Some(found.quotes[0].on)),
        ("gpt-5.4-mini", day("2026-10-01"))
    );
    let nameless = json!({ "usage": { "prompt_tokens": 100, "completion_tokens": 10 } });
    let error = Catalog::embedded()
        .unwrap()
        .price_response(&nameless, &ResponseDefaults::default())
        .unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (ErrorCode::InvalidArgument, Some("model"))
    );
}

#[test]
fn a_day_before_the_release_of_the_model_is_not_taken() {
    let response = json!({ "object": "chat.completion", "model": "gpt-5.4-mini", "created": 1_677_652_288,
        "usage": { "prompt_tokens": 100, "completion_tokens": 10 } });
    let found = price(&response);
    assert_eq!(found.total.to_string(), "0.00012");
    assert!(has(&found, "ESTIMATED_PRICE"));
}

#[test]
fn cached_tokens_without_a_discount_cost_what_input_costs() {
    let request = serde_json::from_value(
        json!({ "model": "", "quantities": { "inputTokens": 1000, "cachedInputTokens": 400 } }),
    )
    .unwrap();
    let models = [
        "gpt-5.5-pro",
        "gpt-4-turbo",
        "sonar-pro",
        "command-a-03-2025",
    ]
    .map(str::to_owned);
    let comparison = Catalog::embedded()
        .unwrap()
        .compare(&request, &models)
        .unwrap();
    assert!(comparison.excluded.is_empty(), "{:?}", comparison.excluded);
    let pro = comparison
        .quotes
        .iter()
        .find(|quote| quote.model == "gpt-5.5-pro")
        .unwrap();
    // 1,000 × 30
    assert_eq!(pro.total.to_string(), "0.03");
    assert!(
        pro.lines[1]
            .rule
            .as_ref()
            .is_some_and(|rule| rule.starts_with("billed as input"))
    );
}

#[test]
fn totals_that_do_not_add_up_are_said() {
    let usage = |total: u32| {
        json!({ "object": "chat.completion", "model": "gpt-4o-mini",
        "usage": { "prompt_tokens": 100, "completion_tokens": 10, "total_tokens": total } })
    };
    assert!(!has(&price(&usage(110)), "TOTAL_MISMATCH"));
    assert!(has(&price(&usage(200)), "TOTAL_MISMATCH"));
    assert!(has(&price(&usage(50)), "TOTAL_MISMATCH"));
}
