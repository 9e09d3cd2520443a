//! A log made from a known scenario, read back.

use tokenfare::pricing::Catalog;
use tokenfare::projection::scenario::{Growth, Uncertain};
use tokenfare::projection::{Scenario, project};
use tokenfare::usage_log::{ToScenarioOptions, UsageAnalysis, UsageLog};

use super::made::{Made, day, days, made, report_of};

const OPUS: &str = "claude-opus-4-8";

fn scenario_of(log: &UsageLog, months: u32, from: Option<&str>) -> Scenario {
    let options = ToScenarioOptions {
        months: Some(months),
        from: from.map(day),
    };
    log.to_scenario(&options, Catalog::embedded().unwrap())
        .unwrap()
}

#[test]
fn a_log_of_a_scenario_costs_what_the_scenario_does_and_gives_it_back() {
    // 20 requests a day on working days, for a month; 5 batched ones of Haiku on every day.
    let known = Scenario::from_json(
        r#"{ "version": 1, "start": "2026-09-01", "months": 1, "workloads": [
            { "name": "a", "model": "claude-opus-4-8", "requests": { "perDay": 20, "activeDays": "weekdays" },
              "request": { "inputTokens": 3000, "cachedInputTokens": 1000, "outputTokens": 321 } },
            { "name": "b", "model": "claude-haiku-4-5", "tier": "batch", "requests": { "perDay": 5 },
              "request": { "inputTokens": 700, "outputTokens": 77 } }
        ] }"#,
    )
    .unwrap();
    let catalog = Catalog::embedded().unwrap();
    let projected = project(&known, catalog).unwrap();
    let mut requests = Vec::new();
    for day in days("2026-09-01", 30) {
        let weekday = day.date().weekday().number_days_from_monday();
        let opus = Made {
            input: 2_000,
            cached: 1_000,
            output: 321,
            ..Made::at(day, 9, OPUS)
        };
        let haiku = Made {
            input: 700,
            output: 77,
            tier: "batch",
            ..Made::at(day, 10, "claude-haiku-4-5")
        };
        requests.extend(std::iter::repeat_n(opus, if weekday < 5 { 20 } else { 0 }));
        requests.extend(std::iter::repeat_n(haiku, 5));
    }
    let log = made(&requests);
    let report = report_of(&log, &UsageAnalysis::default(), None);
    assert_eq!(report.total.to_string(), projected.total.to_string());

    let read = scenario_of(&log, 1, Some("2026-09-01"));
    let [opus, haiku] = &read.workloads[..] else {
        panic!("{read:?}");
    };
    assert_eq!(
        (opus.requests.clone(), haiku.requests.clone()),
        (
            known.workloads[0].requests.clone(),
            known.workloads[1].requests.clone(),
        )
    );
    assert_eq!(opus.request, known.workloads[0].request);
    assert_eq!(
        (&haiku.request, haiku.tier),
        (&known.workloads[1].request, known.workloads[1].tier)
    );
    assert_eq!((&opus.growth, &opus.seasonality), (&None, &None));
    assert_eq!(project(&read, catalog).unwrap().total, projected.total);
    assert_eq!(read.start, Some(day("2026-09-01")));
    // What it serializes to is a scenario.
    let text = serde_json::to_string(&read).unwrap();
    assert_eq!(Scenario::from_json(&text).unwrap(), read);
}

#[test]
fn growth_weekdays_and_tokens_are_recovered() {
    // 16 weeks: 100 a day, 10 % more each month, half on weekends; tokens vary by day around 1,000.
    let mut requests = Vec::new();
    for (number, day) in days("2026-05-04", 112).into_iter().enumerate() {
        let weekend = day.date().weekday().number_days_from_monday() >= 5;
        let level =
            100.0 * 1.1_f64.powf(number as f64 / 30.436_875) * if weekend { 0.5 } else { 1.0 };
        let tokens = 900 + 50 * (number as u64 % 5);
        let request = Made {
            input: tokens,
            output: tokens / 10,
            ..Made::at(day, 9, OPUS)
        };
        requests.extend(std::iter::repeat_n(request, level.round() as usize));
    }
    let log = made(&requests);
    let scenario = scenario_of(&log, 3, None);
    let workload = &scenario.workloads[0];
    let Some(Growth::Compound { per_month }) = &workload.growth else {
        panic!("{workload:?}");
    };
    // Within half a point of 10 %.
    assert!(
        (per_month.base().to_f64() - 0.1).abs() < 0.005,
        "{per_month:?}"
    );
    // Working days 1 ÷ (6 ÷ 7), weekends half of that, within 3 %.
    let weekdays = workload
        .seasonality
        .as_ref()
        .unwrap()
        .weekdays
        .as_ref()
        .unwrap();
    for (number, factor) in weekdays.iter().enumerate() {
        let right = if number < 5 { 7.0 / 6.0 } else { 7.0 / 12.0 };
        assert!(
            (factor.to_f64() / right - 1.0).abs() < 0.03,
            "{number}: {factor:?}"
        );
    }
    // The first month of the scenario: its middle is 127 days after the beginning.
    let right = 100.0 * 6.0 / 7.0 * 1.1_f64.powf(127.0 / 30.436_875);
    let volume = workload.requests.per_day.as_ref().unwrap().base().to_f64();
    assert!((volume / right - 1.0).abs() < 0.02, "{volume} for {right}");
    // The samples are the means of the days; their median is the mean of all requests.
    let input = workload
        .request
        .as_ref()
        .unwrap()
        .input_tokens
        .as_ref()
        .unwrap();
    let Uncertain::Samples { samples, .. } = &**input else {
        panic!("{input:?}");
    };
    assert_eq!(samples.len(), 112);
    assert!(
        (input.base().to_f64() - 1_000.0).abs() < 5.0,
        "{:?}",
        input.base()
    );
    assert_eq!(workload.requests.active_days, None);
    assert!(project(&scenario, Catalog::embedded().unwrap()).is_ok());
}

#[test]
fn months_continue_the_log_and_what_is_left_out_is_told() {
    let log = made(&[
        Made::at(day("2026-09-07"), 9, OPUS),
        Made {
            model: "house-model-1",
            ..Made::at(day("2026-09-13"), 9, OPUS)
        },
    ]);
    let scenario = scenario_of(&log, 12, None);
    assert_eq!(
        scenario.name.as_deref(),
        Some(
            "From the usage log of 2026-09-07 to 2026-09-07, less 1 record without a price or a time"
        )
    );
    assert_eq!(
        (scenario.start, scenario.months.get()),
        (Some(day("2026-09-08")), 12)
    );
}

#[test]
fn a_log_without_a_price_has_no_volume() {
    let log = made(&[Made::at(day("2026-09-07"), 9, "house-model-1")]);
    let error = log.to_scenario(&ToScenarioOptions::default(), Catalog::embedded().unwrap());
    let message = error.unwrap_err().to_string();
    assert_eq!(message, "no record of the log has both a time and a price");
    let months = ToScenarioOptions {
        months: Some(0),
        from: None,
    };
    let error = log
        .to_scenario(&months, Catalog::embedded().unwrap())
        .unwrap_err();
    assert_eq!(error.to_string(), "must be a whole number from 1 to 600");
}
