//! Output tokens of an image that a model makes, by the table of the model's vendor.

use super::token_estimate::TokenEstimate;
use crate::pricing::catalog::Resolved;
use crate::pricing::error::{NoPriceReason, PricingError, Result};
use crate::pricing::number::{Day, Validity};

impl Resolved<'_> {
    /// Output tokens of `count` images made, by the vendor's table.
    pub(in crate::pricing) fn generated_image_tokens(
        &self,
        size: &str,
        quality: Option<&str>,
        count: u32,
        day: Day,
    ) -> Result<TokenEstimate> {
        let provider = self.provider_file();
        let table = self
            .record
            .image_table
            .as_ref()
            .and_then(|key| provider.image_tables.get(key))
            .and_then(|tables| {
                tables
                    .iter()
                    .find(|table| Validity::new(table.from, table.to).contains(day))
            });
        let Some(table) = table else {
            return Err(PricingError::NoPrice {
                reason: NoPriceReason::NoTokenRule,
                message: format!(
                    "{} publishes neither a price per image nor the tokens of an image for {} on {}; give imageOutputTokens instead",
                    provider.name,
                    self.id(),
                    day
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
            source: self.url(&table.source),
            dispute: None,
        })
    }
}
