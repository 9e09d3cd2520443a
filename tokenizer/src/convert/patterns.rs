//! The expressions that split text, recognised by their exact text. Other expressions are refused: the
//! engine has no library of regular expressions, and a similar pattern gives other tokens.

use crate::format::Pattern;

/// Expressions in a row, each of which splits what the one before left, and the pattern they are.
const KNOWN: &[(&[&str], Pattern)] = &[
    (
        &[r"'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"],
        Pattern::R50k,
    ),
    (
        &[r"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"],
        Pattern::R50k,
    ),
    (
        &[r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"],
        Pattern::R50k,
    ),
    (
        &[
            r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s",
        ],
        Pattern::Cl100k,
    ),
    (
        &[
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
        Pattern::Llama3,
    ),
    (
        &[
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
        Pattern::Qwen2,
    ),
    (
        &[
            r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
        Pattern::Qwen35,
    ),
    (
        &[
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
        Pattern::O200k,
    ),
    (
        &[
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
        Pattern::Tekken,
    ),
    (
        &[
            r"[\p{Han}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]+[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ],
        Pattern::KimiK2,
    ),
    (
        &[
            r"\p{N}{1,3}",
            "[一-龥\u{3040}-ゟ゠-ヿ]+",
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
        ],
        Pattern::DeepseekV3,
    ),
];

/// The pattern that expressions in a row are.
///
/// ```
/// use tokenfare_tokenizer::convert::{named_pattern, pattern_of};
///
/// let gpt2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
/// assert_eq!(pattern_of(&[gpt2]), named_pattern("r50k_base"));
/// assert_eq!(pattern_of(&[r"\w+"]), None);
/// ```
pub fn pattern_of(expressions: &[&str]) -> Option<Pattern> {
    let known = KNOWN.iter().find(|(known, _)| *known == expressions);
    known.map(|(_, pattern)| *pattern)
}

/// A pattern by the name of the encoding that it comes from: `r50k_base`, `cl100k_base`, `o200k_base`,
/// `llama_3`, `qwen_2`, `qwen_3_5`, `mistral_tekken`, `kimi_k2` or `deepseek_v3`.
///
/// ```
/// assert!(tokenfare_tokenizer::convert::named_pattern("llama_3").is_some());
/// assert!(tokenfare_tokenizer::convert::named_pattern("none").is_none());
/// ```
pub fn named_pattern(name: &str) -> Option<Pattern> {
    Some(match name {
        "r50k_base" => Pattern::R50k,
        "cl100k_base" => Pattern::Cl100k,
        "o200k_base" => Pattern::O200k,
        "llama_3" => Pattern::Llama3,
        "qwen_2" => Pattern::Qwen2,
        "qwen_3_5" => Pattern::Qwen35,
        "mistral_tekken" => Pattern::Tekken,
        "kimi_k2" => Pattern::KimiK2,
        "deepseek_v3" => Pattern::DeepseekV3,
        _ => return None,
    })
}
