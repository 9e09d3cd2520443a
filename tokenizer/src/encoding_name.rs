//! The names of the encodings.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::TokenizerError;

/// One of OpenAI's published encodings.
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
}

impl EncodingName {
    /// All encodings, the newest first.
    pub const ALL: [Self; 7] = [
        Self::O200kBase,
        Self::O200kHarmony,
        Self::Cl100kBase,
        Self::P50kBase,
        Self::P50kEdit,
        Self::R50kBase,
        Self::Gpt2,
    ];

    /// The name as OpenAI writes it, `"o200k_base"`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::O200kBase => "o200k_base",
            Self::O200kHarmony => "o200k_harmony",
            Self::Cl100kBase => "cl100k_base",
            Self::P50kBase => "p50k_base",
            Self::P50kEdit => "p50k_edit",
            Self::R50kBase => "r50k_base",
            Self::Gpt2 => "gpt2",
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
