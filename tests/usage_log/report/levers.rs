//! What would have saved money, worked out by hand.

use tokenfare::usage_log::{UsageAnalysis, UsageLever};

use super::made::{Made, day, made, report_of};

const OPUS: &str = "claude-opus-4-8";

fn lever<'a>(levers: &'a [UsageLever], name: &str) -> &'a UsageLever {
    levers.iter().find(|lever| lever.name == name).unwrap()
}

#[test]
fn batching_saves_half_of_what_was_not_batched() {
    let standard = Made::at(day("2026-09-07"), 1, OPUS);
    let batched = Made {
        tier: "batch",
        ..Made::at(day("2026-09-07"), 2, OPUS)
    };
    let report = report_of(&made(&[standard, batched]), &UsageAnalysis::default(), None);
    // 0.0075 + 0.00375
    assert_eq!(report.total.to_string(), "0.01125");
    assert_eq!(lever(&report.levers, "batch").saves.to_string(), "0.00375");
}

#[test]
fn a_cap_saves_what_the_longest_twentieth_exceeds_it_by() {
    // 38 answers of 100 tokens, two of 1,100: the 95th percentile is 100.
    let requests: Vec<Made> = (0..40)
        .map(|n| Made {
            output: if n < 38 { 100 } else { 1_100 },
            ..Made::at(day("2026-09-07"), n % 24, OPUS)
        })
        .collect();
    let report = report_of(&made(&requests), &UsageAnalysis::default(), None);
    let cap = lever(&report.levers, "output-cap");
    // 2 × 1,000 × 25 / 1M
    assert_eq!(
        (cap.saves.to_string(), cap.model.as_deref()),
        ("0.05".to_owned(), Some(OPUS))
    );
    assert!(
        cap.explanation.contains("at most 100 tokens"),
        "{}",
        cap.explanation
    );
}

#[test]
fn caching_saves_on_requests_that_follow_soon_and_pays_for_the_writing() {
    let at = |time: &str| Made {
        time: time.to_owned(),
        input: 10_000,
        ..Made::at(day("2026-09-07"), 1, OPUS)
    };
    let requests = [
        at("2026-09-07T10:00:00Z"),
        at("2026-09-07T10:04:00Z"),
        at("2026-09-07T10:08:00Z"),
        // Too late for the cache.
        at("2026-09-07T11:00:00Z"),
    ];
    let report = report_of(&made(&requests), &UsageAnalysis::default(), None);
    // Two read 5,000 tokens at 0.5 instead of 5: 2 × 0.0225. One writes 5,000 at 6.25 instead of 5.
    assert_eq!(
        lever(&report.levers, "caching").saves.to_string(),
        "0.03875"
    );
}

#[test]
fn a_cheaper_model_is_one_of_the_same_vendor_that_can_do_the_same() {
    let request = Made::at(day("2026-09-07"), 1, OPUS);
    let report = report_of(&made(&[request]), &UsageAnalysis::default(), None);
    let lever = lever(&report.levers, "cheaper-model");
    assert!(
        lever
            .explanation
            .starts_with("Send the requests to claude-"),
        "{}",
        lever.explanation
    );
    // Nothing of Anthropic's costs less than a tenth of Opus on 1,000 + 100 tokens, nor is for free.
    let saves = lever.saves.amount().to_f64();
    assert!((0.0037..0.0075).contains(&saves), "{saves}");
}
