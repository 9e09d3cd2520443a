//! The tokens of a chat request in OpenAI's shape, message by message.
//!
//! [`count_chat`] counts with one encoding that the caller chose. It follows the same rules as
//! [`count_request`](crate::request::count_request), which chooses the encoding by the model and takes
//! the bodies of other vendors too. [`ClaudeFrame`] counts one message as Anthropic does.

mod count;

pub use crate::request::{ChatImage, ChatImageTokens, ClaudeFrame, ImageTokens, NoImages};
pub use count::{ChatCount, count_chat};
