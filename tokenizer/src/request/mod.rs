//! The input tokens of a whole request, as its provider will bill them.
//!
//! [`count_request`] finds out for which endpoint a body is (`recognise.rs`). That endpoint's reader
//! (`read/`) turns it into a conversation, the terms that all vendors share (`conversation.rs`), and
//! notes what it does not know. The framing of the model's family (`framing/`) then counts it, part by
//! part. The family follows the model and not the endpoint, since hosts take any model in OpenAI's
//! shape. Schemas of tools are written as each family writes them (`schema/`). Tokens of images come
//! from the caller, who knows the rules of each model ([`ImageTokens`]).

mod conversation;
mod count;
mod fields;
mod framing;
mod image_tokens;
mod json;
mod notes;
mod prompt;
mod range;
mod read;
mod recognise;
mod result;
mod scale;
mod schema;
mod tally;

pub use count::{RequestOptions, count_request};
pub use framing::ClaudeFrame;
pub use image_tokens::{ChatImage, ChatImageTokens, ImageTokens, NoImages};
pub use result::{PartKind, RequestCount, RequestEndpoint, RequestPart};

pub(crate) use conversation::Conversation;
pub(crate) use count::{frame, note_vocabulary, read};
pub(crate) use notes::shortened;
pub(crate) use recognise::endpoint as recognised;
pub(crate) use tally::Tally;
