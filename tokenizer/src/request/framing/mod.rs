//! How each family of models writes a conversation into its prompt: one file for each, with its source.

mod claude;
mod claude_frame;
mod family;
mod gemini;
mod harmony;
mod openai;
mod openai_style;
mod templates;

pub use claude::claude;
pub use claude_frame::ClaudeFrame;
pub use family::{Family, Generation};
pub use gemini::gemini;
pub use harmony::harmony;
pub use openai::openai;
pub use templates::template;
