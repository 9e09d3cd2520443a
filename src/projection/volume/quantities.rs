//! What one call uses: the numeric quantities of a request, in the arithmetic of the caller.

use super::numeric::Volume;
use crate::pricing::{Count, Exact, Quantities};
use crate::projection::scenario::RequestQuantities;

/// How many numeric quantities a request has.
pub(crate) const QUANTITY_COUNT: usize = RequestQuantities::NAMES.len();

/// One value per numeric quantity, in the order of [`Quantities::NAMES`].
pub(crate) type QuantityValues<T> = [Option<T>; QUANTITY_COUNT];

/// The index of a quantity by its JavaScript name, [`QUANTITY_COUNT`] for an unknown name.
pub(crate) const fn quantity_index(name: &str) -> usize {
    let mut index = 0;
    while index < QUANTITY_COUNT {
        if same(RequestQuantities::NAMES[index], name) {
            return index;
        }
        index += 1;
    }
    QUANTITY_COUNT
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

pub(crate) const REQUESTS: usize = quantity_index("requests");
pub(crate) const INPUT: usize = quantity_index("inputTokens");
pub(crate) const CACHED_INPUT: usize = quantity_index("cachedInputTokens");
pub(crate) const CACHE_WRITE: usize = quantity_index("cacheWriteTokens");
pub(crate) const OUTPUT: usize = quantity_index("outputTokens");

/// The quantities that a conversation replaces: the token counts of its request.
pub(crate) const REPLACED_BY_CONVERSATION: [usize; 13] = [
    REQUESTS,
    INPUT,
    CACHED_INPUT,
    CACHE_WRITE,
    quantity_index("longCacheWriteTokens"),
    quantity_index("audioInputTokens"),
    quantity_index("cachedAudioInputTokens"),
    quantity_index("imageInputTokens"),
    quantity_index("cachedImageInputTokens"),
    OUTPUT,
    quantity_index("reasoningTokens"),
    quantity_index("audioOutputTokens"),
    quantity_index("imageOutputTokens"),
];

/// Quantities of one call, rounded as [`Volume::rounded`] does. `None` if one of them has
/// overflowed.
pub(crate) fn rounded(values: &QuantityValues<Volume>) -> Option<QuantityValues<Exact>> {
    let mut exact: QuantityValues<Exact> = [None; QUANTITY_COUNT];
    for (to, from) in exact.iter_mut().zip(values) {
        if let Some(volume) = from {
            *to = Some(volume.rounded()?.normalize().to_string().parse().ok()?);
        }
    }
    // Rounding must not make the parts larger than the whole.
    if let (Some(input), Some(cached), Some(written)) =
        (exact[INPUT], exact[CACHED_INPUT], exact[CACHE_WRITE])
        && let Some(rest) = input.checked_sub(cached)
        && !rest.is_negative()
        && written > rest
        && written
            .checked_sub(rest)
            .is_some_and(|over| over.to_f64() < 1e-5)
    {
        exact[CACHE_WRITE] = Some(rest);
    }
    Some(exact)
}

/// The quantities that pricing reads: the numeric ones from `values`, images and settings from
/// `rest`. A negative number counts as none; reading a scenario refuses them.
pub(crate) fn to_pricing(values: &QuantityValues<Exact>, rest: &RequestQuantities) -> Quantities {
    rest.with_amounts(values.map(|value| value.and_then(Count::new)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_has_its_index() {
        for (index, name) in RequestQuantities::NAMES.iter().enumerate() {
            assert_eq!(quantity_index(name), index);
        }
        assert_eq!(quantity_index("nothing"), QUANTITY_COUNT);
    }
}
