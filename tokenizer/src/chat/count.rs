//! Counts a chat request, part by part.
//!
//! `value["name"]` of a JSON value is `Null` if there is no such member; it never panics.

use serde::Serialize;
use serde_json::Value;

use super::framing::Framing;
use super::image_tokens::{ChatImage, ChatImageTokens, ImageTokens};
use super::notes::{Notes, decimal, shortened};
use super::scale::Scale;
use super::tools::{self, items};
use crate::encoding::Encoding;
use crate::error::TokenizerError;
use crate::models::encoding_for_model;

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
    /// The tokens of the primed reply, a pinned function and the response format. It may be negative,
    /// since a system message and functions share 4 tokens of framing.
    pub overhead: isize,
    /// Whether every part follows published rules.
    pub exact: bool,
    /// Which parts are estimates or are not counted, and why.
    pub notes: Vec<String>,
}

/// The state of counting one request.
struct Counting<'a> {
    encoding: &'a Encoding,
    images: &'a dyn ImageTokens,
    model: &'a str,
    framing: Framing,
    /// The tokens of images in the message that is being counted.
    image_tokens: usize,
    notes: Notes,
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
    let invalid = |path: String, reason| TokenizerError::InvalidArgument { path, reason };
    let model = request["model"]
        .as_str()
        .ok_or_else(|| invalid("model".to_owned(), "must be a string"))?;
    let Value::Array(messages) = &request["messages"] else {
        return Err(invalid("messages".to_owned(), "must be an array"));
    };
    let mut counting = Counting {
        encoding,
        images,
        model,
        framing: Framing::of(model),
        image_tokens: 0,
        notes: Notes::default(),
    };
    counting.check_model();

    let has_functions = !items(&request["functions"]).is_empty();
    // OpenAI writes functions into the first system message, on a line of their own.
    let mut padded = !has_functions;
    let mut scale = Scale::of(model);
    let mut counts = Vec::with_capacity(messages.len());
    for (index, message) in messages.iter().enumerate() {
        let role = message["role"]
            .as_str()
            .ok_or_else(|| invalid(format!("messages[{index}].role"), "must be a string"))?;
        let pad = role == "system" && !padded;
        padded |= pad;
        let count = counting.message(index, role, message, pad)?;
        // The tokens of images are the model's own and are not scaled.
        let images = std::mem::take(&mut counting.image_tokens);
        counts.push(scale.whole(count).saturating_add(images));
    }
    let tools = scale.whole(counting.definitions(request));
    let mut overhead = 3 + counting.pinned(request) as isize;
    overhead += counting.response_format(&request["response_format"]) as isize;
    if has_functions && messages.iter().any(|message| message["role"] == "system") {
        overhead -= 4;
    }
    let overhead = scale.next(overhead);
    // Images of the stated sizes may have more tokens than a `usize` of 32 bits holds.
    let positive = counts
        .iter()
        .fold(tools, |sum, count| sum.saturating_add(*count));
    Ok(ChatCount {
        total: positive.saturating_add_signed(overhead),
        messages: counts,
        tools,
        overhead,
        exact: counting.notes.is_empty(),
        notes: counting.notes.into_sentences(),
    })
}

impl Counting<'_> {
    fn tokens(&self, text: &str) -> usize {
        self.encoding.count_ordinary(text)
    }

    fn check_model(&mut self) {
        let found = encoding_for_model(self.model);
        let model = shortened(self.model);
        if !self.framing.is_published {
            self.notes.estimate(format!(
                "no vendor publishes how {model} frames messages; GPT-4o's framing is assumed"
            ));
        }
        if !found.exact {
            self.notes.estimate(format!(
                "the vocabulary of {model} is not published; text is counted with {} × {}, ±{} %: {}",
                found.encoding,
                decimal(found.factor),
                decimal(found.error_band * 100.0),
                found.source
            ));
        }
        if found.encoding.as_str() != self.encoding.name() {
            self.notes.estimate(format!(
                "{model} is counted with {}, not with this encoding, {}",
                found.encoding,
                self.encoding.name()
            ));
        }
    }

    fn message(
        &mut self,
        index: usize,
        role: &str,
        message: &Value,
        pad: bool,
    ) -> Result<usize, TokenizerError> {
        let mut count = (self.framing.per_message + self.tokens(role)) as isize;
        count += self.content(index, &message["content"], pad)? as isize;
        if let Some(name) = message["name"].as_str().filter(|name| !name.is_empty()) {
            count += self.tokens(name) as isize + self.framing.per_name;
        }
        if role == "function" {
            count -= 2;
            self.notes
                .estimate("messages of functions are framed as openai-chat-tokens found them");
        }
        let older = std::iter::once(&message["function_call"]).filter(|call| !call.is_null());
        let newer = items(&message["tool_calls"])
            .iter()
            .map(|call| &call["function"]);
        for call in older.chain(newer) {
            count += 3;
            for part in ["name", "arguments"] {
                count += self.tokens(call[part].as_str().unwrap_or_default()) as isize;
            }
            self.notes
                .estimate("calls of tools are framed as openai-chat-tokens found them");
        }
        if let Some(refusal) = message["refusal"].as_str() {
            count += self.tokens(refusal) as isize;
        }
        Ok(usize::try_from(count).unwrap_or(0))
    }

    fn content(
        &mut self,
        index: usize,
        content: &Value,
        pad: bool,
    ) -> Result<usize, TokenizerError> {
        match content {
            Value::Null => Ok(0),
            Value::String(text) if pad => Ok(self.tokens(&format!("{text}\n"))),
            Value::String(text) => Ok(self.tokens(text)),
            Value::Array(parts) => {
                let parts = parts.iter().enumerate();
                let counts = parts.map(|(at, part)| self.part(part, (index, at)));
                Ok(counts.sum())
            }
            _ => Err(TokenizerError::InvalidArgument {
                path: format!("messages[{index}].content"),
                reason: "must be a string, null, or an array of content parts",
            }),
        }
    }

    /// The tokens of a content part's text. Those of an image are added to `image_tokens`. `place` is
    /// the index of the message and that of the part.
    fn part(&mut self, part: &Value, place: (usize, usize)) -> usize {
        let kind = part["type"].as_str().unwrap_or("text");
        match kind {
            "text" | "input_text" | "output_text" => {
                self.tokens(part["text"].as_str().unwrap_or_default())
            }
            "refusal" => self.tokens(part["refusal"].as_str().unwrap_or_default()),
            "image_url" | "input_image" => {
                self.image(part, place);
                0
            }
            other => {
                let what = format!("content of type {:?}", shortened(other));
                let reason = "its tokens are not known here".to_owned();
                self.notes.left_out(&what, reason, || path_of(place));
                0
            }
        }
    }

    fn image(&mut self, part: &Value, place: (usize, usize)) {
        // Chat completions nest the URL in an object, the Responses API does not.
        let url = &part["image_url"];
        let said = |name: &str| match &url[name] {
            Value::Null => &part[name],
            said => said,
        };
        let pixels = |name: &str| u32::try_from(said(name).as_u64()?).ok();
        let image = ChatImage {
            size: pixels("width").zip(pixels("height")),
            detail: said("detail").as_str(),
            url: url.as_str().or(said("url").as_str()).unwrap_or_default(),
        };
        match self.images.image_tokens(self.model, image) {
            Ok(ChatImageTokens { tokens, estimate }) => {
                if let Some(why) = estimate {
                    self.notes
                        .estimate(format!("tokens of images are an estimate: {why}"));
                }
                self.image_tokens = self.image_tokens.saturating_add(tokens);
            }
            Err(why) => self.notes.left_out("an image", why, || path_of(place)),
        }
    }

    fn definitions(&mut self, request: &Value) -> usize {
        let (given, functions) = (items(&request["tools"]), items(&request["functions"]));
        let mut count = 0;
        if !given.is_empty() {
            count += tools::tools(self.encoding, given, self.framing.is_before_gpt_4o);
            self.notes
                .estimate("tools are counted by the rule of OpenAI's cookbook, an approximation");
        }
        if !functions.is_empty() {
            count += tools::functions(self.encoding, functions);
            self.notes.estimate(
                "functions are counted by the rule of openai-chat-tokens, an approximation",
            );
        }
        count
    }

    /// The tokens of pinning a function: 1 if the reply may call none, 4 and the name if it must call
    /// one.
    fn pinned(&mut self, request: &Value) -> usize {
        let choice = match &request["function_call"] {
            Value::Null => &request["tool_choice"],
            choice => choice,
        };
        let name = choice["name"]
            .as_str()
            .or_else(|| choice["function"]["name"].as_str());
        match (choice.as_str(), name) {
            (Some("none"), _) => 1,
            (_, Some(name)) => 4 + self.tokens(name),
            _ => 0,
        }
    }

    /// The tokens of a response format. How OpenAI writes its schema into the prompt is not published,
    /// so the schema's JSON is counted.
    fn response_format(&mut self, format: &Value) -> usize {
        let schema = match &format["json_schema"] {
            Value::Null => &format["schema"],
            schema => schema,
        };
        if schema.is_null() {
            return 0;
        }
        self.notes
            .estimate("the response format is counted as the text of its schema, an approximation");
        self.tokens(&schema.to_string())
    }
}

fn path_of((message, part): (usize, usize)) -> String {
    format!("messages[{message}].content[{part}]")
}
