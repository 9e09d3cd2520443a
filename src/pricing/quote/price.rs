//! The price of each part of a usage: which rate applies, and what it comes to.

use super::no_price;
use super::quantities::field_of;
use super::rate_card::{EffectiveRate, RateCard};
use super::usage::{ContextTokens, Part, Usage};
use crate::pricing::catalog::schema::{Billing, RateRow};
use crate::pricing::catalog::{Component, Modality, Tier, Unit};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::Exact;

/// A part with its price.
#[derive(Clone, Copy, Debug)]
pub struct PricedPart<'c> {
    /// What is billed.
    pub component: Component,
    /// The quantity billed, after what is free and after rounding up to a step or a minimum.
    pub quantity: Exact,
    /// The unit that the rate is the price of.
    pub unit: Unit,
    /// US dollars per unit, with uplift and discounts applied.
    pub rate: Exact,
    /// US dollars. Exact, except for seconds at a price per minute or hour; see
    /// [`DIVISION_DECIMALS`](crate::pricing::DIVISION_DECIMALS).
    pub amount: Exact,
    /// The row that the rate comes from.
    pub row: &'c RateRow,
    /// The component whose rate applies, where that is another one.
    pub billed_as: Option<Component>,
    pub(in crate::pricing) discounted: bool,
}

impl<'c> RateCard<'c> {
    /// Prices every part of a usage, in the order of its parts.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, Component, Exact, Tier, Usage};
    ///
    /// let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Standard, None)?;
    /// let mut usage = Usage::new();
    /// usage.add(Component::Input, Exact::whole(1_000))?;
    /// // 1,000 × 0.15 / 1M
    /// assert_eq!(card.price(&usage)?[0].amount.to_string(), "0.00015");
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::NoPrice`] for a part that is not sold in this combination;
    /// [`PricingError::LimitExceeded`] where an exact amount needs more than 28 digits.
    pub fn price(&self, usage: &Usage) -> Result<Vec<PricedPart<'c>>> {
        let context = usage.context().ok_or_else(|| PricingError::digits(None))?;
        usage
            .parts
            .iter()
            .map(|part| self.price_part(part, &context, usage))
            .collect()
    }

    /// The price of all parts together, in US dollars.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, Component, Exact, Tier, Usage};
    ///
    /// let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Standard, None)?;
    /// let mut usage = Usage::new();
    /// usage.add(Component::Input, Exact::whole(1_000))?;
    /// usage.add(Component::Output, Exact::whole(100))?;
    /// // 1,000 × 0.15 / 1M + 100 × 0.60 / 1M
    /// assert_eq!(card.total(&usage)?.to_string(), "0.00021");
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// As for [`price`](Self::price).
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
        if let Some(error) = no_price::excluded(self, part.component, context, requests) {
            return Err(error);
        }
        let (rate, billed_as) = self
            .chosen(part, context, requests)
            .ok_or_else(|| no_price::explain(self, part))?;
        let digits = || PricingError::digits(Some(field_of(part.component).to_owned()));
        let row = rate.row;
        let quantity = billed_quantity(part, row, usage.is_average).ok_or_else(digits)?;
        let (places, divisor) = row.unit.scale(part.component);
        let amount = quantity
            .checked_mul(rate.usd)
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
            rate: rate.usd,
            amount,
            row,
            billed_as,
            discounted: rate.discounted,
        })
    }

    /// The rate of a part, and the component that it is billed as where that is another one.
    fn chosen(
        &self,
        part: &Part,
        context: &ContextTokens,
        requests: Exact,
    ) -> Option<(&EffectiveRate<'c>, Option<Component>)> {
        if let Some(rate) = self.choose(part.component, part, context, requests) {
            return Some((rate, None));
        }
        // Cached image tokens may be billed as image tokens, and these as input.
        let mut component = part.component;
        for _ in 0..MAX_FALLBACKS {
            component = self.fallback(component)?;
            if let Some(rate) = self.choose(component, part, context, requests) {
                return Some((rate, Some(component)));
            }
        }
        None
    }

    /// The rate of a component whose condition holds. A row of the requested variant takes precedence
    /// over one for all variants.
    fn choose(
        &self,
        component: Component,
        part: &Part,
        context: &ContextTokens,
        requests: Exact,
    ) -> Option<&EffectiveRate<'c>> {
        let applicable = self.rates.iter().filter(|rate| {
            rate.component == component
                && rate.row.when.as_ref().is_none_or(|when| {
                    part.traits.satisfy(when)
                        && when
                            .variant
                            .as_ref()
                            .is_none_or(|v| Some(v) == self.variant.as_ref())
                        && when.admits(context.by(when.basis), requests)
                })
        });
        applicable.max_by_key(|rate| {
            rate.row
                .when
                .as_ref()
                .is_some_and(|when| when.variant.is_some())
        })
    }

    /// How the provider bills a component without a rate: in the tier, or of a model that never has one.
    fn rule_of_provider(&self, component: Component) -> Option<&'c Billing> {
        let priced = |tier: Option<Tier>| {
            self.resolved().rows().any(|row| {
                row.usd.contains_key(&component) && tier.is_none_or(|tier| row.holds_in(tier))
            })
        };
        let mut rules = self.resolved().provider_file().billed_as.iter();
        rules.find_map(|rule| {
            let applies = rule.tier.is_none_or(|tier| tier == self.tier()) && !priced(rule.tier);
            rule.components.get(&component).filter(|_| applies)
        })
    }

    /// The component whose rate applies where `component` has no rate of its own. The catalog states
    /// it for some models and providers. For all others, reasoning is billed as output, and the image tokens of a
    /// model that accepts images as input.
    fn fallback(&self, component: Component) -> Option<Component> {
        use Component as C;
        let of_model = self.record().billed_as.get(&component);
        if let Some(billing) = of_model.or_else(|| self.rule_of_provider(component)) {
            return Some(billing.component());
        }
        let is_never_priced = |component| {
            !self
                .resolved()
                .rows()
                .any(|row| row.usd.contains_key(&component))
        };
        let accepts_images = || self.record().input.contains(&Modality::Image);
        match component {
            C::ReasoningOutput if is_never_priced(component) => Some(C::Output),
            C::ImageInput if is_never_priced(component) && accepts_images() => Some(C::Input),
            C::CachedImageInput
                if is_never_priced(component)
                    && is_never_priced(C::ImageInput)
                    && accepts_images() =>
            {
                Some(C::CachedInput)
            }
            _ => None,
        }
    }
}

/// How many components may be billed as one another in a row.
const MAX_FALLBACKS: usize = 3;

/// The quantity that is billed: what exceeds the free quantity, in whole steps, at least the minimum.
fn billed_quantity(part: &Part, row: &RateRow, is_average: bool) -> Option<Exact> {
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
