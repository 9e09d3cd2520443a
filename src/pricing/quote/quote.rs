//! A quote: the price of a request, line by line, each with its formula, rule and source.

use serde::Serialize;

use super::price::PricedPart;
use super::rate_card::RateCard;
use super::request::QuoteRequest;
use super::usage::{Part, Usage};
use super::warning_code::WarningCode;
use super::warnings::{self, Warning};
use super::wording;
use crate::pricing::catalog::{Catalog, Component, NameMatch, Resolved, Tier};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::{Day, Exact, Money};

/// A priced request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// The model's id; "ft:" and the base's id for a fine-tuned one.
    pub model: String,
    /// How the name was resolved.
    #[serde(rename = "match")]
    pub matched: NameMatch,
    /// The provider's id.
    pub provider: String,
    /// The tier.
    pub tier: Tier,
    /// The day whose prices these are.
    pub on: Day,
    /// One line for each part that is billed, in the order of [`Component`].
    pub lines: Vec<QuoteLine>,
    /// The exact sum of the lines, in US dollars.
    pub total: Money,
    /// False if a quantity or a rate is an estimate.
    pub exact: bool,
    /// What to know before relying on the total.
    pub warnings: Vec<Warning>,
}

/// One line of a quote.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct QuoteLine {
    /// What is billed.
    pub component: Component,
    /// The quantity billed, in the base unit (tokens, seconds, images, …).
    pub quantity: Exact,
    /// The unit that the rate is the price of.
    pub unit: &'static str,
    /// US dollars per unit.
    pub rate: Exact,
    /// US dollars.
    pub amount: Money,
    /// The arithmetic in words: "50 × $0.15 / 1M tokens".
    pub formula: String,
    /// The rule that chose this rate, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The page on which the rate was read.
    pub source: String,
    /// The day on which the rate was last compared with its source.
    pub checked: String,
}

impl Catalog {
    /// Prices a request.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, Quantities, QuoteRequest};
    ///
    /// let request = QuoteRequest {
    ///     model: "gpt-4o-2024-05-13".to_owned(),
    ///     quantities: Quantities {
    ///         input_tokens: Some(50.into()),
    ///         output_tokens: Some(100.into()),
    ///         ..Default::default()
    ///     },
    ///     ..Default::default()
    /// };
    /// let quote = Catalog::embedded()?.quote(&request)?;
    /// // 50 × 5 / 1M + 100 × 15 / 1M = 0.00025 + 0.0015
    /// assert_eq!(quote.total.to_string(), "0.00175");
    /// assert_eq!(quote.lines[0].formula, "50 × $5 / 1M tokens");
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// - [`PricingError::UnknownModel`] if no model has the requested name.
    /// - [`PricingError::NoPrice`] if the model is not sold in that combination.
    /// - [`PricingError::InvalidUsage`] if quantities contradict each other.
    /// - [`PricingError::InvalidArgument`] for an unknown tier, region or variant, and for images that
    ///   the vendor refuses.
    /// - [`PricingError::LimitExceeded`] if an amount needs more than 28 digits.
    pub fn quote(&self, request: &QuoteRequest) -> Result<Quote> {
        self.quote_resolved(request, self.resolve_for(request, &request.model)?)
    }

    /// Resolves `model` as a request asks for it: with a guess where the request allows one, and
    /// as the request's provider calls it where the name alone is another's or not known. Where the request names its
    /// day, requests for a retired model are those of the model that serves them on that day.
    pub(crate) fn resolve_for(&self, request: &QuoteRequest, model: &str) -> Result<Resolved<'_>> {
        let day = request.on.unwrap_or(self.checked());
        let alone = self.resolve_on(model, day, request.allow_guess);
        let resolved = match &request.provider {
            Some(provider)
                if !alone
                    .as_ref()
                    .is_ok_and(|found| found.provider() == provider) =>
            {
                let qualified = format!("{provider}/{model}");
                self.resolve_on(&qualified, day, false).or(alone)?
            }
            _ => alone?,
        };
        match request.on {
            Some(day) => self.serving(resolved, day),
            None => Ok(resolved),
        }
    }

    /// The rates that [`quote`](Self::quote) prices a request with. Its quantities have no effect.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, QuoteRequest, Tier};
    ///
    /// let request = QuoteRequest {
    ///     model: "gpt-4o-mini".to_owned(),
    ///     tier: Some(Tier::Batch),
    ///     ..Default::default()
    /// };
    /// let card = Catalog::embedded()?.card_for(&request)?;
    /// assert_eq!(card.tier(), Tier::Batch);
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// - [`PricingError::UnknownModel`] if no model has the requested name.
    /// - [`PricingError::InvalidArgument`] for an unknown region or variant.
    pub fn card_for(&self, request: &QuoteRequest) -> Result<RateCard<'_>> {
        self.card_resolved(request, self.resolve_for(request, &request.model)?)
    }

    fn card_resolved<'c>(
        &'c self,
        request: &QuoteRequest,
        resolved: Resolved<'c>,
    ) -> Result<RateCard<'c>> {
        RateCard::new(
            self,
            resolved,
            request.on.unwrap_or(self.checked()),
            request.tier.or(resolved.tier()).unwrap_or(Tier::Standard),
            request.region.as_deref(),
            request.variant.as_deref(),
        )
    }

    /// Prices a request on a model that is resolved already.
    pub(crate) fn quote_resolved(
        &self,
        request: &QuoteRequest,
        resolved: Resolved<'_>,
    ) -> Result<Quote> {
        // Texts that nobody has counted must not be left out of the price.
        for (name, text) in [
            ("prompt", &request.prompt),
            ("completion", &request.completion),
        ] {
            if text.is_some() {
                return Err(PricingError::argument(
                    name,
                    "is a text, which the tokenizer has to count first; call `request::quote`, or \
                     give its tokens in `quantities`",
                ));
            }
        }
        let card = self.card_resolved(request, resolved)?;
        let usage = card.usage(&request.quantities)?;
        let mut quote = quote(&card, &usage)?;
        quote
            .warnings
            .extend(warnings::about_usage(&request.unread, request.partial));
        Ok(quote)
    }
}

/// Prices a usage and writes the lines.
fn quote(card: &RateCard<'_>, usage: &Usage) -> Result<Quote> {
    let priced = card.price(usage)?;
    let mut total = Exact::ZERO;
    let mut lines = Vec::with_capacity(priced.len());
    for (part, price) in usage.parts.iter().zip(&priced) {
        total = total
            .checked_add(price.amount)
            .ok_or_else(|| PricingError::digits(None))?;
        lines.push(line(card, part, price));
    }
    let warnings = warnings::collect(card, usage, &priced);
    let estimated = |w: &Warning| {
        matches!(
            w.code,
            WarningCode::EstimatedTokens | WarningCode::EstimatedPrice
        )
    };
    Ok(Quote {
        model: card.resolved().id(),
        matched: card.resolved().matched(),
        provider: card.resolved().provider().to_owned(),
        tier: card.tier(),
        on: card.day(),
        lines,
        total: Money::new(total),
        exact: !warnings.iter().any(estimated),
        warnings,
    })
}

fn line(card: &RateCard<'_>, part: &Part, price: &PricedPart<'_>) -> QuoteLine {
    let (source, checked) = card.resolved().source_of(price.row);
    QuoteLine {
        component: price.component,
        quantity: price.quantity,
        unit: price.unit.as_str(),
        rate: price.rate,
        amount: Money::new(price.amount),
        formula: wording::formula(part, price),
        rule: wording::rule(card, price),
        source: source.map(|source| source.url.clone()).unwrap_or_default(),
        checked: checked.map(|day| day.to_string()).unwrap_or_default(),
    }
}
