//! Chat templates of open models, as their vendors publish them beside the weights
//! (`tokenizer_config.json` or `chat_template.jinja`). Each family writes them in a file of its own; the
//! tests hold the counts to the published templates, rendered by Jinja (`tests/oracles`). Hosts may use
//! templates of their own; what recorded requests show is said beside the template.

mod chat;
mod deepseek;
mod glm;
mod kimi;
mod llama;
mod minimax;
mod mistral;
mod page;
mod qwen;
mod template;
mod turns;
mod write;

pub use template::Template;
pub use write::template;
