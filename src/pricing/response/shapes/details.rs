//! The details of counts in OpenAI's words, which most vendors and gateways share.

use crate::pricing::error::Result;
use crate::pricing::number::Exact;
use crate::pricing::response::reading::{Counts, Node, sum};

/// Keys of the details of the prompt and of the answer, in all spellings.
const INPUT: &[&str] = &[
    "prompt_tokens_details",
    "input_tokens_details",
    "input_token_details",
    "prompt_token_details",
];
const OUTPUT: &[&str] = &[
    "completion_tokens_details",
    "output_tokens_details",
    "output_token_details",
    "completion_token_details",
];

/// Reads what the details of a usage object say into `counts`. The prompt and the answer themselves
/// are the caller's to read.
pub(super) fn read(usage: &Node<'_>, counts: &mut Counts) -> Result<()> {
    let input = usage.any_object(INPUT);
    let output = usage.any_object(OUTPUT);
    let whole = Some(*usage);
    // Gateways repeat what was read from the cache in Anthropic's and in DeepSeek's words.
    counts.cached = Node::same_count(&[
        (input, "cached_tokens"),
        (input, "cache_read_input_tokens"),
        (input, "cache_read_tokens"),
        (whole, "cached_tokens"),
        (whole, "cache_read_input_tokens"),
        (whole, "cache_read_tokens"),
        (whole, "prompt_cache_hit_tokens"),
        (whole, "cached_prompt_tokens"),
        (whole, "num_cached_tokens"),
    ])?;
    let writes = Node::same_count(&[
        (input, "cache_write_tokens"),
        (input, "cache_creation_tokens"),
        (input, "cache_creation_input_tokens"),
        (input, "cached_creation_tokens"),
        (whole, "cache_write_tokens"),
        (whole, "cache_creation_input_tokens"),
        (whole, "cache_creation_tokens"),
    ])?;
    let split = input
        .and_then(|input| input.any_object(&["cache_creation_token_details", "cache_creation"]))
        .or_else(|| usage.object("cache_creation"));
    (counts.cache_write, counts.long_cache_write) = cache_writes(usage, writes, split)?;
    if let Some(input) = input {
        counts.audio_input = input.any_count(&["audio_tokens", "audio_input_tokens"])?;
        // DashScope repeats them beside the details.
        counts.image_input = Node::same_count(&[
            (Some(input), "image_tokens"),
            (Some(input), "image_input_tokens"),
            (whole, "image_tokens"),
        ])?;
        counts.video_input = input.count("video_tokens")?;
        if let Some(cached) = input.object("cached_tokens_details") {
            counts.cached_audio = cached.count("audio_tokens")?;
            counts.cached_image = cached.count("image_tokens")?;
            counts.cached_video = cached.count("video_tokens")?;
        }
    }
    counts.reasoning = Node::same_count(&[
        (output, "reasoning_tokens"),
        (output, "thinking_tokens"),
        (whole, "reasoning_tokens"),
    ])?;
    if let Some(output) = output {
        counts.audio_output = output.any_count(&["audio_tokens", "audio_output_tokens"])?;
        counts.image_output = output.any_count(&["image_tokens", "image_output_tokens"])?;
    }
    counts.total = usage.count("total_tokens")?;
    Ok(())
}

/// Cache writes with the default and with the longer lifetime. A split that does not add up to the
/// sum leaves the rest at the default lifetime.
pub(super) fn cache_writes(
    usage: &Node<'_>,
    all: Option<Exact>,
    split: Option<Node<'_>>,
) -> Result<(Option<Exact>, Option<Exact>)> {
    use crate::pricing::quote::WarningCode;
    let Some(split) = split else {
        return Ok((all, None));
    };
    let short = split.any_count(&["ephemeral_5m_input_tokens", "ephemeral_30m_input_tokens"])?;
    let long = split.any_count(&["ephemeral_1h_input_tokens", "ephemeral_12h_input_tokens"])?;
    let together = sum(&[short, long])?;
    let (Some(all), Some(known)) = (all, together) else {
        return Ok((short.or(all), long));
    };
    let rest = all.checked_sub(known).unwrap_or_default();
    if rest.is_zero() {
        return Ok((short, long));
    }
    if rest.is_negative() {
        usage.warn(
            WarningCode::TotalMismatch,
            format!("the lifetimes of cache writes add up to {known} tokens, not to {all}; the price is that of the lifetimes"),
        );
        return Ok((short, long));
    }
    usage.warn(
        WarningCode::TotalMismatch,
        format!("{rest} of {all} tokens written to the cache have no lifetime; they are priced with the default one"),
    );
    Ok((sum(&[short, Some(rest)])?, long))
}
