//! `cargo xtask pricing coverage`: how old the prices of each vendor are, and how sure.

use std::fmt::Write as _;

use tokenfare::pricing::Catalog;

/// `pricing/COVERAGE.md`.
pub fn page(catalog: &Catalog) -> String {
    format!(
        "# How old the prices are, and how sure\n\n\
         Made by `cargo xtask pricing build`, as of {}. Rates are those in force of models that are\n\
         served. A rate has two sources if it was read on the vendor's page or in two independent\n\
         lists; it is inferred if nobody prints it.\n\n{}",
        catalog.checked(),
        table(catalog)
    )
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
