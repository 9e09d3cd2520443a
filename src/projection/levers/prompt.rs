//! Levers on what is sent and answered: lengths, details, caching.

use super::super::break_even::{cache_break_even, cache_least_hit_rate};
use super::super::evaluate::Plan;
use super::super::outline::Outline;
use super::super::scenario::*;
use super::{Add, Candidate, number, scaled};
use crate::pricing::Component;

/// Of the prompt, where no prefix is stated.
const ASSUMED_PREFIX: &str = "0.5";
const ASSUMED_HITS: &str = "0.8";

/// Shorter answers, a shorter prefix, coarser images.
pub(super) fn request(workload: &Workload, add: &mut Add<'_>) {
    let Some(request) = &workload.request else {
        return;
    };
    if workload.conversation.is_none()
        && let Some(Uncertain::Fixed(output)) = &request.output_tokens
        && let Some(capped) = scaled(output.0, 0.8)
        && [
            &request.reasoning_tokens,
            &request.audio_output_tokens,
            &request.image_output_tokens,
        ]
        .iter()
        .all(|part| part.is_none())
    {
        add(
            "cap-output",
            format!(
                "Cap the answers at {} tokens, a fifth less, by instruction or max_tokens.",
                capped.0
            ),
            &|w| {
                if let Some(request) = &mut w.request {
                    request.output_tokens = Some(Uncertain::Fixed(capped));
                }
            },
        );
    }
    if let Some(cache) = workload.cache
        && let Some(Uncertain::Fixed(input)) = &request.input_tokens
        && let Some(trimmed) = scaled(cache.prefix_tokens.0, 0.75)
        && let Some(input) = cache
            .prefix_tokens
            .0
            .checked_sub(trimmed.0)
            .and_then(|less| input.0.checked_sub(less))
        && !input.is_negative()
    {
        add(
            "trim-prefix",
            format!(
                "Shorten the fixed prefix by a quarter, to {} tokens.",
                trimmed.0
            ),
            &|w| {
                if let (Some(cache), Some(request)) = (&mut w.cache, &mut w.request) {
                    cache.prefix_tokens = trimmed;
                    request.input_tokens = Some(Uncertain::Fixed(Number(input)));
                }
            },
        );
    }
    let finer = request
        .images
        .iter()
        .flatten()
        .any(|image| image.detail.as_deref() != Some("low"));
    if finer {
        add(
            "image-detail",
            "Send the images with detail \"low\", if their gist suffices.".to_owned(),
            &|w| {
                let images = w
                    .request
                    .as_mut()
                    .and_then(|request| request.images.as_mut());
                for image in images.into_iter().flatten() {
                    image.detail = Some("low".to_owned());
                }
            },
        );
    }
}

/// Caching the history, a shorter system prompt, shorter answers.
pub(super) fn conversation(workload: &Workload, add: &mut Add<'_>) {
    let Some(conversation) = &workload.conversation else {
        return;
    };
    if conversation.caching.unwrap_or(ConversationCaching::None) == ConversationCaching::None {
        add(
            "prompt-caching",
            "Keep the history at the beginning of the prompt unchanged, so that each turn reads \
             what the turn before has sent from the prompt cache."
                .to_owned(),
            &|w| {
                if let Some(conversation) = &mut w.conversation {
                    conversation.caching = Some(ConversationCaching::Automatic);
                }
            },
        );
    }
    if let Uncertain::Fixed(system) = &conversation.system_tokens
        && let Some(trimmed) = scaled(system.0, 0.75)
    {
        add(
            "trim-prefix",
            format!(
                "Shorten the system prompt by a quarter, to {} tokens.",
                trimmed.0
            ),
            &|w| {
                if let Some(conversation) = &mut w.conversation {
                    conversation.system_tokens = Uncertain::Fixed(trimmed);
                }
            },
        );
    }
    if let Uncertain::Fixed(answer) = &conversation.answer_tokens
        && let Some(capped) = scaled(answer.0, 0.8)
    {
        add(
            "cap-output",
            format!(
                "Cap the answers at {} tokens, a fifth less; they are sent again, too.",
                capped.0
            ),
            &|w| {
                if let Some(conversation) = &mut w.conversation {
                    conversation.answer_tokens = Uncertain::Fixed(capped);
                }
            },
        );
    }
}

/// Caching half of the prompt, where the scenario states no prefix.
pub(super) fn cache(plan: &Plan<'_>, outline: &Outline<'_>) -> Option<Candidate> {
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
    let prefix = scaled(input, ASSUMED_PREFIX.parse().ok()?)?;
    let leg = plan.legs.iter().find(|leg| leg.step.is_none())?;
    let (card, offer) = plan.card(leg, outline.frame.start, outline.frame).ok()?;
    let offer = offer?;
    if prefix.to_f64() < f64::from(offer.minimum.max(1)) {
        return None;
    }
    let rate = |component| {
        card.rates()
            .find(|(c, _, row)| *c == component && row.when.is_none())
            .map(|(_, rate, _)| rate.to_f64())
    };
    let plain = rate(Component::Input)?;
    let read = rate(Component::CachedInput)? / plain;
    let write = rate(Component::CacheWrite).map_or(1.0, |rate| rate / plain);
    let least = cache_least_hit_rate(write, read)?;
    let from = cache_break_even(write, read)?;
    let mut changed = workload.clone();
    changed.cache = Some(PrefixCache {
        prefix_tokens: prefix,
        hit_rate: number(ASSUMED_HITS),
    });
    Some(Candidate {
        name: "prompt-caching",
        workload: changed,
        fixed: None,
        explanation: format!(
            "Begin every prompt with the same {} tokens and let the vendor cache them; reckoned with \
             half of the prompt and 4 hits in 5. It pays from {from:.2} requests per lifetime of the \
             cache on, or {:.0} % hits.",
            prefix.0,
            least * 100.0
        ),
    })
}
