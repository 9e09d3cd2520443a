//! JSON Schemas as they are written into prompts: [`namespace`] is OpenAI's.

mod references;
mod typescript;

pub use references::References;
pub use typescript::{Layout, namespace};
