//! The tokens of a chat request in OpenAI's shape, message by message.
//!
//! [`count_chat`] counts with one encoding that the caller chose. It follows the same rules as
//! [`count_request`](crate::request::count_request), which chooses the encoding by the model and takes
//! the bodies of other vendors too. [`ClaudeFrame`] and [`count_google_local`] are rules that vendors'
//! own counts follow.

mod claude;
mod count;
mod google_local;

pub use crate::request::{ChatImage, ChatImageTokens, ImageTokens, NoImages};
pub use claude::ClaudeFrame;
pub use count::{ChatCount, count_chat};
pub use google_local::count_google_local;
