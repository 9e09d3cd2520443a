//! The kinds of warnings.

use crate::pricing::words::words;

words! {
    /// The kind of a warning. Stable: programs may branch on it. Later versions may add kinds.
    WarningCode:
    /// The price was last checked more than 90 days before the day asked for.
    PriceStale = "PRICE_STALE",
    /// Another source prints another price.
    PriceDisputed = "PRICE_DISPUTED",
    /// A length of context beyond a band's bound changes the rate.
    TierCrossed = "TIER_CROSSED",
    /// The request does not fit the model's context window.
    ContextOverflow = "CONTEXT_OVERFLOW",
    /// The answer is longer than the model's longest.
    OutputOverflow = "OUTPUT_OVERFLOW",
    /// Tokens are an estimate, because the vendor publishes no exact rule.
    EstimatedTokens = "ESTIMATED_TOKENS",
    /// A rate is an estimate, or its end is not announced.
    EstimatedPrice = "ESTIMATED_PRICE",
    /// The vendor advises against the model, or no longer serves it.
    ModelDeprecated = "MODEL_DEPRECATED",
    /// The model ends within the months of the scenario.
    ModelRetiresInHorizon = "MODEL_RETIRES_IN_HORIZON",
    /// A prefix is too short for the model's prompt cache.
    CacheBelowMinimum = "CACHE_BELOW_MINIMUM",
    /// Numbers of a usage object that may be billed are not in the price.
    UnreadUsage = "UNREAD_USAGE",
    /// A part of a stream was priced without the others.
    PartialStream = "PARTIAL_STREAM",
    /// The totals and the parts of a usage object do not add up.
    TotalMismatch = "TOTAL_MISMATCH",
    /// The cost that a response states is not the one of the price list.
    ReportedCostDiffers = "REPORTED_COST_DIFFERS",
    /// The model has no prompt cache, which the scenario counts on.
    CacheUnavailable = "CACHE_UNAVAILABLE",
    /// The growth states the volume itself; the volume of the requests is not used.
    VolumeFromGrowth = "VOLUME_FROM_GROWTH",
    /// A distribution does not say whether it describes single requests or their average; it is
    /// read as that of the average.
    SpreadUnstated = "SPREAD_UNSTATED",
    /// A rate limit is passed.
    RateLimitExceeded = "RATE_LIMIT_EXCEEDED",
    /// A month costs more than its budget.
    BudgetExceeded = "BUDGET_EXCEEDED",
    /// The credits run out within the scenario.
    CreditsExhausted = "CREDITS_EXHAUSTED",
    /// Credits expire unused.
    CreditsExpired = "CREDITS_EXPIRED",
}
