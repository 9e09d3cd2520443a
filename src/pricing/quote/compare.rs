//! The same request on several models, cheapest first.

use serde::Serialize;

use super::quote::Quote;
use super::request::QuoteRequest;
use super::warning_code::WarningCode;
use crate::pricing::catalog::Catalog;
use crate::pricing::error::{PricingError, Result};
use crate::sorting::sort_by;

/// A request priced on several models.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// Cheapest first; equal totals in the order in which the models were given.
    pub quotes: Vec<Quote>,
    /// Models that cannot serve the request, in the order in which they were given.
    pub excluded: Vec<Excluded>,
}

/// A model that cannot serve the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Excluded {
    /// The name that was given.
    pub model: String,
    /// The reason, in words.
    pub reason: String,
}

impl Catalog {
    /// Prices a request on each of `models`, ignoring its own `model`.
    ///
    /// A model is excluded, with the reason, if it is unknown, if it has no price for the request, if
    /// it does not accept the request's images or audio, and if its context window or its longest
    /// answer is too small. So is a model that does not read or write text where the request has
    /// text, one that was switched off more than 180 days before, and one whose prices were not
    /// checked in the 180 days before.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, Quantities, QuoteRequest};
    ///
    /// let request = QuoteRequest {
    ///     quantities: Quantities { input_tokens: Some(1_000.into()), ..Default::default() },
    ///     ..Default::default()
    /// };
    /// let models = ["gpt-4o", "gpt-4o-mini", "no-such-model"].map(str::to_owned);
    /// let comparison = Catalog::embedded()?.compare(&request, &models)?;
    /// assert_eq!(comparison.quotes[0].model, "gpt-4o-mini");
    /// assert_eq!(comparison.excluded[0].model, "no-such-model");
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// What is wrong with the request on any model: [`PricingError::InvalidUsage`],
    /// [`PricingError::LimitExceeded`], and [`PricingError::InvalidArgument`] for an unknown tier.
    pub fn compare(&self, request: &QuoteRequest, models: &[String]) -> Result<Comparison> {
        let mut comparison = Comparison::default();
        for model in models {
            let outcome = self.resolve_for(request, model).and_then(|resolved| {
                match self.leaves_out(request, &resolved) {
                    Some(reason) => Ok(Err(reason)),
                    None => self.quote_resolved(request, resolved).map(Ok),
                }
            });
            match outcome {
                Ok(Err(reason)) => comparison.leave_out(model, reason),
                Ok(Ok(quote)) => comparison.add(model, Ok(quote))?,
                Err(error) => comparison.add(model, Err(error))?,
            }
        }
        Ok(comparison.sorted())
    }
}

impl Comparison {
    /// Adds the outcome for one model: its quote, or the reason why it is excluded.
    pub(crate) fn add(&mut self, model: &str, outcome: Result<Quote>) -> Result<()> {
        let reason = match outcome {
            Ok(quote) => match overflow(&quote) {
                Some(reason) => reason,
                None => {
                    self.quotes.push(quote);
                    return Ok(());
                }
            },
            Err(
                error @ (PricingError::InvalidUsage { .. } | PricingError::LimitExceeded { .. }),
            ) => return Err(error),
            Err(error) => error.to_string(),
        };
        self.leave_out(model, reason);
        Ok(())
    }

    /// Notes a model that is excluded.
    pub(crate) fn leave_out(&mut self, model: &str, reason: String) {
        self.excluded.push(Excluded {
            model: model.to_owned(),
            reason,
        });
    }

    /// Sorts the quotes by total, the cheapest first.
    pub(crate) fn sorted(mut self) -> Self {
        sort_by(&mut self.quotes, |a, b| a.total.cmp(&b.total));
        self
    }
}

/// The warning that the request does not fit the model, if there is one.
fn overflow(quote: &Quote) -> Option<String> {
    quote
        .warnings
        .iter()
        .find(|warning| {
            matches!(
                warning.code,
                WarningCode::ContextOverflow | WarningCode::OutputOverflow
            )
        })
        .map(|warning| warning.message.clone())
}
