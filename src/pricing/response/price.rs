//! What a response costs.

use serde_json::Value;

use super::defaults::ResponseDefaults;
use super::read::{Read, read_all};
use super::reading::{Item, Reported};
use super::result::{ReportedCost, ResponsePrice};
use crate::pricing::catalog::Catalog;
use crate::pricing::error::{NoPriceReason, PricingError, Result};
use crate::pricing::number::{Exact, Instant, Money};
use crate::pricing::quote::{Quote, QuoteRequest, Warning, WarningCode};

/// A stated cost that differs by less than this share, one in so many, is taken for a rounded one.
const ROUNDED_BELOW: u64 = 1_000;

impl Catalog {
    /// Prices a response: everything that [`usage_from_response`](Self::usage_from_response) reads,
    /// on every model that it bills. The day, tier, region, variant and speed are those that the
    /// response names; `defaults` fill in what it does not name.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, ResponseDefaults};
    ///
    /// let response = serde_json::json!({
    ///     "type": "message", "model": "claude-opus-4-8",
    ///     "usage": {
    ///         "input_tokens": 23_000, "output_tokens": 1_000,
    ///         "iterations": [
    ///             { "type": "compaction", "input_tokens": 180_000, "output_tokens": 3_500 },
    ///             { "type": "message", "input_tokens": 23_000, "output_tokens": 1_000 },
    ///         ],
    ///     },
    /// });
    /// let price = Catalog::embedded()?.price_response(&response, &ResponseDefaults::default())?;
    /// // (23,000 + 180,000) × 5 / 1M + (1,000 + 3,500) × 25 / 1M
    /// assert_eq!(price.total.to_string(), "1.1275");
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// - [`PricingError::InvalidUsage`] if there is no usage that can be read.
    /// - [`PricingError::InvalidArgument`] if neither the response nor `defaults` names a model.
    /// - Those of [`quote`](Self::quote).
    pub fn price_response(
        &self,
        response: &Value,
        defaults: &ResponseDefaults,
    ) -> Result<ResponsePrice> {
        let mut price = ResponsePrice {
            format: String::new(),
            total: Money::new(Exact::ZERO),
            quotes: Vec::new(),
            reported: None,
            unread: Vec::new(),
            warnings: Vec::new(),
        };
        let mut stated: Option<Reported> = None;
        for read in read_all(response)? {
            if price.format.is_empty() {
                read.reading.format.clone_into(&mut price.format);
            }
            let Read {
                reading,
                unread,
                warnings,
            } = read;
            stated = together(stated, reading.reported, price.quotes.is_empty())?;
            add_all(&mut price.warnings, warnings);
            price.unread.extend(unread);
            let is_main = std::iter::once(true).chain(std::iter::repeat(false));
            let items = std::iter::once(reading.main).chain(reading.others);
            for (item, is_main) in items.zip(is_main) {
                let quote = self.quote_item(item, is_main, defaults, &mut price.warnings)?;
                price.quotes.push(quote);
            }
        }
        let total = price.quotes.iter().try_fold(Exact::ZERO, |sum, quote| {
            sum.checked_add(quote.total.amount())
        });
        price.total = Money::new(total.ok_or_else(|| PricingError::digits(None))?);
        price.reported = stated
            .map(|stated| difference(stated, &mut price))
            .transpose()?;
        Ok(price)
    }

    fn quote_item(
        &self,
        item: Item,
        is_main: bool,
        defaults: &ResponseDefaults,
        warnings: &mut Vec<Warning>,
    ) -> Result<Quote> {
        let item = self.settled(filled(item, is_main, defaults), defaults.allow_guess);
        if let Some(at) = item.at.filter(|at| item.variant.is_some() && !at.is_day)
            && let Some(resolved) = self.model_of(&item, defaults.allow_guess)
            && resolved.lacks_holidays_of(at)
        {
            warnings.push(Warning {
                code: WarningCode::EstimatedPrice,
                message:
                    "public holidays of that year, on which no peak price holds, are not known"
                        .to_owned(),
                path: None,
            });
        }
        let Some(model) = item.model else {
            return Err(PricingError::argument(
                "model",
                "the response names no model; name the one that answered",
            ));
        };
        let mut request = QuoteRequest {
            model,
            provider: item.seller.map(str::to_owned),
            on: item.at.and_then(Instant::day),
            quantities: item.quantities,
            tier: item.tier,
            region: item.region,
            variant: item.variant,
            allow_guess: defaults.allow_guess,
            ..QuoteRequest::default()
        };
        let mut outcome = self.quote(&request);
        if let Err(PricingError::NoPrice {
            reason: NoPriceReason::NotReleased,
            ..
        }) = outcome
            && let Some(day) = request.on.take().filter(|_| defaults.on.is_none())
        {
            // A model cannot answer before its release: the day of the response is wrong.
            warnings.push(Warning {
                code: WarningCode::EstimatedPrice,
                message: format!(
                    "the response says that it is of {day}, before {} was released; the price is that of {}",
                    request.model,
                    self.checked()
                ),
                path: None,
            });
            outcome = self.quote(&request);
        }
        let mut quote = outcome?;
        // What a vendor says that it read from its cache, it did.
        quote
            .warnings
            .retain(|warning| warning.code != WarningCode::CacheBelowMinimum);
        add_all(warnings, quote.warnings.iter().cloned());
        Ok(quote)
    }
}

/// An item with what a caller knows of it. What is billed on other models has their names already.
fn filled(mut item: Item, is_main: bool, defaults: &ResponseDefaults) -> Item {
    fn fill<T: Clone>(own: &mut Option<T>, known: Option<&T>, force: bool) {
        if let Some(known) = known
            && (force || own.is_none())
        {
            *own = Some(known.clone());
        }
    }
    let force = defaults.force;
    if is_main || item.model.is_none() {
        fill(&mut item.model, defaults.model.as_ref(), force && is_main);
    }
    let day = defaults.on.map(Instant::of_day);
    fill(&mut item.at, day.as_ref(), force);
    fill(&mut item.tier, defaults.tier.as_ref(), force);
    fill(&mut item.region, defaults.region.as_ref(), force);
    if is_main {
        fill(&mut item.variant, defaults.variant.as_ref(), force);
    }
    item
}

/// The stated costs of several responses together; none where one of them states none.
fn together(
    before: Option<Reported>,
    next: Option<Reported>,
    is_first: bool,
) -> Result<Option<Reported>> {
    if is_first {
        return Ok(next);
    }
    let (Some(before), Some(next)) = (before, next) else {
        return Ok(None);
    };
    let usd = before.usd.checked_add(next.usd);
    Ok(Some(Reported {
        usd: usd.ok_or_else(|| PricingError::digits(None))?,
        ..before
    }))
}

/// A stated cost beside the computed one.
fn difference(stated: Reported, price: &mut ResponsePrice) -> Result<ReportedCost> {
    let computed = price.total.amount();
    let digits = || PricingError::digits(None);
    let difference = stated.usd.checked_sub(computed).ok_or_else(digits)?;
    let size = if difference.is_negative() {
        difference.negated()
    } else {
        difference
    };
    let scaled = size
        .checked_mul(Exact::whole(ROUNDED_BELOW))
        .ok_or_else(digits)?;
    if scaled > stated.usd.max(computed) {
        price.warnings.push(Warning {
            code: WarningCode::ReportedCostDiffers,
            message: format!(
                "the response states a cost of ${}, the price list gives ${computed}",
                stated.usd
            ),
            path: Some(stated.path.clone()),
        });
    }
    Ok(ReportedCost {
        amount: Money::new(stated.usd),
        path: stated.path,
        difference: Money::new(difference),
    })
}

fn add_all(warnings: &mut Vec<Warning>, more: impl IntoIterator<Item = Warning>) {
    for warning in more {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
}
