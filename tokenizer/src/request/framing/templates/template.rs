//! The templates, and where each is published.

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
    pub fn source(self) -> &'static str {
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
