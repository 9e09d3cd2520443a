//! Which template a model has, and what all templates share.

use serde_json::{Value, json};

use super::page::Page;
use super::turns::{Speaker, Turn, last_of_user, tools, turns};
use super::{deepseek, glm, kimi, llama, minimax, mistral, qwen};
use crate::request::conversation::{Conversation, Tool};
use crate::request::json::spaced;
use crate::request::result::{PartKind, RequestEndpoint};
use crate::request::tally::Tally;

/// A template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// The first Llama 3.
    Llama3,
    /// Llama 3.1 to 3.3.
    Llama31,
    Llama4,
    Qwen25,
    Qwen3,
    Qwen3Coder,
    /// DeepSeek V3 and the first R1.
    DeepseekV3,
    /// DeepSeek's reasoner, whose reply begins with thoughts.
    DeepseekR1,
    DeepseekV31,
    DeepseekV32,
    DeepseekV4,
    Mistral,
    /// The small models at Mistral's own host.
    MistralSmall,
    /// GLM 4.5 and 4.6.
    Glm46,
    Glm47,
    Glm5,
    KimiK2,
    KimiK2Thinking,
    MinimaxM2,
}

impl Template {
    /// Where it is published.
    fn source(self) -> &'static str {
        match self {
            Self::Llama3 => "Meta's chat template of Llama 3",
            Self::Llama31 => "Meta's chat template of Llama 3.1 to 3.3",
            Self::Llama4 => {
                "Meta's chat template of Llama 4; what it says of tools is fitted on recorded requests"
            }
            Self::Qwen25 => "Alibaba's chat template of Qwen 2.5",
            Self::Qwen3 => "Alibaba's chat template of Qwen 3",
            Self::Qwen3Coder => "Alibaba's chat template of Qwen 3 Coder",
            Self::DeepseekV3 | Self::DeepseekR1 | Self::DeepseekV31 => {
                "DeepSeek's chat template; what it says of tools is fitted on recorded requests"
            }
            Self::DeepseekV32 => "DeepSeek's chat template of V3.2",
            Self::DeepseekV4 => "DeepSeek's chat template of V4",
            Self::Mistral => "Mistral's instruction format (mistral-common)",
            Self::MistralSmall => {
                "Mistral's instruction format (mistral-common), and 12 tokens that recorded requests show"
            }
            Self::Glm46 => "Z.ai's chat template of GLM 4.6",
            Self::Glm47 => "Z.ai's chat template of GLM 4.7",
            Self::Glm5 => {
                "Z.ai's chat template of GLM 4.7, and 7 tokens that recorded requests of GLM 5 show"
            }
            Self::KimiK2 | Self::KimiK2Thinking => "Moonshot's chat template of Kimi K2",
            Self::MinimaxM2 => "MiniMax's chat template of M2",
        }
    }
}

/// A conversation as a template sees it.
pub struct Chat<'t> {
    pub turns: Vec<Turn<'t>>,
    pub tools: Vec<&'t Tool<'t>>,
    /// Whether the model is asked to think, where the request says so.
    pub thinks: Option<bool>,
    pub endpoint: RequestEndpoint,
    /// The position of the last turn of the user: thoughts after it are kept.
    pub last_of_user: Option<usize>,
}

impl Chat<'_> {
    /// Whether a turn follows the last one of the user.
    pub fn is_current(&self, at: usize) -> bool {
        self.last_of_user.is_none_or(|last| at > last)
    }

    /// Whether the turn before, or behind, is an answer of a tool too.
    pub fn is_answer(&self, at: Option<usize>) -> bool {
        let turn = at.and_then(|at| self.turns.get(at));
        turn.is_some_and(|turn| turn.speaker == Speaker::Tool)
    }

    /// Whether the first turn is the system's.
    pub fn has_system(&self) -> bool {
        let first = self.turns.first();
        first.is_some_and(|turn| turn.speaker == Speaker::System)
    }

    /// Writes the definitions of all tools, with what stands before each, and around them all.
    pub fn write_tools(
        &self,
        page: &mut Page<'_, '_>,
        write: impl Fn(&mut Page<'_, '_>, &Tool<'_>),
    ) {
        for tool in &self.tools {
            page.begin_tool(tool.index, tool.name);
            write(page, tool);
        }
        page.begin(PartKind::Tools, None);
    }
}

/// Counts a conversation as `template` writes it.
pub fn template(
    conversation: &Conversation<'_>,
    template: Template,
    endpoint: RequestEndpoint,
    tally: &mut Tally<'_>,
) {
    tally.notes.estimate(format!(
        "messages are framed by {}; hosts may use a template of their own",
        template.source()
    ));
    let turns = turns(conversation, endpoint);
    let chat = Chat {
        last_of_user: last_of_user(&turns),
        turns,
        tools: tools(conversation),
        thinks: conversation.thinks,
        endpoint,
    };
    let mut page = Page::new(tally);
    for turn in &chat.turns {
        for media in &turn.media {
            page.media(media, turn.index);
        }
    }
    match template {
        Template::Llama3 | Template::Llama31 | Template::Llama4 => {
            llama::write(&chat, template, &mut page);
        }
        Template::Qwen25 | Template::Qwen3 => qwen::write(&chat, template, &mut page),
        Template::Qwen3Coder => qwen::write_for_coder(&chat, &mut page),
        Template::DeepseekV3 | Template::DeepseekR1 | Template::DeepseekV31 => {
            deepseek::write_v3(&chat, template, &mut page);
        }
        Template::DeepseekV32 => deepseek::write_v32(&chat, &mut page),
        Template::DeepseekV4 => deepseek::write_v4(&chat, &mut page),
        Template::Mistral | Template::MistralSmall => mistral::write(&chat, template, &mut page),
        Template::Glm46 | Template::Glm47 | Template::Glm5 => {
            glm::write(&chat, template, &mut page);
        }
        Template::KimiK2 | Template::KimiK2Thinking => kimi::write(&chat, template, &mut page),
        Template::MinimaxM2 => minimax::write(&chat, &mut page),
    }
    page.finish();
}

/// The inner definition of a tool.
pub fn function_of(tool: &Tool<'_>) -> Value {
    let mut function = json!({ "name": tool.name });
    if let Some(description) = tool.description {
        function["description"] = Value::String(description.to_owned());
    }
    if !tool.parameters.is_null() {
        function["parameters"] = tool.parameters.clone();
    }
    function
}

/// The definition of a tool as it stands in the request.
pub fn definition_of(tool: &Tool<'_>) -> Value {
    json!({ "type": "function", "function": function_of(tool) })
}

/// Text as it is, any other value as JSON.
pub fn text_or_json(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => spaced(other),
    }
}
