//! The tokens of a chat request in OpenAI's shape, message by message.
//!
//! [`count_chat`] counts with one encoding that the caller chose. It follows the same rules as
//! [`count_request`](crate::request::count_request), which chooses the encoding by the model and takes
//! the bodies of other vendors too.

mod claude;
mod count;

pub use crate::request::{ChatImage, ChatImageTokens, ImageTokens, NoImages};
pub use claude::ClaudeFrame;
pub use count::{ChatCount, count_chat};
