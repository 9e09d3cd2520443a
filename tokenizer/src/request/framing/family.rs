//! Families of models that share a framing, found by the model's name.

use super::templates::Template;

use crate::request::tally::MediaRates;

/// A family.
#[derive(Clone, Copy)]
pub enum Family {
    OpenAi(Generation),
    Harmony,
    Claude,
    Gemini,
    Template(Template),
    /// No framing is known; OpenAI's is assumed.
    Unknown,
}

/// OpenAI's generations of framing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// The first GPT-3.5 Turbo, of March 2023.
    FirstTurbo,
    /// GPT-3.5 and GPT-4.
    Gpt4,
    /// GPT-4o, 4.1 and 4.5.
    Gpt4o,
    /// Embeddings, completions, and models that search the web by themselves: their texts are billed
    /// without any framing.
    Unframed,
    /// o1, o3, o4.
    Reasoning,
    /// GPT-5 and later.
    Gpt5,
}

/// Models whose framing OpenAI's cookbook publishes ("How to count tokens with tiktoken"), and their
/// other spellings.
const PUBLISHED: &[&str] = &[
    "gpt-3.5-turbo",
    "gpt-3.5-turbo-0301",
    "gpt-3.5-0301",
    "gpt-3.5-turbo-0613",
    "gpt-3.5-turbo-1106",
    "gpt-3.5-turbo-0125",
    "gpt-3.5-turbo-16k",
    "gpt-3.5-turbo-16k-0613",
    "gpt-35-turbo",
    "gpt-4",
    "gpt-4-0314",
    "gpt-4-0613",
    "gpt-4-32k",
    "gpt-4-32k-0314",
    "gpt-4-32k-0613",
    "gpt-4-turbo",
    "gpt-4-turbo-2024-04-09",
    "gpt-4o",
    "gpt-4o-2024-05-13",
    "gpt-4o-2024-08-06",
    "gpt-4o-2024-11-20",
    "gpt-4o-mini",
    "gpt-4o-mini-2024-07-18",
];

/// Beginnings of names, the more special first.
const BEGINNINGS: &[(&str, Family)] = &[
    ("gpt-3.5-turbo-0301", Family::OpenAi(Generation::FirstTurbo)),
    ("gpt-3.5-0301", Family::OpenAi(Generation::FirstTurbo)),
    ("gpt-4o-search", Family::OpenAi(Generation::Unframed)),
    ("gpt-4o-mini-search", Family::OpenAi(Generation::Unframed)),
    (
        "gpt-3.5-turbo-instruct",
        Family::OpenAi(Generation::Unframed),
    ),
    ("davinci-002", Family::OpenAi(Generation::Unframed)),
    ("babbage-002", Family::OpenAi(Generation::Unframed)),
    ("text-embedding", Family::OpenAi(Generation::Unframed)),
    ("gpt-4o", Family::OpenAi(Generation::Gpt4o)),
    ("gpt-4.1", Family::OpenAi(Generation::Gpt4o)),
    ("gpt-4.5", Family::OpenAi(Generation::Gpt4o)),
    ("chatgpt-4o", Family::OpenAi(Generation::Gpt4o)),
    ("gpt-audio", Family::OpenAi(Generation::Gpt4o)),
    ("gpt-4", Family::OpenAi(Generation::Gpt4)),
    ("gpt-3.5", Family::OpenAi(Generation::Gpt4)),
    ("gpt-35", Family::OpenAi(Generation::Gpt4)),
    ("o1", Family::OpenAi(Generation::Reasoning)),
    ("o3", Family::OpenAi(Generation::Reasoning)),
    ("o4", Family::OpenAi(Generation::Reasoning)),
    ("codex-mini", Family::OpenAi(Generation::Reasoning)),
    ("computer-use", Family::OpenAi(Generation::Reasoning)),
    ("gpt-5", Family::OpenAi(Generation::Gpt5)),
    ("gpt-6", Family::OpenAi(Generation::Gpt5)),
    ("gpt-7", Family::OpenAi(Generation::Gpt5)),
];

/// Words in names, the more special first. Hosts put their own before and after them.
const WORDS: &[(&str, Family)] = &[
    ("gpt-oss", Family::Harmony),
    ("claude", Family::Claude),
    ("gemini", Family::Gemini),
    ("deepseek-reasoner", Family::Template(Template::DeepseekR1)),
    ("deepseek-v3.1", Family::Template(Template::DeepseekV31)),
    ("deepseek-v3p1", Family::Template(Template::DeepseekV31)),
    ("deepseek-v3.2", Family::Template(Template::DeepseekV32)),
    ("deepseek-v3p2", Family::Template(Template::DeepseekV32)),
    ("deepseek-v4", Family::Template(Template::DeepseekV4)),
    ("deepseek-chat", Family::Template(Template::DeepseekV4)),
    ("deepseek-flash", Family::Template(Template::DeepseekV4)),
    ("deepseek", Family::Template(Template::DeepseekV3)),
    ("llama-4", Family::Template(Template::Llama4)),
    ("llama4", Family::Template(Template::Llama4)),
    ("llama-3.1", Family::Template(Template::Llama31)),
    ("llama-3.2", Family::Template(Template::Llama31)),
    ("llama-3.3", Family::Template(Template::Llama31)),
    ("llama-3-1", Family::Template(Template::Llama31)),
    ("llama-3-2", Family::Template(Template::Llama31)),
    ("llama-3-3", Family::Template(Template::Llama31)),
    ("llama3.1", Family::Template(Template::Llama31)),
    ("llama3.2", Family::Template(Template::Llama31)),
    ("llama3.3", Family::Template(Template::Llama31)),
    ("llama3-1", Family::Template(Template::Llama31)),
    ("llama3-2", Family::Template(Template::Llama31)),
    ("llama3-3", Family::Template(Template::Llama31)),
    ("llama", Family::Template(Template::Llama3)),
    ("qwen3-coder", Family::Template(Template::Qwen3Coder)),
    ("qwen-3-coder", Family::Template(Template::Qwen3Coder)),
    ("qwen2", Family::Template(Template::Qwen25)),
    ("qwen-2", Family::Template(Template::Qwen25)),
    ("qwen", Family::Template(Template::Qwen3)),
    ("qwq", Family::Template(Template::Qwen3)),
    ("mistral-small", Family::Template(Template::MistralSmall)),
    ("magistral-small", Family::Template(Template::MistralSmall)),
    ("mistral", Family::Template(Template::Mistral)),
    ("mixtral", Family::Template(Template::Mistral)),
    ("ministral", Family::Template(Template::Mistral)),
    ("magistral", Family::Template(Template::Mistral)),
    ("codestral", Family::Template(Template::Mistral)),
    ("devstral", Family::Template(Template::Mistral)),
    ("pixtral", Family::Template(Template::Mistral)),
    ("glm-4.7", Family::Template(Template::Glm47)),
    ("glm-4p7", Family::Template(Template::Glm47)),
    ("glm-5", Family::Template(Template::Glm5)),
    ("glm", Family::Template(Template::Glm46)),
    (
        "kimi-k2-thinking",
        Family::Template(Template::KimiK2Thinking),
    ),
    ("kimi", Family::Template(Template::KimiK2)),
    ("minimax", Family::Template(Template::MinimaxM2)),
];

impl Family {
    /// The family of a model.
    pub fn of(model: &str) -> Self {
        let name = plain_name(model);
        let openai = BEGINNINGS.iter().find(|(start, _)| name.starts_with(start));
        let whole = model.to_ascii_lowercase();
        let other = || WORDS.iter().find(|(word, _)| whole.contains(word));
        let found = openai.or_else(other);
        found.map_or(Self::Unknown, |(_, family)| *family)
    }

    /// What the family bills for files and sound. Google publishes 258 tokens a page and 32 a second
    /// (<https://ai.google.dev/gemini-api/docs/tokens>); OpenAI 10 a second for sound. The rest are
    /// recorded requests with PDF files of one page and little text.
    pub fn media_rates(self) -> MediaRates {
        let (page, has_published_page, second) = match self {
            Self::OpenAi(_) => (Some(220), false, Some(10)),
            Self::Claude => (Some(1_600), false, None),
            Self::Gemini => (Some(258), true, Some(32)),
            _ => (None, false, None),
        };
        // One recorded request with a file of text.
        let text = if matches!(self, Self::OpenAi(_)) {
            22
        } else {
            0
        };
        MediaRates {
            text,
            page,
            has_published_page,
            second,
        }
    }

    /// Whether a vendor publishes how this model frames plain messages.
    pub fn is_published(model: &str) -> bool {
        PUBLISHED.contains(&plain_name(model).as_str())
    }
}

/// The model without who sells it, in small letters.
fn plain_name(model: &str) -> String {
    let name = model.trim().to_ascii_lowercase();
    let reading = tokenfare_model_name::read(&name);
    let last = reading.model.rsplit('/').next().unwrap_or_default();
    let last = last.strip_prefix("ft:").unwrap_or(last);
    let last = ["openai-", "openai."]
        .iter()
        .find_map(|vendor| last.strip_prefix(vendor))
        .unwrap_or(last);
    // A fine-tuned model's owner and suffix follow its base.
    last.split(':').next().unwrap_or_default().to_owned()
}
