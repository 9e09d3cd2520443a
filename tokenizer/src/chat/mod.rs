//! The tokens of a chat request: those of its texts, and those that the request adds around them.
//!
//! [`count_chat`] counts the messages with their framing (`framing.rs`), the definitions of tools
//! (`tools.rs`) and what else OpenAI writes into the prompt. The framing is that of OpenAI's cookbook,
//! which is published for GPT-3.5, GPT-4 and GPT-4o. For later models it is an estimate, as are tools
//! everywhere; `notes.rs` says so. If a model's vocabulary is not published, everything but images is
//! multiplied by the model's token factor (`scale.rs`). Tokens of images come from the caller, who
//! knows the rules of each model ([`ImageTokens`]).

mod claude;
mod count;
mod framing;
mod image_tokens;
mod notes;
mod scale;
mod tools;

pub use claude::ClaudeFrame;
pub use count::{ChatCount, count_chat};
pub use image_tokens::{ChatImage, ChatImageTokens, ImageTokens, NoImages};
