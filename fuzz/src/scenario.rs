//! Arbitrary text and mutated scenarios give an error or a projection whose parts add up, in
//! bounded time, never a panic.

use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokenfare::pricing::Catalog;
use tokenfare::projection::{Dollars, SCENARIO_SCHEMA, Scenario, compare_scenarios, project};

use super::mutation::{Choices, mutate, words};

/// Values that the schema does not list.
const VALUES: &[&str] = &[
    "gpt-5.4",
    "gpt-5.6-luna",
    "gpt-5.6-sol",
    "claude-opus-5-5",
    "claude-sonnet-5-5",
    "grok-4.5",
    "gemini-3.6-flash",
    "deepseek-v4-pro",
    "whisper-1",
    "gpt-image-2",
    "text-embedding-3-small",
    "gpt-4o-mini",
    "ft:gpt-4.1-mini:x",
    "dall-e-3",
    "nothing",
    "standard",
    "batch",
    "flex",
    "priority",
    "ultrafast",
    "tier 1",
    "tier 5",
    "1024x1024",
    "2026-08-20",
    "2027-02-28",
    "2028-02-29",
    "0001-01-01",
    "9999-12-31",
    "2027-02-30",
];

static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| words(SCENARIO_SCHEMA, VALUES));

fn seeds() -> [Value; 5] {
    let chat = json!({
        "name": "chat", "model": "gpt-5.6-luna",
        "requests": { "users": { "low": 800, "mode": 1500, "high": 6000 }, "perUserPerDay": 2 },
        "growth": { "kind": "compound", "perMonth": { "low": 0.05, "mode": 0.15, "high": 0.3 } },
        "conversation": {
            "turns": 6, "systemTokens": 1500, "userTokens": 60,
            "answerTokens": { "p50": 180, "p95": 600 }, "caching": "automatic", "gapSeconds": 45
        },
        "peakHourShare": 0.12, "latencySeconds": 4
    });
    [
        json!({ "version": 1, "start": "2027-01-01", "months": 12, "workloads": [chat],
            "budget": { "monthly": 100 }, "limits": { "tier": "tier 1" }, "uncertainty": { "seed": 1 } }),
        json!({ "version": 1, "start": "2026-11-20", "months": 3, "monthLength": 30, "workloads": [{
            "name": "w", "model": [{ "model": "gpt-5.4", "share": 0.25 }, { "model": "gpt-5.4-mini", "share": 0.75 }],
            "batchShare": 0.5, "requests": { "perDay": 1000, "activeDays": "weekdays" },
            "growth": { "kind": "steps", "steps": [{ "month": 2, "factor": 3 }] },
            "seasonality": { "months": [1,1,1,1,1,1,1,1,1,1,1,1], "weekdays": [1,1,1,1,1,0.5,0.5] },
            "request": { "inputTokens": 5000, "outputTokens": { "samples": [10, 200, 3000] }, "images": [{ "width": 800, "height": 600 }] },
            "cache": { "prefixTokens": 3000, "hitRate": 0.8 }, "responseCacheHitRate": 0.1,
            "retries": { "rate": 0.05, "max": 3, "billedOutputShare": 0.5 } }] }),
        json!({ "version": 1, "start": "2028-01-31", "months": 6, "workloads": [{
            "name": "w", "model": "claude-sonnet-5-5", "tier": "standard", "requests": { "perMonth": 30000 },
            "growth": { "kind": "logistic", "capacity": 5000, "rate": 0.5, "midpoint": 6 },
            "request": { "inputTokens": 250000, "outputTokens": 100 } }],
            "fixed": [{ "name": "f", "amount": 20, "every": "month" },
                { "name": "t", "model": "gpt-4.1-mini", "quantities": { "trainingTokens": 1000000 }, "every": "once" }],
            "budget": { "monthly": 50, "thresholds": [0.5, 1], "hard": true }, "markup": 0.2, "priceChangePerYear": -0.3 }),
        json!({ "version": 1, "months": 24, "workloads": [{
            "name": "w", "model": "whisper-1", "requests": { "perDay": 10 },
            "growth": { "kind": "linear", "perMonth": 5 }, "request": { "audioInputSeconds": 90 } }],
            "credits": { "grants": [{ "amount": 10, "expires": "2027-01-01" }, { "amount": 5, "from": "2027-02-01" }],
                "autoRecharge": { "below": 1, "amount": 10, "monthlyMax": 30 } } }),
        json!({ "version": 1, "months": 2, "workloads": [{
            "name": "d", "model": "gpt-5.4", "requests": { "perDay": 5 },
            "steps": [{ "name": "sum", "model": "gpt-5.4-nano", "request": { "inputTokens": 1000, "outputTokens": 10 } },
                { "name": "embed", "model": "text-embedding-3-small", "request": { "inputTokens": 1000 } }] }],
            "limits": { "requestsPerMinute": 3, "tokensPerDay": 1000000 } }),
    ]
}

/// A large scenario may take long; the fuzzer looks for small ones that do.
fn tame(scenario: &mut Value) {
    let draws = scenario.pointer_mut("/uncertainty/draws");
    match draws {
        Some(draws) if draws.as_f64().is_none_or(|n| n <= 200.0) => {}
        Some(draws) => *draws = json!(200),
        None => {
            if let Some(uncertainty) = scenario
                .get_mut("uncertainty")
                .and_then(Value::as_object_mut)
            {
                uncertainty.insert("draws".to_owned(), json!(200));
            } else if let Some(scenario) = scenario.as_object_mut() {
                scenario
                    .entry("uncertainty")
                    .or_insert_with(|| json!({ "draws": 200 }));
            }
        }
    }
}

fn check(scenario: &Scenario) {
    let catalog = Catalog::embedded().expect("the shipped catalog");
    if let Ok(projection) = project(scenario, catalog) {
        let sum = projection
            .lines
            .iter()
            .try_fold(Dollars::ZERO, |sum, line| sum.checked_add(line.amount));
        assert_eq!(sum, Some(projection.total), "lines add up to the total");
        let months = projection
            .months
            .iter()
            .try_fold(Dollars::ZERO, |sum, month| sum.checked_add(month.cost));
        assert_eq!(months, Some(projection.total), "months add up to the total");
        for lever in &projection.levers {
            assert!(lever.saves > Dollars::ZERO, "{} saves nothing", lever.name);
        }
    }
}

/// CPU time of this thread, which does not grow while other programs run; 0 on systems other than
/// Linux.
fn time_on_cpu() -> Duration {
    let nanoseconds = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// Runs the target.
pub fn run(bytes: &[u8]) {
    let started = time_on_cpu();
    let mut choices = Choices::new(bytes);
    let mode = choices.byte();
    if mode.is_multiple_of(4) {
        let Ok(text) = std::str::from_utf8(bytes.get(1..).unwrap_or_default()) else {
            return;
        };
        let Ok(scenario) = Scenario::from_json(text) else {
            return;
        };
        let uncertainty = scenario.uncertainty.as_ref();
        let draws = uncertainty
            .and_then(|u| u.draws)
            .map_or(10_000, |draws| draws.get());
        if scenario.months.get() > 36 || scenario.workloads.len() > 8 || draws > 1_000 {
            return;
        }
        check(&scenario);
    } else {
        let seeds = seeds();
        let mut value = choices.one_of(&seeds).clone();
        mutate(&mut value, &WORDS, &mut choices);
        tame(&mut value);
        if mode % 4 == 1 {
            let mut variant = choices.one_of(&seeds).clone();
            mutate(&mut variant, &WORDS, &mut choices);
            tame(&mut variant);
            let variants = Map::from_iter([("v".to_owned(), variant)]);
            let catalog = Catalog::embedded().expect("the shipped catalog");
            let _ = compare_scenarios(&value, &variants, catalog);
        } else if let Ok(scenario) = Scenario::from_json(&value.to_string()) {
            check(&scenario);
        }
    }
    let took = time_on_cpu().saturating_sub(started);
    assert!(took < Duration::from_secs(1), "took {took:?}");
}
