//! Prices that change: on a day, in the middle of a month, and with the length of a prompt.

use proptest::prelude::*;
use serde_json::{Value, json};
use tokenfare::pricing::{Catalog, CatalogOverrides};
use tokenfare::projection::{Projection, Scenario, project};

fn run_on(scenario: &Value, catalog: &Catalog) -> Projection {
    project(&Scenario::from_value(scenario).unwrap(), catalog).unwrap_or_else(|e| panic!("{e}"))
}

fn run(scenario: &Value) -> Projection {
    run_on(scenario, Catalog::embedded().unwrap())
}

fn costs(projection: &Projection) -> Vec<String> {
    let months = projection.months.iter();
    months.map(|month| month.cost.to_string()).collect()
}

fn crosses(projection: &Projection) -> bool {
    projection
        .warnings
        .iter()
        .any(|w| w.code.as_str() == "TIER_CROSSED")
}

/// 10,000 requests a day, 1,000 more each month.
fn growing(model: &str, start: &str, request: Value) -> Value {
    json!({
        "version": 1, "start": start, "months": 12,
        "workloads": [{
            "name": "chatbot", "model": model,
            "requests": { "perDay": 10_000 },
            "growth": { "kind": "linear", "perMonth": 1_000 },
            "request": request
        }]
    })
}

/// A row of the catalog that ends on a day, and one that begins there.
#[test]
fn a_growing_chatbot_over_12_real_months_with_a_dated_price_in_the_middle() {
    let overrides: CatalogOverrides = serde_json::from_value(json!({
        "models": [{
            "provider": "house", "id": "house-1",
            "input": ["text"], "output": ["text"],
            "rates": [
                { "to": "2027-06-15", "usd": { "input": "0.15", "output": "0.60" } },
                { "from": "2027-06-15", "to": "2027-11-01", "usd": { "input": "0.075", "output": "0.30" } },
                { "from": "2027-11-01", "usd": { "input": "0.30", "output": "0.60" } }
            ]
        }],
        "discounts": []
    }))
    .unwrap();
    let catalog = Catalog::embedded().unwrap().extend(&overrides).unwrap();
    let scenario = growing(
        "house-1",
        "2027-01-01",
        json!({ "inputTokens": 50, "outputTokens": 100 }),
    );
    // A request costs 50 × 0.15 + 100 × 0.60 = 67.5 millionths until 14 June, 33.75 from 15 June, and
    // 50 × 0.30 + 100 × 0.60 = 75 from 1 November.
    assert_eq!(
        costs(&run_on(&scenario, &catalog)),
        [
            "20.925",   // 10,000 × 31 × 0.0000675
            "20.79",    // 11,000 × 28
            "25.11",    // 12,000 × 31
            "26.325",   // 13,000 × 30
            "29.295",   // 14,000 × 31
            "22.275",   // 15,000 × (14 × 0.0000675 + 16 × 0.00003375)
            "16.74",    // 16,000 × 31 × 0.00003375
            "17.78625", // 17,000 × 31
            "18.225",   // 18,000 × 30
            "19.87875", // 19,000 × 31
            "45",       // 20,000 × 30 × 0.000075
            "48.825",   // 21,000 × 31
        ]
    );
}

/// The same with the catalog's own rows: gpt-5.6-terra went from 2.50 / 15 to 2 / 12 on 2026-07-30.
#[test]
fn a_growing_chatbot_over_a_price_cut_of_its_vendor() {
    let scenario = growing(
        "gpt-5.6-terra",
        "2026-07-09",
        json!({ "inputTokens": 1_000, "outputTokens": 100 }),
    );
    // 1,000 × 2.50 + 100 × 15 = 4,000 millionths for the 21 days from 9 to 29 July; then
    // 1,000 × 2 + 100 × 12 = 3,200.
    assert_eq!(
        costs(&run(&scenario)),
        [
            "1160",   // 10,000 × (21 × 0.004 + 10 × 0.0032), 9 July to 8 August
            "1091.2", // 11,000 × 31 × 0.0032
            "1152",   // 12,000 × 30, from 9 September
            "1289.6", // 13,000 × 31
            "1344",   // 14,000 × 30
            "1488",   // 15,000 × 31
            "1587.2", // 16,000 × 31, from 9 January
            "1523.2", // 17,000 × 28, from 9 February
            "1785.6", // 18,000 × 31
            "1824",   // 19,000 × 30
            "1984",   // 20,000 × 31
            "2016",   // 21,000 × 30, from 9 June
        ]
    );
}

/// A promotion that ends with the year, in a leap year's February and at a month's border.
#[test]
fn a_rise_at_the_border_of_a_month() {
    let scenario = json!({
        "version": 1, "start": "2026-12-31", "months": 3,
        "workloads": [{
            "name": "w", "model": "gemini-3.8-flash", "requests": { "perDay": 1_000 },
            "request": { "inputTokens": 1_000, "outputTokens": 1_000 }
        }]
    });
    // 0.75 + 3.75 = 4.50 a day on 31 December; 1.50 + 7.50 = 9 from 1 January. The months begin on
    // 31 December, 31 January and 28 February: 31, 28 and 31 days.
    assert_eq!(costs(&run(&scenario)), ["274.5", "252", "279"]);
    let leap = json!({ "version": 1, "start": "2028-02-01", "months": 1, "workloads": scenario["workloads"] });
    assert_eq!(costs(&run(&leap)), ["261"]); // 29 × 9
}

fn conversation(model: &str, turns: Value, caching: &str) -> Value {
    json!({
        "version": 1, "start": "2026-11-20", "months": 1, "monthLength": 30,
        "workloads": [{
            "name": "agent", "model": model, "requests": { "perMonth": 1 },
            "conversation": { "turns": turns, "systemTokens": 200_000, "userTokens": 1_000, "answerTokens": 1_000, "caching": caching }
        }]
    })
}

/// Turn t sends 201,000 + 2,000 (t − 1) tokens: 36 turns keep to the 272,000 of gpt-5.4, 24 do not,
/// though the average of 60 turns, 260,000, does.
#[test]
fn each_turn_of_a_conversation_at_its_own_length() {
    let projection = run(&conversation("gpt-5.4", json!(60), "none"));
    // Short: 36 × 201,000 + 2,000 × 36 × 35 / 2 = 8,496,000 in, 36,000 out.
    // All: 60 × 201,000 + 2,000 × 60 × 59 / 2 = 15,600,000 in; long 7,104,000 in, 24,000 out.
    // 8.496 × 2.50 + 0.036 × 15 + 7.104 × 5 + 0.024 × 22.50 = 21.24 + 0.54 + 35.52 + 0.54
    assert_eq!(projection.total.to_string(), "57.84");
    assert!(crosses(&projection));

    let short = run(&conversation("gpt-5.4", json!(36), "none"));
    assert_eq!(short.total.to_string(), "21.78"); // 21.24 + 0.54
    assert!(!crosses(&short));

    // A fractional number of turns, 36.5: half of 36 turns and half of 37, of which the last costs
    // 273,000 × 5 + 1,000 × 22.50 = 1.3875: 21.78 + 0.69375.
    let broken = run(&conversation("gpt-5.4", json!(36.5), "none"));
    assert_eq!(broken.total.to_string(), "22.47375");
}

#[test]
fn each_turn_of_a_cached_conversation_at_its_own_length() {
    // Read: what the turn before has sent, in whole steps of 128: of 201,000 + 2,000 j that is the
    // number less its remainder. To the token with "explicit":
    // short reads Σ P(t), t = 1 … 35: 35 × 201,000 + 2,000 × 35 × 34 / 2 = 8,225,000, the rest of
    // 8,496,000 is fresh: 271,000. Long reads Σ P(t), t = 36 … 59: 59 × 201,000 + 2,000 × 59 × 58 / 2
    // = 15,281,000, less 8,225,000: 7,056,000; fresh 48,000.
    // 0.271 × 2.50 + 8.225 × 0.25 + 0.54 + 0.048 × 5 + 7.056 × 0.50 + 0.54
    // = 0.6775 + 2.05625 + 0.54 + 0.24 + 3.528 + 0.54
    let projection = run(&conversation("gpt-5.4", json!(60), "explicit"));
    assert_eq!(projection.total.to_string(), "7.58175");
}

/// xAI's long context begins at 200,000 itself: with a system prompt of 190,000 and turns of 1,000 and
/// 1,000, turn t sends 191,000 + 2,000 (t − 1); with 199,000 the first turn sends 200,000.
#[test]
fn a_bound_that_is_long_itself() {
    let scenario = |system: u32| {
        let mut scenario = conversation("grok-4.5", json!(2), "none");
        scenario["workloads"][0]["conversation"]["systemTokens"] = json!(system);
        scenario
    };
    // 200,000 × 4 + 202,000 × 4 + 2,000 × 12 = 1.632
    assert_eq!(run(&scenario(199_000)).total.to_string(), "1.632");
    // 199,999 × 2 + 201,999 × 4 + 1,000 × 6 + 1,000 × 12 = 0.399998 + 0.807996 + 0.018
    assert_eq!(run(&scenario(198_999)).total.to_string(), "1.225994");
}

/// The simulation splits turns as the exact engine does.
#[test]
fn the_float_model_splits_turns_too() {
    let mut scenario = conversation("gpt-5.4", json!(60), "none");
    scenario["workloads"][0]["requests"]["perMonth"] =
        json!({ "low": 0.999999999, "mode": 1, "high": 1.000000001 });
    scenario["workloads"][0]["conversation"]["answerTokens"] =
        json!({ "low": 999.9999999, "mode": 1_000, "high": 1_000.0000001 });
    scenario["uncertainty"] = json!({ "draws": 101 });
    let bands = run(&scenario).bands.unwrap();
    assert!(
        (bands.total_p50 - 57.84).abs() < 1e-5,
        "{}",
        bands.total_p50
    );
}

/// The longest prompt at the short price.
fn last_short(model: &str) -> u32 {
    match model {
        "grok-4.5" => 199_999,
        "claude-haiku-5-5" => 100_000,
        "gemini-3.1-pro-preview" => 200_000,
        _ => 272_000,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Longer prompts never cost less, and the step at a bound is flagged, exactly there.
    #[test]
    fn a_crossed_tier_is_flagged(
        model in prop_oneof![
            Just("gpt-5.4"), Just("gpt-5.6-luna"), Just("grok-4.5"), Just("claude-haiku-5-5"),
            Just("gemini-3.1-pro-preview"),
        ],
        below in 0u32..99_000,
        above in 0u32..50_000,
        cached in 0u32..=100,
    ) {
        let last_short = last_short(model);
        let of = |tokens: u32| {
            let cached = u64::from(tokens) * u64::from(cached) / 100;
            run(&json!({
                "version": 1, "start": "2026-11-20", "months": 1,
                "workloads": [{ "name": "w", "model": model, "requests": { "perMonth": 10 },
                    "request": { "inputTokens": tokens, "cachedInputTokens": cached, "outputTokens": 100 } }]
            }))
        };
        let (short, edge) = (of(last_short - below), of(last_short));
        let (over, far) = (of(last_short + 1), of(last_short + 1 + above));
        prop_assert!(!crosses(&short) && !crosses(&edge));
        prop_assert!(crosses(&over) && crosses(&far));
        prop_assert!(short.total <= edge.total && edge.total < over.total && over.total <= far.total);
    }

    /// A conversation costs what its turns cost one by one, on either side of a bound.
    #[test]
    fn a_conversation_is_the_sum_of_its_turns(
        turns in 1u32..12, system in 150_000u32..290_000, user in 1u32..9_000, answer in 0u32..9_000,
    ) {
        let whole = json!({
            "version": 1, "start": "2026-11-20", "months": 1,
            "workloads": [{ "name": "w", "model": "gpt-5.4", "requests": { "perMonth": 7 },
                "conversation": { "turns": turns, "systemTokens": system, "userTokens": user, "answerTokens": answer } }]
        });
        let each: Vec<Value> = (1..=turns)
            .map(|turn| json!({ "name": format!("turn {turn}"), "model": "gpt-5.4", "requests": { "perMonth": 7 },
                "request": { "inputTokens": system + turn * user + (turn - 1) * answer, "outputTokens": answer } }))
            .collect();
        let apart = json!({ "version": 1, "start": "2026-11-20", "months": 1, "workloads": each });
        prop_assert_eq!(run(&whole).total, run(&apart).total);
    }
}
