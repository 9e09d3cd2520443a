//! What a count says.

use serde::Serialize;

use crate::encoding_name::EncodingName;

/// The API whose body a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum RequestEndpoint {
    /// OpenAI's Chat Completions, and hosts that speak it.
    #[serde(rename = "openai.chat")]
    OpenAiChat,
    /// OpenAI's Responses.
    #[serde(rename = "openai.responses")]
    OpenAiResponses,
    /// Anthropic's Messages.
    #[serde(rename = "anthropic.messages")]
    AnthropicMessages,
    /// Google's generateContent, of the Gemini API.
    #[serde(rename = "google.generate")]
    GoogleGenerate,
    /// Google's generateContent, of Vertex AI. The bodies are those of the Gemini API, but fewer tokens are
    /// billed; say it as an option.
    #[serde(rename = "google.vertex")]
    GoogleVertex,
    /// Amazon Bedrock's Converse.
    #[serde(rename = "bedrock.converse")]
    BedrockConverse,
}

impl RequestEndpoint {
    /// All endpoints with their names.
    pub const ALL: [(&'static str, Self); 6] = [
        ("openai.chat", Self::OpenAiChat),
        ("openai.responses", Self::OpenAiResponses),
        ("anthropic.messages", Self::AnthropicMessages),
        ("google.generate", Self::GoogleGenerate),
        ("google.vertex", Self::GoogleVertex),
        ("bedrock.converse", Self::BedrockConverse),
    ];

    /// The endpoint of this name, such as `"openai.chat"`.
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, endpoint)| *endpoint)
    }
}

/// What the tokens of a part are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A system or developer message, or instructions.
    System,
    /// Any other message: its text, its calls of tools and their answers.
    Message,
    /// Definitions of tools, and what a vendor writes around them.
    Tools,
    /// Which tool the answer must call.
    ToolChoice,
    /// The schema that the answer must follow.
    ResponseFormat,
    /// An image.
    Image,
    /// Sound.
    Audio,
    /// A file, such as a PDF.
    File,
    /// What belongs to the request as a whole, such as the start of the reply.
    Framing,
}

/// The tokens of one part of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct RequestPart {
    /// What the tokens are for.
    pub part: PartKind,
    /// The position of the message or of the tool in the body. A part without it belongs to no single
    /// one of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// The name of the tool, where the part is the definition of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The tokens.
    pub tokens: usize,
    /// Whether a published rule gives them.
    pub exact: bool,
}

/// The input tokens of a request as its provider bills them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct RequestCount {
    /// The API whose body the request is.
    pub endpoint: RequestEndpoint,
    /// The encoding that its texts were counted with.
    pub encoding: EncodingName,
    /// The best prediction of the billed input tokens: the sum of `parts`.
    pub total: usize,
    /// The lower end of the range in which about nine of ten recorded requests of this kind lie. It is `total`
    /// if the count is exact.
    pub low: usize,
    /// The upper end of that range.
    pub high: usize,
    /// Whether every part follows a published rule that holds on all recorded requests at hand.
    pub exact: bool,
    /// Whether everything that is billed is in the request. If not, `notes` name what is missing.
    pub complete: bool,
    /// Where the tokens are.
    pub parts: Vec<RequestPart>,
    /// What is an estimate, by which rule and from which source, and what is not counted.
    pub notes: Vec<String>,
}
