//! The calls that a workload's requests bring about: to which model, in which tier, with which
//! quantities.

use super::conversation::{
    Bound, CacheRule, ConversationTokens, conversation_parts, conversation_tokens,
};
use super::drivers::{Drivers, FIELDS, Fields, field};
use super::real::{Real, Volume};
use super::scenario::{
    Conversation, ConversationCaching, ModelChoice, RequestQuantities, Workload,
};
use super::validate::is_replaced_by_conversation;
use crate::pricing::schema::ContextBasis;
use crate::pricing::{Component, Exact, RateCard, Tier};
use crate::sorting::sort_by;

/// A share of the calls that goes to one model in one tier.
#[derive(Clone, Debug)]
pub(crate) struct Leg {
    pub model: String,
    /// Where the scenario names the model.
    pub model_path: String,
    pub tier: Tier,
    /// Calls per request that reaches the API.
    pub weight: Exact,
    /// `None` for the request itself, else which step.
    pub step: Option<usize>,
}

/// The legs of a workload; none has the weight 0.
pub(crate) fn legs(workload: &Workload, path: &str) -> Option<Vec<Leg>> {
    let mut legs = Vec::new();
    let tier = workload.tier.unwrap_or(Tier::Standard);
    let batch = workload.batch_share.map_or(Exact::ZERO, |share| share.0);
    let mut main = |model: &str, model_path: String, share: Exact| {
        for (tier, part) in [(tier, Exact::ONE.checked_sub(batch)?), (Tier::Batch, batch)] {
            let weight = share.checked_mul(part)?;
            if !weight.is_zero() {
                legs.push(Leg {
                    model: model.to_owned(),
                    model_path: model_path.clone(),
                    tier,
                    weight,
                    step: None,
                });
            }
        }
        Some(())
    };
    if workload.request.is_some() || workload.conversation.is_some() {
        match &workload.model {
            ModelChoice::One(model) => main(model, format!("{path}.model"), Exact::ONE)?,
            ModelChoice::Mix(mix) => {
                for (i, part) in mix.iter().enumerate() {
                    main(
                        &part.model,
                        format!("{path}.model[{i}].model"),
                        part.share.0,
                    )?;
                }
            }
        }
    }
    for (i, step) in workload.steps.iter().flatten().enumerate() {
        let weight = step.share.map_or(Exact::ONE, |share| share.0);
        if !weight.is_zero() {
            legs.push(Leg {
                model: step.model.clone(),
                model_path: format!("{path}.steps[{i}].model"),
                tier: step.tier.unwrap_or(tier),
                weight,
                step: Some(i),
            });
        }
    }
    Some(legs)
}

/// What a model offers by way of prompt caching.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct CacheOffer {
    pub minimum: u32,
    pub step: u32,
    pub lifetime_seconds: Option<u32>,
    /// Whether writing has a price of its own.
    pub writes_cost: bool,
}

/// The prompt cache of a model, if reading from it has a price.
pub(crate) fn cache_offer(card: &RateCard<'_>) -> Option<CacheOffer> {
    let priced = |component| card.rates().any(|(c, _, _)| c == component);
    if !priced(Component::CachedInput) {
        return None;
    }
    let resolved = card.resolved();
    let record = resolved
        .record()
        .cache
        .as_ref()
        .and_then(|key| resolved.provider_file().caches.get(key));
    Some(CacheOffer {
        minimum: record.map_or(0, |cache| cache.minimum_tokens),
        step: record.and_then(|cache| cache.step_tokens).unwrap_or(0),
        lifetime_seconds: record.map(|cache| cache.lifetime_seconds),
        writes_cost: priced(Component::CacheWrite),
    })
}

/// Share of the turns that come within the lifetime if gaps are exponential with this mean.
pub(crate) fn hit_share(lifetime_seconds: u32, mean_gap_seconds: f64) -> f64 {
    if mean_gap_seconds <= 0.0 {
        return 1.0;
    }
    1.0 - libm::exp(-f64::from(lifetime_seconds) / mean_gap_seconds)
}

/// A number that comes out of a float formula, in the arithmetic asked for.
pub(crate) trait FromFloat: Real {
    fn float(value: f64) -> Self;
}
impl FromFloat for f64 {
    fn float(value: f64) -> Self {
        value
    }
}
impl FromFloat for Volume {
    fn float(value: f64) -> Self {
        Self::from_float(value)
    }
}

/// How a model's cache serves a workload's conversation.
fn conversation_cache<R: FromFloat>(
    spec: &Conversation,
    offer: Option<CacheOffer>,
) -> Option<CacheRule<R>> {
    let caching = spec.caching.unwrap_or(ConversationCaching::None);
    let offer = offer.filter(|_| caching != ConversationCaching::None)?;
    let hits = match (offer.lifetime_seconds, spec.gap_seconds) {
        (Some(lifetime), Some(gap)) => R::float(hit_share(lifetime, gap.to_f64())),
        _ => R::one(),
    };
    let automatic = caching == ConversationCaching::Automatic;
    Some(CacheRule {
        hits,
        minimum: R::whole(offer.minimum),
        step: R::whole(if automatic { offer.step } else { 0 }),
    })
}

/// The tokens of a workload's conversation on a model.
pub(crate) fn conversation_of<R: FromFloat>(
    workload: &Workload,
    drivers: &Drivers<R>,
    offer: Option<CacheOffer>,
) -> Option<ConversationTokens<R>> {
    let (spec, turns) = (workload.conversation.as_ref()?, drivers.conversation?);
    let limit = spec.max_context.map(|limit| R::exact(limit.0));
    Some(conversation_tokens(
        &turns,
        limit,
        conversation_cache(spec, offer),
    ))
}

/// The lengths of prompt at which a leg's prices change; only those that count the whole prompt.
pub(crate) fn length_bounds<R: Real>(card: &RateCard<'_>) -> Vec<Bound<R>> {
    let mut bounds: Vec<(u64, bool)> = card
        .rates()
        .filter_map(|(_, _, row)| row.when.as_ref())
        .filter(|when| when.basis == ContextBasis::InputTokens)
        .flat_map(|when| {
            let inclusive = [when.above, when.up_to].map(|bound| bound.map(|b| (b, true)));
            let exclusive = [when.at_least, when.below].map(|bound| bound.map(|b| (b, false)));
            inclusive.into_iter().chain(exclusive)
        })
        .flatten()
        .collect();
    sort_by(&mut bounds, Ord::cmp);
    bounds.dedup();
    bounds
        .into_iter()
        .map(|(tokens, inclusive)| Bound {
            tokens: R::exact(Exact::whole(tokens)),
            inclusive,
        })
        .collect()
}

/// What one call of a leg uses.
pub(crate) fn call_fields<R: FromFloat>(
    workload: &Workload,
    drivers: &Drivers<R>,
    leg: &Leg,
    offer: Option<CacheOffer>,
) -> Fields<R> {
    if let Some(step) = leg.step {
        return drivers.steps[step];
    }
    let mut fields = drivers.request;
    if let Some(tokens) = conversation_of(workload, drivers, offer) {
        put_conversation(&mut fields, &tokens, offer);
    }
    if let (Some(cache), Some(offer)) = (&workload.cache, offer) {
        let hits = R::exact(cache.hit_rate.0);
        let prefix = R::exact(cache.prefix_tokens.0);
        let input = fields[INPUT].unwrap_or(R::zero());
        let cached = cacheable(prefix, offer).least(input);
        // Nobody writes what is never read: a hit rate of 0 means no caching.
        if hits > R::zero() {
            fields[CACHED] = Some(cached * hits);
            if offer.writes_cost {
                fields[WRITTEN] = Some(cached - cached * hits);
            }
        }
    }
    fields
}

/// The same, in parts that are priced alike: the turns of a conversation between two bounds. What is
/// no token of the conversation is in the first part.
pub(crate) fn call_parts<R: FromFloat>(
    workload: &Workload,
    drivers: &Drivers<R>,
    leg: &Leg,
    offer: Option<CacheOffer>,
    bounds: &[Bound<R>],
) -> Vec<Fields<R>> {
    let whole = call_fields(workload, drivers, leg, offer);
    let talk = workload.conversation.as_ref().zip(drivers.conversation);
    let (Some((spec, turns)), None, false) = (talk, leg.step, bounds.is_empty()) else {
        return vec![whole];
    };
    let limit = spec.max_context.map(|limit| R::exact(limit.0));
    let tokens = conversation_parts(&turns, limit, conversation_cache(spec, offer), bounds);
    let mut parts = Vec::with_capacity(tokens.len());
    for tokens in tokens.iter().filter(|tokens| tokens.turns > R::zero()) {
        let mut fields = if parts.is_empty() {
            whole
        } else {
            [None; FIELDS]
        };
        put_conversation(&mut fields, tokens, offer);
        parts.push(fields);
    }
    parts
}

const REQUESTS: usize = field("requests");
const INPUT: usize = field("inputTokens");
const CACHED: usize = field("cachedInputTokens");
const WRITTEN: usize = field("cacheWriteTokens");
const OUTPUT: usize = field("outputTokens");

fn put_conversation<R: Real>(
    fields: &mut Fields<R>,
    tokens: &ConversationTokens<R>,
    offer: Option<CacheOffer>,
) {
    for (index, value) in fields.iter_mut().enumerate() {
        if is_replaced_by_conversation(index) {
            *value = None;
        }
    }
    fields[REQUESTS] = Some(tokens.turns);
    fields[INPUT] = Some(tokens.input);
    fields[OUTPUT] = Some(tokens.output);
    fields[CACHED] = Some(tokens.read);
    if offer.is_some_and(|offer| offer.writes_cost) {
        fields[WRITTEN] = Some(tokens.written);
    }
}

/// The part of a prefix that the model's cache takes: nothing below its minimum, whole steps above.
pub(crate) fn cacheable<R: Real>(prefix: R, offer: CacheOffer) -> R {
    if prefix < R::whole(offer.minimum) {
        return R::zero();
    }
    if offer.step > 1 {
        let step = R::whole(offer.step);
        return (prefix / step).floor() * step;
    }
    prefix
}

/// The quantities that are no driver: images, resolutions.
pub(crate) fn fixed_quantities<'w>(
    workload: &'w Workload,
    leg: &Leg,
    none: &'w RequestQuantities,
) -> &'w RequestQuantities {
    match leg.step {
        Some(step) => workload
            .steps
            .as_ref()
            .and_then(|steps| steps.get(step))
            .map_or(none, |step| &step.request),
        None => workload.request.as_ref().unwrap_or(none),
    }
}

/// Per-call quantities as exact numbers of six decimals; `None` if one is too large.
pub(crate) fn settled(fields: &Fields<Volume>) -> Option<Fields<Exact>> {
    let mut exact: Fields<Exact> = [None; FIELDS];
    for (to, from) in exact.iter_mut().zip(fields) {
        if let Some(volume) = from {
            *to = Some(volume.settled()?.normalize().to_string().parse().ok()?);
        }
    }
    // Rounding must not make the parts larger than the whole.
    if let (Some(input), Some(cached), Some(written)) =
        (exact[INPUT], exact[CACHED], exact[WRITTEN])
        && let Some(rest) = input.checked_sub(cached)
        && !rest.is_negative()
        && written > rest
        && written
            .checked_sub(rest)
            .is_some_and(|over| over.to_f64() < 1e-5)
    {
        exact[WRITTEN] = Some(rest);
    }
    Some(exact)
}

/// Whether a component is a part of the answer, of which a failed attempt may be billed less.
pub(crate) fn is_output(component: Component) -> bool {
    matches!(
        component,
        Component::Output
            | Component::ReasoningOutput
            | Component::AudioOutput
            | Component::ImageOutput
            | Component::CitationOutput
            | Component::ImageGeneration
    )
}
