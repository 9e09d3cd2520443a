//! Families of models whose vocabulary their vendor publishes: in a table of its own software, or with
//! the weights.

use super::encoding_match::EncodingMatch;
use crate::encoding_name::EncodingName;
use EncodingName::{
    DeepseekV3, Gemma3, Glm4, Glm5, KimiK2, Llama2, Llama3, Llama4, Minimax, MistralSpm,
    MistralTekken, Qwen2, Qwen35,
};

/// How the names of a family begin, its encoding, and who says so. Without an encoding, the family only
/// looks like one of those below.
type Family = (&'static [&'static str], Option<EncodingName>, &'static str);

const META: &str = "Meta's llama-models 0.3.0, checked 2026-11-28";
const DISTILLED: &str = "tokenizer.json of the published weights, checked 2026-11-28";
const DASHSCOPE: &str = "Alibaba's dashscope 2.0.2, get_tokenizer: all names that begin with qwen, checked \
    2026-11-28";
const QWEN: &str =
    "tokenizer.json of the published weights of Qwen 3.5 and 3.6, checked 2026-11-28";
const DEEPSEEK: &str =
    "tokenizer.json of the published weights of DeepSeek V3 to V4, checked 2026-11-28";
const MISTRAL: &str = "Mistral's mistral-common 1.13.1, and tekken.json of the published weights, checked \
    2026-11-28";
const NEMOTRON: &str = "tokenizer.json of the published weights of Nemotron 3, checked 2026-11-28";
const KIMI: &str = "tiktoken.model of the published weights of Kimi K2 and K3, checked 2026-11-28";
const GLM: &str = "tokenizer.json of the published weights of GLM, checked 2026-11-28";
const MINIMAX: &str = "tokenizer.json of the published weights of MiniMax, checked 2026-11-28";
const MISTRAL_SPM: &str = "Mistral's mistral-common 1.13.1, MODEL_NAME_TO_TOKENIZER_CLS, and the published \
    weights, checked 2026-11-28";
const LLAMA_2: &str = "tokenizer.model of the published weights of Llama 2, checked 2026-11-28";
const VOYAGE: &str =
    "docs.voyageai.com/docs/tokenization: the same tokenizer as Llama 2, checked 2026-11-28";
const GOOGLE: &str =
    "Google's google-genai 3.6.1, _local_tokenizer_loader.py: gemma3, checked 2026-11-28";
const GEMMA: &str = "tokenizer.model of the published weights of Gemma 3, checked 2026-11-28";
const OTHER: &str = "";

/// The first that matches counts.
const FAMILIES: &[Family] = &[
    (&["deepseek-r1-distill-llama"], Some(Llama3), DISTILLED),
    (
        &["deepseek-r1-distill-qwen", "deepseek-r1-0528-qwen"],
        Some(Qwen2),
        DISTILLED,
    ),
    (
        &[
            "deepseek-v3",
            "deepseek-v4",
            "deepseek-r1",
            "deepseek-chat",
            "deepseek-reasoner",
            "deepseek-flash",
            "deepseek.v3",
            "deepseek.r1",
            "r1-1776",
        ],
        Some(DeepseekV3),
        DEEPSEEK,
    ),
    // A classifier with a vocabulary of its own.
    (&["llama-prompt-guard"], None, OTHER),
    (
        &[
            "llama-2",
            "llama2",
            "meta-llama-2",
            "codellama",
            "nous-hermes-llama",
            "llama-guard-7b",
        ],
        Some(Llama2),
        LLAMA_2,
    ),
    (
        &[
            "voyage-01",
            "voyage-lite-01",
            "voyage-lite-02",
            "voyage-2",
            "voyage-large-2",
            "voyage-code-2",
            "voyage-law-2",
        ],
        Some(Llama2),
        VOYAGE,
    ),
    (
        &[
            "gemini-2.0-",
            "gemini-2.5-",
            "gemini-3-pro-preview",
            "gemini-3-flash-preview",
        ],
        Some(Gemma3),
        GOOGLE,
    ),
    (&["gemma-3", "gemma3"], Some(Gemma3), GEMMA),
    (&["llama-4", "llama4", "llama-guard-4"], Some(Llama4), META),
    (
        &[
            "llama-3",
            "llama3",
            "llama-v3",
            "llama-guard-3",
            "llama-guard-2",
            "meta-llama-3",
            "meta-llama-guard-2",
        ],
        Some(Llama3),
        META,
    ),
    (&["qwen3.7", "qwen3p7", "qwen3-7"], None, OTHER),
    (
        &["qwen3.5", "qwen3p5", "qwen3.6", "qwen3p6"],
        Some(Qwen35),
        QWEN,
    ),
    (&["qwen", "qwq", "qvq"], Some(Qwen2), DASHSCOPE),
    (&["mistral-large-2512"], Some(MistralTekken), MISTRAL),
    (
        &[
            "mistral-7b",
            "open-mistral-7b",
            "mistral-tiny",
            "mixtral",
            "open-mixtral",
            "mistral-large-2",
            "mistral-small-2312",
            "mistral-small-2402",
            "mistral-medium-2312",
            "pixtral-large",
            "codestral-2405",
            "codestral-22b",
            "codestral-mamba",
        ],
        Some(MistralSpm),
        MISTRAL_SPM,
    ),
    (
        &[
            "mistral-nemo",
            "open-mistral-nemo",
            "ministral",
            "pixtral-12b",
            "mistral-small",
            "mistral-large-3",
            "mistral-large-latest",
            "devstral",
            "magistral-small",
            "voxtral",
        ],
        Some(MistralTekken),
        MISTRAL,
    ),
    (
        &[
            "nemotron-nano-3",
            "nemotron-super-3",
            "nemotron-ultra-3",
            "nemotron-3",
        ],
        Some(MistralTekken),
        NEMOTRON,
    ),
    (&["kimi"], Some(KimiK2), KIMI),
    // Not published when this was checked.
    (&["glm-5.3", "glm-4.7", "glm-4p7"], None, OTHER),
    (&["glm-5"], Some(Glm5), GLM),
    (&["glm-4"], Some(Glm4), GLM),
    (
        &["minimax-m", "minimax-01", "minimax-text", "minimax-vl"],
        Some(Minimax),
        MINIMAX,
    ),
];

/// The match of a name without what stands before it.
pub fn find(name: &str) -> Option<EncodingMatch> {
    let (_, encoding, source) = FAMILIES.iter().find(|(begins, ..)| {
        let mut begins = begins.iter();
        begins.any(|begin| name.starts_with(begin))
    })?;
    encoding.map(|encoding| EncodingMatch::exact(encoding, source))
}
