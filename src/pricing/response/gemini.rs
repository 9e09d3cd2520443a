//! Gemini's `usageMetadata`: thoughts are counted beside the answer, modalities in lists.

use super::fields::{Fields, part, sum, total};
use super::usage::{ResponseUsage, no_usage, tier};
use crate::pricing::error::Result;
use crate::pricing::number::Exact;
use crate::pricing::quote::Quantities;

const PROVIDER: &str = "google";
/// As in JSON over HTTP, and as Python's SDK prints it.
const USAGE: [&str; 2] = ["usageMetadata", "usage_metadata"];

pub(super) fn is_response(response: &Fields<'_>) -> bool {
    has_usage(response) || response.has("modelVersion") || response.has("model_version")
}

pub(super) fn has_usage(response: &Fields<'_>) -> bool {
    response.any_object(&USAGE).is_some()
}

pub(super) fn read(response: &Fields<'_>) -> Result<ResponseUsage> {
    let usage = response.any_object(&USAGE).ok_or_else(no_usage)?;
    let prompt = usage.any_count(&["promptTokenCount", "prompt_token_count"])?;
    let tools = usage.any_count(&["toolUsePromptTokenCount", "tool_use_prompt_token_count"])?;
    let cached = usage.any_count(&["cachedContentTokenCount", "cached_content_token_count"])?;
    let answer = usage.any_count(&[
        "candidatesTokenCount",
        "candidates_token_count",
        "responseTokenCount",
        "response_token_count",
    ])?;
    let thoughts = usage.any_count(&["thoughtsTokenCount", "thoughts_token_count"])?;
    let prompt_by = |modality: &str| {
        let prompt = modality_tokens(
            &usage,
            &["promptTokensDetails", "prompt_tokens_details"],
            modality,
        )?;
        let tools = modality_tokens(
            &usage,
            &[
                "toolUsePromptTokensDetails",
                "tool_use_prompt_tokens_details",
            ],
            modality,
        )?;
        sum(&[prompt, tools])
    };
    let cached_by = |modality: &str| {
        modality_tokens(
            &usage,
            &["cacheTokensDetails", "cache_tokens_details"],
            modality,
        )
    };
    let answer_by = |modality: &str| {
        modality_tokens(
            &usage,
            &[
                "candidatesTokensDetails",
                "candidates_tokens_details",
                "responseTokensDetails",
                "response_tokens_details",
            ],
            modality,
        )
    };
    let searches: usize = response
        .list("candidates")
        .iter()
        .filter_map(|candidate| candidate.any_object(&["groundingMetadata", "grounding_metadata"]))
        .map(|grounding| {
            grounding.list("webSearchQueries").len() + grounding.list("web_search_queries").len()
        })
        .sum();
    Ok(ResponseUsage {
        model: response
            .owned("modelVersion")
            .or_else(|| response.owned("model_version")),
        provider: PROVIDER.to_owned(),
        tier: tier(
            usage
                .text("serviceTier")
                .or_else(|| usage.text("service_tier")),
        ),
        region: None,
        quantities: Quantities {
            input_tokens: total(sum(&[prompt, tools])?),
            cached_input_tokens: part(cached),
            audio_input_tokens: part(prompt_by("AUDIO")?),
            cached_audio_input_tokens: part(cached_by("AUDIO")?),
            image_input_tokens: part(prompt_by("IMAGE")?),
            cached_image_input_tokens: part(cached_by("IMAGE")?),
            video_input_tokens: part(prompt_by("VIDEO")?),
            output_tokens: total(sum(&[answer, thoughts])?),
            reasoning_tokens: part(thoughts),
            audio_output_tokens: part(answer_by("AUDIO")?),
            image_output_tokens: part(answer_by("IMAGE")?),
            web_search_calls: part(Some(Exact::whole(searches as u64))),
            ..Quantities::default()
        },
    })
}

/// The tokens of one modality in a list of `{ modality, tokenCount }`.
fn modality_tokens(usage: &Fields<'_>, keys: &[&str], modality: &str) -> Result<Option<Exact>> {
    let mut counts = Vec::new();
    for key in keys {
        for entry in usage.list(key) {
            if entry
                .text("modality")
                .is_some_and(|name| name.eq_ignore_ascii_case(modality))
            {
                counts.push(entry.any_count(&["tokenCount", "token_count"])?);
            }
        }
    }
    sum(&counts)
}
