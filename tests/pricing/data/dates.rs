//! Dates in the price data: in order, without holes, one rate in force.

use std::collections::BTreeSet;

use tokenfare::pricing::schema::{Condition, RateRow};
use tokenfare::pricing::{Catalog, Component, Day, Exact, Resolved, Tier};

/// Lengths of prompts on both sides of every bound that a vendor draws.
const LENGTHS: [u64; 12] = [
    1, 100_000, 100_001, 128_000, 128_001, 199_999, 200_000, 200_001, 272_000, 272_001, 512_001,
    900_000,
];

/// Everything that a rate can depend on besides the day and the length.
type Choice = (Tier, Component, [Option<String>; 4], Option<u32>);

fn choice(row: &RateRow, component: Component) -> Choice {
    let when = row.when.clone().unwrap_or_default();
    let words = [when.size, when.quality, when.resolution, when.variant];
    (row.tier, component, words, when.memory_gb)
}

/// The rows of a model, its shared ones too.
fn rows<'c>(model: &Resolved<'c>) -> Vec<&'c RateRow> {
    model.rows().collect()
}

fn covers(row: &RateRow, day: Day, tokens: u64) -> bool {
    let admits = |when: &Condition| when.admits(Exact::whole(tokens), Exact::ONE);
    row.in_force(day) && row.when.as_ref().is_none_or(admits)
}

#[test]
fn a_model_is_released_then_deprecated_then_retired() {
    let catalog = Catalog::embedded().unwrap();
    for model in catalog.all() {
        let record = model.record();
        let days = [record.released, record.deprecated, record.retires];
        let known: Vec<Day> = days.into_iter().flatten().collect();
        assert!(known.is_sorted(), "{}: {known:?}", record.id);
        for row in &record.rates {
            if let (Some(released), Some(from)) = (record.released, row.from) {
                assert!(released <= from, "{} is sold before {released}", record.id);
            }
        }
    }
}

/// On no day do two rows give the same thing a rate, however long the prompt is.
#[test]
fn at_most_one_rate_is_in_force() {
    let catalog = Catalog::embedded().unwrap();
    for model in catalog.all() {
        let rows = rows(&model);
        for day in boundaries(&rows) {
            for tokens in LENGTHS {
                let mut seen = BTreeSet::new();
                for row in rows.iter().filter(|row| covers(row, day, tokens)) {
                    for component in row.usd.keys() {
                        assert!(
                            seen.insert(choice(row, *component)),
                            "{}: two {component} rates on {day}",
                            model.record().id
                        );
                    }
                }
            }
        }
    }
}

/// What was sold before a day and is sold after it was sold on that day too.
#[test]
fn no_price_has_a_hole_in_time() {
    let catalog = Catalog::embedded().unwrap();
    for model in catalog.all() {
        let rows = rows(&model);
        let days = boundaries(&rows);
        let choices: BTreeSet<Choice> = rows
            .iter()
            .flat_map(|row| row.usd.keys().map(|component| choice(row, *component)))
            .collect();
        for wanted in &choices {
            for tokens in LENGTHS {
                let sold: Vec<bool> = days
                    .iter()
                    .map(|day| {
                        rows.iter().any(|row| {
                            covers(row, *day, tokens)
                                && row.usd.contains_key(&wanted.1)
                                && choice(row, wanted.1) == *wanted
                        })
                    })
                    .collect();
                let first = sold.iter().position(|sold| *sold);
                let last = sold.iter().rposition(|sold| *sold);
                if let (Some(first), Some(last)) = (first, last) {
                    let hole = sold[first..last].iter().position(|sold| !sold);
                    assert!(
                        hole.is_none(),
                        "{}: {wanted:?} at {tokens} tokens has no price on {}",
                        model.record().id,
                        days[first + hole.unwrap_or_default()]
                    );
                }
            }
        }
    }
}

#[test]
fn sources_are_read_in_the_past_and_reachable_by_https() {
    let catalog = Catalog::embedded().unwrap();
    for provider in &catalog.file().providers {
        for (key, source) in &provider.sources {
            assert!(source.url.starts_with("https://"), "{key}: {}", source.url);
            assert!(source.checked <= catalog.checked(), "{key}");
        }
    }
}

/// A price for a day after everything was checked is announced, never certain.
#[test]
fn future_prices_say_that_they_are_scheduled() {
    let catalog = Catalog::embedded().unwrap();
    for model in catalog.all() {
        for row in rows(&model) {
            if row.from.is_some_and(|from| from > catalog.checked()) {
                assert_eq!(
                    row.confidence.as_str(),
                    "scheduled",
                    "{}",
                    model.record().id
                );
            }
        }
    }
}

/// The days around every change, and one long before and after.
fn boundaries(rows: &[&RateRow]) -> Vec<Day> {
    let mut days = BTreeSet::from([day("2019-01-01"), day("2099-01-01")]);
    for edge in rows.iter().flat_map(|row| [row.from, row.to]).flatten() {
        days.insert(edge);
        days.insert(edge.previous_day().unwrap());
    }
    days.into_iter().collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}
