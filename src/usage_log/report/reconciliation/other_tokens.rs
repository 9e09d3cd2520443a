//! Cached tokens that are counted twice, or billed without their discount.

use super::case::{Case, Hypothesis};
use super::result::CauseName;
use crate::pricing::{Count, Exact, Quantities};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::what_if::Change;

/// How cached tokens may be counted: what it means, and the quantities that result.
type Counting = (
    CauseName,
    &'static str,
    fn(&Quantities) -> Option<Quantities>,
);

const COUNTINGS: [Counting; 3] = [
    (
        CauseName::CachedTokensCountedTwice,
        "tokens read from the cache, billed as input tokens as well",
        |q| {
            let cached = cached(q)?;
            with_input(q, amount(q.input_tokens).checked_add(cached)?)
        },
    ),
    (
        CauseName::CachedTokensCountedTwice,
        "the input tokens of the log count the tokens read from the cache twice",
        |q| {
            let rest = amount(q.input_tokens).checked_sub(cached(q)?)?;
            let parts = [
                q.cached_input_tokens,
                q.cache_write_tokens,
                q.long_cache_write_tokens,
            ];
            let parts = parts
                .into_iter()
                .try_fold(Exact::ZERO, |sum, part| sum.checked_add(amount(part)))?;
            (rest >= parts).then(|| with_input(q, rest))?
        },
    ),
    (
        CauseName::CacheDiscountMissing,
        "tokens read from the cache, billed at the price of other input tokens",
        |q| {
            cached(q)?;
            Some(Quantities {
                cached_input_tokens: None,
                cached_audio_input_tokens: None,
                cached_image_input_tokens: None,
                ..q.clone()
            })
        },
    ),
];

pub(super) fn hypotheses(case: &Case<'_>) -> Result<Vec<Hypothesis>, UsageLogError> {
    let mut found = Vec::new();
    for (cause, detail, counted) in COUNTINGS {
        let billed = case.with(|part| {
            let quantities = counted(&part.alike.quantities)?;
            case.what_if
                .price(part.alike, &Change::default(), &quantities)
        })?;
        found.extend(billed.map(|billed| Hypothesis {
            cause,
            billed,
            detail: detail.to_owned(),
            fitted: 0.0,
        }));
    }
    Ok(found)
}

fn amount(count: Option<Count>) -> Exact {
    count.map_or(Exact::ZERO, Count::exact)
}

fn cached(q: &Quantities) -> Option<Exact> {
    let cached = q.cached_input_tokens?.exact();
    (!cached.is_zero()).then_some(cached)
}

fn with_input(q: &Quantities, tokens: Exact) -> Option<Quantities> {
    Some(Quantities {
        input_tokens: Some(Count::new(tokens)?),
        ..q.clone()
    })
}
