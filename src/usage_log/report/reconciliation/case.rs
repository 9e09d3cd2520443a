//! What causes are computed from: the bill, and the part of the log that it is about.

use super::bill::Bill;
use super::cells::Cells;
use super::result::CauseName;
use crate::pricing::{Component, Day, Exact};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::alike::Alike;
use crate::usage_log::report::priced::PricedLog;
use crate::usage_log::report::what_if::WhatIf;
use crate::usage_log::store::StoredRecord;

/// What causes are computed from.
pub(super) struct Case<'a> {
    pub log: &'a PricedLog<'a>,
    pub what_if: WhatIf<'a>,
    pub bill: Bill,
    /// The records that the bill is about, by what is priced alike.
    pub parts: Vec<Part<'a>>,
    /// What they cost.
    pub computed: Cells,
}

/// Records that are priced alike, with their model.
pub(super) struct Part<'a> {
    pub alike: &'a Alike,
    pub model: String,
    pub provider: String,
    /// What they cost, by component.
    pub components: Vec<(Component, Exact)>,
}

/// What would stand on the bill if something were the only cause.
pub(super) struct Hypothesis {
    pub cause: CauseName,
    /// What would stand on the bill.
    pub billed: Cells,
    pub detail: String,
    /// How much worse than its agreement with the bill a cause is that was chosen to agree: a
    /// percentage, an hour.
    pub fitted: f64,
}

impl<'a> Case<'a> {
    /// What would stand on the bill if records had cost something else; `None` where that is what they
    /// cost.
    pub fn with(
        &self,
        cost: impl Fn(&Part<'a>) -> Option<Exact>,
    ) -> Result<Option<Cells>, UsageLogError> {
        let mut cells = Cells::default();
        let mut differs = false;
        for part in &self.parts {
            let other = cost(part);
            differs |= other.is_some_and(|cost| cost != part.alike.cost);
            cells.add(
                self.bill.detail.cell(part.alike.terms.day, &part.model),
                other.unwrap_or(part.alike.cost),
            )?;
        }
        Ok(differs.then_some(cells))
    }

    /// Whether the bill is about a day and a provider.
    pub fn covers(&self, day: Option<Day>, provider: &str) -> bool {
        is_covered(&self.bill, day, provider)
    }

    /// The model of a record and its provider.
    pub fn model_of(&self, record: &StoredRecord<'_>) -> (String, String) {
        let (model, provider) = self.log.model(record);
        (model.to_owned(), provider.to_owned())
    }
}

/// Whether a bill is about a day and a provider.
pub(super) fn is_covered(bill: &Bill, day: Option<Day>, provider: &str) -> bool {
    let is_in_period = match (bill.period, day) {
        (Some((first, last)), Some(day)) => (first..=last).contains(&day),
        _ => true,
    };
    let of_provider = |known: &String| known == provider;
    is_in_period && (bill.providers.is_empty() || bill.providers.iter().any(of_provider))
}
