//! Text and price together: counts a prompt and a completion with the model's encoding, then prices.
//!
//! With [`chat_images`](crate::chat_images) the only place that knows both the tokenizer and pricing;
//! neither of them knows the other.

use std::fmt;

use crate::pricing::{
    Catalog, Comparison, Count, Exact, PricingError, Quote, QuoteRequest, Warning,
};
use crate::tokenizer::{EncodingMatch, EncodingName, TokenizerError, encoding_for_model};
use crate::{Coded, ErrorCode};

/// Texts to be counted and added to the quantities of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Texts<'a> {
    /// Added to `input_tokens`.
    pub prompt: Option<&'a str>,
    /// Added to `output_tokens`.
    pub completion: Option<&'a str>,
}

/// What can go wrong: counting or pricing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum PromptQuoteError {
    /// The price.
    Pricing(PricingError),
    /// The count; ENCODING_NOT_LOADED, most often.
    Tokenizer(TokenizerError),
}

impl fmt::Display for PromptQuoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pricing(error) => error.fmt(f),
            Self::Tokenizer(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PromptQuoteError {}

impl Coded for PromptQuoteError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Pricing(error) => error.code(),
            Self::Tokenizer(error) => error.code(),
        }
    }

    fn path(&self) -> Option<&str> {
        match self {
            Self::Pricing(error) => error.path(),
            Self::Tokenizer(error) => error.path(),
        }
    }

    fn suggestions(&self) -> &[String] {
        match self {
            Self::Pricing(error) => error.suggestions(),
            Self::Tokenizer(error) => error.suggestions(),
        }
    }
}

impl From<PricingError> for PromptQuoteError {
    fn from(error: PricingError) -> Self {
        Self::Pricing(error)
    }
}

impl From<TokenizerError> for PromptQuoteError {
    fn from(error: TokenizerError) -> Self {
        Self::Tokenizer(error)
    }
}

/// Prices a request whose texts are counted first. `count` counts a text with an encoding, or says
/// that the encoding is not loaded.
///
/// Where the vendor does not publish the model's vocabulary, the count is an estimate: it is
/// multiplied by the factor of [`encoding_for_model`] and rounded up, and the quote carries
/// ESTIMATED_TOKENS.
///
/// # Errors
/// Those of [`Catalog::quote`] and of `count`.
pub fn quote(
    catalog: &Catalog,
    request: &QuoteRequest,
    texts: Texts<'_>,
    mut count: impl FnMut(EncodingName, &str) -> Result<u64, TokenizerError>,
) -> Result<Quote, PromptQuoteError> {
    if texts == Texts::default() {
        return Ok(catalog.quote(request)?);
    }
    // An unknown model is the error to report, before one of an encoding that is only a guess.
    catalog.resolve(&request.model, request.allow_guess)?;
    let (request, estimate) = counted(request, &request.model, texts, &mut count)?;
    let mut quote = catalog.quote(&request)?;
    mark(&mut quote, estimate);
    Ok(quote)
}

/// The same on several models, each counted with its own encoding; see [`Catalog::compare`].
///
/// # Errors
/// Those of [`Catalog::compare`] and of `count`.
pub fn compare(
    catalog: &Catalog,
    request: &QuoteRequest,
    texts: Texts<'_>,
    models: &[String],
    mut count: impl FnMut(EncodingName, &str) -> Result<u64, TokenizerError>,
) -> Result<Comparison, PromptQuoteError> {
    if texts == Texts::default() {
        return Ok(catalog.compare(request, models)?);
    }
    // Each text is counted once per encoding, not once per model.
    let mut known: Vec<(EncodingName, bool, u64)> = Vec::new();
    let mut count = |encoding: EncodingName, text: &str| {
        let is_prompt = texts
            .prompt
            .is_some_and(|prompt| std::ptr::eq(prompt, text));
        if let Some((_, _, tokens)) = known.iter().find(|k| k.0 == encoding && k.1 == is_prompt) {
            return Ok(*tokens);
        }
        let tokens = count(encoding, text)?;
        known.push((encoding, is_prompt, tokens));
        Ok(tokens)
    };
    let mut comparison = Comparison::default();
    for model in models {
        if let Err(unknown) = catalog.resolve(model, request.allow_guess) {
            comparison.add(model, Err(unknown))?;
            continue;
        }
        let (request, estimate) = counted(request, model, texts, &mut count)?;
        let mut outcome = catalog.quote_on(&request, model);
        if let Ok(quote) = &mut outcome {
            mark(quote, estimate);
        }
        comparison.add(model, outcome)?;
    }
    Ok(comparison.sorted())
}

/// The request with the tokens of the texts added, and the match if they are an estimate.
fn counted(
    request: &QuoteRequest,
    model: &str,
    texts: Texts<'_>,
    count: &mut impl FnMut(EncodingName, &str) -> Result<u64, TokenizerError>,
) -> Result<(QuoteRequest, Option<EncodingMatch>), PromptQuoteError> {
    let mut request = request.clone();
    let matched = encoding_for_model(model);
    let quantities = &mut request.quantities;
    for (text, total) in [
        (texts.prompt, &mut quantities.input_tokens),
        (texts.completion, &mut quantities.output_tokens),
    ] {
        if let Some(text) = text {
            let tokens = Exact::whole(matched.scaled(count(matched.encoding, text)?));
            let before = total.map_or(Exact::ZERO, Count::exact);
            *total = before.plus(tokens).and_then(Count::new);
        }
    }
    Ok((request, (!matched.exact).then_some(matched)))
}

fn mark(quote: &mut Quote, estimate: Option<EncodingMatch>) {
    let Some(matched) = estimate else {
        return;
    };
    quote.exact = false;
    quote.warnings.push(Warning {
        code: "ESTIMATED_TOKENS",
        message: format!(
            "tokens are estimated: counted with {} × {}, ±{} %; {}",
            matched.encoding.as_str(),
            matched.factor,
            (matched.error_band * 100.0).round(),
            matched.source
        ),
        path: Some("prompt".to_owned()),
    });
}

#[cfg(test)]
mod tests {
    use super::{Texts, compare, quote};
    use crate::pricing::{Catalog, QuoteRequest};
    use crate::tokenizer::{EncodingName, TokenizerError};
    use crate::{Coded, ErrorCode};

    fn request(model: &str) -> QuoteRequest {
        serde_json::from_str(&format!(
            r#"{{ "model": "{model}", "quantities": {{ "inputTokens": 40 }} }}"#
        ))
        .unwrap()
    }

    #[test]
    fn texts_are_added_to_the_quantities() {
        let texts = Texts {
            prompt: Some("ten tokens"),
            completion: Some("a hundred tokens"),
        };
        let count = |encoding: EncodingName, text: &str| {
            assert_eq!(encoding, EncodingName::O200kBase);
            Ok(if text == "ten tokens" { 10 } else { 100 })
        };
        let quote = quote(
            Catalog::embedded().unwrap(),
            &request("gpt-4o-mini"),
            texts,
            count,
        )
        .unwrap();
        // (40 + 10) × 0.15 / 1M + 100 × 0.60 / 1M
        assert_eq!(quote.total.0.to_string(), "0.0000675");
        assert!(quote.exact);
    }

    #[test]
    fn an_unknown_model_is_reported_before_its_guessed_encoding() {
        let texts = Texts {
            prompt: Some("x"),
            completion: None,
        };
        let not_loaded = |encoding: EncodingName, _: &str| {
            Err(TokenizerError::EncodingNotLoaded {
                encoding: encoding.as_str(),
            })
        };
        let catalog = Catalog::embedded().unwrap();
        let error = quote(catalog, &request("gpt-4o-mni"), texts, not_loaded).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnknownModel);
        let error = quote(catalog, &request("gpt-4o-mini"), texts, not_loaded).unwrap_err();
        assert_eq!(error.code(), ErrorCode::EncodingNotLoaded);
    }

    #[test]
    fn a_comparison_counts_each_text_once_per_encoding() {
        let mut calls = 0;
        let texts = Texts {
            prompt: Some("x"),
            completion: None,
        };
        let models = [
            "gpt-4o-mini",
            "gpt-4o-2024-05-13",
            "gpt-3.5-turbo-0125",
            "nothing-like-it",
        ]
        .map(str::to_owned);
        let comparison = compare(
            Catalog::embedded().unwrap(),
            &request(""),
            texts,
            &models,
            |_, _| {
                calls += 1;
                Ok(10)
            },
        )
        .unwrap();
        assert_eq!(calls, 2);
        let order: Vec<&str> = comparison
            .quotes
            .iter()
            .map(|quote| quote.model.as_str())
            .collect();
        assert_eq!(order, ["gpt-4o-mini", "gpt-3.5-turbo", "gpt-4o-2024-05-13"]);
        assert_eq!(comparison.excluded[0].model, "nothing-like-it");
    }
}
