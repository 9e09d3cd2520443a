//! Each kind of billing error, injected into a bill, is the cause named first.

use tokenfare::pricing::Day;
use tokenfare::usage_log::{
    CauseName, UsageAnalysis, UsageLog, UsageReadOptions, UsageReconciliation,
};

use super::made::{Made, anthropic_bill, day, days, exact, made, micros, report_of};
use crate::usage_log::log::log_of;

const OPUS: &str = "claude-opus-4-8";
const HAIKU: &str = "claude-haiku-4-5";

/// Millionths of dollars of a request of Opus, $5 / $0.50 / $25: 4,000, 6,000 cached, 1,000.
const OPUS_COST: u64 = 20_000 + 3_000 + 25_000;
/// And of Haiku, $1 / $5: 2,000 and 500.
const HAIKU_COST: u64 = 2_000 + 2_500;

fn opus(day: Day, hour: u64) -> Made {
    Made {
        input: 4_000,
        cached: 6_000,
        output: 1_000,
        ..Made::at(day, hour, OPUS)
    }
}

fn haiku(day: Day, hour: u64) -> Made {
    Made {
        input: 2_000,
        cached: 0,
        output: 500,
        ..Made::at(day, hour, HAIKU)
    }
}

/// How many requests of Opus and of Haiku there are on a day of the log.
fn counts(number: usize) -> (u64, u64) {
    let n = number as u64;
    (5 + n % 7 + n % 3, 20 - n % 5)
}

/// Two weeks, from Monday on, with requests spread over the day.
fn two_weeks() -> Vec<Made> {
    let mut requests = Vec::new();
    for (number, day) in days("2026-09-07", 14).into_iter().enumerate() {
        let (of_opus, of_haiku) = counts(number);
        requests.extend((0..of_opus).map(|n| opus(day, n * 5 % 24)));
        requests.extend((0..of_haiku).map(|n| haiku(day, n * 7 % 24)));
    }
    requests
}

/// A bill of the two weeks, with what a request of each model is billed at.
fn bill(of_day: impl Fn(usize, Day) -> (u64, u64)) -> UsageLog {
    let mut lines = Vec::new();
    for (number, day) in days("2026-09-07", 14).into_iter().enumerate() {
        let (of_opus, of_haiku) = of_day(number, day);
        lines.push((day, "Claude Opus 4.8", "", of_opus, of_opus));
        lines.push((day, "Claude Haiku 4.5", "", of_haiku, of_haiku));
    }
    anthropic_bill(&lines)
}

fn reconciled(log: &[Made], bill: &UsageLog) -> UsageReconciliation {
    let report = report_of(&made(log), &UsageAnalysis::default(), Some(bill));
    report.reconciliation.unwrap()
}

/// The first cause, which explains the whole difference to the last digit.
#[track_caller]
fn assert_first(found: &UsageReconciliation, cause: CauseName, words: &str) {
    let first = found.causes.first().unwrap_or_else(|| panic!("{found:?}"));
    assert_eq!(first.cause, cause, "{:#?}", found.causes);
    assert_eq!(first.explains, found.difference, "{:#?}", found.causes);
    assert!(first.remains < 1e-9, "{first:?}");
    assert!(first.detail.contains(words), "{}", first.detail);
}

#[test]
fn a_bill_that_matches_has_no_causes() {
    let bill = bill(|n, _| (counts(n).0 * OPUS_COST, counts(n).1 * HAIKU_COST));
    let found = reconciled(&two_weeks(), &bill);
    assert_eq!(found.difference.to_string(), "0");
    assert_eq!(found.causes, []);
    assert_eq!((found.by_day.len(), found.by_model.len()), (14, 2));
    assert_eq!(found.by_model[1].name, OPUS);
}

#[test]
fn requests_billed_in_another_tier() {
    // Haiku in the batch tier: half.
    let bill = bill(|n, _| (counts(n).0 * OPUS_COST, counts(n).1 * HAIKU_COST / 2));
    let found = reconciled(&two_weeks(), &bill);
    assert_first(
        &found,
        CauseName::OtherTier,
        "of claude-haiku-4-5 in the standard tier, billed in the batch",
    );
}

#[test]
fn a_batch_discount_that_is_missing() {
    let mut log = two_weeks();
    for request in log.iter_mut().filter(|request| request.model == OPUS) {
        request.tier = "batch";
    }
    let bill = bill(|n, _| (counts(n).0 * OPUS_COST, counts(n).1 * HAIKU_COST));
    let found = reconciled(&log, &bill);
    assert_first(
        &found,
        CauseName::BatchDiscountMissing,
        "billed at the standard price",
    );
    // The same by one number.
    let total: u64 = (0..14)
        .map(|n| counts(n).0 * OPUS_COST + counts(n).1 * HAIKU_COST)
        .sum();
    let analysis = UsageAnalysis {
        billed: Some(exact(&micros(total))),
        ..UsageAnalysis::default()
    };
    let found = report_of(&made(&log), &analysis, None)
        .reconciliation
        .unwrap();
    assert_first(
        &found,
        CauseName::BatchDiscountMissing,
        "billed at the standard price",
    );
    assert_eq!(found.by_day, []);
}

#[test]
fn prices_of_before_a_change() {
    // GPT-5.6 Sol cost $5 / $30 until 2026-08-20, then $4 / $20: 10,000 + 1,000 tokens are $0.08 and
    // $0.06. A costs page of OpenAI that has the old price throughout.
    let (mut log, mut buckets) = (Vec::new(), Vec::new());
    for (number, day) in days("2026-08-17", 8).into_iter().enumerate() {
        let requests = 3 + number as u64;
        log.extend((0..requests).map(|hour| Made {
            input: 10_000,
            output: 1_000,
            ..Made::at(day, hour, "gpt-5.6-sol")
        }));
        let start = 1_786_924_800 + 86_400 * number;
        buckets.push(serde_json::json!({
            "object": "bucket", "start_time": start, "end_time": start + 86_400,
            "results": [{
                "object": "organization.costs.result", "line_item": "gpt-5.6-sol, input",
                "amount": { "value": requests as f64 * 0.08, "currency": "usd" },
            }],
        }));
    }
    let page = serde_json::json!({ "object": "page", "data": buckets, "has_more": false });
    let bill = log_of(
        &[("costs.json", &page.to_string())],
        &UsageReadOptions::default(),
    );
    let found = reconciled(&log, &bill);
    // On four days, 7 + 8 + 9 + 10 requests at $0.02 more.
    assert_eq!(found.difference.to_string(), "0.68");
    assert_first(
        &found,
        CauseName::PriceChange,
        "2026-08-21; the days since are billed at the old price",
    );
}

#[test]
fn cached_tokens_that_are_counted_twice() {
    // 6,000 tokens more at $5: $0.03.
    let bill = bill(|n, _| (counts(n).0 * (OPUS_COST + 30_000), counts(n).1 * HAIKU_COST));
    assert_first(
        &reconciled(&two_weeks(), &bill),
        CauseName::CachedTokensCountedTwice,
        "billed as input tokens as well",
    );
}

#[test]
fn a_cache_discount_that_is_missing() {
    // 6,000 tokens at $5 instead of $0.50.
    let bill = bill(|n, _| (counts(n).0 * (OPUS_COST + 27_000), counts(n).1 * HAIKU_COST));
    let found = reconciled(&two_weeks(), &bill);
    assert_first(
        &found,
        CauseName::CacheDiscountMissing,
        "at the price of other input tokens",
    );
}

#[test]
fn amounts_rounded_to_cents() {
    let cents = |amount: u64| (amount + 5_000) / 10_000 * 10_000;
    let bill = bill(|n, _| {
        (
            cents(counts(n).0 * OPUS_COST),
            cents(counts(n).1 * HAIKU_COST),
        )
    });
    assert_first(
        &reconciled(&two_weeks(), &bill),
        CauseName::Rounding,
        "2 decimals",
    );
    // 0.0225 in one number, which is 0.02.
    let log = made(&[opus(day("2026-09-07"), 1), haiku(day("2026-09-07"), 2)]);
    let analysis = UsageAnalysis {
        billed: Some(exact("0.05")),
        ..UsageAnalysis::default()
    };
    let found = report_of(&log, &analysis, None).reconciliation.unwrap();
    // 0.048 + 0.0045
    assert_eq!(found.difference.to_string(), "-0.0025");
    assert_first(&found, CauseName::Rounding, "2 decimals");
}

#[test]
fn a_discount_that_the_bill_states_beside_its_list_price() {
    let mut lines = Vec::new();
    for (number, day) in days("2026-09-07", 14).into_iter().enumerate() {
        let (of_opus, of_haiku) = counts(number);
        let (of_opus, of_haiku) = (of_opus * OPUS_COST, of_haiku * HAIKU_COST);
        lines.push((day, OPUS, "", of_opus * 7 / 8, of_opus));
        lines.push((day, HAIKU, "", of_haiku, of_haiku));
    }
    let found = reconciled(&two_weeks(), &anthropic_bill(&lines));
    assert_first(&found, CauseName::Discount, "list prices");
}

#[test]
fn a_percentage_on_everything() {
    let discounted = bill(|n, _| {
        (
            counts(n).0 * OPUS_COST * 4 / 5,
            counts(n).1 * HAIKU_COST * 4 / 5,
        )
    });
    assert_first(
        &reconciled(&two_weeks(), &discounted),
        CauseName::Discount,
        "20%",
    );
    let taxed = bill(|n, _| {
        (
            counts(n).0 * OPUS_COST * 119 / 100,
            counts(n).1 * HAIKU_COST * 119 / 100,
        )
    });
    assert_first(
        &reconciled(&two_weeks(), &taxed),
        CauseName::Surcharge,
        "19% higher",
    );
}

#[test]
fn allowances() {
    // Ten cents a day are free, of the model that costs most.
    let daily = bill(|n, _| (counts(n).0 * OPUS_COST - 100_000, counts(n).1 * HAIKU_COST));
    assert_first(
        &reconciled(&two_weeks(), &daily),
        CauseName::FreeAllowance,
        "$0.10 a day",
    );
    // Web searches, $0.01 each, that are not on the bill.
    let mut log = two_weeks();
    for request in log.iter_mut().filter(|request| request.model == OPUS) {
        request.searches = 2;
    }
    let bill = bill(|n, _| (counts(n).0 * OPUS_COST, counts(n).1 * HAIKU_COST));
    assert_first(
        &reconciled(&log, &bill),
        CauseName::FreeAllowance,
        "web_search is free",
    );
}

#[test]
fn credits_that_pay_the_first_days() {
    let mut free: u64 = 1_000_000;
    let amounts: Vec<(u64, u64)> = (0..14)
        .map(|n| {
            let mut pay = |amount: u64| {
                let paid = free.min(amount);
                free -= paid;
                amount - paid
            };
            let of_opus = pay(counts(n).0 * OPUS_COST);
            (of_opus, pay(counts(n).1 * HAIKU_COST))
        })
        .collect();
    let found = reconciled(&two_weeks(), &bill(|n, _| amounts[n]));
    assert_first(&found, CauseName::FreeAllowance, "the first $1.00 are free");
}

#[test]
fn days_of_another_time_zone() {
    // The bill has the days of UTC-7: what was before 07:00 UTC is of the day before.
    let log = two_weeks();
    let bill = {
        let mut lines = Vec::new();
        for day in days("2026-09-07", 14) {
            for (model, cost) in [(OPUS, OPUS_COST), (HAIKU, HAIKU_COST)] {
                let next = day.checked_add_days(1).unwrap();
                let count = log
                    .iter()
                    .filter(|r| {
                        let hour: u64 = r.time[11..13].parse().unwrap();
                        let own = r.time.starts_with(&day.to_string()) && hour >= 7;
                        let late = r.time.starts_with(&next.to_string()) && hour < 7;
                        r.model == model && (own || late)
                    })
                    .count() as u64;
                lines.push((day, model, "", count * cost, count * cost));
            }
        }
        anthropic_bill(&lines)
    };
    assert_first(&reconciled(&log, &bill), CauseName::TimeZone, "UTC-7");
}

#[test]
fn a_file_that_is_missing() {
    let mut log = two_weeks();
    log.retain(|request| {
        !request.time.starts_with("2026-09-10") && !request.time.starts_with("2026-09-11")
    });
    let bill = bill(|n, _| (counts(n).0 * OPUS_COST, counts(n).1 * HAIKU_COST));
    let found = reconciled(&log, &bill);
    assert_first(&found, CauseName::MissingFile, "2026-09-10, 2026-09-11");
    // And a model that the log lacks.
    let mut log = two_weeks();
    log.retain(|request| request.model == OPUS);
    assert_first(&reconciled(&log, &bill), CauseName::MissingFile, HAIKU);
}

#[test]
fn a_missing_day_is_the_cause_of_one_number_too() {
    let mut log = Vec::new();
    for day in days("2026-09-07", 28) {
        log.extend((0..10).map(|hour| opus(day, hour)));
    }
    log.retain(|request| !request.time.starts_with("2026-09-16"));
    // 28 × 10 × 0.048
    let analysis = UsageAnalysis {
        billed: Some(exact("13.44")),
        ..UsageAnalysis::default()
    };
    let found = report_of(&made(&log), &analysis, None)
        .reconciliation
        .unwrap();
    assert_first(&found, CauseName::MissingFile, "2026-09-16");
}

#[test]
fn models_without_a_price() {
    let mut log = two_weeks();
    for request in log.iter_mut().filter(|request| request.model == HAIKU) {
        request.model = "house-model-1";
    }
    let mut lines = Vec::new();
    for (number, day) in days("2026-09-07", 14).into_iter().enumerate() {
        let (of_opus, of_haiku) = counts(number);
        lines.push((day, OPUS, "", of_opus * OPUS_COST, of_opus * OPUS_COST));
        lines.push((day, "house-model-1", "", of_haiku * 777, of_haiku * 777));
    }
    let found = reconciled(&log, &anthropic_bill(&lines));
    assert_first(
        &found,
        CauseName::UnpricedModels,
        "house-model-1 has no price here",
    );
}

#[test]
fn lines_are_compared_by_what_they_are_for() {
    let mut lines = Vec::new();
    for (number, day) in days("2026-09-07", 14).into_iter().enumerate() {
        let (n, _) = counts(number);
        for (item, cost) in [
            ("input_no_cache", 20_000),
            ("input_cache_read", 6_000),
            ("output", 25_000),
        ] {
            lines.push((day, OPUS, item, n * cost, n * cost));
        }
    }
    let mut log = two_weeks();
    log.retain(|request| request.model == OPUS);
    let found = reconciled(&log, &anthropic_bill(&lines));
    let requests: u64 = (0..14).map(|n| counts(n).0).sum();
    let differences: Vec<(&str, String)> = found
        .by_line
        .iter()
        .map(|line| (line.name.as_str(), line.difference.to_string()))
        .collect();
    let cached = exact(&micros(requests * 3_000)).to_string();
    assert_eq!(
        differences,
        [
            ("cached input", cached),
            ("input", "0".to_owned()),
            ("output", "0".to_owned())
        ]
    );
}

#[test]
fn a_bill_is_compared_with_its_own_part_of_the_log() {
    let mut log = two_weeks();
    log.push(Made::at(day("2026-09-08"), 1, "gpt-5.4-mini"));
    log.push(opus(day("2026-11-01"), 1));
    let bill = bill(|n, _| (counts(n).0 * OPUS_COST, counts(n).1 * HAIKU_COST));
    let found = reconciled(&log, &bill);
    assert_eq!(
        (found.difference.to_string(), found.causes.len()),
        ("0".to_owned(), 0)
    );
    assert_eq!(
        found.scope.as_deref(),
        Some(
            "the part of the log that the bill is about: the days from 2026-09-07 to 2026-09-20, anthropic"
        )
    );
}
