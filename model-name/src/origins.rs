//! What stands before a model's name: vendors, hosts and gateways, by the words that tools use.

/// A vendor, host or gateway that a name may begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its id in the catalog.
    pub id: &'static str,
    /// The words by which tools name it, before "/" or ":". In lower case.
    pub words: &'static [&'static str],
    /// The vendors whose models it sells at their own prices; none for a vendor.
    pub at_vendors_prices: &'static [&'static str],
    /// What it writes before its own models' names: "amazon." on Bedrock.
    pub id_prefix: &'static str,
}

const fn vendor(id: &'static str, words: &'static [&'static str]) -> Origin {
    Origin {
        id,
        words,
        at_vendors_prices: &[],
        id_prefix: "",
    }
}

const fn host(
    id: &'static str,
    words: &'static [&'static str],
    at_vendors_prices: &'static [&'static str],
) -> Origin {
    Origin {
        id,
        words,
        at_vendors_prices,
        id_prefix: "",
    }
}

/// Gateways pass on the price of a vendor whose models nobody else hosts. Models with open weights
/// cost there what the host of the day asks.
const CLOSED_VENDORS: &[&str] = &[
    "amazon-bedrock",
    "anthropic",
    "cohere",
    "google",
    "mistral",
    "openai",
    "perplexity",
    "voyageai",
    "xai",
];

/// All origins. LiteLLM's words come first in each list, then those of OpenRouter, the Vercel AI
/// gateway, pydantic-ai, LangChain and promptfoo.
pub const ORIGINS: &[Origin] = &[
    vendor(
        "openai",
        &["openai", "text-completion-openai", "openai_responses"],
    ),
    vendor("anthropic", &["anthropic", "claude"]),
    vendor(
        "google",
        &[
            "google",
            "gemini",
            "google-gla",
            "google_genai",
            "googleai",
            "google-ai-studio",
            "google_ai_studio",
        ],
    ),
    vendor("xai", &["xai", "x-ai", "grok"]),
    vendor("mistral", &["mistral", "mistralai"]),
    vendor("deepseek", &["deepseek"]),
    vendor("cohere", &["cohere", "cohere_chat"]),
    vendor("perplexity", &["perplexity"]),
    vendor("moonshotai", &["moonshotai", "moonshot"]),
    vendor(
        "alibaba-qwen",
        &["alibaba-qwen", "dashscope", "qwen", "alibaba"],
    ),
    vendor("zai", &["zai", "z-ai"]),
    vendor("minimax", &["minimax"]),
    vendor("voyageai", &["voyageai", "voyage"]),
    vendor("groq", &["groq"]),
    vendor("cerebras", &["cerebras"]),
    vendor("fireworks", &["fireworks", "fireworks_ai", "fireworks-ai"]),
    vendor("together", &["together", "together_ai", "togetherai"]),
    Origin {
        id: "amazon-bedrock",
        words: &["amazon"],
        at_vendors_prices: &[],
        id_prefix: "amazon.",
    },
    host(
        "amazon-bedrock",
        &[
            "bedrock",
            "bedrock_converse",
            "amazon-bedrock",
            "amazon_bedrock",
            "aws-bedrock",
            "aws_bedrock",
            "aws.bedrock",
        ],
        &["anthropic"],
    ),
    host(
        "azure",
        &[
            "azure",
            "azure_ai",
            "azure_text",
            "azure_openai",
            "azure-openai",
            "azure-ai",
        ],
        &["anthropic", "mistral", "openai", "xai"],
    ),
    host(
        "vertex",
        &[
            "vertex",
            "vertex_ai",
            "vertex_ai_beta",
            "vertex-ai",
            "google-vertex",
            "google_vertexai",
            "google_vertex",
        ],
        &["anthropic", "google"],
    ),
    host("openrouter", &["openrouter"], CLOSED_VENDORS),
    host(
        "vercel",
        &["vercel", "vercel_ai_gateway", "ai-gateway"],
        CLOSED_VENDORS,
    ),
    host("pydantic-gateway", &["gateway"], CLOSED_VENDORS),
];

/// Names that a gateway writes as a vendor's although others host the model: the vendor's price is
/// not what they cost.
pub(crate) const HOSTED_BY_OTHERS: &[(&str, &[&str])] = &[
    // OpenRouter's and Hugging Face's spelling of Mistral, before the models with open weights.
    (
        "mistralai",
        &[
            "codestral-mamba",
            "devstral-small",
            "magistral-small",
            "ministral-3",
            "mistral-7b",
            "mistral-nemo",
            "mistral-small",
            "mixtral",
            "open-m",
            "pixtral-12b",
            "voxtral",
        ],
    ),
    // On Azure, "ada" is an embedding, not GPT-3.
    ("azure", &["ada"]),
    (
        "qwen",
        &[
            "qwen1",
            "qwen2",
            "qwen-2",
            "qwen3-1",
            "qwen3-2",
            "qwen3-3",
            "qwen3-4",
            "qwen3-8",
            "qwen3-n",
            "qwen3-vl-2",
            "qwen3-vl-3",
        ],
    ),
];

/// The origin that a word names, compared without case.
pub fn origin(word: &str) -> Option<&'static Origin> {
    ORIGINS.iter().find(|origin| {
        origin
            .words
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
mod tests {
    use super::{ORIGINS, origin};

    #[test]
    fn every_word_names_one_origin() {
        for known in ORIGINS {
            for word in known.words {
                assert_eq!(origin(word), Some(known), "{word}");
                assert_eq!(*word, word.to_ascii_lowercase());
            }
        }
        assert_eq!(origin("Azure").map(|origin| origin.id), Some("azure"));
        assert_eq!(origin("deepinfra"), None);
    }

    #[test]
    fn hosts_pass_on_the_prices_of_vendors_that_are_known() {
        let vendors: Vec<&str> = ORIGINS.iter().map(|origin| origin.id).collect();
        for host in ORIGINS {
            for vendor in host.at_vendors_prices {
                assert!(vendors.contains(vendor), "{}: {vendor}", host.id);
            }
        }
    }
}
