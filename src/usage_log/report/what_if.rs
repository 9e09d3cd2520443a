//! What records would have cost in another tier, on another day, with another model, or with other
//! quantities.

use super::alike::{Alike, Terms};
use crate::pricing::{
    Catalog, Component, Count, Day, Exact, Quantities, QuoteRequest, RateCard, Tier, Usage,
};
use crate::usage_log::log::UsageLog;
use crate::usage_log::record::RecordKind;

/// Prices of what would have been.
#[derive(Clone, Copy, Debug)]
pub(in crate::usage_log) struct WhatIf<'a> {
    pub log: &'a UsageLog,
    pub catalog: &'a Catalog,
}

/// What differs from the log.
#[derive(Clone, Debug, Default)]
pub(in crate::usage_log) struct Change {
    /// The id of another model, and its provider.
    pub model: Option<(String, String)>,
    pub tier: Option<Tier>,
    pub day: Option<Day>,
}

impl<'a> WhatIf<'a> {
    /// The rates of records, with a change; `None` if there are none.
    pub fn card(&self, terms: &Terms, change: &Change) -> Option<RateCard<'a>> {
        let text = |text| self.log.records.text(text).to_owned();
        let (model, provider) = match &change.model {
            Some((model, provider)) => (model.clone(), Some(provider.clone())),
            None => (text(terms.model?), terms.provider.map(text)),
        };
        let is_other = change.model.is_some();
        let mut request = QuoteRequest {
            model,
            provider,
            on: change.day.or(terms.day),
            tier: change.tier.or(terms.tier),
            // A region and a variant are the model's own.
            region: terms.region.filter(|_| !is_other).map(text),
            variant: terms.variant.filter(|_| !is_other).map(text),
            ..QuoteRequest::default()
        };
        let card = self.catalog.card_for(&request).ok()?;
        let released = card.resolved().record().released;
        if let (Some(day), Some(released)) = (request.on, released)
            && day < released
        {
            if is_other || change.day.is_some() {
                return None;
            }
            request.on = None;
            return self.catalog.card_for(&request).ok();
        }
        Some(card)
    }

    /// What records cost with a change and these quantities; `None` if they have no such price.
    pub fn price(&self, alike: &Alike, change: &Change, quantities: &Quantities) -> Option<Exact> {
        let card = self.card(&alike.terms, change)?;
        card.total(&usage(&card, alike, quantities)?).ok()
    }

    /// What records cost, by component.
    pub fn parts(&self, alike: &Alike) -> Vec<(Component, Exact)> {
        let parts = || {
            let card = self.card(&alike.terms, &Change::default())?;
            let usage = usage(&card, alike, &alike.quantities)?;
            card.price(&usage).ok()
        };
        let parts = parts().unwrap_or_default();
        parts
            .iter()
            .map(|part| (part.component, part.amount))
            .collect()
    }
}

/// The parts that are billed, for as many requests as decide on the length of their contexts.
fn usage(card: &RateCard<'_>, alike: &Alike, quantities: &Quantities) -> Option<Usage> {
    /// More requests than any sum holds: the average is shorter than every threshold.
    const MANY: u64 = 1 << 50;
    let usage = card.usage(quantities).ok()?;
    let many = Exact::whole(MANY);
    Some(match (alike.terms.kind, quantities.requests) {
        (RecordKind::SumOfShort, _) | (RecordKind::Sum, None) => usage.of_requests(many),
        (RecordKind::SumOfLong, _) => usage.of_requests(Exact::ONE),
        (_, requests) => usage.of_requests(requests.map_or(Exact::ONE, Count::exact)),
    })
}
