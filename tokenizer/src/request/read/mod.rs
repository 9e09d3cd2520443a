//! Reads the body of each endpoint into a [`Conversation`](super::conversation::Conversation).

mod ai_sdk;
mod anthropic;
mod bedrock;
mod client_tools;
mod google;
mod openai_chat;
mod openai_parts;
mod openai_responses;
mod openai_tools;

pub use ai_sdk::is_message as is_ai_sdk_message;
pub use anthropic::anthropic;
pub use bedrock::bedrock;
pub use google::google;
pub use openai_chat::openai_chat;
pub use openai_responses::openai_responses;
