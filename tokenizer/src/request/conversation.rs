//! A request in the terms that all vendors share: messages of blocks, tools, and what else is written
//! into the prompt. Each endpoint's reader makes one, and each family's framing counts it.

use std::borrow::Cow;

use serde_json::Value;

/// A request.
#[derive(Default)]
pub struct Conversation<'a> {
    pub messages: Vec<Message<'a>>,
    pub tools: Vec<Tool<'a>>,
    /// Whether the tools stand in `functions`, the older field of Chat Completions.
    pub in_functions: bool,
    pub choice: ToolChoice<'a>,
    /// The schema that the answer must follow.
    pub format: Option<Format<'a>>,
    pub thinking: Thinking,
    /// Whether a model with a chat template is asked to think, where the request says so.
    pub thinks: Option<bool>,
    /// How hard the model is asked to think: `low`, `medium`, `high`.
    pub effort: Option<&'a str>,
    /// Whether the body is for Vertex AI: the endpoint says so, or the spelling of names shows that
    /// Google's SDK wrote it for it.
    pub is_for_vertex: bool,
    /// Whether `instructions` are there, but empty.
    pub has_empty_instructions: bool,
    /// Whether Anthropic's task budget is set, which is written into the prompt.
    pub has_task_budget: bool,
}

impl<'a> Conversation<'a> {
    /// The tools that are written into the prompt: none where the answer may call none, and none of
    /// those that the vendor runs.
    pub fn prompted_tools(&self) -> Vec<&Tool<'a>> {
        if self.choice == ToolChoice::None {
            return Vec::new();
        }
        let tools = self.tools.iter();
        tools.filter(|tool| tool.kind != ToolKind::Server).collect()
    }
}

/// A message.
pub struct Message<'a> {
    pub role: Role<'a>,
    pub name: Option<&'a str>,
    pub content: Vec<Block<'a>>,
    /// Its position in the body; `None` for instructions that stand in a field of their own.
    pub index: Option<usize>,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role<'a> {
    System,
    Developer,
    User,
    Assistant,
    Tool,
    /// The answer of a function, in the older shape of Chat Completions.
    Function,
    Other(&'a str),
}

impl<'a> Role<'a> {
    /// The role that a body names.
    pub fn named(name: &'a str) -> Self {
        match name {
            "system" => Self::System,
            "developer" => Self::Developer,
            "user" => Self::User,
            "assistant" | "model" => Self::Assistant,
            "tool" => Self::Tool,
            "function" => Self::Function,
            other => Self::Other(other),
        }
    }

    /// The role as it is written into a prompt.
    pub fn word(&self) -> &'a str {
        match self {
            Self::System => "system",
            Self::Developer => "developer",
            Self::User => "user",
            Self::Assistant => "assistant",
            Self::Tool => "tool",
            Self::Function => "function",
            Self::Other(other) => other,
        }
    }

    /// Whether it instructs the model.
    pub fn is_instruction(&self) -> bool {
        matches!(self, Self::System | Self::Developer)
    }
}

/// A piece of a message.
pub enum Block<'a> {
    Text(Cow<'a, str>),
    Call(Call<'a>),
    Answer(Answer<'a>),
    Media(Media<'a>),
    /// The model's thoughts before an earlier answer, which few models are sent again.
    Thought(&'a str),
    /// The same, encrypted: the number of its characters.
    Encrypted(usize),
    /// Tools that become known here.
    Tools(Vec<Tool<'a>>),
    /// The same, because the model searched for them.
    FoundTools(Vec<Tool<'a>>),
    /// The name of a deferred tool that becomes known here.
    Reference(&'a str),
    /// Blocks that stand in for one.
    Group(Vec<Self>),
    /// JSON that a tool answered.
    Json(&'a Value),
}

/// The call of a tool.
pub struct Call<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub arguments: Arguments<'a>,
    /// The namespace of the tool, where it is not that of all tools.
    pub namespace: Option<&'a str>,
    /// Whether it stands in `function_call`, the older field of Chat Completions.
    pub is_function_call: bool,
}

/// The arguments of a call: JSON, as text or as a value.
#[derive(Clone, Copy)]
pub enum Arguments<'a> {
    Text(&'a str),
    Value(&'a Value),
}

impl<'a> Arguments<'a> {
    /// As text.
    pub fn text(&self) -> Cow<'a, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Value(value) => Cow::Owned(value.to_string()),
        }
    }

    /// As a value; a string where the text is no JSON.
    pub fn value(&self) -> Cow<'a, Value> {
        match self {
            Self::Text(text) => Cow::Owned(
                serde_json::from_str(text).unwrap_or_else(|_| Value::String((*text).to_owned())),
            ),
            Self::Value(value) => Cow::Borrowed(value),
        }
    }
}

/// What a tool answered.
pub struct Answer<'a> {
    /// The call that it answers.
    pub id: &'a str,
    /// The tool's name, where the answer states it.
    pub name: Option<&'a str>,
    pub content: Vec<Block<'a>>,
    pub failed: bool,
}

/// An image, sound or a file.
pub struct Media<'a> {
    pub kind: MediaKind,
    /// Where it stands in the body.
    pub place: String,
    /// Width and height in pixels, if the request states them.
    pub size: Option<(u32, u32)>,
    pub detail: Option<&'a str>,
    /// A `data:` URL or an address, empty if there is none.
    pub url: Cow<'a, str>,
}

impl<'a> Media<'a> {
    /// Media of a media type, such as `image/png`, whose size `stated` may hold.
    pub fn of_type(media_type: &str, url: Cow<'a, str>, stated: &Value, place: &str) -> Self {
        let pixels = |name: &str| u32::try_from(stated[name].as_u64()?).ok();
        Self {
            kind: match media_type.split('/').next() {
                Some("image") => MediaKind::Image,
                Some("audio") => MediaKind::Audio,
                Some("video") => MediaKind::Video,
                _ => MediaKind::File,
            },
            place: place.to_owned(),
            size: pixels("width").zip(pixels("height")),
            detail: None,
            url,
        }
    }
}

/// What kind of media.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    Image,
    Audio,
    Video,
    File,
}

/// The definition of a tool.
#[derive(Clone, Copy)]
pub struct Tool<'a> {
    pub name: &'a str,
    pub description: Option<&'a str>,
    /// The JSON Schema of its arguments; `Null` where there is none.
    pub parameters: &'a Value,
    /// The schema of what the tool answers, which Google takes; `Null` where there is none.
    pub response: &'a Value,
    /// The grammar of the argument of a custom tool.
    pub grammar: Option<&'a str>,
    pub kind: ToolKind,
    pub index: usize,
}

/// Who runs a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolKind {
    /// The caller does.
    Function,
    /// The caller does, but the model sees the definition only after it has searched for it.
    Deferred,
    /// The vendor does, and bills what it finds; `name` is its type.
    Server,
}

/// Which tool the answer may or must call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToolChoice<'a> {
    #[default]
    Auto,
    None,
    Required,
    Named(&'a str),
}

/// The schema that the answer must follow.
pub struct Format<'a> {
    pub description: Option<&'a str>,
    pub schema: Cow<'a, Value>,
}

/// Whether the model is asked to think, in Anthropic's terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Thinking {
    #[default]
    Off,
    Budget,
    Adaptive,
}
