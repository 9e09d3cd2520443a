//! How single requests differ, and what is known of their average.

use serde_json::{Value, json};
use tokenfare::pricing::Catalog;
use tokenfare::projection::{Projection, Scenario, project};

fn run(scenario: &Value) -> Projection {
    project(
        &Scenario::from_value(scenario).unwrap(),
        Catalog::embedded().unwrap(),
    )
    .unwrap()
}

/// Answers of gpt-4o-mini, $0.60 per 1M output tokens, for one month of 31 days.
fn answers(per_day: u32, tokens: &Value) -> Value {
    json!({
        "version": 1, "start": "2027-01-01", "months": 1,
        "workloads": [{
            "name": "answers", "model": "gpt-4o-mini-2024-07-18",
            "requests": { "perDay": per_day },
            "request": { "outputTokens": tokens }
        }]
    })
}

const TYPICAL_AND_LONG: &str = r#"{ "p50": 180, "p95": 500, "spread": "requests" }"#;

fn typical_and_long() -> Value {
    serde_json::from_str(TYPICAL_AND_LONG).unwrap()
}

/// The distributions that are pointed out because they do not say what they describe.
fn unstated(projection: &Projection) -> Vec<&str> {
    let warnings = projection.warnings.iter();
    warnings
        .filter(|warning| warning.code.as_str() == "SPREAD_UNSTATED")
        .filter_map(|warning| warning.path.as_deref())
        .collect()
}

#[test]
fn the_total_follows_the_mean_of_single_answers() {
    // The mean of the log-normal is 180·e^(0.621120² ÷ 2) = 218.296;
    // 310,000 × 218.296 × $0.0000006 = $40.60. By the median it would be $33.48.
    let projection = run(&answers(10_000, &typical_and_long()));
    assert!(
        (projection.total.to_f64() - 40.6036).abs() < 0.001,
        "{}",
        projection.total
    );
    assert_eq!(unstated(&projection), Vec::<&str>::new());
}

#[test]
fn single_answers_even_out_over_many() {
    // The deviation of an answer is 68.61 % of its mean, that of 310,000 answers
    // 0.6861 ÷ √310,000 = 0.1232 %, and p90 lies 1.2816 deviations above the mean: 0.158 %.
    let bands = run(&answers(10_000, &typical_and_long())).bands.unwrap();
    let above = bands.total_p90 / bands.total_mean - 1.0;
    let below = 1.0 - bands.total_p10 / bands.total_mean;
    assert!((above - 0.001_58).abs() < 0.000_06, "{above}");
    assert!((below - 0.001_58).abs() < 0.000_06, "{below}");
    assert!((bands.mean[0] - bands.total_mean).abs() < 1e-9);

    // What is known of the average does not even out: p90 of the log-normal itself is
    // 180·e^(1.2816 × 0.62112) = 399.0, 83 % above the mean.
    let average = json!({ "p50": 180, "p95": 500, "spread": "average" });
    let bands = run(&answers(10_000, &average)).bands.unwrap();
    assert!((bands.total_p90 / bands.total_mean - 1.0 - 0.828).abs() < 0.04);
}

#[test]
fn months_differ_independently() {
    // Over 12 months the deviation of the total is that of 3.65 million answers,
    // 0.6861 ÷ √3,650,000 = 0.0359 %: p90 is 0.0460 % above the mean.
    let mut scenario = answers(10_000, &typical_and_long());
    scenario["months"] = json!(12);
    let bands = run(&scenario).bands.unwrap();
    let above = bands.total_p90 / bands.total_mean - 1.0;
    assert!((above - 0.000_460).abs() < 0.000_03, "{above}");
}

#[test]
fn few_requests_keep_their_shape() {
    // One answer a month: its cost is log-normal itself, p10 = 180·e^(−1.2816 × 0.62112) = 81.2
    // tokens and p90 = 399.0 tokens of $0.0000006.
    let mut scenario = answers(1, &typical_and_long());
    scenario["workloads"][0]["requests"] = json!({ "perMonth": 1 });
    let bands = run(&scenario).bands.unwrap();
    assert!((bands.p10[0] / (81.2 * 6e-7) - 1.0).abs() < 0.03);
    assert!((bands.p90[0] / (399.0 * 6e-7) - 1.0).abs() < 0.03);
}

#[test]
fn both_kinds_stand_side_by_side() {
    // The band is that of the volume; the mean of PERT (8, 10, 14 thousand) is 10,333.
    let mut scenario = answers(1, &typical_and_long());
    scenario["workloads"][0]["requests"] =
        json!({ "perDay": { "low": 8_000, "mode": 10_000, "high": 14_000 } });
    let projection = run(&scenario);
    let bands = projection.bands.unwrap();
    assert!((bands.total_mean / (40.6036 * 1.033_333) - 1.0).abs() < 0.004);
    assert!(bands.total_p90 / bands.total_mean > 1.1);
    // Only what moves the average is an input.
    let paths: Vec<String> = projection
        .sensitivity
        .unwrap()
        .into_iter()
        .map(|each| each.path)
        .collect();
    assert_eq!(paths, ["workloads[0].requests.perDay"]);
}

#[test]
fn samples_of_single_requests_count_by_their_mean() {
    // (100 + 200 + 900) ÷ 3 = 400; 310,000 × 400 × $0.0000006 = $74.40
    let samples = json!({ "samples": [100, 200, 900], "spread": "requests" });
    let projection = run(&answers(10_000, &samples));
    assert_eq!(projection.total.to_string(), "74.4");
}

#[test]
fn an_unstated_spread_keeps_its_meaning_and_is_pointed_out() {
    let projection = run(&answers(10_000, &json!({ "p50": 180, "p95": 500 })));
    // 310,000 × 180 × $0.0000006
    assert_eq!(projection.total.to_string(), "33.48");
    assert_eq!(unstated(&projection), ["workloads[0].request.outputTokens"]);
}

#[test]
fn only_what_a_request_uses_differs_from_one_to_the_next() {
    for (field, value) in [
        ("requests", json!({ "perDay": typical_and_long() })),
        (
            "conversation",
            json!({
                "turns": typical_and_long(),
                "systemTokens": 1, "userTokens": 1, "answerTokens": 1
            }),
        ),
        (
            "growth",
            json!({ "kind": "compound",
                    "perMonth": { "low": 0, "mode": 0.1, "high": 0.2, "spread": "requests" } }),
        ),
    ] {
        let mut scenario = answers(1, &json!(1));
        scenario["workloads"][0][field] = value;
        let error = Scenario::from_value(&scenario).unwrap_err().to_string();
        assert!(error.contains(".spread"), "{error}");
    }
    let unknown = answers(1, &json!({ "p50": 1, "p95": 2, "spread": "each" }));
    assert!(Scenario::from_value(&unknown).is_err());
}

#[test]
fn a_spread_is_written_as_it_was_read() {
    let scenario = answers(1, &typical_and_long());
    let read = Scenario::from_value(&scenario).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), scenario);
}
