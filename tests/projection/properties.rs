//! What holds for every scenario.

use proptest::prelude::*;
use serde_json::{Value, json};
use tokenfare::pricing::Catalog;
use tokenfare::projection::{Dollars, Projection, Scenario, project};

fn run(scenario: &Value) -> Projection {
    let scenario = Scenario::from_value(scenario).unwrap_or_else(|error| panic!("{error}"));
    project(&scenario, Catalog::embedded().unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

fn total(scenario: &Value) -> Dollars {
    run(scenario).total
}

fn workload(name: &'static str) -> impl Strategy<Value = Value> {
    (
        prop_oneof![Just("gpt-4o-mini"), Just("gpt-4o-2024-11-20"), Just("gpt-5-mini")],
        0u32..50_000,
        prop_oneof![
            Just(Value::Null),
            (0u32..30).prop_map(|g| json!({ "kind": "compound", "perMonth": f64::from(g) / 100.0 })),
            (0u32..900).prop_map(|g| json!({ "kind": "linear", "perMonth": g })),
            Just(json!({ "kind": "steps", "steps": [{ "month": 2, "factor": 1.5 }] })),
        ],
        1u32..20_000,
        0u32..3_000,
        proptest::bool::ANY,
        0u32..=100,
    )
        .prop_map(move |(model, per_day, growth, input, output, weekdays, hits)| {
            let mut workload = json!({
                "name": name, "model": model,
                "requests": { "perDay": per_day, "activeDays": if weekdays { "weekdays" } else { "all" } },
                "responseCacheHitRate": f64::from(hits) / 100.0,
                "request": { "inputTokens": input, "outputTokens": output }
            });
            if !growth.is_null() {
                workload["growth"] = growth;
            }
            workload
        })
}

fn scenario() -> impl Strategy<Value = Value> {
    (workload("a"), workload("b"), 1u32..8, 1u32..28, 0u32..500).prop_map(
        |(a, b, months, day, markup)| {
            json!({
                "version": 1, "start": format!("2026-12-{day:02}"), "months": months,
                "markup": f64::from(markup) / 1000.0, "workloads": [a, b],
                "fixed": [{ "name": "fee", "amount": 12.34, "every": "day" }]
            })
        },
    )
}

fn sum(amounts: impl Iterator<Item = Dollars>) -> Dollars {
    amounts.fold(Dollars::ZERO, |a, b| a.checked_add(b).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn lines_and_months_and_workloads_add_up(scenario in scenario(), budget in proptest::option::of(1u32..500)) {
        let mut scenario = scenario;
        if let Some(budget) = budget {
            scenario["budget"] = json!({ "monthly": budget, "hard": true });
        }
        let projection = run(&scenario);
        prop_assert_eq!(sum(projection.lines.iter().map(|l| l.amount)), projection.total);
        prop_assert_eq!(sum(projection.months.iter().map(|m| m.cost)), projection.total);
        for month in &projection.months {
            prop_assert_eq!(sum(month.by_workload.iter().map(|(_, cost)| *cost)), month.cost);
        }
    }

    /// With certain inputs, and with a spread of a billionth, in exact and in simulated months.
    #[test]
    fn the_exact_total_lies_within_its_own_band(
        scenario in scenario(), budget in proptest::option::of((1u32..500, proptest::bool::ANY)),
        fee in 0u32..400,
    ) {
        let mut scenario = scenario;
        scenario["uncertainty"] = json!({ "draws": 30 });
        scenario["fixed"][0]["amount"] = json!(f64::from(fee) / 20.0);
        if let Some((monthly, hard)) = budget {
            scenario["budget"] = json!({ "monthly": monthly, "hard": hard });
        }
        let per_day = scenario["workloads"][0]["requests"]["perDay"].as_f64().unwrap();
        let near = json!({ "low": per_day * (1.0 - 1e-9), "mode": per_day, "high": per_day * (1.0 + 1e-9) });
        for per_day in [json!(per_day), near] {
            scenario["workloads"][0]["requests"]["perDay"] = per_day;
            let projection = run(&scenario);
            let bands = projection.bands.as_ref().unwrap();
            let within = |low: f64, exact: Dollars, high: f64| {
                let (exact, margin) = (exact.to_f64(), exact.to_f64() * 1e-6 + 1e-9);
                low - margin <= exact && exact <= high + margin
            };
            prop_assert!(within(bands.total_p10, projection.total, bands.total_p90));
            for (index, month) in projection.months.iter().enumerate() {
                prop_assert!(within(bands.p10[index], month.cost, bands.p90[index]));
            }
        }
    }

    #[test]
    fn the_order_of_workloads_does_not_matter(scenario in scenario()) {
        let mut turned = scenario.clone();
        turned["workloads"].as_array_mut().unwrap().reverse();
        let (one, two) = (run(&scenario), run(&turned));
        prop_assert_eq!(one.total, two.total);
        for (a, b) in one.months.iter().zip(&two.months) {
            prop_assert_eq!(a.cost, b.cost);
        }
        let names = |p: &Projection| p.levers.iter().map(|l| (l.name, l.saves)).collect::<Vec<_>>();
        prop_assert_eq!(names(&one), names(&two));
    }

    #[test]
    fn more_volume_never_costs_less(scenario in scenario(), more in 1u32..10_000) {
        let mut bigger = scenario.clone();
        let per_day = scenario["workloads"][0]["requests"]["perDay"].as_u64().unwrap();
        bigger["workloads"][0]["requests"]["perDay"] = json!(per_day + u64::from(more));
        prop_assert!(total(&bigger) >= total(&scenario));
    }

    #[test]
    fn batch_costs_no_more_than_standard(scenario in scenario(), share in 0u32..=100) {
        let mut batched = scenario.clone();
        batched["workloads"][0]["batchShare"] = json!(f64::from(share) / 100.0);
        prop_assert!(total(&batched) <= total(&scenario));
    }

    #[test]
    fn a_hit_rate_of_0_is_no_cache(scenario in scenario(), prefix in 0u32..20_000) {
        let mut cached = scenario.clone();
        let input = cached["workloads"][0]["request"]["inputTokens"].as_u64().unwrap();
        cached["workloads"][0]["cache"] =
            json!({ "prefixTokens": u64::from(prefix).min(input), "hitRate": 0 });
        prop_assert_eq!(total(&cached), total(&scenario));
    }

    #[test]
    fn a_conversation_of_one_turn_is_a_request(
        system in 0u32..5_000, user in 1u32..500, answer in 0u32..900, per_month in 0u32..100_000,
    ) {
        let with = |field: &str, value: Value| {
            let mut scenario = json!({
                "version": 1, "start": "2026-11-20", "months": 2,
                "workloads": [{ "name": "w", "model": "gpt-4o", "requests": { "perMonth": per_month } }]
            });
            scenario["workloads"][0][field] = value;
            total(&scenario)
        };
        let conversation = json!({
            "turns": 1, "systemTokens": system, "userTokens": user, "answerTokens": answer,
            "caching": "automatic"
        });
        let request = json!({ "inputTokens": system + user, "outputTokens": answer });
        prop_assert_eq!(with("conversation", conversation), with("request", request));
    }

    #[test]
    fn a_scenario_reads_back_as_it_was_written(scenario in scenario()) {
        let read = Scenario::from_value(&scenario).unwrap();
        let again = Scenario::from_value(&serde_json::to_value(&read).unwrap()).unwrap();
        prop_assert_eq!(read, again);
    }

    #[test]
    fn a_projection_pays_each_credit_once(scenario in scenario(), grant in 0u32..5_000) {
        let mut scenario = scenario;
        scenario["credits"] = json!({ "grants": [
            { "amount": grant, "expires": "2027-01-15" }, { "amount": 40 }
        ]});
        let projection = run(&scenario);
        let credits = projection.credits.unwrap();
        // granted = paid + expired + left; paid = total − unpaid
        let granted = Dollars::exact((u64::from(grant) + 40).to_string().parse().unwrap()).unwrap();
        let paid = projection.total.checked_sub(credits.unpaid).unwrap();
        prop_assert_eq!(sum([paid, credits.expired_unused, credits.left].into_iter()), granted);
    }
}
