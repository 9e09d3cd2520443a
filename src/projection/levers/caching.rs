//! Levers that cache: the history of a conversation, half of a prompt, whole answers.

use super::candidate::{Candidate, scaled};
use crate::pricing::Component;
use crate::projection::outlook::break_even::{cache_break_even, cache_least_hit_rate};
use crate::projection::price::plan::Plan;
use crate::projection::scenario::{ConversationCaching, Number, PrefixCache, Workload};

/// The share of the prompt that is taken for its prefix, if the scenario states none.
const ASSUMED_PREFIX: f64 = 0.5;
const ASSUMED_HIT_RATE: &str = "0.8";
/// The share of the requests that a response cache is taken to answer.
const ASSUMED_RESPONSE_HIT_RATE: &str = "0.1";

/// A cache of one's own that answers repeated requests.
pub(super) fn response_cache(workload: &Workload) -> Option<Candidate> {
    if workload.response_cache_hit_rate.is_some() || workload.conversation.is_some() {
        return None;
    }
    let hit_rate = Number(ASSUMED_RESPONSE_HIT_RATE.parse().ok()?);
    Some(Candidate::new(
        "response-cache",
        workload,
        "Answer repeated requests from a cache of your own; this assumes one request in ten.",
        |w| w.response_cache_hit_rate = Some(hit_rate.into()),
    ))
}

/// Prompt caching of a conversation's history.
pub(super) fn history(workload: &Workload) -> Option<Candidate> {
    let caching = workload.conversation.as_ref()?.caching;
    if caching.is_some_and(|caching| caching != ConversationCaching::None) {
        return None;
    }
    Some(Candidate::new(
        "prompt-caching",
        workload,
        "Keep the history at the beginning of the prompt unchanged, so that each turn reads what \
         the turn before has sent from the prompt cache.",
        |w| {
            if let Some(conversation) = &mut w.conversation {
                conversation.caching = Some(ConversationCaching::Automatic);
            }
        },
    ))
}

/// Prompt caching of half of the prompt, if the scenario states no prefix.
pub(super) fn prefix(plan: &Plan<'_>) -> Option<Candidate> {
    let workload = plan.workload;
    let request = workload.request.as_ref()?;
    if workload.cache.is_some()
        || workload.conversation.is_some()
        || request.cached_input_tokens.is_some()
        || request.cache_write_tokens.is_some()
    {
        return None;
    }
    let input = request.input_tokens.as_ref()?.base();
    let prefix = scaled(input, ASSUMED_PREFIX)?;
    let (_, rates) = plan.request_call()?;
    let rates = &plan.rates[rates];
    if prefix.to_f64() < f64::from(rates.cache?.minimum.max(1)) {
        return None;
    }
    let rate = |component| {
        let mut rates = rates.card.rates();
        rates
            .find(|(known, _, row)| *known == component && row.when.is_none())
            .map(|(_, rate, _)| rate.to_f64())
    };
    let plain = rate(Component::Input)?;
    let read = rate(Component::CachedInput)? / plain;
    let write = rate(Component::CacheWrite).map_or(1.0, |rate| rate / plain);
    let hit_rate = cache_least_hit_rate(write, read)?;
    let requests = cache_break_even(write, read)?;
    let assumed = PrefixCache {
        prefix_tokens: prefix.into(),
        hit_rate: Number(ASSUMED_HIT_RATE.parse().ok()?).into(),
    };
    Some(Candidate::new(
        "prompt-caching",
        workload,
        format!(
            "Begin every prompt with the same {} tokens and let the vendor cache them; this \
             assumes half of the prompt and 4 hits in 5. It pays from {requests:.2} requests per \
             lifetime of the cache on, or {:.0}% hits.",
            prefix.0,
            hit_rate * 100.0
        ),
        |w| w.cache = Some(assumed),
    ))
}
