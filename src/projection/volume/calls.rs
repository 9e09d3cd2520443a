//! The calls that a request brings about: to which model, in which tier, with which quantities.

use super::conversation::{
    CachePolicy, ConversationTokens, LengthBound, conversation_tokens, conversation_tokens_by_band,
};
use super::drivers::Drivers;
use super::numeric::Numeric;
use super::prompt_cache::{PromptCache, hit_rate};
use super::quantities::{
    CACHE_WRITE, CACHED_INPUT, INPUT, OUTPUT, QUANTITY_COUNT, QuantityValues,
    REPLACED_BY_CONVERSATION, REQUESTS,
};
use crate::pricing::{Exact, Tier};
use crate::projection::scenario::{
    Conversation, ConversationCaching, ModelChoice, RequestQuantities, Workload,
};

/// Calls of a workload that go to one model in one tier.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub model: String,
    /// The field of the scenario that names the model.
    pub model_path: String,
    pub tier: Tier,
    /// Calls per request that reaches the API.
    pub per_request: Exact,
    /// The index of the further step. `None` for the request itself.
    pub step: Option<usize>,
}

impl Call {
    /// The field of the scenario that states what one call uses, in the workload at `path`.
    pub fn request_path(&self, path: &str) -> String {
        match self.step {
            Some(step) => format!("{path}.steps[{step}].request"),
            None => format!("{path}.request"),
        }
    }

    /// The request that states images and settings of the call, which are not drivers.
    pub fn request<'w>(&self, workload: &'w Workload) -> Option<&'w RequestQuantities> {
        match self.step {
            Some(step) => Some(&workload.steps.as_ref()?.get(step)?.request),
            None => workload.request.as_ref(),
        }
    }
}

/// The calls of a workload: each model of its mix, once in the workload's tier and once in the
/// batch tier, then each further step. Calls that never happen are left out. `None` if a share has
/// too many digits.
pub(crate) fn calls_of(workload: &Workload, path: &str) -> Option<Vec<Call>> {
    let mut calls = Vec::new();
    let tier = workload.tier.unwrap_or(Tier::Standard);
    let batch = workload.batch_share.map_or(Exact::ZERO, |share| share.0);
    let mut add = |model: &str, model_path: String, share: Exact| {
        for (tier, part) in [(tier, Exact::ONE.checked_sub(batch)?), (Tier::Batch, batch)] {
            let per_request = share.checked_mul(part)?;
            if !per_request.is_zero() {
                calls.push(Call {
                    model: model.to_owned(),
                    model_path: model_path.clone(),
                    tier,
                    per_request,
                    step: None,
                });
            }
        }
        Some(())
    };
    if workload.request.is_some() || workload.conversation.is_some() {
        match &workload.model {
            ModelChoice::One(model) => add(model, format!("{path}.model"), Exact::ONE)?,
            ModelChoice::Mix(mix) => {
                for (i, part) in mix.iter().enumerate() {
                    add(
                        &part.model,
                        format!("{path}.model[{i}].model"),
                        part.share.0,
                    )?;
                }
            }
        }
    }
    for (i, step) in workload.steps.iter().flatten().enumerate() {
        let per_request = step.share.map_or(Exact::ONE, |share| share.0);
        if !per_request.is_zero() {
            calls.push(Call {
                model: step.model.clone(),
                model_path: format!("{path}.steps[{i}].model"),
                tier: step.tier.unwrap_or(tier),
                per_request,
                step: Some(i),
            });
        }
    }
    Some(calls)
}

/// How a conversation uses the prompt cache of its model. `None` if it does not.
fn cache_policy<R: Numeric>(
    conversation: &Conversation,
    cache: Option<PromptCache>,
) -> Option<CachePolicy<R>> {
    let caching = conversation.caching.unwrap_or(ConversationCaching::None);
    let cache = cache.filter(|_| caching != ConversationCaching::None)?;
    let hit_rate = match (cache.lifetime_seconds, conversation.gap_seconds) {
        (Some(lifetime), Some(gap)) => R::from_f64(hit_rate(lifetime, gap.to_f64())),
        _ => R::one(),
    };
    let is_automatic = caching == ConversationCaching::Automatic;
    Some(CachePolicy {
        hit_rate,
        minimum: R::from_u32(cache.minimum),
        block: R::from_u32(if is_automatic { cache.block } else { 0 }),
    })
}

/// The tokens of a workload's conversation on a model with this prompt cache. `None` without a
/// conversation.
pub(crate) fn tokens_of_conversation<R: Numeric>(
    workload: &Workload,
    drivers: &Drivers<R>,
    cache: Option<PromptCache>,
) -> Option<ConversationTokens<R>> {
    let (conversation, turns) = (workload.conversation.as_ref()?, drivers.conversation?);
    Some(conversation_tokens(
        &turns,
        max_context(conversation),
        cache_policy(conversation, cache),
    ))
}

fn max_context<R: Numeric>(conversation: &Conversation) -> Option<R> {
    let limit = conversation.max_context?;
    Some(R::from_exact(limit.0))
}

/// What one call uses.
pub(crate) fn call_quantities<R: Numeric>(
    workload: &Workload,
    drivers: &Drivers<R>,
    call: &Call,
    cache: Option<PromptCache>,
) -> QuantityValues<R> {
    if let Some(step) = call.step {
        return drivers.steps[step];
    }
    let mut values = drivers.request;
    if let Some(tokens) = tokens_of_conversation(workload, drivers, cache) {
        set_conversation(&mut values, &tokens, cache);
    }
    if let (Some(prefix), Some(cache)) = (&workload.cache, cache) {
        let hit_rate = R::from_exact(prefix.hit_rate.0);
        let input = values[INPUT].unwrap_or(R::zero());
        let cached = cache
            .cached_prefix(R::from_exact(prefix.prefix_tokens.0))
            .min(input);
        // Nobody writes what is never read: a hit rate of 0 means no caching.
        if hit_rate > R::zero() {
            values[CACHED_INPUT] = Some(cached * hit_rate);
            if cache.bills_writes {
                values[CACHE_WRITE] = Some(cached - cached * hit_rate);
            }
        }
    }
    values
}

/// What one call uses in each context band, where `bounds` are the prompt lengths at which bands
/// end. A conversation is split by the length of its turns, and whatever is not a token of it is in
/// the first band. Any other call is not split.
pub(crate) fn call_quantities_by_band<R: Numeric>(
    workload: &Workload,
    drivers: &Drivers<R>,
    call: &Call,
    cache: Option<PromptCache>,
    bounds: &[LengthBound<R>],
) -> Vec<QuantityValues<R>> {
    let whole = call_quantities(workload, drivers, call, cache);
    let conversation = workload.conversation.as_ref().zip(drivers.conversation);
    let (Some((conversation, turns)), None, false) = (conversation, call.step, bounds.is_empty())
    else {
        return vec![whole];
    };
    let tokens = conversation_tokens_by_band(
        &turns,
        max_context(conversation),
        cache_policy(conversation, cache),
        bounds,
    );
    let mut bands = Vec::with_capacity(tokens.len());
    for tokens in tokens.iter().filter(|tokens| tokens.turns > R::zero()) {
        let mut values = if bands.is_empty() {
            whole
        } else {
            [None; QUANTITY_COUNT]
        };
        set_conversation(&mut values, tokens, cache);
        bands.push(values);
    }
    bands
}

fn set_conversation<R: Numeric>(
    values: &mut QuantityValues<R>,
    tokens: &ConversationTokens<R>,
    cache: Option<PromptCache>,
) {
    for index in REPLACED_BY_CONVERSATION {
        values[index] = None;
    }
    values[REQUESTS] = Some(tokens.turns);
    values[INPUT] = Some(tokens.input);
    values[OUTPUT] = Some(tokens.output);
    values[CACHED_INPUT] = Some(tokens.read);
    if cache.is_some_and(|cache| cache.bills_writes) {
        values[CACHE_WRITE] = Some(tokens.written);
    }
}
