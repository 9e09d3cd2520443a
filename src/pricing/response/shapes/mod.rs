//! One reader for each shape of response, and the order in which they are asked.
//!
//! A reader is chosen by what its shape must have: the counts of tokens themselves, or a mark that
//! no other shape carries. An optional key, such as a count of cached tokens, never chooses it.

mod anthropic;
mod bedrock_converse;
mod bedrock_invoke;
mod claude_code;
mod codex;
mod cohere;
mod counts_by_name;
mod details;
mod gemini;
mod gemini_grounding;
mod gemini_interactions;
mod generic_tokens;
mod langchain;
mod mistral_ocr;
mod one_modality;
mod open_telemetry;
mod openai_chat;
mod openai_images;
mod openai_media;
mod openai_realtime;
mod openai_responses;
mod openai_tools;
mod openrouter;
mod pydantic_ai;
mod recognize;
mod total_alone;
mod vercel_ai_sdk;
mod vercel_metadata;
mod vertex_embeddings;

pub(super) use recognize::read_body;
