//! Why a part has no price, and what is sold instead.

use super::quantities::field_of;
use super::rate_card::RateCard;
use super::usage::{ContextTokens, Part};
use crate::pricing::catalog::schema::NotSold;
use crate::pricing::catalog::{Component, Tier};
use crate::pricing::error::{NoPriceReason, PricingError};
use crate::pricing::number::Exact;
use crate::sorting::sorted_distinct;

/// The error for a part to which no rate applies.
pub(in crate::pricing) fn explain(card: &RateCard<'_>, part: &Part) -> PricingError {
    let (reason, message) = missing(card, part);
    PricingError::NoPrice {
        reason,
        message,
        path: Some(field_of(part.component).to_owned()),
    }
}

/// The error for a combination that the catalog lists as not sold.
pub(in crate::pricing) fn excluded(
    card: &RateCard<'_>,
    component: Component,
    context: &ContextTokens,
    requests: Exact,
) -> Option<PricingError> {
    let applies = |exclusion: &&NotSold| {
        exclusion.tier == card.tier()
            && (exclusion.components.is_empty() || exclusion.components.contains(&component))
            && (exclusion.regions.is_empty()
                || card
                    .region()
                    .is_some_and(|r| exclusion.regions.iter().any(|x| x == r)))
            && exclusion
                .when
                .as_ref()
                .is_none_or(|when| when.admits(context.by(when.basis), requests))
    };
    let exclusion = card.record().not_sold.iter().find(applies)?;
    Some(PricingError::NoPrice {
        reason: NoPriceReason::Excluded,
        message: format!(
            "{} is not sold like this: {}",
            card.resolved().id(),
            exclusion.reason
        ),
        path: Some(field_of(component).to_owned()),
    })
}

/// The first step of the choice of a rate that no row of the model passes.
fn missing(card: &RateCard<'_>, part: &Part) -> (NoPriceReason, String) {
    let (id, day, component) = (card.resolved().id(), card.day(), part.component);
    let rows = || {
        card.resolved()
            .rows()
            .filter(move |row| row.usd.contains_key(&component))
    };
    if let Some(released) = card.record().released.filter(|released| *released > day) {
        return (
            NoPriceReason::NotReleased,
            format!("{id} has no price on {day}; it was released on {released}"),
        );
    }
    if rows().next().is_none() {
        return (
            NoPriceReason::NoRate,
            format!("{id} has no {component} rate"),
        );
    }
    let in_force = || rows().filter(|row| row.in_force(day));
    if in_force().next().is_none() {
        let first = rows().filter_map(|row| row.from).min();
        let message = match first {
            Some(first) if first > day => {
                format!("{id} has no {component} rate on {day}; its first one is from {first}")
            }
            _ => format!("{id} has no {component} rate on {day}"),
        };
        return (NoPriceReason::NotInForce, message);
    }
    let tier = card.tier();
    let in_tier = || in_force().filter(|row| row.holds_in(tier));
    if in_tier().next().is_none() {
        let tiers = sorted_distinct(in_force().map(|row| row.tier));
        let message = format!(
            "{id} has no {component} rate in the {tier} tier on {day}; it is sold in: {}",
            Tier::list(&tiers)
        );
        return (NoPriceReason::NotInTier, message);
    }
    let conditions: Vec<String> = in_tier()
        .filter_map(|row| row.when.as_ref())
        .filter(|when| !part.traits.satisfy(when))
        .map(|when| {
            [
                when.size.clone(),
                when.quality.clone(),
                when.resolution.clone(),
                when.memory_gb.map(|gb| format!("{gb} GB")),
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
        })
        .collect();
    let message = if conditions.is_empty() {
        format!(
            "{id} has no {component} rate in the {tier} tier for a request of this length on {day}"
        )
    } else {
        format!(
            "{id} has a {component} rate only for {}",
            conditions.join("; ")
        )
    };
    (NoPriceReason::NoMatchingCondition, message)
}
