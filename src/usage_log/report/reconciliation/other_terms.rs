//! Requests billed in another tier, or at the prices of another day.

use super::case::{Case, Hypothesis, Part};
use super::result::CauseName;
use crate::pricing::{Day, Tier};
use crate::sorting::sorted_distinct;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::what_if::Change;

/// For how many models a price change is looked for, by name.
const MAX_MODELS: usize = 50;
/// From how many days before the log a price may still be billed.
const EARLIER_DAYS: i32 = 92;

pub(super) fn hypotheses(case: &Case<'_>) -> Result<Vec<Hypothesis>, UsageLogError> {
    let mut found = Vec::new();
    let models = sorted_distinct(
        case.parts
            .iter()
            .map(|part| (part.model.clone(), part.provider.clone())),
    );
    let scopes = |of: &dyn Fn(&Part<'_>) -> bool| -> Vec<Option<(String, String)>> {
        let concerned = models.iter().filter(|(model, provider)| {
            let mut parts = case.parts.iter();
            parts.any(|part| part.model == *model && part.provider == *provider && of(part))
        });
        let concerned: Vec<_> = concerned.take(MAX_MODELS).cloned().map(Some).collect();
        match concerned.len() {
            0 => Vec::new(),
            1 => vec![None],
            _ => std::iter::once(None).chain(concerned).collect(),
        }
    };
    let is_of = |scope: &Option<(String, String)>, part: &Part<'_>| {
        scope
            .as_ref()
            .is_none_or(|(model, provider)| part.model == *model && part.provider == *provider)
    };
    let tier_of = |part: &Part<'_>| part.alike.terms.tier.unwrap_or(Tier::Standard);
    for from in Tier::ALL.iter().copied() {
        for scope in scopes(&|part| tier_of(part) == from) {
            for to in Tier::ALL.iter().copied().filter(|to| *to != from) {
                let change = Change {
                    tier: Some(to),
                    ..Change::default()
                };
                let billed = case.with(|part| {
                    let concerned = tier_of(part) == from && is_of(&scope, part);
                    let price = || {
                        case.what_if
                            .price(part.alike, &change, &part.alike.quantities)
                    };
                    concerned.then(price).flatten()
                })?;
                let Some(billed) = billed else { continue };
                let of = scope
                    .as_ref()
                    .map_or_else(String::new, |s| format!(" of {}", s.0));
                let (cause, detail) = match (from, to) {
                    (Tier::Batch, Tier::Standard) => (
                        CauseName::BatchDiscountMissing,
                        format!("the requests{of} in the batch tier, billed at the standard price"),
                    ),
                    _ => (
                        CauseName::OtherTier,
                        format!("the requests{of} in the {from} tier, billed in the {to} tier"),
                    ),
                };
                found.push(Hypothesis {
                    cause,
                    billed,
                    detail,
                    // One of many models that was chosen to agree.
                    fitted: if scope.is_some() { 0.01 } else { 0.0 },
                });
            }
        }
    }
    for (model, provider) in models.iter().take(MAX_MODELS) {
        found.extend(price_changes(case, model, provider)?);
    }
    Ok(found)
}

fn price_changes(
    case: &Case<'_>,
    model: &str,
    provider: &str,
) -> Result<Vec<Hypothesis>, UsageLogError> {
    let is_of = |part: &Part<'_>| part.model == model && part.provider == provider;
    let days = case
        .parts
        .iter()
        .filter(|part| is_of(part))
        .filter_map(|part| part.alike.terms.day);
    let days = sorted_distinct(days);
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Ok(Vec::new());
    };
    let Some(after) = last.checked_add_days(1) else {
        return Ok(Vec::new());
    };
    let earliest = (0..EARLIER_DAYS).try_fold(*first, |day: Day, _| day.previous_day());
    let changes = case
        .what_if
        .catalog
        .price_changes(model, earliest.unwrap_or(*first), after);
    let mut found = Vec::new();
    for change in changes.unwrap_or_default() {
        let Some(before) = change.previous_day() else {
            continue;
        };
        let with = |day: Day, concerned: &dyn Fn(Day) -> bool| {
            let other = Change {
                day: Some(day),
                ..Change::default()
            };
            case.with(|part| {
                let of_day = part.alike.terms.day.is_some_and(concerned);
                let price = || {
                    case.what_if
                        .price(part.alike, &other, &part.alike.quantities)
                };
                (is_of(part) && of_day).then(price).flatten()
            })
        };
        if let Some(billed) = with(before, &|day| day >= change)? {
            found.push(Hypothesis {
                cause: CauseName::PriceChange,
                billed,
                detail: format!(
                    "{model} changed its price on {change}; the days since are billed at the old price"
                ),
                fitted: 0.0,
            });
        }
        if let Some(billed) = with(change, &|day| day < change)? {
            found.push(Hypothesis {
                cause: CauseName::PriceChange,
                billed,
                detail: format!(
                    "{model} changed its price on {change}; the days before it are billed at the new price"
                ),
                fitted: 0.0,
            });
        }
    }
    Ok(found)
}
