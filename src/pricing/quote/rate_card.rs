//! The rates in force for one model, day, tier and region: resolved once, then only arithmetic.

use crate::near_match::{near_matches, shortened};
use crate::pricing::catalog::schema::{Discount, ModelRecord, RateRow, Uplift};
use crate::pricing::catalog::{Catalog, Component, Resolved, Tier};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::{Day, Exact, Validity};
use crate::pricing::short_list;

/// The rates in force for a model on a day, in a tier and a region.
///
/// [`Catalog::rate_card`] makes one. [`usage`](Self::usage) turns quantities into parts, once;
/// [`price`](Self::price) prices parts, any number of times, without looking up a name or touching
/// a string. Both know exact decimals only. Nothing here multiplies by a number of requests: price
/// one request and multiply the amounts of its lines, or add the parts of many to one [`Usage`](crate::pricing::Usage).
///
/// ```
/// use tokenfare::pricing::{Catalog, Component, Exact, Tier, Usage};
///
/// let catalog = Catalog::embedded()?;
/// let card = catalog.rate_card("gpt-5.4-mini", catalog.checked(), Tier::Standard, None)?;
/// let mut usage = Usage::new();
/// usage.add(Component::Input, Exact::whole(50))?;
/// usage.add(Component::Output, Exact::whole(100))?;
/// // 50 × 0.75 / 1M + 100 × 4.50 / 1M
/// assert_eq!(card.total(&usage)?.to_string(), "0.0004875");
/// # Ok::<(), tokenfare::pricing::PricingError>(())
/// ```
#[derive(Clone, Debug)]
pub struct RateCard<'c> {
    resolved: Resolved<'c>,
    day: Day,
    tier: Tier,
    region: Option<String>,
    pub(in crate::pricing) variant: Option<String>,
    variant_asked: bool,
    uplift: Option<&'c Uplift>,
    pub(in crate::pricing) offers: Vec<Offer<'c>>,
    newest_check: Day,
}

/// A rate of a row in force, with surcharge and discounts.
#[derive(Clone, Copy, Debug)]
pub(in crate::pricing) struct Offer<'c> {
    pub component: Component,
    pub rate: Exact,
    pub row: &'c RateRow,
    pub discounted: bool,
}

impl Catalog {
    /// The rates in force for a model on a day, in a tier and a region: resolved once, to price
    /// quantities any number of times. Without a region, it is the one that the name stands for
    /// ([`Resolved::region`]), else global. See [`RateCard`].
    ///
    /// # Errors
    /// UNKNOWN_MODEL; INVALID_ARGUMENT for a region that the provider does not know. A tier that is
    /// not sold is found out when something is priced.
    pub fn rate_card(
        &self,
        model: &str,
        day: Day,
        tier: Tier,
        region: Option<&str>,
    ) -> Result<RateCard<'_>> {
        let resolved = self.resolve(model, false)?;
        RateCard::new(self, resolved, day, tier, region, None)
    }
}

impl<'c> RateCard<'c> {
    pub(in crate::pricing) fn new(
        catalog: &'c Catalog,
        resolved: Resolved<'c>,
        day: Day,
        tier: Tier,
        region: Option<&str>,
        variant: Option<&str>,
    ) -> Result<Self> {
        let record = resolved.record;
        if let Some(variant) = variant
            && !record.variants.contains_key(variant)
        {
            return Err(PricingError::InvalidArgument {
                message: format!("{} has no variant {variant:?}", resolved.id()),
                path: Some("variant".to_owned()),
                suggestions: record.variants.keys().cloned().collect(),
            });
        }
        let region = region.or(resolved.region);
        let uplift = regional(&resolved, region, day)?;
        let discounts: Vec<&Discount> = catalog
            .file()
            .discounts
            .iter()
            .filter(|discount| concerns(catalog, discount, &resolved, day))
            .collect();
        let mut card = Self {
            resolved,
            day,
            tier,
            region: region
                .filter(|region| *region != "global")
                .map(str::to_owned),
            variant: variant
                .map(str::to_owned)
                .or_else(|| record.default_variant.clone()),
            variant_asked: variant.is_some(),
            uplift,
            offers: Vec::new(),
            newest_check: catalog.checked(),
        };
        // Rows whose first day is not known are in force from the release on, not before.
        let released = record.released.is_none_or(|released| released <= day);
        for row in resolved
            .rows()
            .filter(|row| released && row.holds_in(tier) && row.in_force(day))
        {
            for (component, usd) in &row.usd {
                let offer = card.offer(row, *component, *usd, &discounts)?;
                let place = card
                    .offers
                    .partition_point(|known| known.component <= *component);
                card.offers.insert(place, offer);
            }
        }
        Ok(card)
    }

    fn offer(
        &self,
        row: &'c RateRow,
        component: Component,
        usd: Exact,
        discounts: &[&Discount],
    ) -> Result<Offer<'c>> {
        let digits = || PricingError::digits(None);
        let hundred = Exact::whole(100);
        let mut rate = usd;
        // Only what is billed by tokens of inference is processed in a region.
        if let Some(uplift) = self
            .uplift
            .filter(|_| component.is_tokens() && component != Component::Training)
        {
            let factor = hundred.checked_add(uplift.percent).ok_or_else(digits)?;
            rate = rate
                .checked_mul(factor)
                .and_then(|rate| rate.checked_shift(-2))
                .ok_or_else(digits)?;
        }
        let mut discounted = false;
        for discount in discounts
            .iter()
            .filter(|d| d.component.is_none_or(|c| c == component))
        {
            let factor = hundred.checked_sub(discount.percent).ok_or_else(digits)?;
            rate = rate
                .checked_mul(factor)
                .and_then(|rate| rate.checked_shift(-2))
                .ok_or_else(digits)?;
            discounted = true;
        }
        Ok(Offer {
            component,
            rate,
            row,
            discounted,
        })
    }

    /// The model.
    pub fn resolved(&self) -> Resolved<'c> {
        self.resolved
    }

    /// The day whose rates these are.
    pub fn day(&self) -> Day {
        self.day
    }

    /// The service tier.
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// The region, if one with an effect on prices may be meant.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    pub(in crate::pricing) fn variant_asked(&self) -> bool {
        self.variant_asked
    }

    /// The newest day on which a price of the catalog was checked.
    pub(in crate::pricing) fn newest_check(&self) -> Day {
        self.newest_check
    }

    pub(in crate::pricing) fn uplift(&self) -> Option<&'c Uplift> {
        self.uplift
    }

    pub(in crate::pricing) fn record(&self) -> &'c ModelRecord {
        self.resolved.record
    }

    /// Every rate in force, with its row.
    pub fn rates(&self) -> impl Iterator<Item = (Component, Exact, &'c RateRow)> {
        self.offers
            .iter()
            .map(|offer| (offer.component, offer.rate, offer.row))
    }

    /// Whether the tier is sold at all on the day.
    pub fn has_rates(&self) -> bool {
        self.offers.iter().any(|offer| !offer.row.every_tier)
    }

    /// Whether some row in force on the day prices this component, in any tier.
    pub(in crate::pricing) fn ever_prices(&self, component: Component) -> bool {
        self.resolved
            .rows()
            .any(|row| row.in_force(self.day) && row.usd.contains_key(&component))
    }

    pub(in crate::pricing) fn input_tokens_per_call(&self, component: Component) -> Option<u32> {
        let offer = self
            .offers
            .iter()
            .find(|offer| offer.component == component)?;
        offer.row.input_tokens_per_call
    }

    pub(in crate::pricing) fn source_of(&self, component: Component) -> Option<String> {
        let offer = self
            .offers
            .iter()
            .find(|offer| offer.component == component)?;
        Some(self.resolved.source_of(offer.row).0?.url.clone())
    }
}

fn regional<'c>(
    resolved: &Resolved<'c>,
    region: Option<&str>,
    day: Day,
) -> Result<Option<&'c Uplift>> {
    let Some(region) = region.filter(|region| *region != "global") else {
        return Ok(None);
    };
    let provider = resolved.provider;
    let uplift = resolved
        .record
        .uplift
        .as_ref()
        .and_then(|key| provider.uplifts.get(key));
    if let Some(uplift) = uplift
        && uplift.regions.iter().any(|known| known == region)
    {
        return Ok(
            Some(uplift).filter(|uplift| Validity::new(uplift.from, uplift.to).contains(day))
        );
    }
    let of_uplifts = provider.uplifts.values().flat_map(|uplift| &uplift.regions);
    let known = short_list::of(provider.regions.iter().chain(of_uplifts).cloned());
    if known.iter().any(|known| known == region) {
        return Ok(None);
    }
    Err(PricingError::InvalidArgument {
        message: format!(
            "{} has no region {:?}; {}",
            provider.name,
            shortened(region),
            if known.is_empty() {
                "its prices do not depend on a region".to_owned()
            } else {
                format!("there are global, {}", known.join(", "))
            }
        ),
        path: Some("region".to_owned()),
        suggestions: near_matches(region, known.iter().map(String::as_str), 3),
    })
}

fn concerns(catalog: &Catalog, discount: &Discount, resolved: &Resolved<'_>, day: Day) -> bool {
    let of_model = |name: &String| {
        catalog.resolve(name, false).is_ok_and(|other| {
            std::ptr::eq(other.record, resolved.record)
                && other.is_fine_tuned() == resolved.is_fine_tuned()
        })
    };
    discount
        .provider
        .as_ref()
        .is_none_or(|provider| provider == resolved.provider())
        && discount.model.as_ref().is_none_or(of_model)
        && Validity::new(discount.from, discount.to).contains(day)
}
