//! The encoding of a model: OpenAI's by exact name, then families of vendors, then estimates.

use super::encoding_match::EncodingMatch;
use super::{claude, estimates, openai, vendors};
use crate::encoding_name::EncodingName;

const UNKNOWN: &str = "unknown model: a guess by the most common vocabulary";

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
/// assert_eq!(encoding_for_model("meta.llama3-1-8b-instruct-v1:0").encoding, EncodingName::Llama3);
/// assert!(!encoding_for_model("grok-4").exact);
/// ```
pub fn encoding_for_model(model: &str) -> EncodingMatch {
    // Taken apart by the rules that the catalog of prices resolves names by, too.
    let reading = tokenfare_model_name::read(model);
    let name = reading.model.to_ascii_lowercase();
    let name = name.rsplit('/').next().unwrap_or_default();
    let name = name.strip_prefix("ft:").unwrap_or(name);
    let name = name.strip_prefix("openai.").unwrap_or(name);
    let of_vendor = || parts(name).find_map(vendors::find);
    let claude = || parts(name).find_map(claude::find);
    let estimate = || parts(name).find_map(estimates::find);
    openai::find(name)
        .or_else(of_vendor)
        .or_else(claude)
        .or_else(estimate)
        .unwrap_or_else(|| {
            EncodingMatch::estimate(EncodingName::O200kBase, 1.0, estimates::ANY_OTHER, UNKNOWN)
        })
}

/// Other vendors' names may carry a region and a vendor in front, as Bedrock's do
/// ("us.anthropic.claude-…"): a name, and what follows any dot in it.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let after_dots = name
        .match_indices('.')
        .filter_map(|(dot, _)| name.get(dot + 1..));
    std::iter::once(name).chain(after_dots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use EncodingName::*;

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
            assert!(found.source.contains("publishes no vocabulary"), "{model}");
        }
        let unknown = encoding_for_model("");
        assert_eq!((unknown.exact, unknown.error_band), (false, 0.45));
    }

    #[test]
    fn claude_is_reconstructed() {
        for (model, encoding, error_band) in [
            ("claude-3-5-haiku-20241022", Claude3, 0.01),
            ("claude-opus-4-20250514", Claude3, 0.01),
            ("claude-opus-4-6", Claude3, 0.01),
            ("claude-opus-4-7", Claude47, 0.01),
            ("claude-sonnet-5", Claude47, 0.01),
            ("us.anthropic.claude-opus-4-8-v1:0", Claude47, 0.01),
            // Later than the reconstruction.
            ("anthropic/claude-fable-5-1", Claude47, 0.05),
            ("claude-mythos-5", Claude47, 0.05),
        ] {
            let found = encoding_for_model(model);
            let is = (found.encoding, found.exact, found.reconstructed);
            assert_eq!(is, (encoding, false, true), "{model}");
            assert_eq!(
                (found.factor, found.error_band),
                (1.0, error_band),
                "{model}"
            );
        }
        let older = encoding_for_model("claude-instant-1.2");
        assert_eq!((older.factor, older.reconstructed), (1.18, false));
    }

    #[test]
    fn counts_are_scaled_without_floats() {
        for (model, count, scaled) in [
            ("gpt-4o", 7, 7),
            ("gpt-6-astra", 7, 7),
            ("claude-2.1", 0, 0),
            // 1.18 × 50 is 59, not a little more.
            ("claude-2.1", 50, 59),
            ("claude-2.1", 51, 61),
            ("claude-2.1", u64::MAX, u64::MAX),
        ] {
            assert_eq!(encoding_for_model(model).scaled(count), scaled, "{model}");
        }
    }

    #[test]
    fn published_vocabularies_are_exact() {
        for (model, encoding) in [
            ("llama-3.3-70b-versatile", Llama3),
            ("us.meta.llama3-1-8b-instruct-v1:0", Llama3),
            ("accounts/fireworks/models/llama-v3p1-8b-instruct", Llama3),
            ("deepseek-r1-distill-llama-70b", Llama3),
            ("meta-llama/Llama-4-Scout-17B-16E-Instruct", Llama4),
            ("us.meta.llama4-scout-17b", Llama4),
            ("groq/meta-llama/llama-guard-4-12b", Llama4),
            ("Qwen/Qwen2.5-7B-Instruct", Qwen2),
            ("qwen-plus", Qwen2),
            ("qwen3-coder-480b-a35b-instruct", Qwen2),
            ("qwen3.5-27b", Qwen35),
            ("accounts/fireworks/models/qwen3p6-plus", Qwen35),
            ("deepseek-v4-pro", DeepseekV3),
            ("deepseek.r1-v1:0", DeepseekV3),
            ("open-mistral-nemo-2407", MistralTekken),
            ("mistral.ministral-3-8b-instruct", MistralTekken),
            ("nvidia.nemotron-nano-3-30b:0", MistralTekken),
            ("kimi-k2-thinking", KimiK2),
            ("groq/moonshotai/kimi-k2-instruct", KimiK2),
            ("glm-4.5-air", Glm4),
            ("zai/glm-5.2", Glm5),
            ("MiniMax-M2.7", Minimax),
            ("gemini-2.5-flash", Gemma3),
            ("google.gemma-3-27b-it", Gemma3),
            ("meta-llama/Llama-2-7b-chat-hf", Llama2),
            ("voyage-2", Llama2),
            ("mistral.mixtral-8x7b-instruct-v0:1", MistralSpm),
            ("mistral-large-2411", MistralSpm),
            ("mistral-large-2512", MistralTekken),
        ] {
            let found = encoding_for_model(model);
            assert_eq!((found.encoding, found.exact), (encoding, true), "{model}");
            assert!(found.source.contains("checked 2026-"), "{model}");
        }
    }

    #[test]
    fn siblings_with_other_vocabularies_are_no_exact_match() {
        for model in [
            "deepseek-ai/deepseek-coder-33b-instruct",
            "qwen3.7-max",
            "llama-prompt-guard-2-86m",
            "moonshot-v1-8k",
            "mistral-medium-3.1",
            "M2-her",
            "gemini-3.5-flash",
            "voyage-3",
        ] {
            assert!(!encoding_for_model(model).exact, "{model}");
        }
    }
}
