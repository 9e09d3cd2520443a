//! Levers on what is sent and answered: shorter prompts and answers, coarser images.

use super::candidate::{Candidate, scaled};
use crate::projection::scenario::{Number, RequestQuantities, Uncertain, Workload};

/// The share of an answer that a cap leaves.
const CAPPED: f64 = 0.8;
/// The share of a prefix that trimming leaves.
const TRIMMED: f64 = 0.75;

/// Shorter answers, shorter prefixes and coarser images, for requests and for conversations.
pub(super) fn candidates(workload: &Workload) -> Vec<Candidate> {
    let of_request = workload.request.as_ref().into_iter().flat_map(|request| {
        [
            capped_output(workload, request),
            trimmed_prefix(workload, request),
            coarser_images(workload, request),
        ]
    });
    let of_conversation = [trimmed_system_prompt(workload), capped_answers(workload)];
    of_request.chain(of_conversation).flatten().collect()
}

fn capped_output(workload: &Workload, request: &RequestQuantities) -> Option<Candidate> {
    let has_parts = request.reasoning_tokens.is_some()
        || request.audio_output_tokens.is_some()
        || request.image_output_tokens.is_some();
    if workload.conversation.is_some() || has_parts {
        return None;
    }
    let Some(Uncertain::Fixed(output)) = request.output_tokens.as_deref() else {
        return None;
    };
    let capped = scaled(output.0, CAPPED)?;
    Some(Candidate::new(
        "cap-output",
        workload,
        format!(
            "Cap the answers at {} tokens, a fifth less, by instruction or max_tokens.",
            capped.0
        ),
        |w| {
            if let Some(request) = &mut w.request {
                request.output_tokens = Some(Uncertain::Fixed(capped).into());
            }
        },
    ))
}

fn trimmed_prefix(workload: &Workload, request: &RequestQuantities) -> Option<Candidate> {
    let prefix = workload.cache?.prefix_tokens;
    let Some(Uncertain::Fixed(input)) = request.input_tokens.as_deref() else {
        return None;
    };
    let trimmed = scaled(prefix.0, TRIMMED)?;
    let input = input.0.checked_sub(prefix.0.checked_sub(trimmed.0)?)?;
    if input.is_negative() {
        return None;
    }
    Some(Candidate::new(
        "trim-prefix",
        workload,
        format!(
            "Shorten the fixed prefix by a quarter, to {} tokens.",
            trimmed.0
        ),
        |w| {
            if let (Some(cache), Some(request)) = (&mut w.cache, &mut w.request) {
                cache.prefix_tokens = trimmed.into();
                request.input_tokens = Some(Uncertain::Fixed(Number(input)).into());
            }
        },
    ))
}

fn coarser_images(workload: &Workload, request: &RequestQuantities) -> Option<Candidate> {
    let mut images = request.images.iter();
    if images.all(|image| image.detail.as_deref() == Some("low")) {
        return None;
    }
    Some(Candidate::new(
        "image-detail",
        workload,
        "Send the images with detail \"low\", if their gist suffices.",
        |w| {
            let requests = w.request.iter_mut();
            for image in requests.flat_map(|request| &mut request.images) {
                image.detail = Some("low".to_owned());
            }
        },
    ))
}

fn trimmed_system_prompt(workload: &Workload) -> Option<Candidate> {
    let Uncertain::Fixed(system) = *workload.conversation.as_ref()?.system_tokens else {
        return None;
    };
    let trimmed = scaled(system.0, TRIMMED)?;
    Some(Candidate::new(
        "trim-prefix",
        workload,
        format!(
            "Shorten the system prompt by a quarter, to {} tokens.",
            trimmed.0
        ),
        |w| {
            if let Some(conversation) = &mut w.conversation {
                conversation.system_tokens = Uncertain::Fixed(trimmed).into();
            }
        },
    ))
}

fn capped_answers(workload: &Workload) -> Option<Candidate> {
    let Uncertain::Fixed(answer) = *workload.conversation.as_ref()?.answer_tokens else {
        return None;
    };
    let capped = scaled(answer.0, CAPPED)?;
    Some(Candidate::new(
        "cap-output",
        workload,
        format!(
            "Cap the answers at {} tokens, a fifth less; they are sent again, too.",
            capped.0
        ),
        |w| {
            if let Some(conversation) = &mut w.conversation {
                conversation.answer_tokens = Uncertain::Fixed(capped).into();
            }
        },
    ))
}
