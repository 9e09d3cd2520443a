//! `cargo xtask pricing coverage`: how old the prices of each vendor are, and how sure.

use std::fmt::Write as _;

use tokenfare::pricing::{Catalog, STALE_AFTER_DAYS};

/// `pricing/COVERAGE.md`.
pub fn page(catalog: &Catalog) -> String {
    format!(
        "# How old the prices are, and how sure\n\n\
         Made by `cargo xtask pricing build`, as of {}. Rates are those in force of models that are\n\
         served. A rate has two sources if it was read on the vendor's page or in two independent\n\
         lists; it is inferred if nobody prints it.\n\n{}\n\
         ## Rates that nobody has checked for {STALE_AFTER_DAYS} days\n\n\
         Quotes of these warn with `PRICE_STALE`. No list of the last weeks prints them, or it\n\
         repeats the day on which it looked itself. The vendor may have ceased to sell the model\n\
         without saying since when.\n\n{}",
        catalog.checked(),
        table(catalog),
        stale(catalog)
    )
}

/// Models that are served and have rates in force that are stale, with the day of the last look.
fn stale(catalog: &Catalog) -> String {
    let today = catalog.checked();
    let mut text =
        String::from("| vendor | model | last checked | in |\n| --- | --- | --- | --- |\n");
    for model in catalog.all() {
        let record = model.record();
        if record.legacy || record.retires.is_some_and(|end| end <= today) {
            continue;
        }
        let looked = record
            .rates
            .iter()
            .filter(|row| row.in_force(today))
            .filter_map(|row| {
                let (source, day) = model.source_of(row);
                Some((day?, source?.name.as_str()))
            })
            .filter(|(day, _)| today.days_since(*day) > STALE_AFTER_DAYS)
            .min();
        if let Some((day, source)) = looked {
            let _ = writeln!(
                text,
                "| {} | {} | {day} | {source} |",
                model.provider_file().name,
                record.id
            );
        }
    }
    text
}

/// The table in Markdown.
pub fn table(catalog: &Catalog) -> String {
    let mut text = String::from(
        "| vendor | models | rates in force | checked within 30 days | 60 | 90 | two sources or \
         more | one source | inferred |\n| --- | --: | --: | --: | --: | --: | --: | --: | --: |\n",
    );
    for vendor in catalog.coverage(None) {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            vendor.name,
            vendor.models,
            vendor.rates,
            share(vendor.within30_days, vendor.rates),
            share(vendor.within60_days, vendor.rates),
            share(vendor.within90_days, vendor.rates),
            share(vendor.confirmed, vendor.rates),
            share(vendor.single_source, vendor.rates),
            share(vendor.inferred, vendor.rates),
        );
    }
    text
}

/// A share of all in whole percent, rounded down, so that 100 % means all.
fn share(part: usize, all: usize) -> String {
    match (part * 100).checked_div(all) {
        Some(percent) => format!("{percent} %"),
        None => "–".to_owned(),
    }
}
