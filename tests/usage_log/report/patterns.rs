//! What requests cost, which hours and days stand out, and the month against its budget.

use tokenfare::usage_log::{UsageAnalysis, UsageBudget};

use super::made::{Made, day, days, exact, made, report_of};

const OPUS: &str = "claude-opus-4-8";

/// Claude Opus 4.8 costs $5 / $25, $0.50 for what is read from the cache: 1,000 × 5 + 100 × 25 is
/// $0.0075.
fn plain(date: &str, hour: u64) -> Made {
    Made::at(day(date), hour, OPUS)
}

#[test]
fn the_median_the_95th_percentile_and_the_heaviest_are_those_of_single_requests() {
    // Twenty requests with 100, 200, … 2,000 output tokens: (5,000 + 25 × output) / 1M.
    let requests: Vec<Made> = (1..=20)
        .map(|n| Made {
            output: 100 * n,
            ..plain("2026-09-07", n)
        })
        .collect();
    let report = report_of(&made(&requests), &UsageAnalysis::default(), None);
    let distribution = report.distribution.unwrap();
    assert_eq!(distribution.requests, 20);
    // The 10th: 0.005 + 0.025; the 19th: 0.005 + 0.0475.
    assert_eq!(distribution.p50.to_string(), "0.03");
    assert_eq!(distribution.p95.to_string(), "0.0525");
    assert_eq!(distribution.heaviest.len(), 10);
    let first = &distribution.heaviest[0];
    assert_eq!(
        (
            first.line,
            first.cost.to_string(),
            first.source.as_deref(),
            first.model.as_str()
        ),
        (20, "0.055".to_owned(), Some("made.jsonl"), OPUS)
    );
    // 20 × 0.005 + 25 × 21,000 / 1M = 0.625
    assert_eq!(report.total.to_string(), "0.625");
    assert_eq!(report.cost_per_request.unwrap().to_string(), "0.03125");
    // 21,000 of 41,000 tokens are output.
    assert!((report.output_share.unwrap() - 21.0 / 41.0).abs() < 1e-12);
    assert_eq!(report.cache_hit_rate, Some(0.0));
    assert_eq!(report.peaks[0].hour, "2026-09-07T20");
    assert_eq!((report.peaks[0].requests, report.peaks.len()), (1, 5));
}

#[test]
fn the_cache_hit_rate_is_the_share_of_all_input() {
    let requests = [
        Made {
            input: 1_000,
            cached: 3_000,
            ..plain("2026-09-07", 1)
        },
        Made {
            input: 4_000,
            cached: 0,
            ..plain("2026-09-07", 2)
        },
    ];
    let report = report_of(&made(&requests), &UsageAnalysis::default(), None);
    // 3,000 of 8,000
    assert_eq!(report.cache_hit_rate, Some(0.375));
}

/// Four weeks with ten requests on working days and two on weekends.
fn four_weeks() -> Vec<Made> {
    let mut requests = Vec::new();
    for day in days("2026-09-07", 28) {
        let weekday = day.date().weekday().number_days_from_monday();
        for hour in 0..(if weekday < 5 { 10 } else { 2 }) {
            requests.push(Made::at(day, hour, OPUS));
        }
    }
    requests
}

#[test]
fn a_week_has_no_anomalies() {
    let report = report_of(&made(&four_weeks()), &UsageAnalysis::default(), None);
    assert_eq!(report.anomalies, []);
}

#[test]
fn an_injected_spike_is_the_anomaly_found_with_its_reason() {
    let mut requests = four_weeks();
    // On a Saturday, 30 requests more of another project: 32 × 0.0075 where Saturdays cost 0.015.
    for hour in 0..30 {
        requests.push(Made {
            project: "/home/u/nightly",
            ..plain("2026-09-19", hour % 24)
        });
    }
    let report = report_of(&made(&requests), &UsageAnalysis::default(), None);
    assert_eq!(report.anomalies.len(), 1, "{:?}", report.anomalies);
    let anomaly = &report.anomalies[0];
    assert_eq!(anomaly.day, day("2026-09-19"));
    assert_eq!(
        (anomaly.cost.to_string(), anomaly.expected.to_string()),
        ("0.24".to_owned(), "0.015".to_owned())
    );
    assert_eq!(
        anomaly.reason,
        "16.0 times the usual cost of a Saturday: 32 requests instead of 2, at $0.0075 each instead of \
         $0.0075. The model claude-opus-4-8 accounts for 100% of the difference. The project \
         /home/u/nightly accounts for 100% of the difference."
    );
}

#[test]
fn a_day_without_records_is_told() {
    let mut requests = four_weeks();
    requests.retain(|request| !request.time.starts_with("2026-09-16"));
    let report = report_of(&made(&requests), &UsageAnalysis::default(), None);
    let days: Vec<String> = report.anomalies.iter().map(|a| a.day.to_string()).collect();
    assert_eq!(days, ["2026-09-16"]);
    assert!(
        report.anomalies[0]
            .reason
            .starts_with("There is no record of this Wednesday, which usually costs $0.075:")
    );
}

#[test]
fn the_month_goes_on_as_its_weekdays_did() {
    // Through Sunday, 2026-09-20: 14 days of September. Ten working days × 0.075, four others × 0.015.
    let requests: Vec<Made> = four_weeks()
        .into_iter()
        .filter(|request| request.time.as_str() < "2026-09-21")
        .collect();
    let analysis = UsageAnalysis {
        budget: Some(UsageBudget {
            monthly: exact("1.2"),
            alerts: Vec::new(),
            credits: Some(exact("1")),
        }),
        ..UsageAnalysis::default()
    };
    let budget = report_of(&made(&requests), &analysis, None).budget.unwrap();
    assert_eq!(
        (budget.month.as_str(), budget.through),
        ("2026-09", day("2026-09-20"))
    );
    assert_eq!(budget.month_to_date.to_string(), "0.81");
    // Left: from the 21st to the 30th, eight working days and two others: 0.6 + 0.03.
    assert_eq!(budget.projected.to_string(), "1.44");
    // Each whole week costs 0.405: 10 ÷ 7 of it is 0.578571428571 at 12 decimals of a day.
    assert_eq!(budget.low, budget.high);
    assert!((budget.low.amount().to_f64() - 1.388_571_428_57).abs() < 1e-9);
    // Half of 1.2 is passed on the tenth working day but two: 5 × 0.075 + 0.03 = 0.405, + 3 × 0.075.
    let crossed: Vec<(f64, String)> = budget
        .crossed
        .iter()
        .map(|c| (c.share, c.day.to_string()))
        .collect();
    assert_eq!(crossed, [(0.5, "2026-09-16".to_owned())]);
    // 0.81 + 5 × 0.075 = 1.185 on the 25th, + 0.03, and more than 1.2 on Sunday, the 27th.
    assert_eq!(budget.runs_out, Some(day("2026-09-27")));
    assert_eq!(budget.credits_left.unwrap().to_string(), "0.19");
}
