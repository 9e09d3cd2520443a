//! OpenAI's other APIs: speech, transcription by time and by tokens, video, fine-tuning,
//! moderation.

use super::generic_tokens::{counts, has_tokens};
use super::one_modality::speech;
use crate::pricing::catalog::Tier;
use crate::pricing::error::Result;
use crate::pricing::number::Count;
use crate::pricing::quote::Quantities;
use crate::pricing::response::reading::{Item, Node, Reading, sum, time_of, total};

/// Reads a response of one of these APIs; `None` for any other.
pub(super) fn read(body: &Node<'_>) -> Result<Option<Reading>> {
    let kind = body.text("type").unwrap_or_default();
    let object = body.text("object").unwrap_or_default();
    let usage = body.object("usage");
    let (format, quantities) = if let Some(usage) = usage.filter(is_duration) {
        usage.account();
        let seconds = usage.any_count(&["seconds", "duration"])?;
        ("openai.transcription", seconds_of(total(seconds)))
    } else if kind == "speech.audio.done"
        && let Some(usage) = usage.filter(has_tokens)
    {
        usage.account();
        ("openai.speech", speech(&usage)?)
    } else if is_transcription(body)
        && let Some(usage) = usage.filter(has_tokens)
    {
        usage.account();
        ("openai.transcription", counts(&usage)?.quantities(&usage)?)
    } else if object == "fine_tuning.job" && body.has("trained_tokens") {
        let tokens = total(body.count("trained_tokens")?);
        let quantities = Quantities {
            training_tokens: tokens,
            ..Quantities::default()
        };
        ("openai.fine-tuning", quantities)
    } else if object == "video" && body.has("seconds") {
        let quantities = Quantities {
            video_seconds: total(body.count("seconds")?),
            video_resolution: body.owned("size"),
            ..Quantities::default()
        };
        ("openai.video", quantities)
    } else if usage.is_none() && body.has("duration") && body.has("text") {
        // whisper-1's verbose_json before `usage` came in.
        let seconds = total(body.count("duration")?);
        ("openai.transcription", seconds_of(seconds))
    } else if is_moderation(body) {
        // Free of charge.
        let quantities = Quantities {
            input_tokens: Some(Count::default()),
            ..Quantities::default()
        };
        ("openai.moderation", quantities)
    } else {
        return Ok(None);
    };
    let item = Item {
        model: body.owned("model"),
        at: time_of(body),
        quantities,
        ..Item::default()
    };
    Ok(Some(Reading::new(format, "openai", item)))
}

/// A usage by time, which must state the time.
fn is_duration(usage: &Node<'_>) -> bool {
    usage.text("type") == Some("duration") && usage.has_any(&["seconds", "duration"])
}

fn is_transcription(body: &Node<'_>) -> bool {
    let kind = body.text("type").unwrap_or_default();
    let event = kind == "transcript.text.done"
        || kind == "conversation.item.input_audio_transcription.completed";
    event
        || (body.text("text").is_some()
            && !body.has("object")
            && !body.has("choices")
            && kind.is_empty())
}

fn is_moderation(body: &Node<'_>) -> bool {
    body.has("results") && body.text("id").is_some_and(|id| id.starts_with("modr"))
}

fn seconds_of(seconds: Option<Count>) -> Quantities {
    Quantities {
        audio_input_seconds: seconds,
        ..Quantities::default()
    }
}

/// The usage of a whole batch, which OpenAI's batch object sums up.
pub(super) fn batch(body: &Node<'_>) -> Result<Option<Reading>> {
    let Some(usage) = body.object("usage").filter(has_tokens) else {
        return Ok(None);
    };
    if body.text("object") != Some("batch") {
        return Ok(None);
    }
    usage.account();
    let requests = body.object("request_counts");
    let finished = match requests {
        Some(requests) => sum(&[requests.count("completed")?])?,
        None => None,
    };
    let quantities = Quantities {
        requests: total(finished.filter(|count| !count.is_zero())),
        ..counts(&usage)?.quantities(&usage)?
    };
    let item = Item {
        model: body.owned("model"),
        tier: Some(Tier::Batch),
        at: time_of(body),
        quantities,
        ..Item::default()
    };
    Ok(Some(Reading::new("openai.batch", "openai", item)))
}
