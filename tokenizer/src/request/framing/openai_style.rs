//! The tokens that each generation of OpenAI's models adds, with their sources.
//!
//! Messages, names and the start of the reply stand in OpenAI's cookbook ("How to count tokens with
//! tiktoken") for GPT-3.5, GPT-4 and GPT-4o. Everything else is published nowhere. It was fitted on
//! some 200 recorded requests with the provider's own count (the public test recordings of
//! pydantic-ai, MIT), of which it gives all plain ones and nearly all with tools to the token. No
//! recordings were kept apart to check it.

use super::family::Generation;
use crate::request::result::RequestEndpoint;

/// How messages and tools are framed.
pub struct Style {
    /// Each message, beside its role and its content.
    pub message: usize,
    /// A name, beside its text. The first GPT-3.5 Turbo writes it in place of the role.
    pub has_name: Name,
    /// Whether the role of a message is written.
    pub has_role: bool,
    /// The start of the reply.
    pub reply: usize,
    /// Each call, beside `assistant to=functions.…` and its arguments.
    pub call: usize,
    /// Each answer of a tool, beside the tool's name and the text.
    pub answer: usize,
    /// Each earlier answer of the model.
    pub assistant: usize,
    /// The namespace of tools, beside its text.
    pub namespace: usize,
    /// Whether tools are written into the first system message, which saves 4 tokens.
    pub joins_system: bool,
    /// What else is written where there are tools.
    pub preamble: usize,
    /// Whether the description of the schema of a tool's arguments is written.
    pub describes_arguments: bool,
    /// Whether pinning a tool is written.
    pub has_choice: bool,
    /// Whether several calls in one message become one call of `multi_tool_use.parallel`.
    pub has_parallel_tool: bool,
}

/// What a name costs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Name {
    OneMore,
    InsteadOfRole,
}

impl Style {
    /// The style of a generation at an endpoint.
    pub fn of(generation: Generation, endpoint: RequestEndpoint) -> Self {
        let is_responses = endpoint == RequestEndpoint::OpenAiResponses;
        let gpt_4 = Self {
            message: 3,
            has_name: Name::OneMore,
            has_role: true,
            reply: 3,
            call: 0,
            answer: 0,
            assistant: 0,
            namespace: 9,
            joins_system: true,
            preamble: 0,
            describes_arguments: false,
            has_choice: true,
            has_parallel_tool: true,
        };
        match generation {
            Generation::Gpt4 => gpt_4,
            Generation::FirstTurbo => Self {
                message: 4,
                has_name: Name::InsteadOfRole,
                ..gpt_4
            },
            Generation::Gpt4o => Self {
                call: if is_responses { 1 } else { 3 },
                namespace: if is_responses { 3 } else { 9 },
                joins_system: !is_responses,
                has_parallel_tool: false,
                ..gpt_4
            },
            // Recorded requests have the tokens of their texts and nothing else.
            Generation::Unframed => Self {
                message: 0,
                has_role: false,
                reply: 0,
                has_parallel_tool: false,
                ..gpt_4
            },
            // The framing of Harmony, without its system message (see harmony.rs).
            Generation::Reasoning | Generation::Gpt5 => Self {
                reply: 2,
                call: 3,
                answer: 5,
                assistant: if generation == Generation::Gpt5 { 2 } else { 0 },
                joins_system: false,
                preamble: if is_responses { 0 } else { 82 },
                describes_arguments: true,
                has_choice: false,
                has_parallel_tool: false,
                ..gpt_4
            },
        }
    }

    /// A tool with which the caller searches for others, beside its definition; and what such a search
    /// found, beside the definitions. Fitted on 3 recorded requests, which give 2 others to the token.
    pub const SEARCH: usize = 18;
    pub const FOUND_TOOLS: usize = 34;

    /// What Amazon Bedrock adds for a tool without a description, for an answer, and at least for
    /// encrypted thoughts. Fitted on 2 recorded requests; the errors of 3 others are below 5 %.
    pub const NO_DESCRIPTION_AT_BEDROCK: usize = 3;
    pub const ANSWER_AT_BEDROCK: usize = 2;
    pub const THOUGHTS_AT_BEDROCK: usize = 13;

    /// Tools that become known in the middle of a conversation bring the preamble at any endpoint.
    pub const LATER_TOOLS: usize = 82;
}
