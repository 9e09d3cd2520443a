//! The whole catalog: providers, and contract discounts.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::provider::ProviderFile;
use crate::pricing::catalog::vocabulary::Component;
use crate::pricing::number::{Day, Exact};

/// The version of the JSON format.
pub const FORMAT: u32 = 1;

/// The whole catalog: `pricing/catalog.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CatalogFile {
    /// Always 1; a format that old readers would misread gets a new number.
    pub format: u32,
    /// Sorted by `provider`. Shared with the catalogs that extend this one.
    pub providers: Vec<Arc<ProviderFile>>,
    /// Contract discounts that were added to the catalog; the shipped one has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<Discount>,
    /// What another project's list says that this format cannot express, as "model: key"; the
    /// shipped catalog has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<String>,
}

/// A contract discount on some rates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Discount {
    /// Only models of this provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Only this model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Only this component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<Component>,
    /// Taken off the rate, in percent: 20 leaves 80 %. From 0 to 100.
    pub percent: Exact,
    /// First day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The day after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}
