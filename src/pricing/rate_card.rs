//! The rates in force for one model, day, tier and region: resolved once, then only arithmetic.

use super::catalog::{Catalog, Resolved};
use super::conversion::{TokenEstimate, within};
use super::error::{PricingError, Result};
use super::no_price;
use super::quantities::field_of;
use super::schema::{Condition, ContextBasis, Discount, ModelRecord, RateRow, Uplift};
use super::short_list;
use super::usage::{ContextTokens, Part, Traits, Usage};
use super::{Component, Day, Exact, Tier, Unit};

/// The rates in force for a model on a day, in a tier and a region.
///
/// [`Catalog::rate_card`] makes one. [`usage`](Self::usage) turns quantities into parts, once;
/// [`price`](Self::price) prices parts, any number of times, without looking up a name or touching
/// a string. Both know exact decimals only. Nothing here multiplies by a number of requests: price
/// one request and multiply the amounts of its lines, or add the parts of many to one [`Usage`].
///
/// ```
/// use tokenfare::pricing::{Catalog, Component, Exact, Tier, Usage};
///
/// let catalog = Catalog::embedded()?;
/// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Standard, None)?;
/// let mut usage = Usage::new();
/// usage.add(Component::Input, Exact::whole(50))?;
/// usage.add(Component::Output, Exact::whole(100))?;
/// // 50 × 0.15 / 1M + 100 × 0.60 / 1M
/// assert_eq!(card.total(&usage)?.to_string(), "0.0000675");
/// # Ok::<(), tokenfare::pricing::PricingError>(())
/// ```
#[derive(Clone, Debug)]
pub struct RateCard<'c> {
    resolved: Resolved<'c>,
    day: Day,
    tier: Tier,
    region: Option<String>,
    variant: Option<String>,
    variant_asked: bool,
    uplift: Option<&'c Uplift>,
    offers: Vec<Offer<'c>>,
    newest_check: Day,
}

/// A rate of a row in force, with surcharge and discounts.
#[derive(Clone, Copy, Debug)]
struct Offer<'c> {
    component: Component,
    rate: Exact,
    row: &'c RateRow,
    discounted: bool,
}

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
    /// [`DIVISION_DECIMALS`](super::DIVISION_DECIMALS).
    pub amount: Exact,
    /// The row that the rate comes from.
    pub row: &'c RateRow,
    /// The component whose rate was taken, where that is another one.
    pub billed_as: Option<Component>,
    pub(super) discounted: bool,
}

impl<'c> RateCard<'c> {
    pub(super) fn new(
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
            let factor = hundred.plus(uplift.percent).ok_or_else(digits)?;
            rate = rate
                .times(factor)
                .and_then(|rate| rate.shift(-2))
                .ok_or_else(digits)?;
        }
        let mut discounted = false;
        for discount in discounts
            .iter()
            .filter(|d| d.component.is_none_or(|c| c == component))
        {
            let factor = hundred.minus(discount.percent).ok_or_else(digits)?;
            rate = rate
                .times(factor)
                .and_then(|rate| rate.shift(-2))
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

    pub(super) fn variant_asked(&self) -> bool {
        self.variant_asked
    }

    /// The newest day on which a price of the catalog was checked.
    pub(super) fn newest_check(&self) -> Day {
        self.newest_check
    }

    pub(super) fn uplift(&self) -> Option<&'c Uplift> {
        self.uplift
    }

    pub(super) fn record(&self) -> &'c ModelRecord {
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
    pub(super) fn ever_prices(&self, component: Component) -> bool {
        self.resolved
            .rows()
            .any(|row| row.in_force(self.day) && row.usd.contains_key(&component))
    }

    pub(super) fn input_tokens_per_call(&self, component: Component) -> Option<u32> {
        let offer = self
            .offers
            .iter()
            .find(|offer| offer.component == component)?;
        offer.row.input_tokens_per_call
    }

    pub(super) fn source_of(&self, component: Component) -> Option<String> {
        let offer = self
            .offers
            .iter()
            .find(|offer| offer.component == component)?;
        Some(self.resolved.source_of(offer.row).0?.url.clone())
    }

    /// Output tokens of `count` images made, by the vendor's table.
    pub(super) fn image_output_tokens(
        &self,
        size: &str,
        quality: Option<&str>,
        count: u32,
    ) -> Result<TokenEstimate> {
        let provider = self.resolved.provider;
        let table = self
            .record()
            .image_table
            .as_ref()
            .and_then(|key| provider.image_tables.get(key))
            .and_then(|tables| {
                tables
                    .iter()
                    .find(|table| within(table.from, table.to, self.day))
            });
        let Some(table) = table else {
            return Err(PricingError::NoPrice {
                message: format!(
                    "{} publishes neither a price per image nor the tokens of an image for {} on {}; give imageOutputTokens instead",
                    provider.name,
                    self.resolved.id(),
                    self.day
                ),
                path: None,
            });
        };
        let stated = quality.filter(|quality| *quality != "auto");
        let known = || {
            table
                .tokens
                .keys()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let quality = stated.or(table.auto.as_deref()).ok_or_else(|| {
            PricingError::argument("quality", format!("give the quality, one of {}", known()))
        })?;
        let by_size = table.tokens.get(quality).ok_or_else(|| {
            PricingError::argument(
                "quality",
                format!("no quality {quality:?}; there are {}", known()),
            )
        })?;
        let tokens = *by_size.get(size).ok_or_else(|| {
            let sizes: Vec<&str> = by_size.keys().map(String::as_str).collect();
            PricingError::argument(
                "size",
                format!(
                    "no tokens are published for size {size:?}, only for {}",
                    sizes.join(", ")
                ),
            )
        })?;
        let each = format!("{tokens} tokens per image, {quality} {size}");
        Ok(TokenEstimate {
            tokens: u64::from(tokens) * u64::from(count),
            exact: stated.is_some(),
            formula: if count == 1 {
                each
            } else {
                format!("{count} × {each}")
            },
            source: self.resolved.url(&table.source),
            dispute: None,
        })
    }

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
            sum.plus(priced.amount)
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
            .times(offer.rate)
            .and_then(|amount| amount.shift(places))
            .and_then(|amount| {
                if divisor == 1 {
                    Some(amount)
                } else {
                    amount.divide_rounded(divisor)
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
                    fits(when, &part.traits)
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
                .resolved
                .rows()
                .any(|row| row.usd.contains_key(&component))
        };
        let reads_images = || self.record().input.contains(&super::Modality::Image);
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

impl ContextTokens {
    pub(super) fn by(&self, basis: ContextBasis) -> Exact {
        match basis {
            ContextBasis::InputTokens => self.input,
            ContextBasis::UncachedInputTokens => self.uncached_input,
            ContextBasis::TotalTokens => self.total,
        }
    }
}

/// Whether the properties of a part are those that a condition asks for.
pub(super) fn fits(when: &Condition, traits: &Traits) -> bool {
    let same = |asked: &Option<String>, given: &Option<String>| asked.is_none() || asked == given;
    same(&when.size, &traits.size)
        && same(&when.quality, &traits.quality)
        && same(&when.resolution, &traits.resolution)
        && when
            .memory_gb
            .is_none_or(|gb| traits.memory_gb == Some(Exact::whole(gb.into())))
}

/// The quantity that is billed: beyond what is free, in whole steps, at least the minimum.
fn billed(part: &Part, row: &RateRow, is_average: bool) -> Option<Exact> {
    let mut quantity = part.quantity;
    if let Some(free) = row.free {
        let free = free.times(part.grants)?;
        quantity = if quantity > free {
            quantity.minus(free)?
        } else {
            Exact::ZERO
        };
    }
    if quantity.is_zero() || is_average {
        return Some(quantity);
    }
    if let Some(step) = row.step {
        quantity = quantity.round_up_to(step)?;
    }
    Some(
        row.minimum
            .map_or(quantity, |minimum| quantity.max(minimum)),
    )
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
        return Ok(Some(uplift).filter(|uplift| within(uplift.from, uplift.to, day)));
    }
    let of_uplifts = provider.uplifts.values().flat_map(|uplift| &uplift.regions);
    let known = short_list::of(provider.regions.iter().chain(of_uplifts).cloned());
    if known.iter().any(|known| known == region) {
        return Ok(None);
    }
    Err(PricingError::InvalidArgument {
        message: format!(
            "{} has no region {region:?}; {}",
            provider.name,
            if known.is_empty() {
                "its prices do not depend on a region".to_owned()
            } else {
                format!("there are global, {}", known.join(", "))
            }
        ),
        path: Some("region".to_owned()),
        suggestions: known,
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
        && within(discount.from, discount.to, day)
}
