//! What is to be priced, as callers say it.

use serde::{Deserialize, Serialize};

use super::quantities::Quantities;
use super::unread::Unread;
use crate::pricing::catalog::Tier;
use crate::pricing::number::Day;

/// What is to be priced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct QuoteRequest {
    /// Any name that [`Catalog::resolve`](crate::pricing::Catalog::resolve) knows.
    #[serde(default)]
    pub model: String,
    /// The provider whose name the model's is, as [`ResponseUsage`](crate::pricing::ResponseUsage) gives
    /// it, where the name alone is another provider's or not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// What was used.
    #[serde(default)]
    pub quantities: Quantities,
    /// A text whose tokens are added to `input_tokens`. It is counted with the model's encoding, which
    /// must be loaded: [`request::quote`](crate::request::quote).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// A text whose tokens are added to `output_tokens`, counted like the prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<String>,
    /// The day whose prices count; the catalog's `checked`, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The service tier; standard, if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// A region of the provider; if left out, the one that the name stands for
    /// ([`Resolved::region`](crate::pricing::Resolved::region)), else global.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// One of the model's variants.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Whether an unknown name may be taken for the longest known one that it begins with.
    #[serde(default)]
    pub allow_guess: bool,
    /// The shape of the response whose usage this is. It has no effect on the price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Numbers of that usage which are billed or may be, and are not in `quantities`: the quote warns of
    /// them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Unread>,
    /// Whether that usage is a part of a stream: the quote warns of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
}

impl QuoteRequest {
    /// The same request without its texts.
    pub(crate) fn without_texts(&self) -> Self {
        Self {
            model: self.model.clone(),
            provider: self.provider.clone(),
            quantities: self.quantities.clone(),
            prompt: None,
            completion: None,
            on: self.on,
            tier: self.tier,
            region: self.region.clone(),
            variant: self.variant.clone(),
            allow_guess: self.allow_guess,
            format: self.format.clone(),
            unread: self.unread.clone(),
            partial: self.partial,
        }
    }
}
