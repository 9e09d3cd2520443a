//! The examples that people copy: they run, and print what they should.

#[allow(dead_code)] // `main`, which only prints the report
#[path = "../examples/compare_models.rs"]
mod compare_models;
#[allow(dead_code)]
#[path = "../examples/credits_runway.rs"]
mod credits_runway;
#[allow(dead_code)]
#[path = "../examples/plan_a_launch.rs"]
mod plan_a_launch;

/// gpt-5.6-terra at 2 / 12 and gpt-5.6-luna at 0.20 / 1.20: an article costs 500 × 2 + 4,000 × 12 =
/// 49,000 millionths on terra, a tenth on luna; 60,000 articles a year.
#[test]
fn compare_models() {
    // 60,000 × 0.049 = 2,940; a tenth is 294; 0.8 × 294 + 0.2 × 2,940 = 235.2 + 588 = 823.2.
    // Differences: 294 - 2,940 = -2,646; 823.2 - 2,940 = -2,116.8.
    assert_eq!(
        compare_models::report().unwrap(),
        "terra: $2940\n\
         luna: $294 (-2646 from the mix of models)\n\
         router: $823.2 (-2116.8 from the mix of models)\n"
    );
}

/// A summary costs 4,000 × 0.20 + 400 × 1.20 = 1,280 millionths, a weekday of January 3.84.
#[test]
fn credits_runway() {
    // January 2027 has 21 weekdays: 80.64 of the 100 that expire on 1 February, 19.36 expire.
    // February: 20 weekdays × 4.224 = 84.48; March: 23 × 4.6464 = 106.8672; 250 - 191.3472 = 58.6528
    // are left, and 50 come: 108.6528. April: 22 × 5.11104 = 112.44288, so the last Friday, the
    // 30th, is not paid whole: 21 weekdays cost 107.33184.
    assert_eq!(
        credits_runway::report().unwrap(),
        "The credits do not pay all of 2027-04-30.\n$19.36 expire unused.\n"
    );
}

/// A conversation of 6 turns writes 1,500 + 6 × 60 + 5 × 180 = 2,760 tokens to the cache, reads
/// 5 × 1,500 + 15 × 60 + 10 × 180 = 10,200 from it and answers with 1,080: on gpt-5.6-luna
/// 2,760 × 0.25 + 10,200 × 0.02 + 1,080 × 1.20 = 2,190 millionths.
#[test]
fn plan_a_launch() {
    let report = plan_a_launch::report().unwrap();
    let lines: Vec<&str> = report.lines().collect();
    // 1,500 users × 2 × 31 days = 93,000 conversations: 203.67. In February 28 days, 15 % more:
    // 96,600 conversations: 211.554.
    assert!(
        lines[1].starts_with("2027-01       93000      203.67  "),
        "{report}"
    );
    assert!(
        lines[2].starts_with("2027-02       96600      211.55  "),
        "{report}"
    );
    // 93,000 × 1.15^7 = 247,382 in August: 541.77. The first 28 days cost 489.34, the 29th passes 500.
    assert!(
        lines[8].starts_with("2027-08      247382      541.77  "),
        "{report}"
    );
    assert!(
        report.contains("exceeded for the first time on 2027-08-29\n"),
        "{report}"
    );
    assert!(
        report.contains("of the cases\n") && report.contains("saves $"),
        "{report}"
    );
}
