//! `cargo xtask pricing diff FILE`: differences from another project's price list.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tokenfare::pricing::schema::{Condition, RateRow};
use tokenfare::pricing::{Catalog, Day, Resolved, Unit};

use super::price_list::{ListedModel, ListedRate, PriceList};

/// The differences, model by model, as text.
pub fn report(catalog: &Catalog, list: &PriceList, day: Day) -> String {
    let mut text = String::new();
    let (mut compared, mut equal, mut different) = (0, 0, 0);
    let mut unknown = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for listed in &list.models {
        let Some(ours) = find(catalog, listed) else {
            if !listed.rates.is_empty() {
                unknown.insert((listed.provider, listed.name.as_str()));
            }
            continue;
        };
        seen.insert(ours.record().id.as_str());
        compared += 1;
        let mut lines = differences(&ours, listed, day);
        lines.sort();
        if lines.is_empty() {
            equal += 1;
            continue;
        }
        different += 1;
        let _ = writeln!(text, "{} ({})", listed.name, ours.provider());
        for line in lines {
            let _ = writeln!(text, "    {line}");
        }
    }
    let covered: BTreeSet<&str> = list.models.iter().map(|model| model.provider).collect();
    let missing: BTreeSet<&str> = catalog
        .all()
        .filter(|model| covered.contains(model.provider()))
        .map(|model| model.record().id.as_str())
        .filter(|id| !seen.contains(id))
        .collect();
    section(
        &mut text,
        "only theirs",
        unknown
            .iter()
            .map(|(provider, name)| format!("{name} ({provider})")),
    );
    section(
        &mut text,
        "only ours",
        missing.iter().map(|id| (*id).to_owned()),
    );
    let _ = writeln!(
        text,
        "{}: {compared} models compared on {day}, {equal} equal, {different} different",
        list.project
    );
    text
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "{title}: {}", lines.len());
        for line in lines {
            let _ = writeln!(text, "    {line}");
        }
    }
}

/// Our model of that name at the same provider; a host's price does not correct a vendor's.
fn find<'c>(catalog: &'c Catalog, listed: &ListedModel) -> Option<Resolved<'c>> {
    let prefixed = format!("{}/{}", listed.provider, listed.name);
    [listed.name.as_str(), prefixed.as_str()]
        .into_iter()
        .filter_map(|name| catalog.resolve(name, false).ok())
        .find(|found| found.provider() == listed.provider)
}

/// Each rate that differs, and each that only the other list has.
fn differences(ours: &Resolved<'_>, listed: &ListedModel, day: Day) -> Vec<String> {
    let mut lines = Vec::new();
    for theirs in &listed.rates {
        let name = format!(
            "{}{} {}",
            theirs.tier,
            if theirs.long { " long" } else { "" },
            theirs.component
        );
        // A rate without a context band also holds for long prompts.
        let row = ours
            .rows()
            .find(|row| prices(ours, row, theirs, day) && is_long(row) == theirs.long)
            .or_else(|| {
                ours.rows()
                    .find(|row| prices(ours, row, theirs, day) && !has_bounds(row))
            });
        let rate = row.and_then(|row| Some((row.usd.get(&theirs.component)?, row.unit)));
        match rate {
            Some((rate, unit)) => {
                let here = rate.to_f64() * per(unit) / per(theirs.unit);
                // Their figures are floats, so a difference in the tenth digit is noise.
                if (here - theirs.usd).abs() > here.abs().max(theirs.usd.abs()) * 1e-9 {
                    let here = shown(here);
                    lines.push(format!("{name}: ours {here}, theirs {}", shown(theirs.usd)));
                }
            }
            // Other lists write 0 for an unknown price.
            None if theirs.usd != 0.0 => {
                lines.push(format!("{name}: ours none, theirs {}", shown(theirs.usd)));
            }
            None => {}
        }
    }
    lines
}

/// Whether the row corresponds to the listed rate.
fn prices(ours: &Resolved<'_>, row: &RateRow, theirs: &ListedRate, day: Day) -> bool {
    let variant = row.when.as_ref().and_then(|when| when.variant.as_ref());
    let usual = variant.is_none() || variant == ours.record().default_variant.as_ref();
    (row.every_tier || row.tier == theirs.tier)
        && row.in_force(day)
        && usual
        && row.usd.contains_key(&theirs.component)
}

fn is_long(row: &RateRow) -> bool {
    let long = |when: &Condition| when.above.is_some() || when.at_least.is_some();
    row.when.as_ref().is_some_and(long)
}

fn has_bounds(row: &RateRow) -> bool {
    row.when.as_ref().is_some_and(Condition::has_bounds)
}

/// How many base units a price is for, to compare both sides in the same unit.
fn per(unit: Unit) -> f64 {
    match unit {
        Unit::Hour => 1.0 / 60.0,
        Unit::Second => 60.0,
        _ => 1.0,
    }
}

/// A float rounded to its significant digits.
fn shown(usd: f64) -> String {
    let text = format!("{usd:.10}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
