//! Text to tokens, against tiktoken-rs, published counts and definitions.

mod chat;
mod chat_templates;
mod claude;
mod counted_request;
mod crossings;
mod cuts;
mod properties;
mod reference;
mod repetition;
mod requests_google;
mod requests_of_sdks;
mod requests_openai;
mod requests_properties;
mod requests_vendors;
mod special_and_stream;
mod unicode;
mod workers;
