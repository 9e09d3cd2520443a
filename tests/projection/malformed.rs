//! Malformed scenarios: a clear error each, with its field, never a panic.

use serde_json::{Value, json};
use tokenfare::pricing::Catalog;
use tokenfare::projection::{ProjectionError, Scenario, project};
use tokenfare::{Coded, ErrorCode};

fn good() -> Value {
    json!({
        "version": 1, "months": 2,
        "workloads": [{
            "name": "w", "model": "gpt-4o-mini", "requests": { "perDay": 10 },
            "growth": { "kind": "compound", "perMonth": 0.1 },
            "request": { "inputTokens": 50, "outputTokens": 100 }
        }]
    })
}

fn failure(scenario: &Value) -> ProjectionError {
    Scenario::from_value(scenario)
        .and_then(|scenario| project(&scenario, Catalog::embedded().unwrap()))
        .expect_err("the scenario is malformed")
}

/// Changes one place of the good scenario and returns code, path, suggestions and message.
fn with(place: &str, value: Value) -> (ErrorCode, String, Vec<String>, String) {
    let mut scenario = good();
    let (parent, name) = place.rsplit_once('/').unwrap();
    scenario.pointer_mut(parent).unwrap()[name] = value;
    let error = failure(&scenario);
    (
        error.code(),
        error.path().unwrap_or_default().to_owned(),
        error.suggestions(),
        error.to_string(),
    )
}

#[test]
fn errors_name_the_field_and_what_would_be_valid() {
    use ErrorCode::{InvalidScenario as Invalid, LimitExceeded as Limit, UnknownModel};
    for (place, value, code, path) in [
        ("/version", json!(2), Invalid, "version"),
        ("/months", json!(601), Limit, "months"),
        ("/months", json!(1.5), Invalid, "months"),
        ("/months", json!(0), Invalid, "months"),
        ("/months", Value::Null, Invalid, "months"),
        ("/start", json!("20 November"), Invalid, "start"),
        ("/monthLength", json!("long"), Invalid, "monthLength"),
        ("/workloads", json!({}), Invalid, "workloads"),
        (
            "/workloads",
            json!(vec![good()["workloads"][0].clone(); 1001]),
            Limit,
            "workloads",
        ),
        (
            "/workloads/0/model",
            json!("gpt-4o-mni"),
            UnknownModel,
            "workloads[0].model",
        ),
        (
            "/workloads/0/model",
            json!([{ "model": "gpt-4o", "share": 0.5 }]),
            Invalid,
            "workloads[0].model",
        ),
        (
            "/workloads/0/growth/perMonth",
            json!("fast"),
            Invalid,
            "workloads[0].growth.perMonth",
        ),
        (
            "/workloads/0/growth/perMonth",
            json!(-2),
            Invalid,
            "workloads[0].growth.perMonth",
        ),
        (
            "/workloads/0/growth/capacity",
            json!(5),
            Invalid,
            "workloads[0].growth.capacity",
        ),
        (
            "/workloads/0/growth/kind",
            json!("exponential"),
            Invalid,
            "workloads[0].growth.kind",
        ),
        (
            "/workloads/0/requests/perDay",
            json!(-1),
            Invalid,
            "workloads[0].requests.perDay",
        ),
        (
            "/workloads/0/requests/perDay",
            Value::Null,
            Invalid,
            "workloads[0].requests.perDay",
        ),
        (
            "/workloads/0/requests/perday",
            json!(1),
            Invalid,
            "workloads[0].requests.perday",
        ),
        (
            "/workloads/0/requests/users",
            json!(1),
            Invalid,
            "workloads[0].requests",
        ),
        (
            "/workloads/0/requests",
            json!({}),
            Invalid,
            "workloads[0].requests",
        ),
        (
            "/workloads/0/request/outputTokens",
            json!({ "low": 3, "mode": 2, "high": 4 }),
            Invalid,
            "workloads[0].request.outputTokens",
        ),
        (
            "/workloads/0/request/outputTokens",
            json!({ "p50": 3, "p95": 2 }),
            Invalid,
            "workloads[0].request.outputTokens",
        ),
        (
            "/workloads/0/request/outputTokens",
            json!({ "samples": [] }),
            Invalid,
            "workloads[0].request.outputTokens.samples",
        ),
        (
            "/workloads/0/request/cachedInputTokens",
            json!(51),
            ErrorCode::InvalidUsage,
            "workloads[0].request.cachedInputTokens",
        ),
        (
            "/workloads/0/seasonality",
            json!({ "weekdays": [1, 2] }),
            Invalid,
            "workloads[0].seasonality.weekdays",
        ),
        (
            "/workloads/0/cache",
            json!({ "prefixTokens": 51, "hitRate": 0.5 }),
            Invalid,
            "workloads[0].cache.prefixTokens",
        ),
        (
            "/workloads/0/retries",
            json!({ "rate": 1, "max": 2 }),
            Invalid,
            "workloads[0].retries.rate",
        ),
        (
            "/fixed",
            json!([{ "name": "w", "amount": 1 }]),
            Invalid,
            "fixed[0].name",
        ),
        (
            "/fixed",
            json!([{ "name": "x" }]),
            Invalid,
            "fixed[0].amount",
        ),
        (
            "/uncertainty",
            json!({ "draws": 1_000_001 }),
            Limit,
            "uncertainty.draws",
        ),
        (
            "/credits",
            json!({ "grants": [{ "amount": 1, "from": "2027-01-02", "expires": "2027-01-01" }] }),
            Invalid,
            "credits.grants[0].expires",
        ),
        ("/markup", json!(0.12345), Invalid, "markup"),
    ] {
        let (got, at, _, message) = with(place, value);
        assert_eq!((got, at.as_str()), (code, path), "{place}: {message}");
    }
}

#[test]
fn the_exact_work_is_bounded_before_it_begins() {
    let mix: Vec<Value> = (0..100)
        .map(|_| json!({ "model": "gpt-4o", "share": 0.01 }))
        .collect();
    let workload = |name: usize| {
        let mut workload = good()["workloads"][0].clone();
        workload["name"] = json!(format!("w{name}"));
        workload["model"] = json!(mix);
        workload
    };
    let mut scenario = good();
    scenario["months"] = json!(12);
    scenario["workloads"] = (0..1_000).map(workload).collect();
    // 12 × 1,000 × 100 = 1,200,000.
    let error = Scenario::from_value(&scenario).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (ErrorCode::LimitExceeded, Some("workloads"))
    );
    assert!(error.to_string().contains("600000"), "{error}");
}

#[test]
fn near_matches_are_offered() {
    assert_eq!(
        with("/workloads/0/requests/perday", json!(1)).2[0],
        "perDay"
    );
    assert_eq!(
        with("/workloads/0/model", json!("gpt-4o-mni")).2[0],
        "gpt-4o-mini"
    );
    assert_eq!(with("/workloads/0/tier", json!("bach")).2[0], "batch");
    let message = with("/workloads/0/requets", json!({})).3;
    assert!(message.contains("did you mean \"request"), "{message}");
}

#[test]
fn volumes_that_explode_are_refused_with_their_workload() {
    let mut scenario = good();
    scenario["months"] = json!(600);
    scenario["workloads"][0]["growth"]["perMonth"] = json!(100);
    let error = failure(&scenario);
    assert_eq!(error.code(), ErrorCode::LimitExceeded);
    assert_eq!(error.path(), Some("workloads[0]"));
}

#[test]
fn no_json_and_hostile_json() {
    assert!(Scenario::from_json("{").is_err());
    assert!(Scenario::from_json("null").is_err());
    assert!(Scenario::from_json(&"[".repeat(100_000)).is_err());
    let long = format!("{{\"{}\":1}}", "x".repeat(1_000_000));
    let message = Scenario::from_json(&long).unwrap_err().to_string();
    assert!(message.len() < 1_000, "errors quote little of the input");
}

mod arbitrary {
    //! What the fuzz target does, small enough to run with every test: any JSON with the scenario's
    //! field names, and any value in any place of a good scenario.
    use proptest::prelude::*;
    use serde_json::{Map, Value};
    use tokenfare::pricing::Catalog;
    use tokenfare::projection::{Dollars, SCENARIO_SCHEMA, Scenario, project};

    /// Every name of a field that the scenario's schema knows.
    fn field_names() -> Vec<String> {
        fn collect(schema: &Value, names: &mut Vec<String>) {
            match schema {
                Value::Object(members) => {
                    if let Some(Value::Object(properties)) = members.get("properties") {
                        names.extend(properties.keys().cloned());
                    }
                    members.values().for_each(|inner| collect(inner, names));
                }
                Value::Array(elements) => elements.iter().for_each(|inner| collect(inner, names)),
                _ => {}
            }
        }
        let schema: Value = serde_json::from_str(SCENARIO_SCHEMA).unwrap();
        let mut names = Vec::new();
        collect(&schema, &mut names);
        assert!(names.len() > 80, "{names:?}");
        names
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<f64>().prop_map(|n| serde_json::json!(n)),
            (0u32..700).prop_map(Value::from),
            (-3i64..4).prop_map(Value::from),
            Just(Value::from(1e300)),
            Just(Value::from(1e-300)),
            prop::sample::select(vec![
                "gpt-4o",
                "compound",
                "calendar",
                "2027-01-01",
                "batch",
                ""
            ])
            .prop_map(Value::from),
            ".{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 48, 8, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((prop::sample::select(field_names()), inner), 0..8).prop_map(
                    |fields| { Value::Object(fields.into_iter().collect::<Map<_, _>>()) }
                ),
            ]
        })
    }

    fn try_it(scenario: &Value) {
        let Ok(scenario) = Scenario::from_value(scenario) else {
            return;
        };
        if let Ok(projection) = project(&scenario, Catalog::embedded().unwrap()) {
            let sum = projection.lines.iter().fold(Dollars::ZERO, |sum, line| {
                sum.checked_add(line.amount).unwrap()
            });
            assert_eq!(sum, projection.total);
        }
    }

    /// Every place of a value, as JSON pointers.
    fn places(value: &Value, at: &str, list: &mut Vec<String>) {
        list.push(at.to_owned());
        match value {
            Value::Object(map) => map
                .iter()
                .for_each(|(name, inner)| places(inner, &format!("{at}/{name}"), list)),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(i, inner)| places(inner, &format!("{at}/{i}"), list)),
            _ => {}
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn any_json_gives_an_error_or_a_projection(value in json()) {
            try_it(&value);
        }

        #[test]
        fn any_value_in_any_place(place in any::<prop::sample::Index>(), value in json()) {
            let mut scenario = super::good();
            scenario["credits"] = serde_json::json!({ "grants": [{ "amount": 5, "expires": "2027-01-01" }],
                "autoRecharge": { "below": 1, "amount": 2, "monthlyMax": 10 } });
            scenario["budget"] = serde_json::json!({ "monthly": 1, "hard": true, "thresholds": [0.5] });
            scenario["uncertainty"] = serde_json::json!({ "draws": 50 });
            scenario["limits"] = serde_json::json!({ "tier": "tier 1" });
            scenario["workloads"][0]["retries"] = serde_json::json!({ "rate": 0.1, "max": 3 });
            scenario["workloads"][0]["seasonality"] = serde_json::json!({ "weekdays": [1, 1, 1, 1, 1, 0, 0] });
            let mut list = Vec::new();
            places(&scenario, "", &mut list);
            // Valid as it stands, so that what is refused is the value in its place.
            Scenario::from_value(&scenario).unwrap();
            *scenario.pointer_mut(&list[place.index(list.len())]).unwrap() = value;
            try_it(&scenario);
        }
    }
}
