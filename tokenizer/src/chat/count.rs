//! Counts a chat request, message by message.

use serde::Serialize;
use serde_json::Value;

use crate::encoding::Encoding;
use crate::error::TokenizerError;
use crate::models::encoding_for_model;
use crate::request::{
    Conversation, ImageTokens, PartKind, RequestEndpoint, Tally, frame, note_vocabulary, read,
    recognised, shortened,
};

/// The tokens of a chat request. `total` is the sum of `messages`, `tools` and `overhead`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ChatCount {
    /// All tokens of the prompt.
    pub total: usize,
    /// The tokens of each message, its framing included.
    pub messages: Vec<usize>,
    /// The tokens of the definitions of tools and functions.
    pub tools: usize,
    /// The tokens of the primed reply, a pinned function and the response format.
    pub overhead: usize,
    /// Whether every part follows published rules.
    pub exact: bool,
    /// Which parts are estimates or are not counted, and why.
    pub notes: Vec<String>,
}

/// The tokens of a chat request in OpenAI's shape: `model` and `messages`, and if present `tools`,
/// `tool_choice`, `functions`, `function_call` and `response_format`. Special tokens in texts are
/// ordinary text.
///
/// ```
/// use serde_json::json;
/// use tokenfare_tokenizer::chat::NoImages;
/// use tokenfare_tokenizer::{Encoding, EncodingName, count_chat};
///
/// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
/// let request = json!({
///     "model": "gpt-4o",
///     "messages": [{ "role": "user", "content": "Hello" }],
/// });
/// let count = count_chat(o200k, &request, &NoImages)?;
/// // 3 for the message, 1 for "user", 1 for "Hello", and 3 that prime the reply.
/// assert_eq!((count.total, count.exact), (8, true));
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
///
/// # Errors
///
/// [`TokenizerError::InvalidArgument`] if `model` is no string, `messages` is no array of objects with a
/// `role`, or a `content` is neither a string, nor null, nor an array of parts.
pub fn count_chat(
    encoding: &Encoding,
    request: &Value,
    images: &dyn ImageTokens,
) -> Result<ChatCount, TokenizerError> {
    let model = request["model"]
        .as_str()
        .ok_or_else(|| TokenizerError::InvalidArgument {
            path: "model".to_owned(),
            reason: "must be a string",
        })?;
    let matched = encoding_for_model(model);
    let mut tally = Tally::new(encoding, matched, images, model);
    // Messages of Anthropic's SDK have blocks that OpenAI's have not.
    let endpoint = match recognised(request) {
        Some(RequestEndpoint::AnthropicMessages) => RequestEndpoint::AnthropicMessages,
        _ => RequestEndpoint::OpenAiChat,
    };
    let conversation: Conversation<'_> = read(request, endpoint, &mut tally)?;
    note_vocabulary(&matched, model, &mut tally);
    if matched.encoding.as_str() != encoding.name() {
        tally.notes.estimate(format!(
            "{} is counted with {}, not with this encoding, {}",
            shortened(model),
            matched.encoding,
            encoding.name()
        ));
    }
    frame(&conversation, endpoint, &mut tally);
    let (parts, notes) = tally.into_parts();
    let mut count = ChatCount {
        total: 0,
        messages: vec![0; request["messages"].as_array().map_or(0, Vec::len)],
        tools: 0,
        overhead: 0,
        exact: notes.is_empty(),
        notes: notes.into_sentences(),
    };
    for part in parts {
        let message = part.index.and_then(|index| count.messages.get_mut(index));
        // Images of the stated sizes may have more tokens than a `usize` of 32 bits holds.
        let sum = match (part.part, message) {
            (PartKind::Tools, _) => &mut count.tools,
            (_, Some(message)) => message,
            (_, None) => &mut count.overhead,
        };
        *sum = sum.saturating_add(part.tokens);
        count.total = count.total.saturating_add(part.tokens);
    }
    Ok(count)
}
