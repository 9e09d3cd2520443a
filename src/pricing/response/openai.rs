//! OpenAI's responses of every API, and those of the vendors that copy their shape.

use super::fields::{Fields, part, sum, total};
use super::usage::{ResponseUsage, no_usage, tier};
use crate::pricing::catalog::Tier;
use crate::pricing::error::Result;
use crate::pricing::media::ImageOutput;
use crate::pricing::number::{Count, Exact};
use crate::pricing::quote::Quantities;
use crate::sorting::sorted_distinct;

/// The provider of this shape, until the model says otherwise.
pub(super) const PROVIDER: &str = "openai";

pub(super) fn read(response: &Fields<'_>) -> Result<ResponseUsage> {
    let mut served = tier(response.text("service_tier"));
    if response.text("object") == Some("batch") {
        served = Some(Tier::Batch);
    }
    let quantities = match response.object("usage") {
        Some(usage) => match usage.text("type") {
            Some("duration") => Quantities {
                audio_input_seconds: total(usage.any_count(&["seconds", "duration"])?),
                ..Quantities::default()
            },
            _ => tokens(response, &usage)?,
        },
        None => without_usage(response)?,
    };
    Ok(ResponseUsage {
        model: response.owned("model"),
        provider: PROVIDER.to_owned(),
        tier: served,
        region: None,
        quantities: with_tools(quantities, response),
    })
}

/// `prompt_tokens` and `completion_tokens` of chat, or `input_tokens` and `output_tokens` of all
/// newer APIs, with their details.
fn tokens(response: &Fields<'_>, usage: &Fields<'_>) -> Result<Quantities> {
    let prompt = usage.any_count(&["input_tokens", "prompt_tokens"])?;
    let answer = usage.any_count(&["output_tokens", "completion_tokens"])?;
    if prompt.is_none() && answer.is_none() {
        return Err(no_usage());
    }
    let details_of = |keys: &[&str]| usage.any_object(keys);
    let input = details_of(&[
        "input_tokens_details",
        "input_token_details",
        "prompt_tokens_details",
    ]);
    let output = details_of(&[
        "output_tokens_details",
        "output_token_details",
        "completion_tokens_details",
    ]);
    let detail = |of: &Option<Fields<'_>>, key: &str| match of {
        Some(details) => details.count(key),
        None => Ok(None),
    };
    let of_cached = input
        .as_ref()
        .and_then(|input| input.object("cached_tokens_details"));
    let reasoning = match detail(&output, "reasoning_tokens")? {
        None => usage.count("reasoning_tokens")?,
        some => some,
    };
    // DeepSeek's own name for what others call cached_tokens.
    let cached = match detail(&input, "cached_tokens")? {
        None => usage.any_count(&["prompt_cache_hit_tokens", "cached_tokens"])?,
        some => some,
    };
    let mut image_output = detail(&output, "image_tokens")?;
    let mut audio_output = detail(&output, "audio_tokens")?;
    // The images API bills all its output as image tokens, the speech API as audio tokens.
    if is_image_response(response) && output.is_none() {
        image_output = answer;
    }
    if response.text("type") == Some("speech.audio.done") {
        audio_output = answer;
    }
    Ok(Quantities {
        input_tokens: total(prompt),
        cached_input_tokens: part(cached),
        cache_write_tokens: part(match detail(&input, "cache_write_tokens")? {
            None => detail(&input, "cache_creation_tokens")?,
            some => some,
        }),
        audio_input_tokens: part(detail(&input, "audio_tokens")?),
        cached_audio_input_tokens: part(detail(&of_cached, "audio_tokens")?),
        image_input_tokens: part(detail(&input, "image_tokens")?),
        cached_image_input_tokens: part(detail(&of_cached, "image_tokens")?),
        output_tokens: total(with_reasoning(usage, prompt, answer, reasoning)?),
        reasoning_tokens: part(reasoning),
        audio_output_tokens: part(audio_output),
        image_output_tokens: part(image_output),
        ..Quantities::default()
    })
}

/// OpenAI counts reasoning in the answer. xAI does not: there, the total is the sum of all three.
fn with_reasoning(
    usage: &Fields<'_>,
    prompt: Option<Exact>,
    answer: Option<Exact>,
    reasoning: Option<Exact>,
) -> Result<Option<Exact>> {
    let apart = sum(&[prompt, answer, reasoning])?;
    let is_apart = reasoning.is_some_and(|r| !r.is_zero()) && usage.count("total_tokens")? == apart;
    if is_apart {
        sum(&[answer, reasoning])
    } else {
        Ok(answer)
    }
}

/// A response of the images API: it has a date and a list of images, and no type or object.
fn is_image_response(response: &Fields<'_>) -> bool {
    let event = response
        .text("type")
        .is_some_and(|name| name.starts_with("image_"));
    event || (response.has("created") && response.has("data") && !response.has("object"))
}

/// Responses that state their use outside of `usage`, or have none.
fn without_usage(response: &Fields<'_>) -> Result<Quantities> {
    let none = Quantities::default();
    match response.text("object") {
        Some("fine_tuning.job") => {
            return Ok(Quantities {
                training_tokens: total(response.count("trained_tokens")?),
                ..none
            });
        }
        Some("video") => {
            return Ok(Quantities {
                video_seconds: total(response.count("seconds")?),
                video_resolution: response.owned("size"),
                ..none
            });
        }
        _ => {}
    }
    if is_image_response(response)
        && let Some(size) = response.owned("size")
    {
        let count = u32::try_from(response.list("data").len()).ok();
        let image = ImageOutput {
            size,
            quality: response.owned("quality"),
            count,
        };
        return Ok(Quantities {
            generated_images: vec![image],
            ..none
        });
    }
    // whisper-1's verbose_json before `usage` came in.
    if response.has("duration") && response.has("text") {
        return Ok(Quantities {
            audio_input_seconds: total(response.count("duration")?),
            ..none
        });
    }
    // Moderation is free and counts nothing.
    if response.has("results") && response.text("id").is_some_and(|id| id.starts_with("modr")) {
        return Ok(Quantities {
            input_tokens: Some(Count::default()),
            ..none
        });
    }
    Err(no_usage())
}

/// Calls of hosted tools stand in the output of the Responses API, one item each.
fn with_tools(mut quantities: Quantities, response: &Fields<'_>) -> Quantities {
    let items = response.list("output");
    let calls = |kind: &str| {
        let of_kind = items.iter().filter(|item| {
            item.text("type") == Some(kind) && item.text("status") != Some("failed")
        });
        of_kind.cloned().collect::<Vec<_>>()
    };
    // Opening a page that was found, and searching in it, are no searches of their own.
    let searches = calls("web_search_call")
        .iter()
        .filter(|call| {
            let action = call.object("action");
            action
                .and_then(|action| action.owned("type"))
                .is_none_or(|action| action == "search")
        })
        .count();
    let containers = sorted_distinct(
        calls("code_interpreter_call")
            .iter()
            .map(|call| call.owned("container_id")),
    );
    let number = |n: usize| part(Some(Exact::whole(n as u64)));
    quantities.web_search_calls = quantities.web_search_calls.or(number(searches));
    quantities.file_search_calls = quantities
        .file_search_calls
        .or(number(calls("file_search_call").len()));
    quantities.code_interpreter_sessions = quantities
        .code_interpreter_sessions
        .or(number(containers.len()));
    quantities
}
