//! The names of the encodings.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::TokenizerError;

/// An encoding whose vocabulary this project packs. A vocabulary of one's own has any other name:
/// [`Encoding::name`](crate::Encoding::name) is a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EncodingName {
    /// GPT-4o and everything after it.
    O200kBase,
    /// gpt-oss: o200k_base with the special tokens of the Harmony format.
    O200kHarmony,
    /// GPT-4, GPT-3.5, the second and third generation of embeddings.
    Cl100kBase,
    /// text-davinci-002 and -003, Codex.
    P50kBase,
    /// The edit models: p50k_base with fill-in-the-middle tokens.
    P50kEdit,
    /// The first GPT-3 models.
    R50kBase,
    /// GPT-2; the same ids as r50k_base.
    Gpt2,
    /// Claude 3 to 4.6, a reconstruction: it counts, but has no ids.
    Claude3,
    /// Claude 4.7 and later, a reconstruction: it counts, but has no ids.
    Claude47,
    /// Gemini 2.0, 2.5 and 3 preview, Gemma 3.
    Gemma3,
    /// Llama 2 and Code Llama.
    Llama2,
    /// Llama 3 to 3.3.
    Llama3,
    /// Llama 4.
    Llama4,
    /// Qwen 1 to 3, QwQ and QVQ.
    Qwen2,
    /// Qwen 3.5 and 3.6.
    Qwen35,
    /// DeepSeek V3 to V4, and R1.
    DeepseekV3,
    /// Mistral's models since Nemo, and Nemotron 3.
    MistralTekken,
    /// Mistral 7B, Mixtral and the first commercial models.
    MistralSpm,
    /// Kimi K2 and K3.
    KimiK2,
    /// GLM 4.
    Glm4,
    /// GLM 5.
    Glm5,
    /// MiniMax Text 01 to M3.
    Minimax,
}

impl EncodingName {
    /// OpenAI's encodings, the newest first.
    pub const OPENAI: [Self; 7] = [
        Self::O200kBase,
        Self::O200kHarmony,
        Self::Cl100kBase,
        Self::P50kBase,
        Self::P50kEdit,
        Self::R50kBase,
        Self::Gpt2,
    ];

    /// All encodings: OpenAI's, then those of other vendors.
    pub const ALL: [Self; 22] = [
        Self::O200kBase,
        Self::O200kHarmony,
        Self::Cl100kBase,
        Self::P50kBase,
        Self::P50kEdit,
        Self::R50kBase,
        Self::Gpt2,
        Self::Claude3,
        Self::Claude47,
        Self::Gemma3,
        Self::Llama2,
        Self::Llama3,
        Self::Llama4,
        Self::Qwen2,
        Self::Qwen35,
        Self::DeepseekV3,
        Self::MistralTekken,
        Self::MistralSpm,
        Self::KimiK2,
        Self::Glm4,
        Self::Glm5,
        Self::Minimax,
    ];

    /// The name, `"o200k_base"`. OpenAI's are spelled as OpenAI does.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::O200kBase => "o200k_base",
            Self::O200kHarmony => "o200k_harmony",
            Self::Cl100kBase => "cl100k_base",
            Self::P50kBase => "p50k_base",
            Self::P50kEdit => "p50k_edit",
            Self::R50kBase => "r50k_base",
            Self::Gpt2 => "gpt2",
            Self::Claude3 => "claude_3",
            Self::Claude47 => "claude_4_7",
            Self::Gemma3 => "gemma_3",
            Self::Llama2 => "llama_2",
            Self::Llama3 => "llama_3",
            Self::Llama4 => "llama_4",
            Self::Qwen2 => "qwen_2",
            Self::Qwen35 => "qwen_3_5",
            Self::DeepseekV3 => "deepseek_v3",
            Self::MistralTekken => "mistral_tekken",
            Self::MistralSpm => "mistral_spm",
            Self::KimiK2 => "kimi_k2",
            Self::Glm4 => "glm_4",
            Self::Glm5 => "glm_5",
            Self::Minimax => "minimax",
        }
    }
}

impl Serialize for EncodingName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for EncodingName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "EncodingName".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The name of an encoding.",
            "enum": Self::ALL.map(Self::as_str),
        })
    }
}

impl fmt::Display for EncodingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for EncodingName {
    type Err = TokenizerError;

    /// # Errors
    ///
    /// [`TokenizerError::UnknownEncoding`] if no encoding has this name.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|encoding| encoding.as_str() == name)
            .ok_or_else(|| TokenizerError::UnknownEncoding {
                name: name.to_owned(),
                known: Self::ALL.map(|known| known.as_str().to_owned()).to_vec(),
            })
    }
}
