//! Our ids of vendors and models, by the names that lists use for them.

use tokenfare::pricing::price_list::ListedModel;

/// A vendor: our id, what lists call it, and what they write before its models' names.
struct Vendor {
    ours: &'static str,
    theirs: &'static [&'static str],
    prefixes: &'static [&'static str],
    /// A host, whose models have the host's name before their own: "deepinfra/…".
    is_host: bool,
}

const fn vendor(
    ours: &'static str,
    theirs: &'static [&'static str],
    prefixes: &'static [&'static str],
) -> Vendor {
    Vendor {
        ours,
        theirs,
        prefixes,
        is_host: false,
    }
}

const fn host(
    ours: &'static str,
    theirs: &'static [&'static str],
    prefixes: &'static [&'static str],
) -> Vendor {
    Vendor {
        ours,
        theirs,
        prefixes,
        is_host: true,
    }
}

const VENDORS: &[Vendor] = &[
    vendor("alibaba-qwen", &["alibaba", "dashscope"], &["dashscope/"]),
    vendor(
        "amazon-bedrock",
        &[
            "amazon-bedrock",
            "bedrock",
            "bedrock_converse",
            "bedrock_mantle",
            "aws",
        ],
        &["bedrock/", "bedrock_mantle/"],
    ),
    vendor("anthropic", &["anthropic"], &["anthropic/"]),
    vendor("cerebras", &["cerebras"], &["cerebras/"]),
    vendor("cohere", &["cohere", "cohere_chat"], &["cohere/"]),
    vendor("deepseek", &["deepseek"], &["deepseek/"]),
    vendor(
        "fireworks",
        &[
            "fireworks",
            "fireworks-ai",
            "fireworks_ai",
            "fireworks_ai-embedding-models",
        ],
        &["fireworks_ai/"],
    ),
    vendor("google", &["google", "gemini"], &["gemini/", "models/"]),
    vendor("groq", &["groq"], &["groq/"]),
    vendor("inception", &["inception"], &["inception/"]),
    vendor("meta", &["meta"], &["meta/"]),
    vendor("minimax", &["minimax"], &["minimax/"]),
    vendor("mistral", &["mistral"], &["mistral/"]),
    vendor("moonshotai", &["moonshotai", "moonshot"], &["moonshot/"]),
    vendor(
        "openai",
        &["openai", "text-completion-openai"],
        &["openai/"],
    ),
    vendor("perplexity", &["perplexity"], &["perplexity/"]),
    vendor("stepfun", &["stepfun"], &["stepfun/"]),
    vendor("tencent", &["tencent"], &["tencent/"]),
    vendor(
        "together",
        &["together", "togetherai", "together_ai"],
        &["together_ai/"],
    ),
    vendor("voyageai", &["voyageai", "voyage"], &["voyage/"]),
    vendor("xai", &["xai", "x-ai"], &["xai/"]),
    vendor("xiaomi", &["xiaomi", "xiaomi_mimo"], &["xiaomi_mimo/"]),
    vendor("zai", &["zai"], &["zai/"]),
    host("assemblyai", &["assemblyai"], &["assemblyai/"]),
    host("azure", &["azure"], &["azure/"]),
    host("baseten", &["baseten"], &["baseten/"]),
    host(
        "black-forest-labs",
        &["black_forest_labs"],
        &["black_forest_labs/"],
    ),
    host(
        "cloudflare",
        &["cloudflare-workers-ai", "cloudflare"],
        &["cloudflare/"],
    ),
    host("databricks", &["databricks"], &["databricks/"]),
    host("deepgram", &["deepgram"], &["deepgram/"]),
    host("deepinfra", &["deepinfra"], &["deepinfra/"]),
    host("elevenlabs", &["elevenlabs"], &["elevenlabs/"]),
    host("exa", &["exa_ai"], &["exa_ai/"]),
    host("fal", &["fal_ai"], &["fal_ai/"]),
    host("huggingface", &["huggingface"], &["huggingface/"]),
    host("jina", &["jina_ai"], &["jina_ai/"]),
    host("nebius", &["nebius"], &["nebius/"]),
    host("novita", &["novita", "novita-ai"], &["novita/"]),
    host("openrouter", &["openrouter"], &["openrouter/"]),
    host("recraft", &["recraft"], &["recraft/"]),
    host("runway", &["runwayml"], &["runwayml/"]),
    host("sambanova", &["sambanova"], &["sambanova/"]),
    host("soniox", &["soniox"], &["soniox/"]),
    host("stability", &["stability"], &["stability/"]),
    host("tavily", &["tavily"], &["tavily/"]),
    host("vertex", &["google-vertex", "vertex_ai"], &["vertex_ai/"]),
];

/// Our id of the vendor that sells a listed model, and the model's name in the form of our ids.
pub fn ours(model: &ListedModel) -> Option<(&'static str, String)> {
    // litellm cuts Vertex into vertex_ai-anthropic_models and more.
    let theirs = match model.provider.split_once('-') {
        Some(("vertex_ai", _)) => "vertex_ai",
        _ => model.provider.as_str(),
    };
    let vendor = VENDORS
        .iter()
        .find(|vendor| vendor.theirs.contains(&theirs))?;
    let name = vendor
        .prefixes
        .iter()
        .find_map(|prefix| model.name.strip_prefix(prefix))
        .unwrap_or(&model.name);
    let name = match vendor.ours {
        // Fireworks takes the last part of a name for the whole.
        "fireworks" if !name.contains('/') => format!("accounts/fireworks/models/{name}"),
        host if vendor.is_host => format!("{host}/{name}"),
        _ => name.to_owned(),
    };
    Some((vendor.ours, name))
}
