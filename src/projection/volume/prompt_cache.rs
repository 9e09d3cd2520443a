//! The prompt cache of a model: what it takes, in which blocks, for how long.

use super::numeric::Numeric;
use crate::pricing::{Component, RateCard};

/// The prompt cache of a model in one tier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PromptCache {
    /// The shortest prompt or prefix that is cached, in tokens.
    pub minimum: u32,
    /// An automatic cache is read in whole blocks of this many tokens. 0 if there are no blocks.
    pub block: u32,
    pub lifetime_seconds: Option<u32>,
    /// Whether cache writes have a rate of their own.
    pub bills_writes: bool,
}

impl PromptCache {
    /// The model's prompt cache, if cached input has a rate.
    pub fn of(card: &RateCard<'_>) -> Option<Self> {
        let has_rate = |component| card.rates().any(|(known, _, _)| known == component);
        if !has_rate(Component::CachedInput) {
            return None;
        }
        let resolved = card.resolved();
        let record = resolved
            .record()
            .cache
            .as_ref()
            .and_then(|key| resolved.provider_file().caches.get(key));
        Some(Self {
            minimum: record.map_or(0, |cache| cache.minimum_tokens),
            block: record.and_then(|cache| cache.step_tokens).unwrap_or(0),
            lifetime_seconds: record.map(|cache| cache.lifetime_seconds),
            bills_writes: has_rate(Component::CacheWrite),
        })
    }

    /// The part of a prefix that is cached: nothing below the minimum, whole blocks above it.
    pub fn cached_prefix<R: Numeric>(self, prefix: R) -> R {
        if prefix < R::from_u32(self.minimum) {
            return R::zero();
        }
        if self.block > 1 {
            let block = R::from_u32(self.block);
            return (prefix / block).floor() * block;
        }
        prefix
    }
}

/// The share of the turns that come within the cache's lifetime, if the gaps between turns are
/// exponentially distributed with this mean: 1 − e^(−lifetime ÷ gap).
pub(crate) fn hit_rate(lifetime_seconds: u32, mean_gap_seconds: f64) -> f64 {
    if mean_gap_seconds <= 0.0 {
        return 1.0;
    }
    1.0 - libm::exp(-f64::from(lifetime_seconds) / mean_gap_seconds)
}
