//! Golden scenarios, each with its arithmetic written out.

use serde_json::{Value, json};
use tokenfare::pricing::{Catalog, CatalogOverrides};
use tokenfare::projection::{Projection, Scenario, project};

fn run(scenario: Value) -> Projection {
    run_on(scenario, Catalog::embedded().unwrap())
}

fn run_on(scenario: Value, catalog: &Catalog) -> Projection {
    project(&Scenario::from_value(&scenario).unwrap(), catalog).unwrap()
}

fn total(scenario: Value) -> String {
    run(scenario).total.to_string()
}

const MINI: &str = "gpt-4o-mini-2024-07-18";

fn chatbot(model: &str, months: u32, month_length: Value) -> Value {
    json!({
        "version": 1, "start": "2026-11-20", "months": months, "monthLength": month_length,
        "workloads": [{
            "name": "chatbot", "model": model,
            "requests": { "perDay": 10_000 },
            "request": { "inputTokens": 50, "outputTokens": 100 }
        }]
    })
}

#[test]
fn a_chatbot_with_equal_months() {
    // 50 × 0.15 / 1M + 100 × 0.60 / 1M = 0.0000675; × 10,000 × 30 = 20.25
    assert_eq!(total(chatbot(MINI, 1, json!(30))), "20.25");
    assert_eq!(total(chatbot(MINI, 1, json!(1))), "0.675");
    // 50 × 5 / 1M + 100 × 15 / 1M = 0.00175; × 10,000 × 30 = 525
    assert_eq!(total(chatbot("gpt-4o-2024-05-13", 1, json!(30))), "525");
    assert_eq!(total(chatbot("gpt-4o-2024-05-13", 1, json!(1))), "17.5");
}

#[test]
fn video_citations_and_storage_in_a_scenario() {
    let once = |model: &str, request: Value| {
        total(json!({
            "version": 1, "start": "2026-11-18", "months": 1, "monthLength": 1,
            "workloads": [{
                "name": "once", "model": model,
                "requests": { "perMonth": 1 }, "request": request
            }]
        }))
    };
    // Video costs as text does: 1,000 × 0.30 / 1M + 10 × 2.50 / 1M.
    let watched = json!({ "inputTokens": 1000, "videoInputTokens": 400, "outputTokens": 10 });
    assert_eq!(once("gemini-2.5-flash", watched), "0.000325");
    // 1,000 × 2 / 1M + 10 × 8 / 1M + 500 × 2 / 1M.
    let cited = json!({ "inputTokens": 1000, "outputTokens": 10, "citationTokens": 500 });
    assert_eq!(once("sonar-deep-research", cited), "0.00308");
    // One GB is free on each of 30 days: (90 − 30) × 0.10.
    let stored = json!({ "storageGbDays": 90, "storageDays": 30 });
    assert_eq!(once("gpt-4o", stored), "6");
    // 2,000,000 token-hours × 0.50 / 1M.
    let cached = json!({ "cacheStorageTokenHours": 2_000_000 });
    assert_eq!(once("gemini-3.8-flash", cached), "1");
}

#[test]
fn articles_at_a_monthly_volume() {
    let articles = |model: &str| {
        json!({
            "version": 1, "months": 1,
            "workloads": [{
                "name": "articles", "model": model,
                "requests": { "perMonth": 50 },
                "request": { "inputTokens": 500, "outputTokens": 4000 }
            }]
        })
    };
    // 500 × 0.15 / 1M + 4,000 × 0.60 / 1M = 0.002475; × 50 = 0.12375
    assert_eq!(total(articles(MINI)), "0.12375");
    // 500 × 5 / 1M + 4,000 × 15 / 1M = 0.0625; × 50 = 3.125
    assert_eq!(total(articles("gpt-4o-2024-05-13")), "3.125");
}

#[test]
fn documents_summarized_and_embedded_in_two_steps() {
    let projection = run(json!({
        "version": 1, "months": 1,
        "workloads": [{
            "name": "documents", "model": MINI,
            "requests": { "perMonth": 1000 },
            "request": { "inputTokens": 10_000, "outputTokens": 1_000 },
            "steps": [{ "model": "text-embedding-3-small", "request": { "inputTokens": 10_000 } }]
        }]
    }));
    // 10,000 × 0.15 / 1M + 1,000 × 0.60 / 1M = 0.0021; 10,000 × 0.02 / 1M = 0.0002; × 1,000
    assert_eq!(projection.total.to_string(), "2.3");
    let lines: Vec<(&str, &str, &str, String)> = projection
        .lines
        .iter()
        .map(|l| {
            (
                l.model.as_str(),
                l.component,
                l.quantity.as_str(),
                l.amount.to_string(),
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            (MINI, "input", "10000000", "1.5".to_owned()),
            (MINI, "output", "1000000", "0.6".to_owned()),
            (
                "text-embedding-3-small",
                "input",
                "10000000",
                "0.2".to_owned()
            ),
        ]
    );
}

#[test]
fn months_workloads_and_lines_add_up() {
    let projection = run(json!({
        "version": 1, "start": "2027-01-01", "months": 3,
        "workloads": [
            { "name": "a", "model": MINI, "requests": { "perDay": 100 },
              "request": { "inputTokens": 1000, "outputTokens": 500 } },
            { "name": "b", "model": "gpt-4o-2024-05-13", "requests": { "perMonth": 10 },
              "request": { "inputTokens": 1000, "outputTokens": 1000 } }
        ],
        "fixed": [{ "name": "fee", "amount": 7.25 }, { "name": "setup", "amount": 100, "every": "once" }]
    }));
    // a: 0.00045 × 100 a day = 0.045; b: 0.02 × 10 = 0.2
    let months: Vec<String> = projection
        .months
        .iter()
        .map(|m| m.cost.to_string())
        .collect();
    // January 31 × 0.045 + 0.2 + 7.25 + 100, February 28 × …, March 31 × …
    assert_eq!(months, ["108.845", "8.71", "8.845"]);
    assert_eq!(projection.total.to_string(), "126.4");
    let labels: Vec<&str> = projection.months.iter().map(|m| m.month.as_str()).collect();
    assert_eq!(labels, ["2027-01", "2027-02", "2027-03"]);
    assert_eq!(projection.months[1].requests, 2810.0);
}

/// A contract that halves a model's prices from 15 June 2027.
fn with_a_contract() -> Catalog {
    let overrides: CatalogOverrides = serde_json::from_value(json!({
        "models": [],
        "discounts": [{ "model": MINI, "percent": 50, "from": "2027-06-15" }]
    }))
    .unwrap();
    Catalog::embedded().unwrap().extend(&overrides).unwrap()
}

#[test]
fn a_growing_chatbot_over_12_real_months_with_a_discount_from_the_middle() {
    let scenario = json!({
        "version": 1, "start": "2027-01-01", "months": 12,
        "workloads": [{
            "name": "chatbot", "model": MINI,
            "requests": { "perDay": 10_000 },
            "growth": { "kind": "linear", "perMonth": 1_000 },
            "request": { "inputTokens": 50, "outputTokens": 100 }
        }]
    });
    let projection = run_on(scenario, &with_a_contract());
    // $0.0000675 a request until 14 June, half of it from 15 June on; 10,000 requests a day in
    // January, 1,000 more each month.
    let months: Vec<String> = projection
        .months
        .iter()
        .map(|m| m.cost.to_string())
        .collect();
    assert_eq!(
        months,
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
            "20.25",    // 20,000 × 30
            "21.97125", // 21,000 × 31
        ]
    );
    assert_eq!(projection.total.to_string(), "259.57125");
}

#[test]
fn compound_growth_weekdays_and_seasons() {
    // 1,000 on each weekday; 10 % more each month; twice as many in February.
    let mut seasons = vec![json!(1); 12];
    seasons[1] = json!(2);
    let projection = run(json!({
        "version": 1, "start": "2027-01-01", "months": 3,
        "workloads": [{
            "name": "w", "model": MINI,
            "requests": { "users": 100, "perUserPerDay": 10, "activeDays": "weekdays" },
            "growth": { "kind": "compound", "perMonth": 0.1 },
            "seasonality": { "months": seasons },
            "request": { "inputTokens": 1_000_000 }
        }]
    }));
    // January 2027: 21 weekdays (1 January is a Friday); February: 20; March: 23.
    let requests: Vec<f64> = projection.months.iter().map(|m| m.requests).collect();
    assert_eq!(requests, [21_000.0, 44_000.0, 27_830.0]);
    // $0.15 each: 92,830 × 0.15
    assert_eq!(projection.total.to_string(), "13924.5");
}

#[test]
fn a_conversation_of_30_turns_with_and_without_caching() {
    let conversation = |caching: &str| {
        run(json!({
            "version": 1, "start": "2026-11-20", "months": 1, "monthLength": 30,
            "workloads": [{
                "name": "chat", "model": "gpt-4o-2024-11-20",
                "requests": { "perMonth": 1000 },
                "conversation": {
                    "turns": 30, "systemTokens": 1536, "userTokens": 64, "answerTokens": 192,
                    "caching": caching
                }
            }]
        }))
    };
    // Input, 30·1,536 + 30·64 + 256·30·29/2 = 46,080 + 1,920 + 111,360 = 159,360; output 5,760.
    // 1,000 × (159,360 × 2.50 + 5,760 × 10) / 1M = 398.4 + 57.6
    assert_eq!(conversation("none").total.to_string(), "456");
    // Read: Σ P(t), t = 1…29, 29·1,600 + 256·29·28/2 = 46,400 + 103,936 = 150,336; all prompts are
    // multiples of 128 or 64 beyond: P(t) = 1,600 + 256(t − 1) = 128·k + 64, so each read loses 64:
    // 150,336 − 29·64 = 148,480. The rest, 10,880, costs the input rate.
    // 1,000 × (10,880 × 2.50 + 148,480 × 1.25 + 5,760 × 10) / 1M = 27.2 + 185.6 + 57.6
    assert_eq!(conversation("automatic").total.to_string(), "270.4");
    // To the token: 1,000 × (9,024 × 2.50 + 150,336 × 1.25 + 57,600) / 1M = 22.56 + 187.92 + 57.6
    assert_eq!(conversation("explicit").total.to_string(), "268.08");
}

#[test]
fn credits_with_three_grants_and_an_expiry() {
    // $0.675 a day from 2027-01-01.
    let mut scenario = chatbot(MINI, 3, json!("calendar"));
    scenario["start"] = json!("2027-01-01");
    scenario["credits"] = json!({ "grants": [
        { "amount": 10 },
        { "amount": 13.5, "expires": "2027-01-11" },
        { "amount": 27, "from": "2027-02-01" }
    ]});
    let credits = run(scenario.clone()).credits.unwrap();
    // The 13.50 expire first and are used first: 10 days × 0.675 = 6.75, the other 6.75 expire.
    assert_eq!(credits.expired_unused.to_string(), "6.75");
    // 11 January on: 10 / 0.675 = 14.8, so 14 days are paid in full, up to 24 January.
    assert_eq!(credits.runs_out_on.unwrap().to_string(), "2027-01-25");
    assert_eq!(credits.runway_days, Some(24));
    // 25 January lacks 0.675 × 15 − 10 = 0.125, 26 to 31 January lack 6 × 0.675; from February on
    // 27 pay 40 days, up to 12 March; 13 to 31 March lack 19 × 0.675.
    // 0.125 + 4.05 + 12.825 = 17
    assert_eq!(credits.unpaid.to_string(), "17");

    scenario["credits"]["autoRecharge"] = json!({ "below": 1, "amount": 5, "monthlyMax": 10 });
    let credits = run(scenario).credits.unwrap();
    // Before a day leaves less than 1: on day n of the 10, 10 − 0.675 n < 1 from n = 14 on, which is
    // 24 January.
    assert_eq!(credits.recharges[0].date.to_string(), "2027-01-24");
    assert_eq!(credits.recharges[0].amount.to_string(), "5");
    assert_eq!(credits.runs_out_on, None);
}

#[test]
fn a_budget_crossed_in_the_middle_of_a_month() {
    // $0.675 a day, $20.925 in January, a budget of $15.
    let mut scenario = chatbot(MINI, 2, json!("calendar"));
    scenario["start"] = json!("2027-01-01");
    scenario["budget"] = json!({ "monthly": 15 });
    let projection = run(scenario.clone());
    let budget = projection.budget.unwrap();
    // 0.675 n ≥ 7.5 at n = 12, ≥ 12 at n = 18, ≥ 15 at n = 23 (15.525).
    let dates: Vec<String> = budget
        .crossings
        .iter()
        .map(|crossing| crossing.date.unwrap().to_string())
        .collect();
    assert_eq!(dates, ["2027-01-12", "2027-01-18", "2027-01-23"]);
    assert_eq!(budget.first_exceeded.unwrap().to_string(), "2027-01-23");
    // 15 / 0.0000675 = 222,222.2
    assert_eq!(budget.affordable_requests_per_month, 222_222.0);
    assert_eq!(projection.total.to_string(), "39.825"); // (31 + 28) × 0.675
    assert!(
        projection
            .warnings
            .iter()
            .any(|w| w.code.as_str() == "BUDGET_EXCEEDED")
    );

    scenario["budget"]["hard"] = json!(true);
    let projection = run(scenario);
    assert_eq!(projection.total.to_string(), "30");
    let unserved = projection
        .lines
        .iter()
        .find(|l| l.component == "unserved")
        .unwrap();
    assert_eq!(unserved.amount.to_string(), "-9.825");
    // 5.925 / 20.925 of 310,000 requests
    let count = projection.months[0].unserved_requests.unwrap();
    assert!((count - 310_000.0 * 5.925 / 20.925).abs() < 1e-3);
}

#[test]
fn an_embedding_re_index() {
    // 2,000,000 chunks of 500 tokens on text-embedding-3-large, once: 1,000M × 0.13 = 130; the same
    // through the batch tier would be a workload. And 4 GB of vectors stored for 90 days.
    let projection = run(json!({
        "version": 1, "start": "2027-01-01", "months": 3,
        "workloads": [],
        "fixed": [
            { "name": "re-index", "every": "once", "model": "text-embedding-3-large",
              "quantities": { "inputTokens": 1_000_000_000u64 } },
            { "name": "server", "every": "day", "amount": 0.5 }
        ]
    }));
    // 130 + 90 days × 0.5
    assert_eq!(projection.total.to_string(), "175");
    assert_eq!(projection.months[0].cost.to_string(), "145.5");
}

#[test]
fn a_router_with_a_batch_share_retries_and_a_response_cache() {
    let projection = run(json!({
        "version": 1, "start": "2026-11-20", "months": 1,
        "workloads": [{
            "name": "w",
            "model": [{ "model": MINI, "share": 0.75 }, { "model": "gpt-4o-2024-11-20", "share": 0.25 }],
            "batchShare": 0.4,
            "requests": { "perMonth": 100_000 },
            "responseCacheHitRate": 0.2,
            "retries": { "rate": 0.1, "max": 1, "billedOutputShare": 0.5 },
            "request": { "inputTokens": 1_000, "outputTokens": 1_000 }
        }]
    }));
    // 80,000 requests reach the API, 1.1 attempts each; failed: 0.11, so output is billed
    // 1.1 − 0.11 + 0.055 = 1.045 times.
    // mini: 60,000 × (1.1 × 0.00015 + 1.045 × 0.0006) = 60,000 × 0.000792 = 47.52
    // 4o:   20,000 × (1.1 × 0.0025 + 1.045 × 0.01) = 20,000 × 0.0132 = 264
    // 40 % at half the price: × 0.8
    assert_eq!(projection.total.to_string(), "249.216");
}

#[test]
fn a_cached_prefix() {
    let run = |hit_rate: f64, prefix: u32| {
        total(json!({
            "version": 1, "start": "2026-11-20", "months": 1,
            "workloads": [{
                "name": "w", "model": MINI,
                "requests": { "perMonth": 1_000_000 },
                "request": { "inputTokens": 2_000 },
                "cache": { "prefixTokens": prefix, "hitRate": hit_rate }
            }]
        }))
    };
    // 2,000 × 0.15 = 300 without.
    assert_eq!(run(0.0, 1_600), "300");
    // 1,600 tokens are 12.5 × 128: 1,536 are cached; half the price, found by 3 in 4:
    // 300 − 0.75 × 1,536 × 0.075 = 300 − 86.4
    assert_eq!(run(0.75, 1_600), "213.6");
    // Below 1,024 tokens nothing is cached.
    assert_eq!(run(0.75, 1_000), "300");
}

#[test]
fn what_if_prices_and_markup() {
    let mut scenario = chatbot(MINI, 13, json!(30));
    scenario["priceChangePerYear"] = json!(-0.3);
    scenario["markup"] = json!(0.19);
    let projection = run(scenario);
    // 20.25 × 1.19; after a year × 0.7
    assert_eq!(projection.months[0].cost.to_string(), "24.0975");
    assert_eq!(projection.months[12].cost.to_string(), "16.86825");
    let sum: f64 = projection.lines.iter().map(|l| l.amount.to_f64()).sum();
    assert!((sum - projection.total.to_f64()).abs() < 1e-9);
}
