//! Google's Interactions API: totals by kind, thoughts beside the answer.

use super::gemini::Modalities;
use crate::pricing::error::Result;
use crate::pricing::response::reading::{
    Counts, Item, Node, Reading, Reasoning, Searches, SurplusOfTotal, sum, tier, time_of,
};
use crate::sorting::sorted_distinct;

pub(super) fn is_usage(usage: &Node<'_>) -> bool {
    usage.has_any(&["total_input_tokens", "total_output_tokens"])
}

pub(super) fn read(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    usage.account();
    let input = Modalities::of(usage, &["input_tokens_by_modality"])?;
    let tools = Modalities::of(usage, &["tool_use_tokens_by_modality"])?;
    let cached = Modalities::of(usage, &["cached_tokens_by_modality"])?;
    let output = Modalities::of(usage, &["output_tokens_by_modality"])?;
    let counts = Counts {
        input: sum(&[
            usage.count("total_input_tokens")?,
            usage.count("total_tool_use_tokens")?,
        ])?,
        cached: usage.count("total_cached_tokens")?,
        audio_input: sum(&[input.audio, tools.audio])?,
        cached_audio: cached.audio,
        image_input: sum(&[input.image, tools.image])?,
        cached_image: cached.image,
        video_input: sum(&[input.video, tools.video])?,
        cached_video: cached.video,
        output: usage.count("total_output_tokens")?,
        reasoning: usage.any_count(&["total_thought_tokens", "total_reasoning_tokens"])?,
        reasoning_is: Reasoning::Beside,
        audio_output: output.audio,
        image_output: output.image,
        total: usage.count("total_tokens")?,
        surplus: SurplusOfTotal::Thoughts,
        ..Counts::default()
    };
    let item = Item {
        model: body.owned("model"),
        tier: tier(body, "service_tier").or(tier(usage, "service_tier")),
        at: time_of(body),
        quantities: counts.quantities(usage)?,
        searches: searches(body),
        ..Item::default()
    };
    Ok(Reading::new("google.interactions", "google", item))
}

/// Queries of the steps that call Google Search.
fn searches(body: &Node<'_>) -> Option<Searches> {
    let steps = body.list("outputs").chain(body.list("steps"));
    let calls = steps.filter(|step| step.text("type") == Some("google_search_call"));
    let queries = calls.flat_map(|call| {
        let arguments = call.object("arguments").map(|arguments| arguments.value());
        let list = arguments.and_then(|arguments| arguments.get("queries")?.as_array());
        list.into_iter()
            .flatten()
            .filter_map(|query| query.as_str())
    });
    let queries = queries.map(str::trim).filter(|query| !query.is_empty());
    let distinct = sorted_distinct(queries).len() as u64;
    (distinct > 0).then_some(Searches {
        queries: distinct,
        prompts: 1,
    })
}
