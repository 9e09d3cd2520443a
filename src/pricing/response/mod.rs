//! From a vendor's response to quantities: what its `usage` says, in the one form that is priced.
//!
//! Vendors count differently: OpenAI and Gemini include cached tokens in the prompt's, Anthropic
//! excludes them; Gemini and xAI exclude reasoning from the answer's, OpenAI includes it. Here all of
//! it becomes [`Quantities`], whose totals include their parts.

mod anthropic;
mod fields;
mod gemini;
mod openai;

use crate::json::{Json, to_value};
use serde::Serialize;

use self::fields::Fields;
use super::catalog::{Catalog, Tier};
use super::error::{PricingError, Result};
use super::quote::Quantities;

/// What a response says that it used.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ResponseUsage {
    /// The model that answered, where the response says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The vendor: of the model, where the catalog knows it, else of the response's shape.
    pub provider: String,
    /// The tier that served the request, where the response says so; it may differ from the one
    /// asked for, and is the one billed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The region of processing, where the response says so and it is not the global one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// What was used.
    pub quantities: Quantities,
}

impl Catalog {
    /// Reads the usage of a response, stream event, or batch result line of OpenAI (chat
    /// completions, responses, completions, embeddings, images, transcriptions, speech, realtime,
    /// video, fine-tuning jobs, moderations, batches), Anthropic or Gemini, and of the many vendors
    /// that answer in OpenAI's shape.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    ///
    /// // Anthropic's input_tokens exclude what was read from or written to the cache.
    /// let response = serde_json::json!({
    ///     "type": "message", "model": "claude-opus-4-8",
    ///     "usage": { "input_tokens": 10, "cache_read_input_tokens": 90, "output_tokens": 5 },
    /// });
    /// let usage = Catalog::embedded()?.usage_from_response(&response)?;
    /// assert_eq!(usage.provider, "anthropic");
    /// assert_eq!(usage.quantities.input_tokens, Some(100.into()));
    /// assert_eq!(usage.quantities.cached_input_tokens, Some(90.into()));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// INVALID_USAGE where no usage is found, or a count is no number; the path says which.
    pub fn usage_from_response(
        &self,
        response: &(impl Serialize + ?Sized),
    ) -> Result<ResponseUsage> {
        let response = to_value(response).map_err(|error| PricingError::InvalidUsage {
            message: error.to_string(),
            path: None,
        })?;
        self.usage_from_json(&response)
    }

    /// As [`usage_from_response`](Self::usage_from_response), of a JSON value.
    ///
    /// # Errors
    /// The same.
    pub fn usage_from_json(&self, response: &Json) -> Result<ResponseUsage> {
        let mut usage = read(Fields::root(response), 0)?;
        let known = usage
            .model
            .as_ref()
            .and_then(|model| self.resolve(model, true).ok());
        if let Some(known) = known.filter(|_| usage.provider == openai::PROVIDER) {
            usage.provider = known.provider().to_owned();
        }
        Ok(usage)
    }
}

/// How deep envelopes (events, batch lines) may be nested.
const MAX_ENVELOPES: u8 = 4;

fn read(response: Fields<'_>, depth: u8) -> Result<ResponseUsage> {
    if depth > MAX_ENVELOPES {
        return Err(nothing_found());
    }
    // A stream of Gemini's as one array: the last chunk has the whole usage.
    if let Some(chunks) = response.array() {
        let with_usage =
            |chunk: &Fields<'_>| gemini::is_response(chunk) && gemini::has_usage(chunk);
        let last = chunks.into_iter().rev().find(with_usage);
        return gemini::read(&last.ok_or_else(nothing_found)?);
    }
    if gemini::is_response(&response) {
        return gemini::read(&response);
    }
    // A line of an OpenAI batch: { custom_id, response: { status_code, body } }.
    if let Some(body) = response
        .object("response")
        .and_then(|inner| inner.object("body"))
    {
        return Ok(in_batch(read(body, depth + 1)?));
    }
    // A line of an Anthropic batch: { custom_id, result: { type: "succeeded", message } }.
    if let Some(message) = response
        .object("result")
        .and_then(|result| result.object("message"))
    {
        return Ok(in_batch(read(message, depth + 1)?));
    }
    // Stream events that carry the response: "response.completed", "response.done", "message_start".
    for inner in ["response", "message"] {
        if response.object("usage").is_none()
            && let Some(inner) = response.object(inner)
        {
            return read(inner, depth + 1);
        }
    }
    if anthropic::is_response(&response) {
        return anthropic::read(&response);
    }
    openai::read(&response)
}

fn in_batch(usage: ResponseUsage) -> ResponseUsage {
    ResponseUsage {
        tier: Some(Tier::Batch),
        ..usage
    }
}

fn nothing_found() -> PricingError {
    PricingError::InvalidUsage {
        message: "the response holds no usage of a known shape; for a stream, give its last event \
                  (OpenAI: ask for stream_options.include_usage)"
            .to_owned(),
        path: Some("usage".to_owned()),
    }
}

/// The tier by the vendor's word; "auto" and unknown words say nothing.
fn tier(word: Option<&str>) -> Option<Tier> {
    Tier::parse(&word?.to_ascii_lowercase())
}
