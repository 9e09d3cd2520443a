//! Finds the usage in a response, also inside events, batches and streams.

use serde_json::Value;

use super::fields::Fields;
use super::usage::{ResponseUsage, no_usage};
use super::{anthropic, gemini, openai};
use crate::pricing::catalog::{Catalog, Tier};
use crate::pricing::error::Result;

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
    /// [`InvalidUsage`](crate::pricing::PricingError::InvalidUsage) if there is no usage, or a count is not a number; the path says
    /// which.
    pub fn usage_from_response(&self, response: &Value) -> Result<ResponseUsage> {
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
        return Err(no_usage());
    }
    // A stream of Gemini's as one array: the last chunk has the whole usage.
    if let Some(chunks) = response.array() {
        let with_usage =
            |chunk: &Fields<'_>| gemini::is_response(chunk) && gemini::has_usage(chunk);
        let last = chunks.into_iter().rev().find(with_usage);
        return gemini::read(&last.ok_or_else(no_usage)?);
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
