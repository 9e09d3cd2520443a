//! A prompt and a completion, counted with the model's encoding and then priced.

use crate::pricing::{
    Catalog, Comparison, Count, Exact, PricingError, Quote, QuoteRequest, Resolved, Warning,
    WarningCode,
};
use crate::tokenizer::{EncodingMatch, EncodingName, TokenizerError, encoding_for_model};
use crate::{Coded, ErrorCode};

/// Why texts could not be counted or priced.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PricedTextError {
    /// The tokens have no price.
    #[error(transparent)]
    Pricing(#[from] PricingError),
    /// The tokens could not be counted, most often because the encoding is not loaded.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
}

impl Coded for PricedTextError {
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

    fn suggestions(&self) -> Vec<String> {
        match self {
            Self::Pricing(error) => error.suggestions(),
            Self::Tokenizer(error) => error.suggestions(),
        }
    }
}

/// Prices a request after counting its texts. `count` counts a text with an encoding, or says that
/// the encoding is not loaded.
///
/// Where the vendor does not publish the model's vocabulary, the count is an estimate: it is
/// multiplied by the factor of [`encoding_for_model`] and rounded up, and the quote carries the
/// warning `ESTIMATED_TOKENS`.
///
/// ```
/// use tokenfare::pricing::{Catalog, QuoteRequest};
/// use tokenfare::request::quote;
///
/// let request = QuoteRequest {
///     model: "gpt-4o-mini".to_owned(),
///     prompt: Some("Hello, world!".to_owned()),
///     ..Default::default()
/// };
/// // A real program counts with an encoding of the tokenizer.
/// let four_tokens = |_, _: &str| Ok(4);
/// let quote = quote(Catalog::embedded()?, &request, four_tokens)?;
/// // 4 × 0.15 / 1M
/// assert_eq!(quote.total.to_string(), "0.0000006");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`PricedTextError::Pricing`] as [`Catalog::quote`] returns it, and
/// [`PricedTextError::Tokenizer`] as `count` does.
pub fn quote(
    catalog: &Catalog,
    request: &QuoteRequest,
    count: impl FnMut(EncodingName, &str) -> Result<u64, TokenizerError>,
) -> Result<Quote, PricedTextError> {
    if request.prompt.is_none() && request.completion.is_none() {
        return Ok(catalog.quote(request)?);
    }
    // An unknown model is the error to report, not the encoding that its name would suggest.
    let resolved = catalog.resolve_for(request, &request.model)?;
    let mut counter = Counter::new(request, count);
    quote_texts(catalog, request, &request.model, resolved, &mut counter)
}

/// Prices a request on several models, each counted with its own encoding; see
/// [`Catalog::compare`].
///
/// # Errors
/// [`PricedTextError::Pricing`] as [`Catalog::compare`] returns it, and
/// [`PricedTextError::Tokenizer`] as `count` does.
pub fn compare(
    catalog: &Catalog,
    request: &QuoteRequest,
    models: &[String],
    count: impl FnMut(EncodingName, &str) -> Result<u64, TokenizerError>,
) -> Result<Comparison, PricedTextError> {
    if request.prompt.is_none() && request.completion.is_none() {
        return Ok(catalog.compare(request, models)?);
    }
    let mut counter = Counter::new(request, count);
    let mut comparison = Comparison::default();
    for model in models {
        let outcome = match catalog.resolve_for(request, model) {
            Err(unknown) => Err(unknown),
            Ok(resolved) => match catalog.leaves_out(request, &resolved) {
                Some(reason) => {
                    comparison.leave_out(model, reason);
                    continue;
                }
                None => match quote_texts(catalog, request, model, resolved, &mut counter) {
                    Err(PricedTextError::Pricing(error)) => Err(error),
                    other => Ok(other?),
                },
            },
        };
        comparison.add(model, outcome)?;
    }
    Ok(comparison.sorted())
}

fn quote_texts<C>(
    catalog: &Catalog,
    request: &QuoteRequest,
    model: &str,
    resolved: Resolved<'_>,
    counter: &mut Counter<'_, C>,
) -> Result<Quote, PricedTextError>
where
    C: FnMut(EncodingName, &str) -> Result<u64, TokenizerError>,
{
    let matched = encoding_for_model(model);
    let tokens = counter.tokens(matched.encoding)?;
    let mut request = request.without_texts();
    let quantities = &mut request.quantities;
    add(
        &mut quantities.input_tokens,
        &matched,
        tokens.prompt,
        "inputTokens",
    )?;
    add(
        &mut quantities.output_tokens,
        &matched,
        tokens.completion,
        "outputTokens",
    )?;
    let mut quote = catalog.quote_resolved(&request, resolved)?;
    if !matched.exact {
        quote.exact = false;
        quote.warnings.push(estimated_tokens(&matched));
    }
    Ok(quote)
}

/// Adds the tokens of a text to a total.
fn add(
    total: &mut Option<Count>,
    matched: &EncodingMatch,
    tokens: Option<u64>,
    name: &str,
) -> Result<(), PricingError> {
    if let Some(tokens) = tokens {
        let sum = total
            .map_or(Exact::ZERO, Count::exact)
            .checked_add(Exact::whole(matched.scaled(tokens)))
            .and_then(Count::new)
            .ok_or_else(|| PricingError::digits(Some(format!("quantities.{name}"))))?;
        *total = Some(sum);
    }
    Ok(())
}

fn estimated_tokens(matched: &EncodingMatch) -> Warning {
    Warning {
        code: WarningCode::EstimatedTokens,
        message: format!(
            "tokens are estimated: counted with {} × {}, ±{} %; {}",
            matched.encoding.as_str(),
            matched.factor,
            (matched.error_band * 100.0).round(),
            matched.source
        ),
        path: Some("prompt".to_owned()),
    }
}

/// Counts texts once for each encoding.
struct Counter<'t, C> {
    request: &'t QuoteRequest,
    count: C,
    counted: Vec<(EncodingName, TextTokens)>,
}

/// The tokens of each text that there is.
#[derive(Clone, Copy)]
struct TextTokens {
    prompt: Option<u64>,
    completion: Option<u64>,
}

impl<'t, C> Counter<'t, C>
where
    C: FnMut(EncodingName, &str) -> Result<u64, TokenizerError>,
{
    fn new(request: &'t QuoteRequest, count: C) -> Self {
        Self {
            request,
            count,
            counted: Vec::new(),
        }
    }

    fn tokens(&mut self, encoding: EncodingName) -> Result<TextTokens, TokenizerError> {
        if let Some((_, tokens)) = self.counted.iter().find(|(known, _)| *known == encoding) {
            return Ok(*tokens);
        }
        let mut count = |text: Option<&str>| text.map(|text| (self.count)(encoding, text));
        let tokens = TextTokens {
            prompt: count(self.request.prompt.as_deref()).transpose()?,
            completion: count(self.request.completion.as_deref()).transpose()?,
        };
        self.counted.push((encoding, tokens));
        Ok(tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::{compare, quote};
    use crate::pricing::{Catalog, Count, Exact, QuoteRequest};
    use crate::tokenizer::{EncodingName, TokenizerError};
    use crate::{Coded, ErrorCode};

    fn request(model: &str) -> QuoteRequest {
        serde_json::from_str(&format!(
            r#"{{ "model": "{model}", "quantities": {{ "inputTokens": 40 }} }}"#
        ))
        .unwrap()
    }

    fn with_prompt(model: &str) -> QuoteRequest {
        QuoteRequest {
            prompt: Some("x".to_owned()),
            ..request(model)
        }
    }

    #[test]
    fn pricing_alone_refuses_a_text_it_cannot_count() {
        let error = Catalog::embedded()
            .unwrap()
            .quote(&with_prompt("gpt-4o-mini"))
            .unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidArgument);
        assert_eq!(error.path(), Some("prompt"));
    }

    #[test]
    fn texts_are_added_to_the_quantities() {
        let request = QuoteRequest {
            prompt: Some("ten tokens".to_owned()),
            completion: Some("a hundred tokens".to_owned()),
            ..request("gpt-4o-mini")
        };
        let count = |encoding: EncodingName, text: &str| {
            assert_eq!(encoding, EncodingName::O200kBase);
            Ok(if text == "ten tokens" { 10 } else { 100 })
        };
        let quote = quote(Catalog::embedded().unwrap(), &request, count).unwrap();
        // (40 + 10) × 0.15 / 1M + 100 × 0.60 / 1M
        assert_eq!(quote.total.to_string(), "0.0000675");
        assert!(quote.exact);
    }

    #[test]
    fn a_total_that_28_digits_do_not_hold_is_an_error() {
        let mut request = with_prompt("gpt-4o-mini");
        let most = "79228162514264337593543950335".parse::<Exact>().unwrap();
        request.quantities.input_tokens = Count::new(most);
        let catalog = Catalog::embedded().unwrap();
        let error = quote(catalog, &request, |_, _| Ok(1)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::LimitExceeded);
        assert_eq!(error.path(), Some("quantities.inputTokens"));
    }

    #[test]
    fn an_unknown_model_is_reported_before_its_guessed_encoding() {
        let not_loaded = |encoding: EncodingName, _: &str| {
            Err(TokenizerError::EncodingNotLoaded {
                encoding: encoding.as_str().to_owned(),
            })
        };
        let catalog = Catalog::embedded().unwrap();
        let error = quote(catalog, &with_prompt("gpt-4o-mni"), not_loaded).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnknownModel);
        let error = quote(catalog, &with_prompt("gpt-4o-mini"), not_loaded).unwrap_err();
        assert_eq!(error.code(), ErrorCode::EncodingNotLoaded);
    }

    #[test]
    fn a_comparison_counts_each_text_once_per_encoding() {
        let mut calls = 0;
        let models = [
            "gpt-4o-mini",
            "gpt-4o-2024-05-13",
            "gpt-3.5-turbo-0125",
            "nothing-like-it",
        ]
        .map(str::to_owned);
        let comparison = compare(
            Catalog::embedded().unwrap(),
            &with_prompt(""),
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
