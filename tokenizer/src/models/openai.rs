//! OpenAI's models, by tiktoken's `model.py`: exact names first, then families of models.

use super::encoding_match::EncodingMatch;
use crate::encoding_name::EncodingName;
use EncodingName::{Cl100kBase, Gpt2, O200kBase, O200kHarmony, P50kBase, P50kEdit, R50kBase};

const TIKTOKEN: &str = "openai/tiktoken 0.14.0, tiktoken/model.py, checked 2026-11-20";
const UNLISTED: &str = "OpenAI publishes no vocabulary for this model; o200k_base is the newest \
    that it publishes for text; checked 2026-11-20";

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

/// The match of one of OpenAI's models.
pub fn find(name: &str) -> Option<EncodingMatch> {
    // A fine-tune's base ends at the first colon; "gpt-4o:extended" is matched with it.
    let base = name.split(':').next().unwrap_or_default();
    if let Some(encoding) = published(name).or_else(|| published(base)) {
        return Some(EncodingMatch::exact(encoding, TIKTOKEN));
    }
    let is_unlisted = UNLISTED_OPENAI.iter().any(|begin| name.starts_with(begin));
    is_unlisted.then(|| EncodingMatch::estimate(O200kBase, 1.0, 0.05, UNLISTED))
}

fn published(name: &str) -> Option<EncodingName> {
    let exact = NAMES.iter().find(|(known, _)| *known == name);
    let family = || FAMILIES.iter().find(|(begin, _)| name.starts_with(begin));
    exact.or_else(family).map(|(_, encoding)| *encoding)
}
