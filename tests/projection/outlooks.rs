//! Rate limits, simulation, levers, comparison: against figures worked out by hand.

use serde_json::{Map, Value, json};
use tokenfare::pricing::Catalog;
use tokenfare::projection::{Projection, Scenario, compare_scenarios, project};

fn run(scenario: &Value) -> Projection {
    project(
        &Scenario::from_value(scenario).unwrap(),
        Catalog::embedded().unwrap(),
    )
    .unwrap()
}

const MINI: &str = "gpt-4o-mini-2024-07-18";

#[test]
fn a_rate_limit_passed_in_month_7() {
    // 6,000 requests a day in the first month, 2,000 more each month; a tenth of them in the busiest
    // hour: 600 / 60 = 10 a minute in January, 20 / 6 more each month. The limit of 29 is passed by
    // 10 + 6 × 3.33 = 30 in July.
    let projection = run(&json!({
        "version": 1, "start": "2027-01-01", "months": 12,
        "workloads": [{
            "name": "w", "model": MINI,
            "requests": { "perDay": 6_000 },
            "growth": { "kind": "linear", "perMonth": 2_000 },
            "request": { "inputTokens": 900, "outputTokens": 100 },
            "peakHourShare": 0.1, "latencySeconds": 3
        }],
        "limits": { "requestsPerMinute": 29, "tokensPerMinute": 1_000_000 }
    }));
    let limit = &projection.limits.as_ref().unwrap()[0];
    assert_eq!(limit.binding, Some("requestsPerMinute"));
    assert_eq!(limit.first_exceeded.as_deref(), Some("2027-07"));
    // In December 28,000 a day: 2,800 / 60
    assert!((limit.required_requests_per_minute - 2_800.0 / 60.0).abs() < 1e-9);
    assert!((limit.required_tokens_per_minute - 2_800_000.0 / 60.0).abs() < 1e-6);
    assert!((limit.utilisation - 2_800.0 / 60.0 / 29.0).abs() < 1e-9);
    // Little: 46.67 / 60 × 3
    assert!((limit.concurrency - 2.333_333).abs() < 1e-5);
    assert_eq!(limit.wait_seconds.unwrap().mean, None);
    assert!(
        projection
            .warnings
            .iter()
            .any(|w| w.code.as_str() == "RATE_LIMIT_EXCEEDED")
    );
}

#[test]
fn the_usage_tier_that_would_do() {
    let scenario = |tier: &str| {
        json!({
            "version": 1, "start": "2026-11-20", "months": 1,
            "workloads": [{
                "name": "w", "model": "gpt-4o", "requests": { "perDay": 100_000 },
                "request": { "inputTokens": 9_000, "outputTokens": 1_000 }
            }],
            "limits": { "tier": tier }
        })
    };
    // 100,000 / 24 / 60 × 10,000 = 694,444 tokens a minute: more than tier 2 (450,000), less than
    // tier 3 (800,000).
    let projection = run(&scenario("tier_2"));
    let limit = &projection.limits.as_ref().unwrap()[0];
    assert_eq!(limit.tier.as_deref(), Some("tier 2"));
    assert_eq!(limit.binding, Some("tokensPerMinute"));
    let enough = limit.sufficient_tier.as_ref().unwrap();
    assert_eq!(enough.tier, "tier 3");
    assert!(enough.qualification.as_ref().unwrap().contains("$100"));

    let error = Scenario::from_value(&scenario("tier 9"))
        .and_then(|s| project(&s, Catalog::embedded().unwrap()))
        .unwrap_err();
    assert!(error.to_string().contains("limits.tier"), "{error}");
}

fn uncertain(seed: u64) -> Value {
    json!({
        "version": 1, "start": "2027-01-01", "months": 6,
        "workloads": [{
            "name": "w", "model": MINI,
            "requests": { "perDay": { "low": 5_000, "mode": 10_000, "high": 30_000 } },
            "growth": { "kind": "compound", "perMonth": { "low": 0, "mode": 0.05, "high": 0.2 } },
            "request": { "inputTokens": 1_000, "outputTokens": { "p50": 200, "p95": 900 } }
        }],
        "budget": { "monthly": 150 },
        "uncertainty": { "draws": 20_000, "seed": seed }
    })
}

#[test]
fn the_simulation_is_repeatable_and_near_the_theory() {
    let one = run(&uncertain(7)).bands.unwrap();
    assert_eq!(one, run(&uncertain(7)).bands.unwrap());
    assert_ne!(one.p50, run(&uncertain(8)).bands.unwrap().p50);
    assert!(one.p10.iter().zip(&one.p50).all(|(a, b)| a < b));
    assert!(one.p50.iter().zip(&one.p90).all(|(a, b)| a < b));
    // The mean of the first month: E[perDay] = (5,000 + 40,000 + 30,000) / 6 = 12,500; the mean of
    // the log-normal output is 200·e^(σ²/2), σ = ln 4.5 / 1.644854 = 0.914416, so 303.80;
    // 31 × 12,500 × (0.00015 + 303.80 × 0.0000006) = 128.76
    let only_first = {
        let mut scenario = uncertain(7);
        scenario["months"] = json!(1);
        run(&scenario).bands.unwrap()
    };
    assert!(
        (only_first.total_mean - 128.76).abs() < 1.5,
        "{}",
        only_first.total_mean
    );
}

#[test]
fn the_seed_gives_these_digits_on_every_platform() {
    let bands = run(&uncertain(1)).bands.unwrap();
    // Written down from a run on x86-64 Linux; the npm package's tests hold the same digits.
    let digits: Vec<String> = [bands.total_p10, bands.total_p50, bands.total_p90]
        .iter()
        .map(f64::to_string)
        .collect();
    assert_eq!(
        digits,
        include_str!("../fixtures/projection_digits.txt")
            .lines()
            .collect::<Vec<_>>()
    );
}

#[test]
fn sensitivity_is_exact_and_sorted() {
    let sensitivity = run(&uncertain(1)).sensitivity.unwrap();
    assert_eq!(sensitivity.len(), 3);
    let swing: Vec<f64> = sensitivity
        .iter()
        .map(|s| s.high.to_f64() - s.low.to_f64())
        .collect();
    assert!(swing.windows(2).all(|pair| pair[0] >= pair[1]));
    let shares: f64 = sensitivity.iter().filter_map(|s| s.variance_share).sum();
    assert!((shares - 1.0).abs() < 1e-9);
}

/// Nothing is uncertain: each input a tenth lower and higher, the widest first.
#[test]
fn sensitivity_of_fixed_inputs() {
    let mut scenario = json!({
        "version": 1, "start": "2026-11-20", "months": 1, "monthLength": 30,
        "workloads": [{
            "name": "w", "model": MINI, "requests": { "perDay": 10_000 },
            "request": { "inputTokens": 1_000, "cachedInputTokens": 1_000, "outputTokens": 100 }
        }]
    });
    let entries = |scenario: &Value| -> Vec<(String, String, String)> {
        let list = run(scenario).sensitivity.unwrap();
        let text = list.into_iter();
        text.map(|s| (s.path, s.low.to_string(), s.high.to_string()))
            .collect()
    };
    let row = |field: &str, low: &str, high: &str| {
        (
            format!("workloads[0].{field}"),
            low.to_owned(),
            high.to_owned(),
        )
    };
    // 300,000 × (1,000 × 0.075 + 100 × 0.60) / 1M = 40.5. A tenth of all is 4.05, of the answers 1.8. The
    // prompt and its cached part are the same tokens: neither can be moved both ways alone.
    let requests = row("requests.perDay", "36.45", "44.55");
    let answers = row("request.outputTokens", "38.7", "42.3");
    assert_eq!(entries(&scenario), [requests.clone(), answers.clone()]);
    // With 800 cached: 300,000 × (200 × 0.15 + 800 × 0.075 + 60) / 1M = 45; 100 tokens more of prompt,
    // not cached, are 4.5, 80 more of it cached save 1.8.
    scenario["workloads"][0]["request"]["cachedInputTokens"] = json!(800);
    assert_eq!(
        entries(&scenario),
        [
            row("request.inputTokens", "40.5", "49.5"),
            row("requests.perDay", "40.5", "49.5"),
            row("request.cachedInputTokens", "46.8", "43.2"),
            row("request.outputTokens", "43.2", "46.8"),
        ]
    );
}

/// A warning about a further step names the quantities of that step.
#[test]
fn a_warning_about_a_step_names_the_step() {
    let projection = run(&json!({
        "version": 1, "start": "2026-11-20", "months": 1,
        "workloads": [{
            "name": "w", "model": MINI, "requests": { "perDay": 1 },
            "request": { "inputTokens": 1_000 },
            // More than the 128,000 tokens of the context window.
            "steps": [{ "model": MINI, "request": { "inputTokens": 200_000 } }]
        }]
    }));
    let overflow = projection
        .warnings
        .iter()
        .find(|w| w.code.as_str() == "CONTEXT_OVERFLOW");
    let path = overflow.unwrap().path.as_deref();
    assert_eq!(path, Some("workloads[0].steps[0].request.inputTokens"));
}

/// The dearest workload may move to another vendor; the lever says what it assumes.
#[test]
fn another_vendors_model_is_a_lever_of_the_costliest_workload() {
    let scenario = json!({
        "version": 1, "start": "2026-11-20", "months": 2,
        "workloads": [
            { "name": "small", "model": "claude-opus-5-5", "requests": { "perDay": 1 },
              "request": { "inputTokens": 100, "outputTokens": 10 } },
            { "name": "large", "model": "claude-opus-5-5", "requests": { "perDay": 1_000 },
              "request": { "inputTokens": 1_000, "outputTokens": 100,
                           "images": [{ "width": 500, "height": 500 }] } }
        ]
    });
    let levers = run(&scenario).levers;
    let elsewhere: Vec<_> = levers
        .iter()
        .filter(|l| l.name == "other-provider")
        .collect();
    let [lever] = elsewhere.as_slice() else {
        panic!("{levers:?}");
    };
    assert_eq!(lever.workload, "large");
    assert!(
        lever
            .explanation
            .contains("each vendor counts them in its own way")
    );
    let patch = serde_json::to_value(&lever.patch).unwrap();
    let id = patch["workloads"][1]["model"].as_str().unwrap();
    let model = Catalog::embedded().unwrap().resolve(id, false).unwrap();
    assert_ne!(model.provider(), "anthropic");
    assert!(
        model.record().input.iter().any(|m| m.as_str() == "image"),
        "{id}"
    );
}

#[test]
fn without_spread_every_case_is_the_base() {
    let mut scenario = uncertain(1);
    scenario["workloads"][0]["requests"]["perDay"] =
        json!({ "low": 10_000, "mode": 10_000, "high": 10_000 });
    scenario["workloads"][0]["growth"]["perMonth"] = json!({ "samples": [0.05, 0.05] });
    scenario["workloads"][0]["request"]["outputTokens"] = json!({ "p50": 200, "p95": 200 });
    let projection = run(&scenario);
    let bands = projection.bands.unwrap();
    let base: Vec<f64> = projection.months.iter().map(|m| m.cost.to_f64()).collect();
    assert_eq!(bands.p10, base);
    assert_eq!(bands.p90, base);
    assert_eq!(bands.total_p50, projection.total.to_f64());
    assert_eq!(bands.probability_over_budget, Some(0.0));
}

/// Fixed costs are paid in any case; what a hard budget holds back are requests, in exact months, in
/// sensitivities and in simulated months alike.
#[test]
fn a_hard_budget_below_the_fixed_costs_holds_back_every_request() {
    let projection = run(&json!({
        "version": 1, "start": "2027-01-01", "months": 2,
        "workloads": [{
            "name": "w", "model": MINI,
            "requests": { "perDay": { "low": 5_000, "mode": 10_000, "high": 30_000 } },
            "request": { "inputTokens": 1_000, "outputTokens": 100 }
        }],
        "fixed": [{ "name": "fee", "amount": 150, "every": "once" }, { "name": "seat", "amount": 60 }],
        "budget": { "monthly": 100, "hard": true },
        "uncertainty": { "draws": 200 }
    }));
    // January: 150 + 60 are paid, no request is served. February: 60 of 100 are paid, and at least
    // 28 × 5,000 × (1,000 × 0.15 + 100 × 0.60) / 1M = 29.4 are asked for, 58.8 by the mode.
    let months: Vec<f64> = projection.months.iter().map(|m| m.cost.to_f64()).collect();
    assert_eq!(months, [210.0, 100.0]);
    let bands = projection.bands.unwrap();
    assert_eq!(
        (bands.p10[0], bands.p50[0], bands.p90[0]),
        (210.0, 210.0, 210.0)
    );
    assert_eq!((bands.p50[1], bands.p90[1]), (100.0, 100.0));
    assert!(bands.p10[1] > 60.0 + 29.4 && bands.p10[1] <= 100.0);
    for input in projection.sensitivity.unwrap() {
        assert!(input.low.to_f64() >= 210.0 + 60.0 + 29.4 && input.high.to_f64() <= 310.0);
    }
}

/// The budget outlook and its probabilities speak of what is asked for, served or not, whether the
/// inputs are uncertain or not.
#[test]
fn a_hard_budget_is_exceeded_by_what_is_asked_for() {
    for per_day in [
        json!(10_000),
        json!({ "low": 9_999.99, "mode": 10_000, "high": 10_000.01 }),
    ] {
        let projection = run(&json!({
            "version": 1, "start": "2027-01-01", "months": 2,
            "workloads": [{
                "name": "w", "model": MINI, "requests": { "perDay": per_day },
                "request": { "inputTokens": 1_000, "outputTokens": 100 }
            }],
            // January asks for 31 × 2.1 = 65.1, February for 28 × 2.1 = 58.8.
            "budget": { "monthly": 60, "hard": true },
            "uncertainty": { "draws": 50 }
        }));
        let bands = projection.bands.unwrap();
        assert_eq!(bands.probability_over_budget, Some(1.0));
        assert_eq!(bands.probability_over_budget_by_month, Some(vec![1.0, 0.0]));
    }
}

/// A minimum per use concerns single uses; quantities of a projection are averages over many, in the
/// simulation as in the exact months.
#[test]
fn simulated_months_price_averages_as_exact_months_do() {
    // 10 seconds of each file are billed at least; 3,100 files of 4 seconds are 12,400 seconds:
    // 12,400 × 0.111 / 3,600
    let projection = run(&json!({
        "version": 1, "start": "2027-01-01", "months": 1,
        "workloads": [{
            "name": "w", "model": "whisper-large-v3", "requests": { "perDay": 100 },
            "request": { "audioInputSeconds": { "low": 3.999, "mode": 4, "high": 4.001 } }
        }],
        "uncertainty": { "draws": 50 }
    }));
    let bands = projection.bands.unwrap();
    let exact = 12_400.0 * 0.111 / 3_600.0;
    assert!((projection.total.to_f64() / exact - 1.0).abs() < 1e-9);
    assert!(
        (bands.total_p50 / exact - 1.0).abs() < 1e-3,
        "{}",
        bands.total_p50
    );
}

/// The compiled model against the exact engine: an input with a hair's breadth of spread.
#[test]
fn the_float_model_agrees_with_the_exact_engine() {
    for (workload, field) in [
        (
            json!({ "name": "w", "model": "gpt-4o-2024-11-20", "requests": { "perMonth": 1000 },
            "batchShare": 0.25, "retries": { "rate": 0.1, "max": 2, "billedOutputShare": 0.3 },
            "growth": { "kind": "compound", "perMonth": 0.1 },
            "seasonality": { "weekdays": [1, 1, 1, 1, 1, 0.5, 0.2] },
            "request": { "inputTokens": 3000, "outputTokens": 500, "webSearchCalls": 1 },
            "cache": { "prefixTokens": 2048, "hitRate": 0.6 },
            "steps": [{ "model": MINI, "share": 0.2, "request": { "inputTokens": 800 } }] }),
            "/request/outputTokens",
        ),
        (
            json!({ "name": "w", "model": "gpt-4o-2024-11-20", "requests": { "perDay": 100 },
            "growth": { "kind": "logistic", "capacity": 5000, "rate": 0.8, "midpoint": 3 },
            "conversation": { "turns": 12, "systemTokens": 1500, "userTokens": 70, "answerTokens": 250,
                "caching": "automatic", "gapSeconds": 200 } }),
            "/conversation/answerTokens",
        ),
        (
            json!({ "name": "w", "model": "claude-sonnet-4-5", "requests": { "users": 50, "perUserPerDay": 3 },
            "conversation": { "turns": 9, "systemTokens": 1500, "userTokens": 70, "answerTokens": 250,
                "caching": "explicit", "maxContext": 2500 } }),
            "/conversation/userTokens",
        ),
    ] {
        let mut scenario = json!({
            "version": 1, "start": "2027-01-01", "months": 5, "markup": 0.1,
            "priceChangePerYear": -0.2, "workloads": [workload],
            "uncertainty": { "draws": 101 }
        });
        let place = format!("/workloads/0{field}");
        let base = scenario.pointer(&place).unwrap().as_f64().unwrap();
        *scenario.pointer_mut(&place).unwrap() =
            json!({ "low": base * (1.0 - 1e-9), "mode": base, "high": base * (1.0 + 1e-9) });
        let projection = run(&scenario);
        let bands = projection.bands.unwrap();
        for (month, p50) in projection.months.iter().zip(&bands.p50) {
            let exact = month.cost.to_f64();
            assert!((p50 / exact - 1.0).abs() < 1e-6, "{field}: {p50} {exact}");
        }
    }
}

fn merge(target: &mut Value, patch: &Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (name, value) in patch {
                merge(target.entry(name).or_insert(Value::Null), value);
            }
        }
        (target, patch) => *target = patch.clone(),
    }
}

#[test]
fn a_levers_patch_gives_exactly_its_saving() {
    let scenario = json!({
        "version": 1, "start": "2026-11-20", "months": 4, "markup": 0.19,
        "workloads": [
            { "name": "summaries", "model": "gpt-4o-2024-11-20", "requests": { "perDay": 2000 },
              "growth": { "kind": "compound", "perMonth": 0.07 },
              "request": { "inputTokens": 6000, "outputTokens": 700,
                           "images": [{ "width": 1024, "height": 1024, "detail": "high" }] } },
            { "name": "chat", "model": "gpt-4o-2024-11-20", "requests": { "perDay": 300 },
              "latencySeconds": 4,
              "conversation": { "turns": 14, "systemTokens": 1800, "userTokens": 60, "answerTokens": 200 } }
        ],
        "fixed": [{ "name": "fee", "amount": 20 }]
    });
    let base = run(&scenario);
    assert!(base.levers.len() >= 6, "{:?}", base.levers);
    for pair in base.levers.windows(2) {
        assert!(pair[0].saves >= pair[1].saves);
    }
    for lever in &base.levers {
        let mut patched = scenario.clone();
        merge(&mut patched, &serde_json::to_value(&lever.patch).unwrap());
        let saved = base.total.checked_sub(run(&patched).total).unwrap();
        assert_eq!(saved, lever.saves, "{}", lever.name);
        // The chat has a latency to keep.
        if lever.workload == "chat" {
            assert!(!["batch", "flex"].contains(&lever.name));
        }
    }
    let names: Vec<&str> = base.levers.iter().map(|lever| lever.name).collect();
    for wanted in [
        "batch",
        "cheaper-model",
        "prompt-caching",
        "image-detail",
        "cap-output",
    ] {
        assert!(names.contains(&wanted), "{wanted} in {names:?}");
    }
}

#[test]
fn a_fine_tune_that_never_pays() {
    // A tuned call of gpt-4o costs more per token than the plain one; with 1,200 tokens in and 2,000
    // out, what the shorter prompt saves is less than what the more expensive answer costs.
    let projection = run(&json!({
        "version": 1, "start": "2026-11-20", "months": 12,
        "workloads": [{
            "name": "w", "model": "gpt-4o-2024-08-06", "requests": { "perDay": 100_000 },
            "request": { "inputTokens": 1_200, "outputTokens": 2_000 }
        }]
    }));
    assert!(
        projection
            .levers
            .iter()
            .all(|lever| lever.name != "fine-tune")
    );
}

#[test]
fn scenarios_side_by_side_add_up_exactly() {
    let base = json!({
        "version": 1, "start": "2026-11-20", "months": 3, "monthLength": 30,
        "workloads": [{
            "name": "w", "model": MINI, "requests": { "perDay": 10_000 },
            "request": { "inputTokens": 50, "outputTokens": 100 }
        }]
    });
    let mut workload = base["workloads"][0].clone();
    workload["requests"]["perDay"] = json!(20_000);
    workload["model"] = json!("gpt-4o-2024-05-13");
    workload["request"]["outputTokens"] = json!(50);
    let variants: Map<String, Value> = serde_json::from_value(json!({
        "big": { "workloads": [workload], "markup": 0.1 },
        "same": {},
        "longer": { "months": 6 }
    }))
    .unwrap();
    let compared = compare_scenarios(&base, &variants, Catalog::embedded().unwrap()).unwrap();
    let text = |name: &str| {
        let d = compared.deltas.get(name).unwrap();
        [d.total, d.volume, d.mix, d.price, d.other].map(|m| m.to_string())
    };
    // 60.75 → twice as much 121.5 → on the large model 3,150 → with 10 % 3,465 → with half of the
    // answers: 20,000 × 90 × (0.00025 + 0.00075) × 1.1 = 1,980
    assert_eq!(text("big"), ["1919.25", "60.75", "3028.5", "315", "-1485"]);
    assert_eq!(text("same"), ["0", "0", "0", "0", "0"]);
    assert_eq!(text("longer"), ["60.75", "60.75", "0", "0", "0"]);
}

#[test]
fn a_model_that_leaves_is_said_once() {
    let said = |months: u32| {
        let workload = |name: &str| {
            json!({ "name": name, "model": "gpt-4o-mini", "requests": { "perDay": 1 },
                "request": { "inputTokens": 50, "outputTokens": 100 } })
        };
        let projection = run(
            &json!({ "version": 1, "start": "2026-11-20", "months": months,
                "workloads": [workload("a"), workload("b")] }),
        );
        let said: Vec<(&str, String, Option<String>)> = projection
            .warnings
            .into_iter()
            .filter(|warning| warning.code.as_str().starts_with("MODEL_"))
            .map(|warning| (warning.code.as_str(), warning.message, warning.path))
            .collect();
        said
    };
    let first = Some("workloads[0].model".to_owned());
    assert_eq!(
        said(1),
        [(
            "MODEL_DEPRECATED",
            "gpt-4o-mini is deprecated since 2026-10-14 and retires on 2027-01-14; the vendor \
             recommends gpt-6-luna"
                .to_owned(),
            first.clone()
        )]
    );
    assert_eq!(
        said(12),
        [(
            "MODEL_RETIRES_IN_HORIZON",
            "gpt-4o-mini is deprecated since 2026-10-14 and retires on 2027-01-14, within the \
             scenario; its cost is counted to the end all the same"
                .to_owned(),
            first
        )]
    );
}
