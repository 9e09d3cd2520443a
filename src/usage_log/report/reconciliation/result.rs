//! How a log and a bill differ, and what may explain it.

use serde::Serialize;

use crate::pricing::Money;

/// How a log and a bill differ, and what may explain it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageReconciliation {
    /// What was billed, in US dollars.
    pub billed: Money,
    /// What the records of the log cost that the bill is about: those of its providers, from its first
    /// to its last day.
    pub computed: Money,
    /// What was billed less what was computed.
    pub difference: Money,
    /// What the comparison covers, where that is not the whole log: in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// By day, where the bill has days.
    pub by_day: Vec<ReconciledAmount>,
    /// By model, where the bill names models.
    pub by_model: Vec<ReconciledAmount>,
    /// By what the lines of the bill are for, "cached input", where they say it.
    pub by_line: Vec<ReconciledAmount>,
    /// What may explain the difference, the likeliest first. Each is computed as if it were the only
    /// one.
    pub causes: Vec<ReconciliationCause>,
}

/// Amounts of one day, model or kind of line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ReconciledAmount {
    /// The day, the model or the kind of line; empty where the bill does not say it.
    pub name: String,
    /// What was billed, in US dollars.
    pub billed: Money,
    /// What was computed.
    pub computed: Money,
    /// What was billed less what was computed.
    pub difference: Money,
}

/// What may explain a difference.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ReconciliationCause {
    /// The cause.
    pub cause: CauseName,
    /// How much of the difference it explains, in US dollars, with the sign of the difference.
    pub explains: Money,
    /// The share of the differences, over all days and models, that remains: 0 if it explains the bill
    /// to the last digit.
    pub remains: f64,
    /// The cause in words.
    pub detail: String,
}

/// What makes a bill differ from a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum CauseName {
    /// Amounts are rounded.
    Rounding,
    /// The bill has days, models or projects of which the log has no record.
    MissingFile,
    /// The log has records of models without a price.
    UnpricedModels,
    /// Requests of the batch tier were billed at the standard price.
    BatchDiscountMissing,
    /// Requests were billed in another tier.
    OtherTier,
    /// Prices changed, and the bill has those of another day.
    PriceChange,
    /// Cached tokens are billed in full as well, or counted twice by the log.
    CachedTokensCountedTwice,
    /// Cached tokens were billed as other input tokens.
    CacheDiscountMissing,
    /// The bill grants a discount on the list price.
    Discount,
    /// Something is free up to an amount, or not billed at all.
    FreeAllowance,
    /// The days of the bill are those of another time zone.
    TimeZone,
    /// Taxes or fees are added.
    Surcharge,
}
