//! A catalog from JSON text: our own format, or another project's list.

use super::read::read;
use super::to_catalog::catalog_file;
use crate::pricing::catalog::Catalog;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::Day;

/// Reads a catalog in the format of `catalog.json`, or makes one of litellm's map, models.dev's
/// `api.json` or genai-prices' `data.json`.
///
/// The prices of such a list count as those of one source. A list carries no day of its own, so that
/// its prices count as read on `checked`; by default on the newest day of the shipped catalog.
///
/// ```
/// use tokenfare::pricing::price_list;
///
/// let json = r#"{ "gpt-4o": { "litellm_provider": "openai", "input_cost_per_token": 2.5e-6 } }"#;
/// let catalog = price_list::parse(json, None)?;
/// assert_eq!(catalog.size(), 1);
/// # Ok::<(), tokenfare::pricing::PricingError>(())
/// ```
///
/// # Errors
/// [`PricingError::InvalidCatalog`] with the place of the first fault in a catalog of our format, and
/// for text that is neither.
pub fn parse(json: &str, checked: Option<Day>) -> Result<Catalog> {
    let ours = match Catalog::parse(json) {
        Ok(catalog) => return Ok(catalog),
        Err(error) => error,
    };
    let Some(list) = serde_json::from_str(json)
        .ok()
        .and_then(|value| read(&value))
    else {
        return Err(ours);
    };
    let checked = match checked {
        Some(day) => day,
        None => Catalog::embedded()?.checked(),
    };
    let (mut file, unread) = catalog_file(&list, checked);
    if file.providers.is_empty() {
        return Err(PricingError::catalog(
            "",
            format!("{}'s list has no price that can be read", list.project),
        ));
    }
    file.unread = unread
        .iter()
        .map(|unread| format!("{}: {}", unread.model, unread.key))
        .collect();
    Catalog::from_file(file)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::pricing::{Count, Quantities, QuoteRequest};

    fn quote(json: &str, model: &str) -> String {
        let catalog = parse(json, Some("2026-11-20".parse().unwrap())).unwrap();
        let request = QuoteRequest {
            model: model.to_owned(),
            quantities: Quantities {
                input_tokens: Some(Count::from(1_000_000)),
                output_tokens: Some(Count::from(100_000)),
                ..Quantities::default()
            },
            ..QuoteRequest::default()
        };
        catalog.quote(&request).unwrap().total.to_string()
    }

    /// 1M × 2.5 + 0.1M × 10 = 3.5
    #[test]
    fn three_projects_lists_price_a_request_alike() {
        let litellm = r#"{ "somebody/model": { "litellm_provider": "somebody", "mode": "chat",
            "input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05 } }"#;
        assert_eq!(quote(litellm, "somebody/model"), "3.5");
        let models_dev = r#"{ "openai": { "models": { "model": {
            "cost": { "input": 2.5, "output": 10, "cache_read": 0 } } } } }"#;
        assert_eq!(quote(models_dev, "openai/model"), "3.5");
        assert_eq!(quote(models_dev, "model"), "3.5");
        let genai_prices = r#"[{ "id": "somebody", "models": [{ "id": "model", "prices":
            { "input_mtok": { "base": 1, "tiers": [{ "start": 200000, "price": 2.5 }] },
              "output_mtok": 10 } }] }]"#;
        assert_eq!(quote(genai_prices, "somebody/model"), "3.5");
    }

    #[test]
    fn what_cannot_be_expressed_is_listed() {
        let json = r#"{ "somebody/model": { "litellm_provider": "somebody", "mode": "chat",
            "input_cost_per_token": 1e-06, "input_dbu_cost_per_token": 1e-05 } }"#;
        let catalog = parse(json, None).unwrap();
        assert_eq!(
            catalog.file().unread,
            ["somebody/model: input_dbu_cost_per_token"]
        );
    }

    #[test]
    fn text_of_neither_kind_has_the_errors_of_our_format() {
        let error = parse(r#"{ "format": 2, "providers": [] }"#, None).unwrap_err();
        assert!(error.to_string().contains("format"), "{error}");
        let error = parse("{", None).unwrap_err();
        assert!(!error.to_string().is_empty());
    }
}
