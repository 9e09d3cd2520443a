//! How many tokens an image, audio or video is billed as, with formula and source.

use serde::Serialize;

use crate::pricing::catalog::Resolved;
use crate::pricing::error::{NoPriceReason, PricingError};

/// How many tokens an image, audio or video is billed as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct TokenEstimate {
    /// Tokens billed.
    pub tokens: u64,
    /// False if the vendor calls the rule approximate, or other sources contradict it.
    pub exact: bool,
    /// The arithmetic in words: "85 + 4 tiles × 170".
    pub formula: String,
    /// The page that publishes the rule.
    pub source: String,
    /// What other sources print or measured, where they contradict the rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dispute: Option<String>,
}

impl Resolved<'_> {
    /// The address of a source, by its key.
    pub(in crate::pricing) fn url(&self, source: &str) -> String {
        self.provider
            .sources
            .get(source)
            .map_or_else(|| source.to_owned(), |s| s.url.clone())
    }

    /// The error for a model whose vendor publishes no rule.
    pub(in crate::pricing) fn no_rule(&self, what: &str) -> PricingError {
        PricingError::NoPrice {
            reason: NoPriceReason::NoTokenRule,
            message: format!(
                "{} publishes no rule that turns {what} into tokens for {}; give the tokens instead",
                self.provider.name,
                self.id()
            ),
            path: None,
        }
    }
}
