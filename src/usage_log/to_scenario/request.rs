//! What one request of a stream uses.

use super::streams::{OfDay, Stream};
use crate::pricing::{AMOUNTS, Exact, Quantities};
use crate::projection::scenario::bounds::Bounded;
use crate::projection::scenario::{Number, RequestQuantities, Uncertain};
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::{divided, mean, plus};

/// What one request uses: the mean of all requests of the stream, and for all input and all output
/// tokens the means of its days as samples, where these are at least five.
///
/// A projection multiplies the base case by the number of requests, so the base case has to be a mean.
/// Single requests as samples would make it their median, which is less, often by half. The means of
/// days spread as much as what a month comes to does.
pub(super) fn request(stream: &Stream) -> Result<RequestQuantities, UsageLogError> {
    let mut requests: u64 = 0;
    let mut sums = [None; AMOUNTS];
    for day in stream.days.values() {
        requests = requests.saturating_add(day.requests);
        for (sum, amount) in sums.iter_mut().zip(&day.amounts) {
            if let Some(amount) = amount {
                *sum = Some(plus(sum.unwrap_or(Exact::ZERO), *amount)?);
            }
        }
    }
    let count = u32::try_from(requests).map_err(|_| UsageLogError::digits())?;
    let mut amounts: [Option<Bounded<Uncertain, _>>; AMOUNTS] = [const { None }; AMOUNTS];
    for ((at, name), (amount, sum)) in Quantities::<Exact>::NAMES
        .iter()
        .enumerate()
        .zip(amounts.iter_mut().zip(sums))
    {
        // The number of requests is the scenario's own.
        let Some(sum) = sum.filter(|sum| *name != "requests" && !sum.is_zero()) else {
            continue;
        };
        let fixed = divided(sum, count)?;
        let parts = parts_of(name, &sums);
        let samples = match *name {
            "inputTokens" | "outputTokens" => samples(stream, at, fixed)?,
            _ => None,
        };
        // Samples must hold the parts of the total, which do not vary with it.
        let parts = match parts {
            Some(parts) => divided(parts, count)?,
            None => Exact::ZERO,
        };
        let samples = samples.filter(|all| all.iter().all(|sample| sample.0 >= parts));
        *amount = Some(Bounded::new(match samples {
            Some(samples) => Uncertain::Samples {
                samples,
                spread: None,
            },
            None => Uncertain::Fixed(Number(fixed)),
        }));
    }
    Ok(RequestQuantities::default().with_amounts(amounts))
}

/// The sum of what are parts of a total.
fn parts_of(name: &str, sums: &[Option<Exact>; AMOUNTS]) -> Option<Exact> {
    let parts: &[&str] = match name {
        "inputTokens" => &[
            "cachedInputTokens",
            "cacheWriteTokens",
            "longCacheWriteTokens",
            "audioInputTokens",
            "imageInputTokens",
            "videoInputTokens",
        ],
        "outputTokens" => &[
            "reasoningTokens",
            "audioOutputTokens",
            "imageOutputTokens",
            "videoOutputTokens",
        ],
        _ => return None,
    };
    let named = Quantities::<Exact>::NAMES.iter().zip(sums);
    let of = named.filter(|(name, _)| parts.contains(name));
    of.filter_map(|(_, sum)| *sum)
        .try_fold(Exact::ZERO, Exact::checked_add)
}

/// The means of the days, in order, moved so that their median is the mean of all requests; `None` if
/// there are too few, or all are the same.
fn samples(stream: &Stream, at: usize, base: Exact) -> Result<Option<Vec<Number>>, UsageLogError> {
    /// Fewer days do not tell how much they vary.
    const LEAST_DAYS: usize = 5;
    let used = |day: &&OfDay| day.requests > 0;
    let mut means = Vec::new();
    for day in stream.days.values().filter(used) {
        let amount = day.amounts.get(at).copied().flatten();
        let count = u32::try_from(day.requests).map_err(|_| UsageLogError::digits())?;
        means.push(divided(amount.unwrap_or(Exact::ZERO), count)?);
    }
    sort_by(&mut means, Exact::cmp);
    if means.len() < LEAST_DAYS || means.first() == means.last() {
        return Ok(None);
    }
    let middle = means.len() / 2;
    let median = match means.get(middle.saturating_sub(1)..=middle) {
        Some(two) if means.len() % 2 == 0 => mean(two)?,
        Some([_, middle]) => *middle,
        _ => base,
    };
    let shift = base.checked_sub(median).ok_or_else(UsageLogError::digits)?;
    let moved = means.into_iter().map(|mean| {
        let moved = plus(mean, shift)?;
        Ok(Number(moved.max(Exact::ZERO)))
    });
    moved.collect::<Result<Vec<_>, UsageLogError>>().map(Some)
}
