//! Which encoding a model uses: exact names first, then families of models.
//!
//! OpenAI publishes the encodings of its models in tiktoken's `model.py`. The tables below are those of
//! tiktoken 0.14.0. For models that it does not list, and for other vendors, the match is the nearest
//! encoding with a token factor and a relative error, and it is not exact.

use serde::Serialize;

use crate::encoding_name::EncodingName;

/// The encoding of a model, or the best estimate of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct EncodingMatch {
    /// The encoding to count with.
    pub encoding: EncodingName,
    /// Whether the vendor publishes this vocabulary for the model.
    pub exact: bool,
    /// The token factor: a count with the encoding times this estimates the model's own tokens. It is 1
    /// if the match is exact.
    pub factor: f64,
    /// The relative error of the estimate, such as 0.15 for ±15 %. It is 0 if the match is exact.
    pub error_band: f64,
    /// The source of the match, and when it was checked.
    pub source: &'static str,
}

impl EncodingMatch {
    /// The model's own tokens for a count with the encoding: the count times the token factor, rounded
    /// up.
    ///
    /// ```
    /// let claude = tokenfare_tokenizer::encoding_for_model("claude-opus-4-6");
    /// // 51 × 1.18 = 60.18
    /// assert_eq!(claude.scaled(51), 61);
    /// ```
    pub fn scaled(&self, count: u64) -> u64 {
        // Factors have a few decimals, so that in millionths only the result is rounded.
        let millionths = (self.factor * 1e6).round() as u128;
        let scaled = (u128::from(count) * millionths).div_ceil(1_000_000);
        u64::try_from(scaled).unwrap_or(u64::MAX)
    }
}

const TIKTOKEN: &str = "openai/tiktoken 0.14.0, tiktoken/model.py, checked 2026-11-20";
const UNLISTED: &str = "OpenAI publishes no vocabulary for this model; o200k_base is the newest \
    that it publishes for text; checked 2026-11-20";
const UNKNOWN: &str = "unknown model: a guess by the most common vocabulary";

use EncodingName::{Cl100kBase, Gpt2, O200kBase, O200kHarmony, P50kBase, P50kEdit, R50kBase};

/// tiktoken's exact names.
const NAMES: &[(&str, EncodingName)] = &[
    ("o1", O200kBase),
    ("o3", O200kBase),
    ("o4-mini", O200kBase),
    ("gpt-5", O200kBase),
    ("gpt-4.1", O200kBase),
    ("gpt-4o", O200kBase),
    ("gpt-4", Cl100kBase),
    ("gpt-3.5-turbo", Cl100kBase),
    ("gpt-3.5", Cl100kBase),
    ("gpt-35-turbo", Cl100kBase),
    ("davinci-002", Cl100kBase),
    ("babbage-002", Cl100kBase),
    ("text-embedding-ada-002", Cl100kBase),
    ("text-embedding-3-small", Cl100kBase),
    ("text-embedding-3-large", Cl100kBase),
    ("text-davinci-003", P50kBase),
    ("text-davinci-002", P50kBase),
    ("text-davinci-001", R50kBase),
    ("text-curie-001", R50kBase),
    ("text-babbage-001", R50kBase),
    ("text-ada-001", R50kBase),
    ("davinci", R50kBase),
    ("curie", R50kBase),
    ("babbage", R50kBase),
    ("ada", R50kBase),
    ("code-davinci-002", P50kBase),
    ("code-davinci-001", P50kBase),
    ("code-cushman-002", P50kBase),
    ("code-cushman-001", P50kBase),
    ("davinci-codex", P50kBase),
    ("cushman-codex", P50kBase),
    ("text-davinci-edit-001", P50kEdit),
    ("code-davinci-edit-001", P50kEdit),
    ("text-similarity-davinci-001", R50kBase),
    ("text-similarity-curie-001", R50kBase),
    ("text-similarity-babbage-001", R50kBase),
    ("text-similarity-ada-001", R50kBase),
    ("text-search-davinci-doc-001", R50kBase),
    ("text-search-curie-doc-001", R50kBase),
    ("text-search-babbage-doc-001", R50kBase),
    ("text-search-ada-doc-001", R50kBase),
    ("code-search-babbage-code-001", R50kBase),
    ("code-search-ada-code-001", R50kBase),
    ("gpt2", Gpt2),
    ("gpt-2", Gpt2),
];

/// tiktoken's families, after the exact names, and three spellings of the same models that
/// appear on invoices and in price lists.
const FAMILIES: &[(&str, EncodingName)] = &[
    ("o1-", O200kBase),
    ("o3-", O200kBase),
    ("o4-mini-", O200kBase),
    ("gpt-5", O200kBase),
    ("gpt-4.5-", O200kBase),
    ("gpt-4.1-", O200kBase),
    ("chatgpt-4o-", O200kBase),
    ("gpt-4o-", O200kBase),
    ("gpt-4o:", O200kBase),
    ("gpt-4-", Cl100kBase),
    ("gpt-3.5-", Cl100kBase),
    ("gpt-35-turbo-", Cl100kBase),
    ("gpt-oss-", O200kHarmony),
    ("codex-mini", O200kBase),
];

/// OpenAI's models for which no vocabulary is published, by how their names begin.
const UNLISTED_OPENAI: &[&str] = &[
    "gpt-",
    "chatgpt-",
    "chat-latest",
    "o1",
    "o3",
    "o4",
    "computer-use",
    "codex",
    "omni-moderation",
    "text-moderation",
    "text-embedding-",
    "sora",
    "tts-",
    "whisper",
    "dall-e",
];

/// Another vendor's family: how its names begin, what to count with, the factor and the band.
struct Estimate {
    begins: &'static [&'static str],
    encoding: EncodingName,
    factor: f64,
    error_band: f64,
    source: &'static str,
}

const OLD_CLAUDE: Estimate = Estimate {
    begins: &["claude"],
    encoding: O200kBase,
    factor: 1.18,
    error_band: 0.15,
    source: "no public vocabulary; ×1.18 by github.com/sammcj/ingest issue 65 for Claude before \
        4.7, checked 2026-11-20",
};

/// From Claude 4.7 on.
const NEW_CLAUDE: Estimate = Estimate {
    begins: &["claude"],
    encoding: O200kBase,
    factor: 1.53,
    error_band: 0.2,
    source: "no public vocabulary; ×1.53 by github.com/sammcj/ingest issue 65 for Claude 4.7 and \
        later (Anthropic: about 30 % more tokens than before), checked 2026-11-20",
};

/// Factors of 1 are assumptions with a wide band: nobody has published a measurement.
const ESTIMATES: &[Estimate] = &[
    Estimate {
        begins: &["text-search-", "code-search-"],
        encoding: R50kBase,
        factor: 1.0,
        error_band: 0.02,
        source: "tiktoken lists only the half of each pair of models that reads documents or code; \
            the other half is taken to share its vocabulary, checked 2026-11-20",
    },
    Estimate {
        begins: &[
            "llama-2",
            "llama2",
            "meta-llama-2",
            "codellama",
            "mixtral",
            "mistral-7b",
            "nous-hermes",
        ],
        encoding: Cl100kBase,
        factor: 1.15,
        error_band: 0.25,
        source: "a vocabulary of 32,000 tokens, a third of cl100k_base's; the factor is an \
            assumption, checked 2026-11-20",
    },
    Estimate {
        begins: &["llama-4", "llama4"],
        encoding: O200kBase,
        factor: 1.0,
        error_band: 0.15,
        source: "a vocabulary of about the size of o200k_base; the factor is an assumption, \
            checked 2026-11-20",
    },
    Estimate {
        begins: &["llama", "meta-llama"],
        encoding: Cl100kBase,
        factor: 1.0,
        error_band: 0.1,
        source: "Llama 3's vocabulary is cl100k_base and 28,000 further tokens, checked 2026-11-20",
    },
    Estimate {
        begins: &["qwen", "qwq", "qvq"],
        encoding: Cl100kBase,
        factor: 1.0,
        error_band: 0.15,
        source: "Qwen's vocabulary began as cl100k_base; digits stand singly; the factor is an \
            assumption, checked 2026-11-20",
    },
    Estimate {
        begins: &[
            "gemini",
            "gemma",
            "grok",
            "deepseek",
            "mistral",
            "ministral",
            "codestral",
            "devstral",
            "magistral",
            "pixtral",
            "voxtral",
            "open-mistral",
            "open-mixtral",
            "command",
            "embed-",
            "kimi",
            "moonshot",
            "glm",
            "minimax",
            "nova",
            "amazon.",
            "sonar",
            "r1-",
            "voyage",
            "nemotron",
            "titan",
            "palmyra",
            "m2-her",
            "inkling",
        ],
        encoding: O200kBase,
        factor: 1.0,
        error_band: 0.2,
        source: "another vocabulary of similar size; the factor is an assumption, checked \
            2026-11-20",
    },
];

/// The encoding of a model, found by exact name, dated snapshot, fine-tune (`ft:`) or family. A provider
/// before the name (`openai/gpt-4o`) and the case of letters do not matter. It never fails: for an
/// unknown name the match is a guess and not exact.
///
/// ```
/// use tokenfare_tokenizer::{EncodingName, encoding_for_model};
///
/// let tuned = encoding_for_model("ft:gpt-4o-mini-2024-07-18:acme::abc123");
/// assert_eq!(tuned.encoding, EncodingName::O200kBase);
/// assert!(tuned.exact);
/// assert!(!encoding_for_model("claude-opus-4-7").exact);
/// ```
pub fn encoding_for_model(model: &str) -> EncodingMatch {
    // Taken apart by the rules that the catalog of prices resolves names by, too.
    let reading = tokenfare_model_name::read(model);
    let name = reading.model.to_ascii_lowercase();
    let name = name.rsplit('/').next().unwrap_or_default();
    let name = name.strip_prefix("ft:").unwrap_or(name);
    let name = name.strip_prefix("openai.").unwrap_or(name);
    // A fine-tune's base ends at the first colon; "gpt-4o:extended" is matched with it.
    let base = name.split(':').next().unwrap_or_default();

    if let Some(encoding) = published(name).or_else(|| published(base)) {
        return EncodingMatch {
            encoding,
            exact: true,
            factor: 1.0,
            error_band: 0.0,
            source: TIKTOKEN,
        };
    }
    if UNLISTED_OPENAI.iter().any(|begin| name.starts_with(begin)) {
        return EncodingMatch {
            encoding: O200kBase,
            exact: false,
            factor: 1.0,
            error_band: 0.05,
            source: UNLISTED,
        };
    }
    match estimate(name) {
        Some(estimate) => EncodingMatch {
            encoding: estimate.encoding,
            exact: false,
            factor: estimate.factor,
            error_band: estimate.error_band,
            source: estimate.source,
        },
        None => EncodingMatch {
            encoding: O200kBase,
            exact: false,
            factor: 1.0,
            error_band: 0.3,
            source: UNKNOWN,
        },
    }
}

fn published(name: &str) -> Option<EncodingName> {
    let exact = NAMES.iter().find(|(known, _)| *known == name);
    let family = || FAMILIES.iter().find(|(begin, _)| name.starts_with(begin));
    exact.or_else(family).map(|(_, encoding)| *encoding)
}

/// Other vendors' names may carry a region and a vendor in front, as Bedrock's do
/// ("us.anthropic.claude-…"): what follows any dot is looked at too.
fn estimate(name: &str) -> Option<&'static Estimate> {
    let parts = std::iter::once(name).chain(
        name.match_indices('.')
            .filter_map(|(dot, _)| name.get(dot + 1..)),
    );
    for part in parts {
        if part.starts_with("claude") {
            return Some(if claude_version(part) >= (4, 7) {
                &NEW_CLAUDE
            } else {
                &OLD_CLAUDE
            });
        }
        let found = ESTIMATES
            .iter()
            .find(|estimate| estimate.begins.iter().any(|begin| part.starts_with(begin)));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Major and minor version in a Claude name: (4, 7) of "claude-opus-4-7", (3, 5) of
/// "claude-3-5-haiku-20241022"; dates are no version.
fn claude_version(name: &str) -> (u32, u32) {
    let mut numbers = name
        .split(['-', '.', '@', ':', 'v'])
        .skip_while(|part| part.is_empty() || part.parse::<u32>().is_err())
        .map_while(|part| part.parse::<u32>().ok())
        .filter(|number| *number < 100);
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_snapshots_fine_tunes_and_families_resolve() {
        for (model, encoding) in [
            ("davinci", R50kBase),
            ("davinci-002", Cl100kBase),
            ("text-davinci-003", P50kBase),
            ("text-davinci-edit-001", P50kEdit),
            ("gpt2", Gpt2),
            ("gpt-4", Cl100kBase),
            ("gpt-4-32k", Cl100kBase),
            ("gpt-4-turbo-2024-04-09", Cl100kBase),
            ("gpt-3.5-turbo-instruct", Cl100kBase),
            ("gpt-3.5-0301", Cl100kBase),
            ("ft:gpt-3.5-turbo-0125:org::id", Cl100kBase),
            ("gpt-4o:extended", O200kBase),
            ("gpt-4o-mini-2024-07-18.ft-", O200kBase),
            ("openai/gpt-4.1-nano", O200kBase),
            ("OpenAI/GPT-5.6-sol", O200kBase),
            ("openai.gpt-oss-120b-1:0", O200kHarmony),
            ("o3-deep-research", O200kBase),
            ("text-embedding-3-large", Cl100kBase),
        ] {
            let found = encoding_for_model(model);
            assert_eq!((found.encoding, found.exact), (encoding, true), "{model}");
            assert_eq!((found.factor, found.error_band), (1.0, 0.0));
        }
    }

    #[test]
    fn what_is_not_published_is_an_estimate() {
        for model in [
            "gpt-6-astra",
            "gpt-image-2",
            "whisper-1",
            "chat-latest",
            "dall-e-3",
        ] {
            let found = encoding_for_model(model);
            assert_eq!((found.encoding, found.exact), (O200kBase, false), "{model}");
            assert_eq!(found.source, UNLISTED);
        }
        let unknown = encoding_for_model("");
        assert_eq!((unknown.exact, unknown.error_band), (false, 0.3));
    }

    #[test]
    fn claude_counts_more_from_4_7_on() {
        for (model, factor) in [
            ("claude-3-5-haiku-20241022", 1.18),
            ("claude-opus-4-20250514", 1.18),
            ("claude-opus-4-6", 1.18),
            ("claude-opus-4-7", 1.53),
            ("claude-sonnet-5", 1.53),
            ("claude-instant-1.2", 1.18),
            ("regional.anthropic.claude-opus-4-8-v1:0", 1.53),
            ("anthropic/claude-fable-5-1", 1.53),
        ] {
            assert_eq!(encoding_for_model(model).factor, factor, "{model}");
        }
    }

    #[test]
    fn counts_are_scaled_without_floats() {
        for (model, count, scaled) in [
            ("gpt-4o", 7, 7),
            ("gpt-6-astra", 7, 7),
            ("claude-opus-4-6", 0, 0),
            // 1.18 × 50 is 59, not a little more.
            ("claude-opus-4-6", 50, 59),
            ("claude-opus-4-6", 51, 61),
            ("claude-opus-4-7", 100, 153),
            ("claude-opus-4-7", u64::MAX, u64::MAX),
        ] {
            assert_eq!(encoding_for_model(model).scaled(count), scaled, "{model}");
        }
    }

    #[test]
    fn llama_3_counts_with_cl100k() {
        assert_eq!(
            encoding_for_model("llama-3.3-70b-versatile").encoding,
            Cl100kBase
        );
        assert_eq!(
            encoding_for_model("meta-llama/Llama-4-Scout").encoding,
            O200kBase
        );
        assert_eq!(
            encoding_for_model("us.meta.llama4-scout-17b").encoding,
            O200kBase
        );
    }
}
