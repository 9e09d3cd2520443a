//! `cargo xtask pricing check`: checks the price files against schema, rules and lints.

use std::collections::BTreeMap;

use anyhow::Result;
use tokenfare::pricing::{Catalog, Confidence, Day, STALE_AFTER_DAYS};

use super::files;
use crate::process::{cargo, run as run_command};

/// Reads and checks the files, runs the lints, and prints what needs attention.
///
/// # Errors
/// The first file that breaks the schema or a rule, a generated file that is stale, or a lint.
pub fn run() -> Result<()> {
    let catalog = files::catalog()?;
    files::check_fresh()?;
    run_command(cargo().args(["test", "--quiet", "--test", "main", "pricing::data"]))?;
    print!("{}", summary(&catalog));
    Ok(())
}

/// Prints models and rates for each provider, and rates that are getting old.
fn summary(catalog: &Catalog) -> String {
    #[derive(Default)]
    struct Count {
        models: usize,
        rates: usize,
        unsure: usize,
        disputed: usize,
        oldest: Option<Day>,
    }
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for model in catalog.all() {
        let count = counts.entry(model.provider()).or_default();
        count.models += 1;
        for row in model
            .record()
            .rates
            .iter()
            .chain(&model.record().fine_tuned)
        {
            count.rates += row.usd.len();
            if row.confidence != Confidence::Confirmed {
                count.unsure += row.usd.len();
            }
            if !row.disputes.is_empty() {
                count.disputed += 1;
            }
            // Only rates in force need to be checked again.
            let ended = row.to.is_some() || model.record().retires.is_some();
            if let (false, Some(checked)) = (ended, model.source_of(row).1) {
                count.oldest = count
                    .oldest
                    .map_or(Some(checked), |day| Some(day.min(checked)));
            }
        }
    }
    let mut text = format!(
        "{:<16}{:>8}{:>8}{:>16}{:>10}  oldest check\n",
        "provider", "models", "rates", "not confirmed", "disputed"
    );
    for (provider, count) in counts {
        let oldest = count.oldest.map_or(String::new(), |day| {
            let stale = catalog.checked().days_since(day) > STALE_AFTER_DAYS;
            format!("{day}{}", if stale { " (stale)" } else { "" })
        });
        text.push_str(&format!(
            "{provider:<16}{:>8}{:>8}{:>16}{:>10}  {oldest}\n",
            count.models, count.rates, count.unsure, count.disputed
        ));
    }
    text
}
