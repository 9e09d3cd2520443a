//! Gemini's generateContent and Live API, on the Gemini API and on Vertex: thoughts are counted
//! beside the answer, modalities in lists.

use super::gemini_grounding::searches;
use crate::pricing::error::Result;
use crate::pricing::number::Exact;
use crate::pricing::response::reading::{
    Counts, Item, Node, Reading, Reasoning, SurplusOfTotal, sum, tier, time_of,
};

/// As in JSON over HTTP, and as Python's SDK prints it.
pub(super) const USAGE: &[&str] = &["usageMetadata", "usage_metadata"];
/// Counts of which a usage object must have one.
const TOKENS: &[&str] = &[
    "promptTokenCount",
    "prompt_token_count",
    "candidatesTokenCount",
    "candidates_token_count",
    "responseTokenCount",
    "response_token_count",
];

pub(super) fn usage<'a>(body: &Node<'a>) -> Option<Node<'a>> {
    let usage = body.any_object(USAGE)?;
    usage.has_any(TOKENS).then_some(usage)
}

/// Whether a usage object alone is Gemini's.
pub(super) fn is_usage(usage: &Node<'_>) -> bool {
    usage.has_any(TOKENS) && !usage.has("generation_token_count")
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let served = tier(usage, "trafficType")
        .or(tier(usage, "traffic_type"))
        .or(tier(usage, "serviceTier"))
        .or(tier(usage, "service_tier"));
    let item = Item {
        model: body
            .owned("modelVersion")
            .or(body.owned("model_version"))
            .or(body.owned("model")),
        tier: served,
        at: time_of(body),
        quantities: counts(usage)?.quantities(usage)?,
        searches: searches(body),
        ..Item::default()
    };
    Ok(Reading::new("google.generate", "google", item))
}

pub(super) fn counts(usage: &Node<'_>) -> Result<Counts> {
    let prompt = usage.any_count(&["promptTokenCount", "prompt_token_count"])?;
    let tools = usage.any_count(&["toolUsePromptTokenCount", "tool_use_prompt_token_count"])?;
    let of_prompt = Modalities::of(usage, &["promptTokensDetails", "prompt_tokens_details"])?;
    let of_tools = Modalities::of(
        usage,
        &[
            "toolUsePromptTokensDetails",
            "tool_use_prompt_tokens_details",
        ],
    )?;
    let cached = Modalities::of(usage, &["cacheTokensDetails", "cache_tokens_details"])?;
    let answer = Modalities::of(
        usage,
        &[
            "candidatesTokensDetails",
            "candidates_tokens_details",
            "responseTokensDetails",
            "response_tokens_details",
        ],
    )?;
    Ok(Counts {
        input: sum(&[prompt, tools])?,
        cached: usage.any_count(&["cachedContentTokenCount", "cached_content_token_count"])?,
        audio_input: sum(&[of_prompt.audio, of_tools.audio])?,
        cached_audio: cached.audio,
        image_input: sum(&[of_prompt.image, of_tools.image])?,
        cached_image: cached.image,
        video_input: sum(&[of_prompt.video, of_tools.video])?,
        cached_video: cached.video,
        output: usage.any_count(&[
            "candidatesTokenCount",
            "candidates_token_count",
            "responseTokenCount",
            "response_token_count",
        ])?,
        reasoning: usage.any_count(&["thoughtsTokenCount", "thoughts_token_count"])?,
        reasoning_is: Reasoning::Beside,
        audio_output: answer.audio,
        image_output: answer.image,
        total: usage.any_count(&["totalTokenCount", "total_token_count"])?,
        surplus: SurplusOfTotal::Thoughts,
        ..Counts::default()
    })
}

/// Tokens of a list of `{ modality, tokenCount }`, by modality.
#[derive(Default)]
pub(super) struct Modalities {
    pub audio: Option<Exact>,
    pub image: Option<Exact>,
    pub video: Option<Exact>,
}

impl Modalities {
    pub fn of(usage: &Node<'_>, keys: &[&str]) -> Result<Self> {
        let mut found = Self::default();
        for entry in keys.iter().flat_map(|key| usage.list(key)) {
            let modality = entry
                .text("modality")
                .unwrap_or_default()
                .to_ascii_uppercase();
            let slot = match modality.as_str() {
                "AUDIO" => &mut found.audio,
                "IMAGE" => &mut found.image,
                "VIDEO" => &mut found.video,
                // Documents are billed as the text or the images that they are counted as.
                "TEXT" | "DOCUMENT" | "MODALITY_UNSPECIFIED" => {
                    entry.tick_all();
                    continue;
                }
                _ => continue,
            };
            let count = entry.any_count(&["tokenCount", "token_count", "tokens"])?;
            *slot = sum(&[*slot, count])?;
        }
        Ok(found)
    }
}
