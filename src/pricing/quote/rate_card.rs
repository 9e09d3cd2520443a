//! The rates in force for one model, day, tier and region, with uplift and discounts applied.

use crate::near_match::{near_matches, shortened};
use crate::pricing::catalog::schema::{Discount, ModelRecord, RateRow, Uplift};
use crate::pricing::catalog::{Catalog, Component, Resolved, Tier};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::{Day, Exact, Validity};
use crate::sorting::sorted_distinct;

/// The rates in force for a model on a day, in a tier and a region.
///
/// [`Catalog::rate_card`] makes one. [`usage`](Self::usage) splits quantities into the parts that are
/// billed; [`price`](Self::price) and [`total`](Self::total) price them any number of times, without
/// a lookup of names. All arithmetic is exact. To price many requests, price one of them and multiply
/// its amounts, or add the parts of all to one [`Usage`](crate::pricing::Usage).
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
    variant_is_requested: bool,
    uplift: Option<&'c Uplift>,
    pub(in crate::pricing) rates: Vec<EffectiveRate<'c>>,
    newest_check: Day,
}

/// A rate of a row in force, with uplift and discounts applied.
#[derive(Clone, Copy, Debug)]
pub(in crate::pricing) struct EffectiveRate<'c> {
    pub component: Component,
    /// US dollars per unit of the row.
    pub usd: Exact,
    pub row: &'c RateRow,
    pub discounted: bool,
}

impl Catalog {
    /// The rates in force for a model on a day, in a tier and a region. Without a region, it is the
    /// one that the name implies ([`Resolved::region`]), else the global one.
    ///
    /// Where the name implies a tier ([`Resolved::tier`]), the standard tier means that one. A tier in
    /// which the model is not sold is no error here, but when something is priced.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, Tier};
    ///
    /// let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Batch, None)?;
    /// assert!(card.has_rates());
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`]; [`PricingError::InvalidArgument`] for a region that the
    /// provider does not offer.
    pub fn rate_card(
        &self,
        model: &str,
        day: Day,
        tier: Tier,
        region: Option<&str>,
    ) -> Result<RateCard<'_>> {
        let resolved = self.resolve(model, false)?;
        let tier = match tier {
            Tier::Standard => resolved.tier().unwrap_or(tier),
            named => named,
        };
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
        let uplift = uplift_for(&resolved, region, day)?;
        let discounts: Vec<&Discount> = catalog
            .file()
            .discounts
            .iter()
            .filter(|discount| applies(catalog, discount, &resolved, day))
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
            variant_is_requested: variant.is_some(),
            uplift,
            rates: Vec::new(),
            newest_check: catalog.checked(),
        };
        // A row without a first day is in force since the release of the model.
        let released = record.released.is_none_or(|released| released <= day);
        for row in resolved
            .rows()
            .filter(|row| released && row.holds_in(tier) && row.in_force(day))
        {
            for (component, usd) in &row.usd {
                let rate = card.effective_rate(row, *component, *usd, &discounts)?;
                let place = card
                    .rates
                    .partition_point(|known| known.component <= *component);
                card.rates.insert(place, rate);
            }
        }
        Ok(card)
    }

    fn effective_rate(
        &self,
        row: &'c RateRow,
        component: Component,
        list_price: Exact,
        discounts: &[&Discount],
    ) -> Result<EffectiveRate<'c>> {
        let digits = || PricingError::digits(None);
        let hundred = Exact::whole(100);
        let mut rate = list_price;
        // An uplift for a region applies to the tokens of inference alone.
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
        Ok(EffectiveRate {
            component,
            usd: rate,
            row,
            discounted,
        })
    }

    /// The model.
    ///
    /// ```
    /// # use tokenfare::pricing::{Catalog, Tier};
    /// # let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Standard, None)?;
    /// assert_eq!(card.resolved().provider(), "openai");
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn resolved(&self) -> Resolved<'c> {
        self.resolved
    }

    /// The day whose rates these are.
    ///
    /// ```
    /// # use tokenfare::pricing::{Catalog, Tier};
    /// # let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Standard, None)?;
    /// assert_eq!(card.day(), catalog.checked());
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn day(&self) -> Day {
        self.day
    }

    /// The service tier.
    ///
    /// ```
    /// # use tokenfare::pricing::{Catalog, Tier};
    /// # let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Batch, None)?;
    /// assert_eq!(card.tier(), Tier::Batch);
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// The region of processing; `None` for the global one.
    ///
    /// ```
    /// # use tokenfare::pricing::{Catalog, Tier};
    /// # let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Standard, None)?;
    /// assert_eq!(card.region(), None);
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    pub(in crate::pricing) fn variant_is_requested(&self) -> bool {
        self.variant_is_requested
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

    /// Every rate in force in US dollars per unit, with the row that it comes from.
    ///
    /// ```
    /// # use tokenfare::pricing::{Catalog, Component, Tier};
    /// # let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Standard, None)?;
    /// let input = card.rates().find(|(component, ..)| *component == Component::Input);
    /// assert_eq!(input.map(|(_, rate, _)| rate.to_string()).as_deref(), Some("0.15"));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn rates(&self) -> impl Iterator<Item = (Component, Exact, &'c RateRow)> {
        self.rates
            .iter()
            .map(|rate| (rate.component, rate.usd, rate.row))
    }

    /// Whether the model is sold in the tier on the day.
    ///
    /// ```
    /// # use tokenfare::pricing::{Catalog, Tier};
    /// # let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Ultrafast, None)?;
    /// assert!(!card.has_rates());
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    pub fn has_rates(&self) -> bool {
        self.rates.iter().any(|rate| !rate.row.every_tier)
    }

    /// Whether some row in force on the day prices this component, in any tier.
    pub(in crate::pricing) fn ever_prices(&self, component: Component) -> bool {
        self.resolved
            .rows()
            .any(|row| row.in_force(self.day) && row.usd.contains_key(&component))
    }

    pub(in crate::pricing) fn input_tokens_per_call(&self, component: Component) -> Option<u32> {
        self.rate_of(component)?.row.input_tokens_per_call
    }

    pub(in crate::pricing) fn source_of(&self, component: Component) -> Option<String> {
        let row = self.rate_of(component)?.row;
        Some(self.resolved.source_of(row).0?.url.clone())
    }

    fn rate_of(&self, component: Component) -> Option<&EffectiveRate<'c>> {
        self.rates.iter().find(|rate| rate.component == component)
    }
}

/// The uplift in force for a region, if there is one.
fn uplift_for<'c>(
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
    let general = provider
        .uplifts
        .values()
        .filter(|uplift| uplift.every_model);
    let mut candidates = uplift.into_iter().chain(general);
    if let Some(uplift) = candidates.find(|uplift| uplift.regions.iter().any(|r| r == region)) {
        return Ok(
            Some(uplift).filter(|uplift| Validity::new(uplift.from, uplift.to).contains(day))
        );
    }
    let of_uplifts = provider.uplifts.values().flat_map(|uplift| &uplift.regions);
    let known = sorted_distinct(provider.regions.iter().chain(of_uplifts).cloned());
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

/// Whether a contract discount applies to a model on a day.
fn applies(catalog: &Catalog, discount: &Discount, resolved: &Resolved<'_>, day: Day) -> bool {
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
