//! Tokens of a chat request: the texts, and what the request adds around them.
//!
//! Framing of messages, from OpenAI's cookbook: 3 per message, the role, the content, 1 and the name
//! where there is one, and 3 to prime the reply. It is published for GPT-3.5, GPT-4 and GPT-4o;
//! for later models it is an estimate, as are tools everywhere.
//!
//! For a model whose vocabulary is not published, all but images is scaled by the factor of
//! [`encoding_for_model`].

mod notes;
mod scale;
mod tools;

use serde_json::Value;

use crate::encoding::Encoding;
use crate::error::TokenizerError;
use crate::models::encoding_for_model;
use notes::{Notes, shortened};
use scale::Scale;

/// Tokens of a chat request. `total` is the sum of `messages`, `tools` and `overhead`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatCount {
    /// All tokens of the prompt.
    pub total: usize,
    /// Of each message, its framing included.
    pub messages: Vec<usize>,
    /// Of the definitions of tools and functions.
    pub tools: usize,
    /// Reply priming, a pinned function, the response format. May be negative: a system message
    /// and functions share a frame of 4 tokens.
    pub overhead: isize,
    /// Whether all of it follows published rules.
    pub exact: bool,
    /// Which part is an estimate, and why.
    pub notes: Vec<String>,
}

/// An image in a message, as far as it decides the tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChatImage<'a> {
    /// Pixels, where the request says them: `width` and `height` beside the URL.
    pub size: Option<(u32, u32)>,
    /// `"low"`, `"high"`, `"auto"`, `"original"`.
    pub detail: Option<&'a str>,
    /// The image's URL, empty where there is none; a `data:` URL holds the image itself.
    pub url: &'a str,
}

/// Tokens of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatImageTokens {
    /// What the model is billed for it.
    pub tokens: usize,
    /// Why that is an estimate; `None` where it is exact.
    pub estimate: Option<String>,
}

/// What the tokenizer cannot know of a request: tokens of images. The layer above joins it.
pub trait ImageTokens {
    /// Tokens of an image sent to a model.
    ///
    /// # Errors
    ///
    /// Why they cannot be told, in words that follow "an image is not counted: ".
    fn image_tokens(&self, model: &str, image: ChatImage<'_>) -> Result<ChatImageTokens, String>;
}

/// Knows no image.
pub struct NoImages;

impl ImageTokens for NoImages {
    fn image_tokens(&self, _: &str, _: ChatImage<'_>) -> Result<ChatImageTokens, String> {
        Err("rules for images are not at hand".to_owned())
    }
}

/// How a model frames messages.
struct Framing {
    per_message: usize,
    per_name: isize,
    published: bool,
    before_gpt_4o: bool,
}

fn framing_of(model: &str) -> Framing {
    let name = model.trim().to_ascii_lowercase();
    let name = name.rsplit('/').next().unwrap_or_default();
    let name = name.strip_prefix("ft:").unwrap_or(name);
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    let first_turbo = begins(&["gpt-3.5-turbo-0301", "gpt-3.5-0301"]);
    let gpt_4o = begins(&["gpt-4o"]) && !begins(&["gpt-4o-audio", "gpt-4o-realtime"]);
    let later_gpt_4 = begins(&["gpt-4.1", "gpt-4.5"]);
    let gpt_4 = begins(&["gpt-4"]) && !begins(&["gpt-4o"]) && !later_gpt_4;
    let gpt_3_5 = begins(&["gpt-3.5-turbo", "gpt-35-turbo", "gpt-3.5-0301"]);
    Framing {
        per_message: if first_turbo { 4 } else { 3 },
        per_name: if first_turbo { -1 } else { 1 },
        published: gpt_4o || gpt_4 || gpt_3_5,
        before_gpt_4o: gpt_4 || gpt_3_5,
    }
}

/// Counts up one request.
struct Counting<'a> {
    encoding: &'a Encoding,
    images: &'a dyn ImageTokens,
    model: &'a str,
    framing: Framing,
    /// Of the message that is being counted.
    image_tokens: usize,
    notes: Notes,
}

/// Tokens of a chat request in OpenAI's shape: `model`, `messages`, and as they come `tools`,
/// `tool_choice`, `functions`, `function_call`, `response_format`.
///
/// # Errors
///
/// [`TokenizerError::InvalidArgument`] if `model` is no string, `messages` no array of objects
/// with a `role`, or a `content` neither text, nor null, nor parts.
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
        framing: framing_of(model),
        image_tokens: 0,
        notes: Notes::default(),
    };
    counting.check_model();

    let has_functions = !items(&request["functions"]).is_empty();
    // Functions go into the first system message, on a line of their own.
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
        // Tokens of images are the model's own.
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
    // Stated sizes may make images of more tokens than a `usize` of 32 bits holds.
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
        if !self.framing.published {
            self.notes.estimate(format!(
                "no vendor publishes how {model} frames messages; GPT-4o's framing is assumed"
            ));
        }
        if !found.exact {
            self.notes.estimate(format!(
                "the vocabulary of {model} is not published; text is counted with {} × {}, ±{:.0} %: {}",
                found.encoding,
                found.factor,
                found.error_band * 100.0,
                found.source
            ));
        }
        if found.encoding != self.encoding.name() {
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

    /// Tokens of a part's text; those of images go to `image_tokens`. `place`: which message, and
    /// which of its parts.
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
            count += tools::tools(self.encoding, given, self.framing.before_gpt_4o);
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

    /// A function that the reply must or must not call: 1 for none, 4 and its name for one.
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

    /// A schema is written into the prompt; how is not published, so its JSON is counted.
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

/// The items of an array; none of anything else.
fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn path_of((message, part): (usize, usize)) -> String {
    format!("messages[{message}].content[{part}]")
}
