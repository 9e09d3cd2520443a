//! Arbitrary text as a scenario: an error or a projection whose parts add up, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tokenfare::pricing::Catalog;
use tokenfare::projection::{Dollars, Scenario, project};

fuzz_target!(|text: &str| {
    let Ok(scenario) = Scenario::from_json(text) else {
        return;
    };
    // What is within bounds may still take seconds; the fuzzer looks for panics, not for patience.
    let draws = scenario.uncertainty.and_then(|u| u.draws).unwrap_or(10_000);
    if scenario.months > 36 || scenario.workloads.len() > 8 || draws > 10_000 {
        return;
    }
    let Ok(catalog) = Catalog::embedded() else {
        return;
    };
    if let Ok(projection) = project(&scenario, catalog) {
        let sum = projection
            .lines
            .iter()
            .try_fold(Dollars::ZERO, |sum, line| sum.plus(line.amount));
        assert_eq!(sum, Some(projection.total));
    }
});
