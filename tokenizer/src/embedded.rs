//! Encodings whose vocabulary is compiled into the program, by one cargo feature each.

use std::sync::OnceLock;

use crate::encoding::Encoding;
use crate::encoding_name::EncodingName;
use crate::error::TokenizerError;

type Slot = OnceLock<Result<Encoding, TokenizerError>>;

impl Encoding {
    /// The encoding with this name. Its tables are built at the first call. The cargo feature of the
    /// same name embeds its vocabulary.
    ///
    /// ```
    /// use tokenfare_tokenizer::{Encoding, EncodingName};
    ///
    /// let cl100k = Encoding::embedded(EncodingName::Cl100kBase)?;
    /// assert_eq!(cl100k.count_ordinary("Hello, world!"), 4);
    /// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`TokenizerError::EncodingNotLoaded`] if the feature is off.
    pub fn embedded(name: EncodingName) -> Result<&'static Self, TokenizerError> {
        static SLOTS: [Slot; EncodingName::ALL.len()] =
            [const { OnceLock::new() }; EncodingName::ALL.len()];
        let missing = TokenizerError::EncodingNotLoaded {
            encoding: name.as_str().to_owned(),
        };
        let Some((bytes, base)) = embedded_bytes(name) else {
            return Err(missing);
        };
        let slot = EncodingName::ALL
            .iter()
            .position(|known| *known == name)
            .and_then(|index| SLOTS.get(index))
            .ok_or(missing)?;
        slot.get_or_init(|| match base {
            Some(base) => Self::from_packed_with(bytes, &[Self::embedded(base)?]),
            None => Self::from_packed(bytes),
        })
        .as_ref()
        .map_err(Clone::clone)
    }
}

/// A packed vocabulary and the encoding it extends.
type Embedded = (&'static [u8], Option<EncodingName>);

fn embedded_bytes(name: EncodingName) -> Option<Embedded> {
    match name {
        #[cfg(feature = "o200k_base")]
        EncodingName::O200kBase => Some((include_bytes!("../vocab/o200k_base.tfv"), None)),
        #[cfg(feature = "o200k_harmony")]
        EncodingName::O200kHarmony => Some((
            include_bytes!("../vocab/o200k_harmony.tfv"),
            Some(EncodingName::O200kBase),
        )),
        #[cfg(feature = "cl100k_base")]
        EncodingName::Cl100kBase => Some((include_bytes!("../vocab/cl100k_base.tfv"), None)),
        #[cfg(feature = "p50k_base")]
        EncodingName::P50kBase => Some((
            include_bytes!("../vocab/p50k_base.tfv"),
            Some(EncodingName::R50kBase),
        )),
        #[cfg(feature = "p50k_edit")]
        EncodingName::P50kEdit => Some((
            include_bytes!("../vocab/p50k_edit.tfv"),
            Some(EncodingName::P50kBase),
        )),
        #[cfg(feature = "r50k_base")]
        EncodingName::R50kBase => Some((include_bytes!("../vocab/r50k_base.tfv"), None)),
        #[cfg(feature = "gpt2")]
        EncodingName::Gpt2 => Some((
            include_bytes!("../vocab/gpt2.tfv"),
            Some(EncodingName::R50kBase),
        )),
        #[cfg(feature = "claude_3")]
        EncodingName::Claude3 => Some((include_bytes!("../vocab/claude_3.tfv"), None)),
        #[cfg(feature = "claude_4_7")]
        EncodingName::Claude47 => Some((include_bytes!("../vocab/claude_4_7.tfv"), None)),
        #[cfg(feature = "gemma_3")]
        EncodingName::Gemma3 => Some((include_bytes!("../vocab/gemma_3.tfv"), None)),
        #[cfg(feature = "llama_2")]
        EncodingName::Llama2 => Some((include_bytes!("../vocab/llama_2.tfv"), None)),
        #[cfg(feature = "mistral_spm")]
        EncodingName::MistralSpm => Some((include_bytes!("../vocab/mistral_spm.tfv"), None)),
        #[cfg(feature = "llama_3")]
        EncodingName::Llama3 => Some((
            include_bytes!("../vocab/llama_3.tfv"),
            Some(EncodingName::Cl100kBase),
        )),
        #[cfg(feature = "llama_4")]
        EncodingName::Llama4 => Some((include_bytes!("../vocab/llama_4.tfv"), None)),
        #[cfg(feature = "qwen_2")]
        EncodingName::Qwen2 => Some((include_bytes!("../vocab/qwen_2.tfv"), None)),
        #[cfg(feature = "qwen_3_5")]
        EncodingName::Qwen35 => Some((include_bytes!("../vocab/qwen_3_5.tfv"), None)),
        #[cfg(feature = "deepseek_v3")]
        EncodingName::DeepseekV3 => Some((include_bytes!("../vocab/deepseek_v3.tfv"), None)),
        #[cfg(feature = "mistral_tekken")]
        EncodingName::MistralTekken => Some((include_bytes!("../vocab/mistral_tekken.tfv"), None)),
        #[cfg(feature = "kimi_k2")]
        EncodingName::KimiK2 => Some((include_bytes!("../vocab/kimi_k2.tfv"), None)),
        #[cfg(feature = "glm_4")]
        EncodingName::Glm4 => Some((include_bytes!("../vocab/glm_4.tfv"), None)),
        #[cfg(feature = "glm_5")]
        EncodingName::Glm5 => Some((
            include_bytes!("../vocab/glm_5.tfv"),
            Some(EncodingName::Glm4),
        )),
        #[cfg(feature = "minimax")]
        EncodingName::Minimax => Some((include_bytes!("../vocab/minimax.tfv"), None)),
        #[allow(unreachable_patterns)]
        _ => None,
    }
}
