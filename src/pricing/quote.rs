//! A request with its price: lines that add up, each with its arithmetic, rule and source.

use serde::{Deserialize, Serialize, Serializer};

use super::catalog::Catalog;
use super::error::{PricingError, Result};
use super::names::NameMatch;
use super::price::PricedPart;
use super::quantities::Quantities;
use super::rate_card::RateCard;
use super::usage::{Part, Usage};
use super::wording;
use super::{Component, Day, Exact, Tier};
use crate::near_match::{near_matches, shortened};

/// What is to be priced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct QuoteRequest {
    /// Any name that [`Catalog::resolve`] knows.
    #[serde(default)]
    pub model: String,
    /// The provider whose name the model's is, as [`ResponseUsage`](super::ResponseUsage) gives it;
    /// tried where the name alone is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// What was used.
    #[serde(default)]
    pub quantities: Quantities,
    /// The day whose prices count; the catalog's `checked`, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The tier, as [`Tier::parse`] reads it; standard, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// A region of the provider; if left out, the one that the name stands for
    /// ([`Resolved::region`](super::Resolved::region)), else global.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// One of the model's variants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Whether an unknown name may be taken for the longest known one that it begins with.
    #[serde(default)]
    pub allow_guess: bool,
}

/// An exact amount of US dollars. In JSON `{ "exact": "0.0000675", "usd": 0.0000675 }`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub Exact);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut money = serializer.serialize_struct("Money", 2)?;
        money.serialize_field("exact", &self.0)?;
        money.serialize_field("usd", &self.0.to_f64())?;
        money.end()
    }
}

/// A priced request.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// One line per thing billed, in the order of [`Component`].
    pub lines: Vec<QuoteLine>,
    /// The exact sum of the lines.
    pub total: Money,
    /// False where a quantity or a rate is an estimate.
    pub exact: bool,
    /// What one should know before relying on the total.
    pub warnings: Vec<Warning>,
}

/// One line of a quote.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuoteLine {
    /// What is billed.
    pub component: Component,
    /// The quantity billed, in the base unit (tokens, seconds, images, …).
    pub quantity: Exact,
    /// What the rate is the price of one of.
    pub unit: &'static str,
    /// US dollars per unit.
    pub rate: Exact,
    /// US dollars.
    pub amount: Money,
    /// The arithmetic in full: "50 × $0.15 / 1M tokens".
    pub formula: String,
    /// The rule that chose this rate, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The page that the rate was read on.
    pub source: String,
    /// When it was last compared.
    pub checked: String,
}

/// Something to know about a result. `code` is one of the contract's warning codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// "PRICE_DISPUTED", "ESTIMATED_TOKENS", …
    pub code: &'static str,
    /// The sentence for people.
    pub message: String,
    /// The quantity in question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
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
    /// assert_eq!(quote.total.0.to_string(), "0.00175");
    /// assert_eq!(quote.lines[0].formula, "50 × $5 / 1M tokens");
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// UNKNOWN_MODEL, NO_PRICE, INVALID_USAGE, INVALID_ARGUMENT, LIMIT_EXCEEDED.
    pub fn quote(&self, request: &QuoteRequest) -> Result<Quote> {
        self.quote_on(request, &request.model)
    }

    /// The rate card that a request asks for.
    pub(super) fn card_for(&self, request: &QuoteRequest, model: &str) -> Result<RateCard<'_>> {
        let resolved = match (self.resolve(model, request.allow_guess), &request.provider) {
            (Err(unknown), Some(provider)) => {
                let qualified = format!("{provider}/{model}");
                self.resolve(&qualified, false).map_err(|_| unknown)?
            }
            (resolved, _) => resolved?,
        };
        RateCard::new(
            self,
            resolved,
            request.on.unwrap_or(self.checked()),
            parse_tier(request.tier.as_deref())?,
            request.region.as_deref(),
            request.variant.as_deref(),
        )
    }
}

/// Reads a tier; none is standard.
pub(super) fn parse_tier(tier: Option<&str>) -> Result<Tier> {
    let Some(word) = tier else {
        return Ok(Tier::Standard);
    };
    Tier::parse(word).ok_or_else(|| PricingError::InvalidArgument {
        message: format!(
            "there is no tier {:?}; there are {}",
            shortened(word),
            Tier::ALL
                .iter()
                .map(|tier| tier.as_str())
                .collect::<Vec<_>>()
                .join(", ")
        ),
        path: Some("tier".to_owned()),
        suggestions: near_matches(word, Tier::ALL.iter().map(|tier| tier.as_str()), 3),
    })
}

/// Prices a usage and writes the lines.
pub(super) fn quote(card: &RateCard<'_>, usage: &Usage) -> Result<Quote> {
    let priced = card.price(usage)?;
    let mut total = Exact::ZERO;
    let mut lines = Vec::with_capacity(priced.len());
    for (part, price) in usage.parts.iter().zip(&priced) {
        total = total
            .plus(price.amount)
            .ok_or_else(|| PricingError::digits(None))?;
        lines.push(line(card, part, price));
    }
    let warnings = super::warnings::collect(card, usage, &priced);
    let estimated = |w: &Warning| matches!(w.code, "ESTIMATED_TOKENS" | "ESTIMATED_PRICE");
    Ok(Quote {
        model: card.resolved().id(),
        matched: card.resolved().matched(),
        provider: card.resolved().provider().to_owned(),
        tier: card.tier(),
        on: card.day(),
        lines,
        total: Money(total),
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
        amount: Money(price.amount),
        formula: wording::formula(part, price),
        rule: wording::rule(card, price),
        source: source.map(|source| source.url.clone()).unwrap_or_default(),
        checked: checked.map(|day| day.to_string()).unwrap_or_default(),
    }
}
