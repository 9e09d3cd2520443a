//! The same request on several models, cheapest first.

use serde::Serialize;

use super::quote::Quote;
use super::request::QuoteRequest;
use crate::pricing::catalog::{Catalog, Tier};
use crate::pricing::error::{PricingError, Result};
use crate::sorting::sort_by;

/// A request priced on several models.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Cheapest first; equal totals in the order in which the models were given.
    pub quotes: Vec<Quote>,
    /// Models that cannot serve the request, in the order in which they were given.
    pub excluded: Vec<Excluded>,
}

/// A model that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Excluded {
    /// The name as it was given.
    pub model: String,
    /// Why, in words.
    pub reason: String,
}

impl Catalog {
    /// Prices a request (its own `model` is not looked at) on each of `models`.
    ///
    /// Left out, with the reason, are models that have no price for it, that cannot take its images
    /// or audio, and whose context window or longest answer is too small.
    ///
    /// # Errors
    /// What is wrong with the request itself, whatever the model: INVALID_USAGE, INVALID_ARGUMENT
    /// for the tier, LIMIT_EXCEEDED. An unknown model is excluded, not an error.
    pub fn compare(&self, request: &QuoteRequest, models: &[String]) -> Result<Comparison> {
        Tier::requested(request.tier.as_deref())?;
        let mut comparison = Comparison::default();
        for model in models {
            let outcome = self
                .resolve_for(request, model)
                .and_then(|resolved| self.quote_resolved(request, resolved));
            comparison.add(model, outcome)?;
        }
        Ok(comparison.sorted())
    }
}

impl Comparison {
    /// Takes in the outcome for one model: a quote, or why there is none.
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
        self.excluded.push(Excluded {
            model: model.to_owned(),
            reason,
        });
        Ok(())
    }

    /// Cheapest first.
    pub(crate) fn sorted(mut self) -> Self {
        sort_by(&mut self.quotes, |a, b| a.total.cmp(&b.total));
        self
    }
}

fn overflow(quote: &Quote) -> Option<String> {
    quote
        .warnings
        .iter()
        .find(|warning| matches!(warning.code, "CONTEXT_OVERFLOW" | "OUTPUT_OVERFLOW"))
        .map(|warning| warning.message.clone())
}
