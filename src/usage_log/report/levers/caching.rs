//! Reading more of the prompts from the cache.
//!
//! A log of single requests shows which follow each other soon: what two of them share can be read
//! from the cache the second time. How much they share it does not show. Half of the shorter prompt is
//! assumed; what is read from the cache already is no part of the saving, and the first of a series
//! pays for the writing where the model charges for it.

use std::collections::HashMap;

use super::lever::{Basis, UsageLever, amount};
use crate::pricing::{Component, Count, Exact, Money, Quantities};
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::record::RecordKind;
use crate::usage_log::report::amounts::plus;
use crate::usage_log::report::what_if::Change;
use crate::usage_log::store::Text;

/// Prompt caches keep what was read within the last five minutes, whatever the vendor.
const LIFETIME_SECONDS: i64 = 300;
/// Most vendors cache no shorter prompt.
const LEAST_TOKENS: u64 = 1_024;

/// A request that another one may follow.
struct Request {
    seconds: i64,
    row: u32,
    alike: u32,
}

/// The latest request of a series.
struct Latest {
    seconds: i64,
    input: Exact,
    used_cache: bool,
    alike: usize,
    is_first: bool,
}

/// What more is read from the cache and written to it.
#[derive(Clone, Copy)]
struct More {
    reads: Exact,
    writes: Exact,
}

pub(super) fn lever(basis: &Basis<'_>) -> Result<Option<UsageLever>, UsageLogError> {
    let more = more(basis)?;
    if more.is_empty() {
        return Ok(None);
    }
    let saves = basis.saving(|at, alike| {
        let more = more.get(&at)?;
        let card = basis.what_if.card(&alike.terms, &Change::default())?;
        let has = |component| card.rates().any(|(known, ..)| known == component);
        if !has(Component::CachedInput) {
            return None;
        }
        let writes = if has(Component::CacheWrite) {
            more.writes
        } else {
            Exact::ZERO
        };
        let q = &alike.quantities;
        let cached = amount(q.cached_input_tokens).checked_add(more.reads)?;
        let written = amount(q.cache_write_tokens).checked_add(writes)?;
        let some = |tokens: Exact| Count::new(tokens).filter(|_| !tokens.is_zero());
        let quantities = Quantities {
            cached_input_tokens: some(cached),
            cache_write_tokens: some(written),
            ..q.clone()
        };
        Some((Change::default(), quantities))
    })?;
    Ok(Some(UsageLever {
        name: "caching",
        model: None,
        saves: Money::new(saves),
        explanation: "Some requests follow another of the same model and session, key or project within \
                      five minutes. This is the saving if they read half of the shorter prompt from the \
                      cache. The log does not show how much the prompts share: put the part that never \
                      changes first, and mark it for caching where the vendor requires that."
            .to_owned(),
    }))
}

/// What more could be read and written, by the place of the records that are alike.
fn more(basis: &Basis<'_>) -> Result<HashMap<usize, More>, UsageLogError> {
    let mut requests: Vec<Request> = Vec::new();
    for ((record, _), at) in basis.log.iter().zip(&basis.alike.of_record) {
        let time = record.time.filter(|time| !time.is_day);
        if let (RecordKind::Request, Some(time), Some(at)) = (record.shape.kind, time, at) {
            requests.push(Request {
                seconds: time.seconds,
                row: record.row,
                alike: *at,
            });
        }
    }
    sort_by(&mut requests, |a, b| {
        (a.seconds, a.row).cmp(&(b.seconds, b.row))
    });
    let mut more: HashMap<usize, More> = HashMap::new();
    let mut series: HashMap<(Option<Text>, Option<Text>), Latest> = HashMap::new();
    for request in requests {
        let Some(record) = basis.log.log.records.get(request.row) else {
            continue;
        };
        let (shape, q) = (record.shape, &record.quantities);
        let input = amount(q.input_tokens);
        if input < Exact::whole(LEAST_TOKENS) {
            continue;
        }
        let within = shape
            .session
            .or(shape.key)
            .or(shape.project)
            .or(shape.source);
        let used = plus(
            amount(q.cached_input_tokens),
            plus(
                amount(q.cache_write_tokens),
                amount(q.long_cache_write_tokens),
            )?,
        )?;
        let at = request.alike as usize;
        let latest = series.get(&(shape.model, within));
        let follows = latest.filter(|l| request.seconds - l.seconds <= LIFETIME_SECONDS);
        if let Some(latest) = follows {
            let shared = half(latest.input.min(input));
            let reads = shared.checked_sub(used).filter(|more| !more.is_negative());
            add(&mut more, at, reads.unwrap_or(Exact::ZERO), Exact::ZERO)?;
            // Writing is paid for once, by the request that begins the series.
            if latest.is_first && !latest.used_cache {
                add(&mut more, latest.alike, Exact::ZERO, half(latest.input))?;
            }
        }
        let latest = Latest {
            seconds: request.seconds,
            input,
            used_cache: !used.is_zero(),
            alike: at,
            is_first: follows.is_none(),
        };
        series.insert((shape.model, within), latest);
    }
    more.retain(|_, more| !more.reads.is_zero() || !more.writes.is_zero());
    Ok(more)
}

fn add(
    more: &mut HashMap<usize, More>,
    at: usize,
    reads: Exact,
    writes: Exact,
) -> Result<(), UsageLogError> {
    let sum = more.entry(at).or_insert(More {
        reads: Exact::ZERO,
        writes: Exact::ZERO,
    });
    sum.reads = plus(sum.reads, reads)?;
    sum.writes = plus(sum.writes, writes)?;
    Ok(())
}

/// Half of a number of tokens, rounded down.
fn half(tokens: Exact) -> Exact {
    let tokens = tokens.ceil_u64().unwrap_or(0);
    Exact::whole(tokens / 2)
}
