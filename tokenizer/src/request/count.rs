//! Counts a request: which endpoint, which encoding, which framing.

use std::ops::Deref;

use serde_json::Value;

use super::conversation::Conversation;
use super::framing::{Family, Generation, claude, gemini, harmony, openai, template};
use super::image_tokens::ImageTokens;
use super::notes::{decimal, shortened};
use super::range::Range;
use super::read::{anthropic, bedrock, google, openai_chat, openai_responses};
use super::recognise::endpoint;
use super::result::{PartKind, RequestCount, RequestEndpoint};
use super::tally::Tally;
use crate::encoding::Encoding;
use crate::encoding_name::EncodingName;
use crate::error::TokenizerError;
use crate::models::{EncodingMatch, encoding_for_model};

/// What a body does not say itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestOptions<'a> {
    /// The model, where the body does not name it; it overrides the body's.
    pub model: Option<&'a str>,
    /// The endpoint, where the form of the body does not tell.
    pub endpoint: Option<RequestEndpoint>,
}

/// The input tokens of a whole request as its provider will bill them. `encodings` gives the encoding of
/// a name, or says that it is not loaded; `images` knows the tokens of images.
///
/// ```
/// use serde_json::json;
/// use tokenfare_tokenizer::request::{NoImages, RequestOptions, count_request};
/// use tokenfare_tokenizer::{Encoding, EncodingName};
///
/// let request = json!({
///     "model": "gpt-4o",
///     "instructions": "Answer in one word.",
///     "input": "What is the capital of France?",
/// });
/// let count = count_request(&request, RequestOptions::default(), Encoding::embedded, &NoImages)?;
/// // 3 for each message and 1 for its role, 5 and 7 for the texts, and 3 that prime the reply.
/// assert_eq!(count.total, 23);
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
///
/// # Errors
///
/// [`TokenizerError::InvalidArgument`] if the body is for no endpoint that is known here, does not name
/// its model, or is malformed; what `encodings` returns if the encoding is not loaded.
pub fn count_request<E>(
    request: &Value,
    options: RequestOptions<'_>,
    encodings: impl FnOnce(EncodingName) -> Result<E, TokenizerError>,
    images: &dyn ImageTokens,
) -> Result<RequestCount, TokenizerError>
where
    E: Deref<Target = Encoding>,
{
    let invalid = |path: &str, reason| TokenizerError::InvalidArgument {
        path: path.to_owned(),
        reason,
    };
    let endpoint = options
        .endpoint
        .or_else(|| endpoint(request))
        .ok_or_else(|| {
            invalid(
                "request",
                "must be the body of a request, with `messages`, `input` or `contents`",
            )
        })?;
    let model = options
        .model
        .or(request["model"].as_str())
        .or(request["modelId"].as_str())
        .ok_or_else(|| {
            invalid(
                "model",
                "must be a string; say it in the options if the body does not hold it",
            )
        })?;
    let matched = encoding_for_model(model);
    let encoding = encodings(matched.encoding)?;
    let mut tally = Tally::new(&encoding, matched, images, model);
    let conversation = read(request, endpoint, &mut tally)?;
    note_vocabulary(&matched, model, &mut tally);
    frame(&conversation, endpoint, &mut tally);
    Ok(finished(tally, endpoint, &matched))
}

/// Reads a body of an endpoint.
///
/// # Errors
/// As [`count_request`].
pub fn read<'a>(
    request: &'a Value,
    endpoint: RequestEndpoint,
    tally: &mut Tally<'_>,
) -> Result<Conversation<'a>, TokenizerError> {
    match endpoint {
        RequestEndpoint::OpenAiChat => openai_chat(request, tally),
        RequestEndpoint::OpenAiResponses => openai_responses(request, tally),
        RequestEndpoint::AnthropicMessages => anthropic(request, tally),
        RequestEndpoint::GoogleGenerate => google(request, false, tally),
        RequestEndpoint::GoogleVertex => google(request, true, tally),
        RequestEndpoint::BedrockConverse => bedrock(request, tally),
    }
}

/// Counts a conversation as the model's family frames it.
pub fn frame(conversation: &Conversation<'_>, endpoint: RequestEndpoint, tally: &mut Tally<'_>) {
    let family = Family::of(tally.model);
    tally.rates = family.media_rates();
    match family {
        Family::OpenAi(generation) => openai(conversation, generation, endpoint, tally),
        Family::Harmony => harmony(conversation, tally),
        Family::Claude => claude(conversation, tally),
        Family::Gemini => gemini(conversation, tally),
        Family::Template(known) => template(conversation, known, endpoint, tally),
        Family::Unknown => {
            let model = shortened(tally.model);
            tally.notes.estimate(format!(
                "how {model} frames messages is not known here; GPT-4o's framing is assumed"
            ));
            openai(conversation, Generation::Gpt4o, endpoint, tally);
        }
    }
}

/// Notes where the vocabulary is not the model's own.
pub fn note_vocabulary(matched: &EncodingMatch, model: &str, tally: &mut Tally<'_>) {
    if !matched.exact {
        tally.notes.estimate(format!(
            "the vocabulary of {} is not published; text is counted with {} × {}, ±{} %: {}",
            shortened(model),
            matched.encoding,
            decimal(matched.factor),
            decimal(matched.error_band * 100.0),
            matched.source
        ));
    }
}

fn finished(tally: Tally<'_>, endpoint: RequestEndpoint, matched: &EncodingMatch) -> RequestCount {
    let is_open = tally.is_open;
    let family = Family::of(tally.model);
    let (parts, notes) = tally.into_parts();
    let total = parts
        .iter()
        .fold(0_usize, |sum, part| sum.saturating_add(part.tokens));
    let exact = notes.is_empty();
    let has_tools = parts.iter().any(|part| part.part == PartKind::Tools);
    let mut range = if exact {
        Range::EXACT
    } else {
        Range::of(family, has_tools, matched.error_band)
    };
    if is_open {
        range.above = Range::OPEN;
    }
    let (low, high) = range.around(total);
    RequestCount {
        endpoint,
        encoding: matched.encoding,
        total,
        low,
        high,
        exact,
        complete: !is_open,
        parts,
        notes: notes.into_sentences(),
    }
}
