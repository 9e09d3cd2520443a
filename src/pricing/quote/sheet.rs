//! Price sheets: the rates of a model in one tier, on a day or over time.

use serde::{Deserialize, Serialize};

use super::rate_card::RateCard;
use crate::pricing::catalog::schema::{Condition, ContextBasis};
use crate::pricing::catalog::{Catalog, Component, Confidence, Resolved, Tier};
use crate::pricing::error::{NoPriceReason, PricingError, Result};
use crate::pricing::number::{Day, Exact, Validity};
use crate::sorted_map::SortedMap;
use crate::sorting::sorted_distinct;

/// Which prices: those of a day, a tier and a region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct PriceOptions {
    /// The day; the catalog's `checked`, if left out.
    pub on: Option<Day>,
    /// The service tier; standard, if left out.
    pub tier: Option<Tier>,
    /// A region of the provider; if left out, the one that the name stands for, else global.
    pub region: Option<String>,
}

/// The rates of a model in a tier, from the day on which one of them changes to the next such day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PriceSheet {
    /// The model's id.
    pub model: String,
    /// The tier.
    pub tier: Tier,
    /// The first day in force; `None` where it is not known.
    pub from: Option<Day>,
    /// The day after the last one in force; `None` where no end is known.
    pub to: Option<Day>,
    /// The rates, by component.
    pub rates: Vec<Rate>,
    /// The page of the first rate.
    pub source: String,
    /// The oldest day on which one of the rates was checked.
    pub checked: String,
}

/// One rate of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    /// What is billed.
    pub component: Component,
    /// The unit that the rate is the price of.
    pub unit: &'static str,
    /// US dollars per unit.
    pub usd: Exact,
    /// The condition under which the rate applies; `None` if it always does.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "authoring",
        schemars(with = "Option<std::collections::BTreeMap<String, Value>>")
    )]
    pub when: Option<SortedMap<&'static str, Value>>,
    /// How certain the rate is.
    pub confidence: Confidence,
    /// The page on which the rate was read.
    pub source: String,
    /// The day on which the rate was last compared with its source.
    pub checked: String,
}

/// A value of a condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Value {
    /// A bound, or memory in GB.
    Number(u64),
    /// A size, quality, resolution, variant, or the basis of the bounds.
    Text(String),
}

impl Catalog {
    /// The rates in force on a day, in a tier and a region, with uplift and discounts applied. The
    /// defaults are [`checked`](Self::checked), the standard tier, and the region that the name
    /// implies or else the global one.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, Component, PriceOptions};
    ///
    /// let sheet = Catalog::embedded()?.prices("gpt-4o-mini", &PriceOptions::default())?;
    /// let input = sheet.rates.iter().find(|rate| rate.component == Component::Input);
    /// assert_eq!(input.map(|rate| rate.usd.to_string()).as_deref(), Some("0.15"));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`]; [`PricingError::NoPrice`] where the model is not sold in that
    /// tier on that day; [`PricingError::InvalidArgument`] for an unknown region.
    pub fn prices(&self, model: &str, options: &PriceOptions) -> Result<PriceSheet> {
        let day = options.on.unwrap_or(self.checked());
        let resolved = self.resolve_on(model, day, false)?;
        let tier = options.tier.or(resolved.tier()).unwrap_or(Tier::Standard);
        let card = RateCard::new(self, resolved, day, tier, options.region.as_deref(), None)?;
        if !card.has_rates() {
            return Err(not_sold(&resolved, tier, day));
        }
        let history = self.history(model)?;
        let span = history
            .iter()
            .find(|sheet| sheet.tier == tier && Validity::new(sheet.from, sheet.to).contains(day));
        Ok(sheet(
            &card,
            span.and_then(|span| span.from),
            span.and_then(|span| span.to),
        ))
    }

    /// All price sheets of a model, the oldest first; those of one day in the order of [`Tier`].
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// let history = Catalog::embedded()?.history("gpt-4o")?;
    /// assert!(history.iter().all(|sheet| sheet.model == "gpt-4o"));
    /// assert!(history.len() > 1);
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`].
    pub fn history(&self, model: &str) -> Result<Vec<PriceSheet>> {
        let resolved = self.resolve(model, false)?;
        let bounds = self.boundaries(&resolved);
        // The first span has no beginning; another one begins at each bound.
        let spans = std::iter::once(None)
            .chain(bounds.iter().copied().map(Some))
            .zip(
                bounds
                    .iter()
                    .copied()
                    .map(Some)
                    .chain(std::iter::once(None)),
            );
        let mut sheets: Vec<PriceSheet> = Vec::new();
        for (from, to) in spans {
            let day = from
                .or_else(|| to.and_then(Day::previous_day))
                .unwrap_or(self.checked());
            for tier in Tier::ALL {
                let card = RateCard::new(self, resolved, day, *tier, None, None)?;
                if !card.has_rates() {
                    continue;
                }
                let next = sheet(&card, from, to);
                // A bound at which no rate of this tier changes does not end the sheet.
                let same = sheets.iter_mut().rev().find(|known| known.tier == *tier);
                match same {
                    Some(known) if known.to == from && known.rates == next.rates => known.to = to,
                    _ => sheets.push(next),
                }
            }
        }
        Ok(sheets)
    }
}

fn sheet(card: &RateCard<'_>, from: Option<Day>, to: Option<Day>) -> PriceSheet {
    let resolved = card.resolved();
    let mut oldest = None;
    let rates: Vec<Rate> = card
        .rates()
        .map(|(component, rate, row)| {
            let (source, checked) = resolved.source_of(row);
            oldest = match (oldest, checked) {
                (Some(a), Some(b)) => Some(std::cmp::min::<Day>(a, b)),
                (a, b) => a.or(b),
            };
            Rate {
                component,
                unit: row.unit.as_str(),
                usd: rate,
                when: row.when.as_ref().map(conditions),
                confidence: row.confidence,
                source: source.map(|source| source.url.clone()).unwrap_or_default(),
                checked: checked.map(|day| day.to_string()).unwrap_or_default(),
            }
        })
        .collect();
    PriceSheet {
        model: resolved.id(),
        tier: card.tier(),
        from,
        to,
        source: rates
            .first()
            .map(|rate| rate.source.clone())
            .unwrap_or_default(),
        checked: oldest.map(|day| day.to_string()).unwrap_or_default(),
        rates,
    }
}

fn conditions(when: &Condition) -> SortedMap<&'static str, Value> {
    let mut map = SortedMap::new();
    for (name, bound) in [
        ("above", when.above),
        ("atLeast", when.at_least),
        ("upTo", when.up_to),
        ("below", when.below),
        ("memoryGb", when.memory_gb.map(u64::from)),
    ] {
        if let Some(bound) = bound {
            map.insert(name, Value::Number(bound));
        }
    }
    let basis = match when.basis {
        ContextBasis::InputTokens => None,
        ContextBasis::UncachedInputTokens => Some("uncachedInputTokens".to_owned()),
        ContextBasis::TotalTokens => Some("totalTokens".to_owned()),
    };
    for (name, text) in [
        ("basis", &basis),
        ("size", &when.size),
        ("quality", &when.quality),
        ("resolution", &when.resolution),
        ("variant", &when.variant),
    ] {
        if let Some(text) = text {
            map.insert(name, Value::Text(text.clone()));
        }
    }
    map
}

fn not_sold(resolved: &Resolved<'_>, tier: Tier, day: Day) -> PricingError {
    let tiers = resolved
        .rows()
        .filter(|row| row.in_force(day) && !row.every_tier)
        .map(|row| row.tier);
    let instead = match sorted_distinct(tiers).as_slice() {
        [] => String::new(),
        tiers => format!("; it is sold in: {}", Tier::list(tiers)),
    };
    PricingError::NoPrice {
        reason: NoPriceReason::NotInTier,
        message: format!(
            "{} has no rates in the {tier} tier on {day}{instead}",
            resolved.id()
        ),
        path: None,
    }
}
