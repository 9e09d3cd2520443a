//! Which reader reads a response: the first whose shape the response has.

use super::{
    anthropic, bedrock_converse, bedrock_invoke, claude_code, codex, cohere, counts_by_name,
    gemini, gemini_interactions, generic_tokens, langchain, mistral_ocr, open_telemetry,
    openai_chat, openai_images, openai_media, openai_realtime, openai_responses, openrouter,
    pydantic_ai, total_alone, vercel_ai_sdk, vertex_embeddings,
};
use crate::pricing::error::Result;
use crate::pricing::response::reading::{Node, Reading};

/// Reads the body of one response; `None` if it has no known shape.
pub(in crate::pricing::response) fn read_body(body: &Node<'_>) -> Result<Option<Reading>> {
    if let Some(reading) = marked(body)? {
        return Ok(Some(reading));
    }
    match body.object("usage") {
        Some(usage) => by_counts(body, &usage),
        // A usage object alone.
        None => by_counts(body, body),
    }
}

/// Shapes with a mark of their own, beside the counts that they must have.
fn marked(body: &Node<'_>) -> Result<Option<Reading>> {
    if let Some(usage) = gemini::usage(body) {
        return gemini::read(body, &usage).map(Some);
    }
    if let Some(usage) = langchain::usage(body) {
        return langchain::read(body, &usage).map(Some);
    }
    if let Some(usage) = langchain::token_usage(body) {
        return older_langchain(body, &usage).map(Some);
    }
    if let Some(usage) = codex::usage(body) {
        return codex::read(body, &usage).map(Some);
    }
    if claude_code::is_result(body) {
        return claude_code::read(body);
    }
    if let Some(usage) = mistral_ocr::usage(body) {
        return mistral_ocr::read(body, &usage).map(Some);
    }
    if let Some(billed) = cohere::billed(body) {
        return cohere::read(body, &billed).map(Some);
    }
    if let Some(attributes) = open_telemetry::attributes(body) {
        return open_telemetry::read(body, &attributes).map(Some);
    }
    if openrouter::is_generation(body) {
        return openrouter::read(body);
    }
    if let Some(usage) = body.object("usage") {
        if anthropic::is_message(body) {
            return anthropic::read(body, &usage).map(Some);
        }
        if openai_responses::is_response(body) {
            return openai_responses::read(body, &usage).map(Some);
        }
        if openai_realtime::is_response(body) {
            return openai_realtime::read(body, &usage).map(Some);
        }
    }
    if let Some(batch) = openai_media::batch(body)? {
        return Ok(Some(batch));
    }
    if openai_images::is_response(body) {
        return openai_images::read(body).map(Some);
    }
    if let Some(media) = openai_media::read(body)? {
        return Ok(Some(media));
    }
    if let Some(usage) = bedrock_converse::usage(body) {
        return bedrock_converse::read(body, &usage).map(Some);
    }
    if let Some(usage) = openai_chat::usage(body).filter(|usage| usage.has("prompt_tokens")) {
        return openai_chat::read(body, &usage).map(Some);
    }
    if let Some(usage) = vercel_ai_sdk::usage(body) {
        return vercel_ai_sdk::read(body, &usage).map(Some);
    }
    if let Some(reading) = bedrock_invoke::read(body)? {
        return Ok(Some(reading));
    }
    if let Some(reading) = vertex_embeddings::read(body)? {
        return Ok(Some(reading));
    }
    counts_by_name::read(body)
}

/// Shapes that are told by the names of their counts alone.
fn by_counts(body: &Node<'_>, usage: &Node<'_>) -> Result<Option<Reading>> {
    let read = if gemini::is_usage(usage) {
        gemini::read(body, usage)
    } else if gemini_interactions::is_usage(usage) {
        gemini_interactions::read(body, usage)
    } else if usage.has_any(&["prompt_tokens", "completion_tokens"]) {
        openai_chat::read(body, usage)
    } else if pydantic_ai::is_usage(usage) {
        pydantic_ai::read(body, usage)
    } else if codex::is_usage(usage) {
        codex::read(body, usage)
    } else if anthropic::is_usage(usage) || is_message_delta(body) {
        anthropic::read(body, usage)
    } else if generic_tokens::has_tokens(usage) {
        openai_responses::read(body, usage)
    } else if bedrock_converse::is_usage(usage) {
        bedrock_converse::read(body, usage)
    } else if vercel_ai_sdk::is_usage(usage) {
        vercel_ai_sdk::read(body, usage)
    } else if total_alone::is_response(body, usage) {
        total_alone::read(body, usage)
    } else {
        return Ok(None);
    };
    read.map(Some)
}

fn is_message_delta(body: &Node<'_>) -> bool {
    let usage = body.object("usage");
    body.text("type") == Some("message_delta")
        && usage.is_some_and(|usage| usage.has_any(&["input_tokens", "output_tokens"]))
}

/// The older form of LangChain, whose counts are OpenAI's or, in JavaScript, those of the Vercel
/// SDK.
fn older_langchain(body: &Node<'_>, usage: &Node<'_>) -> Result<Reading> {
    let reading = match usage.has("promptTokens") {
        true => vercel_ai_sdk::read(body, usage)?,
        false => openai_chat::read(body, usage)?,
    };
    let mut item = langchain::item(body);
    item.quantities = reading.main.quantities;
    Ok(Reading::new("langchain", "langchain", item))
}
