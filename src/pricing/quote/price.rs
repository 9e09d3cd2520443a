//! Parts times rates: the lines of a bill, exactly.

use super::no_price;
use super::quantities::field_of;
use super::rate_card::{Offer, RateCard};
use super::usage::{ContextTokens, Part, Usage};
use crate::pricing::catalog::schema::RateRow;
use crate::pricing::catalog::{Component, Modality, Unit};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::Exact;

/// A part with its price.
#[derive(Clone, Copy, Debug)]
pub struct PricedPart<'c> {
    /// What is billed.
    pub component: Component,
    /// The quantity billed, after what is free and after rounding up to a step or a minimum.
    pub quantity: Exact,
    /// What the rate is the price of one of.
    pub unit: Unit,
    /// US dollars per unit, with surcharge and discounts.
    pub rate: Exact,
    /// US dollars. Exact, but for times at a price per minute or hour; see
    /// [`DIVISION_DECIMALS`](crate::pricing::DIVISION_DECIMALS).
    pub amount: Exact,
    /// The row that the rate comes from.
    pub row: &'c RateRow,
    /// The component whose rate was taken, where that is another one.
    pub billed_as: Option<Component>,
    pub(in crate::pricing) discounted: bool,
}

impl<'c> RateCard<'c> {
    /// Prices every part.
    ///
    /// # Errors
    /// NO_PRICE for a part that is not sold in this combination, LIMIT_EXCEEDED where an exact
    /// amount needs more than 28 digits.
    pub fn price(&self, usage: &Usage) -> Result<Vec<PricedPart<'c>>> {
        let context = usage.context().ok_or_else(|| PricingError::digits(None))?;
        usage
            .parts
            .iter()
            .map(|part| self.price_part(part, &context, usage))
            .collect()
    }

    /// The sum of [`price`](Self::price), US dollars.
    ///
    /// # Errors
    /// As those of [`price`](Self::price).
    pub fn total(&self, usage: &Usage) -> Result<Exact> {
        let context = usage.context().ok_or_else(|| PricingError::digits(None))?;
        usage.parts.iter().try_fold(Exact::ZERO, |sum, part| {
            let priced = self.price_part(part, &context, usage)?;
            sum.checked_add(priced.amount)
                .ok_or_else(|| PricingError::digits(None))
        })
    }

    fn price_part(
        &self,
        part: &Part,
        context: &ContextTokens,
        usage: &Usage,
    ) -> Result<PricedPart<'c>> {
        let requests = usage.requests;
        if let Some(refusal) = no_price::refused(self, part.component, context, requests) {
            return Err(refusal);
        }
        let (offer, billed_as) = match self.choose(part.component, part, context, requests) {
            Some(offer) => (offer, None),
            None => self
                .other_rate(part.component)
                .and_then(|other| Some((self.choose(other, part, context, requests)?, Some(other))))
                .ok_or_else(|| no_price::explain(self, part))?,
        };
        let digits = || PricingError::digits(Some(field_of(part.component).to_owned()));
        let row = offer.row;
        let quantity = billed(part, row, usage.is_average).ok_or_else(digits)?;
        let (places, divisor) = row.unit.scale(part.component);
        let amount = quantity
            .checked_mul(offer.rate)
            .and_then(|amount| amount.checked_shift(places))
            .and_then(|amount| {
                if divisor == 1 {
                    Some(amount)
                } else {
                    amount.checked_div_rounded(divisor)
                }
            })
            .ok_or_else(digits)?;
        Ok(PricedPart {
            component: part.component,
            quantity,
            unit: row.unit,
            rate: offer.rate,
            amount,
            row,
            billed_as,
            discounted: offer.discounted,
        })
    }

    /// The one offer whose condition holds. A row of the variant asked for goes before one that
    /// holds for all variants.
    fn choose(
        &self,
        component: Component,
        part: &Part,
        context: &ContextTokens,
        requests: Exact,
    ) -> Option<&Offer<'c>> {
        let fitting = self.offers.iter().filter(|offer| {
            offer.component == component
                && offer.row.when.as_ref().is_none_or(|when| {
                    part.traits.satisfy(when)
                        && when
                            .variant
                            .as_ref()
                            .is_none_or(|v| Some(v) == self.variant.as_ref())
                        && when.admits(context.by(when.basis), requests)
                })
        });
        fitting.max_by_key(|offer| {
            offer
                .row
                .when
                .as_ref()
                .is_some_and(|when| when.variant.is_some())
        })
    }

    /// The component whose rate is taken where `component` has none of its own: what the data says,
    /// and without further ado reasoning as output, and images as text for models that read them.
    fn other_rate(&self, component: Component) -> Option<Component> {
        use Component as C;
        if let Some(billing) = self.record().billed_as.get(&component) {
            return Some(billing.component());
        }
        let never = |component| {
            !self
                .resolved()
                .rows()
                .any(|row| row.usd.contains_key(&component))
        };
        let reads_images = || self.record().input.contains(&Modality::Image);
        match component {
            C::ReasoningOutput if never(component) => Some(C::Output),
            C::ImageInput if never(component) && reads_images() => Some(C::Input),
            C::CachedImageInput if never(component) && never(C::ImageInput) && reads_images() => {
                Some(C::CachedInput)
            }
            _ => None,
        }
    }
}

/// The quantity that is billed: beyond what is free, in whole steps, at least the minimum.
fn billed(part: &Part, row: &RateRow, is_average: bool) -> Option<Exact> {
    let mut quantity = part.quantity;
    if let Some(free) = row.free {
        let free = free.checked_mul(part.grants)?;
        quantity = if quantity > free {
            quantity.checked_sub(free)?
        } else {
            Exact::ZERO
        };
    }
    if quantity.is_zero() || is_average {
        return Some(quantity);
    }
    if let Some(step) = row.step {
        quantity = quantity.checked_next_multiple_of(step)?;
    }
    Some(
        row.minimum
            .map_or(quantity, |minimum| quantity.max(minimum)),
    )
}
