//! Takes a name apart: sellers before the model, suffixes after it.

use crate::bedrock::{region_of_aws, without_area};
use crate::origins::{HOSTED_BY_OTHERS, Origin, origin};
use crate::paths::{Resource, resource};
use crate::suffixes::{Effect, tag};

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading<'a> {
    /// Who the name says sells the model, the outermost first: a gateway, a host, a vendor.
    pub sellers: Vec<Seller<'a>>,
    /// The model's name without them. It may still have a slash, after a word that is no known
    /// seller.
    pub model: &'a str,
    /// The region that the name implies: "bedrock-us", "azure-eu", "vertex-us-east5".
    pub region: Option<String>,
    /// The tier that the name implies, as the catalog calls it.
    pub tier: Option<&'static str>,
    /// Why the price cannot be told from the name.
    pub refused: Option<String>,
}

/// A seller before a model's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seller<'a> {
    /// The word that names it.
    pub word: &'a str,
    /// Who it is.
    pub origin: &'static Origin,
    /// All that follows the word.
    pub rest: &'a str,
}

/// LiteLLM's and promptfoo's words for the API that serves a model, and its keys for the quality of
/// images; they stand between seller and model.
const ROUTES: &[&str] = &[
    "responses",
    "chat",
    "completion",
    "messages",
    "invoke",
    "converse",
    "converse_like",
    "embedding",
    "embeddings",
    "global",
    "global-standard",
    "standard",
    "hd",
    "low",
    "medium",
    "high",
    "auto",
];

/// How many words may stand before a model's name.
const MAX_WORDS: usize = 8;

/// Takes a name apart. A name of no known form is its own model.
///
/// ```
/// let reading = tokenfare_model_name::read("azure/eu/gpt-5.4");
/// assert_eq!((reading.model, reading.region.as_deref()), ("gpt-5.4", Some("azure-eu")));
///
/// let reading = tokenfare_model_name::read("openai/gpt-oss-20b:free");
/// assert!(reading.refused.is_some());
/// ```
pub fn read(name: &str) -> Reading<'_> {
    // OpenRouter marks names that move with a tilde.
    let name = name.trim();
    let mut reading = Reading {
        model: name.strip_prefix('~').unwrap_or(name),
        ..Reading::default()
    };
    reading.suffixes();
    reading.resource();
    for _ in 0..MAX_WORDS {
        if !(reading.seller() || reading.word_of_seller()) {
            break;
        }
    }
    reading.bedrock();
    reading.hosted_by_others();
    reading
}

impl<'a> Reading<'a> {
    /// The innermost seller: the vendor, where the name says one.
    pub fn vendor(&self) -> Option<&Seller<'a>> {
        self.sellers.last()
    }

    fn host(&self) -> Option<&'static str> {
        Some(self.sellers.last()?.origin.id)
    }

    fn push(&mut self, word: &'a str, rest: &'a str) -> bool {
        let Some(origin) = origin(word).filter(|_| !rest.is_empty()) else {
            return false;
        };
        self.sellers.push(Seller { word, origin, rest });
        self.model = rest;
        true
    }

    fn suffixes(&mut self) {
        while let Some((stem, effect)) = tag(self.model) {
            match effect {
                Effect::None => {}
                Effect::Tier(tier) => self.tier = Some(tier),
                Effect::OtherPrice => {
                    let suffix = self.model.get(stem.len()..).unwrap_or_default();
                    self.refused = Some(format!(
                        "{suffix:?} changes the price by an amount that the name does not tell"
                    ));
                }
            }
            self.model = stem;
        }
    }

    fn resource(&mut self) {
        match resource(self.model) {
            Some(Resource::Model {
                host,
                vendor,
                location,
                model,
            }) => {
                self.push(host, model);
                if let Some(vendor) = vendor {
                    self.push(vendor, model);
                }
                self.model = model;
                self.region = location.and_then(|location| match host {
                    "bedrock" => region_of_aws(location).map(str::to_owned),
                    _ => Some(format!("vertex-{location}")),
                });
            }
            Some(Resource::Opaque) => {
                self.refused =
                    Some("it is a resource of an account, which names no model".to_owned());
            }
            None => {}
        }
    }

    /// Takes a seller off the front: "azure/", "openai:".
    fn seller(&mut self) -> bool {
        let Some(at) = self.model.find(['/', ':']) else {
            return false;
        };
        let (word, rest) = (self.model.get(..at), self.model.get(at + 1..));
        let (Some(word), Some(rest)) = (word, rest) else {
            return false;
        };
        // "deepseek.v3:0" and "mistral:7b" are ids, but "openai:gpt-4o" names a seller.
        self.push(word, rest)
    }

    /// Takes a word that belongs to the seller off the front: a region, an API, a size of images.
    fn word_of_seller(&mut self) -> bool {
        let Some(host) = self.host() else {
            return self.image_words();
        };
        let Some(at) = self.model.find(['/', ':']) else {
            return false;
        };
        let (Some(word), Some(rest)) = (self.model.get(..at), self.model.get(at + 1..)) else {
            return false;
        };
        if rest.is_empty() {
            return false;
        }
        if host == "amazon-bedrock" {
            if let Some(region) = region_of_aws(word) {
                self.region = Some(region.to_owned());
            } else if word.ends_with("-commitment") {
                self.refused = Some("a commitment is paid by the hour".to_owned());
            } else if !ROUTES.contains(&word) {
                return false;
            }
        } else if host == "azure" && matches!(word, "us" | "eu") {
            self.region = Some(format!("azure-{word}"));
        } else if !(ROUTES.contains(&word) || is_image_word(word)) {
            return false;
        }
        self.model = rest;
        true
    }

    /// LiteLLM's keys of models that make images: "hd/1024-x-1024/dall-e-3".
    fn image_words(&mut self) -> bool {
        let Some((word, rest)) = self.model.split_once('/') else {
            return false;
        };
        let is_size = |text: &str| text.split('/').next().is_some_and(is_image_word);
        if is_image_word(word) || (ROUTES.contains(&word) && is_size(rest)) {
            self.model = rest;
            return true;
        }
        false
    }

    /// Ids of Bedrock, also where nothing before them says so: "us.anthropic.claude-…".
    fn bedrock(&mut self) {
        let mut id = self.model;
        if let Some((region, rest)) = without_area(id) {
            self.region = region.map(str::to_owned);
            id = rest;
        }
        let is_bedrock = |seller: &Seller<'_>| seller.origin.id == "amazon-bedrock";
        if id != self.model && !self.sellers.iter().any(is_bedrock) {
            self.push("bedrock", id);
        }
        self.model = id;
        if let Some(model) = id.strip_prefix("anthropic.") {
            if !self.sellers.iter().any(is_bedrock) {
                self.push("bedrock", id);
            }
            self.push("anthropic", model);
        }
    }

    fn hosted_by_others(&mut self) {
        let Some(seller) = self.vendor() else {
            return;
        };
        // A host with prices of its own says itself whether it sells the model.
        let outer = self.sellers.first().filter(|_| self.sellers.len() > 1);
        if outer.is_some_and(|outer| outer.origin.at_vendors_prices.is_empty()) {
            return;
        }
        let (word, model) = (seller.word, self.model.to_ascii_lowercase());
        let listed = HOSTED_BY_OTHERS
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(word))
            .flat_map(|(_, begins)| *begins);
        if listed.clone().any(|begin| model.starts_with(begin)) {
            self.refused =
                Some("others sell it under this name, at prices of their own".to_owned());
        }
    }
}

/// "1024-x-1024", "50-steps", "max-x-max".
fn is_image_word(word: &str) -> bool {
    let side = |text: &str| {
        text == "max" || (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
    };
    let size = word
        .split_once("-x-")
        .is_some_and(|(w, h)| side(w) && side(h));
    size || word.ends_with("-steps")
}

#[cfg(test)]
mod tests {
    use super::read;

    /// Name, sellers' words, model, region, tier. One line for each rule of each origin.
    const READ: &[(&str, &str, &str, &str, &str)] = &[
        // A vendor's own names.
        ("gpt-4o", "", "gpt-4o", "", ""),
        ("claude-opus-5[1m]", "", "claude-opus-5", "", ""),
        ("claude-opus-4-6@default", "", "claude-opus-4-6", "", ""),
        // LiteLLM
        ("openai/responses/gpt-5.2", "openai", "gpt-5.2", "", ""),
        (
            "text-completion-openai/gpt-3.5-turbo-instruct",
            "text-completion-openai",
            "gpt-3.5-turbo-instruct",
            "",
            "",
        ),
        ("azure/global/gpt-4o", "azure", "gpt-4o", "", ""),
        ("azure/global-standard/gpt-4o", "azure", "gpt-4o", "", ""),
        (
            "azure/us/gpt-4.1-2025-04-14",
            "azure",
            "gpt-4.1-2025-04-14",
            "azure-us",
            "",
        ),
        (
            "azure/standard/1024-x-1024/dall-e-3",
            "azure",
            "dall-e-3",
            "",
            "",
        ),
        ("hd/1024-x-1024/dall-e-3", "", "dall-e-3", "", ""),
        (
            "bedrock/invoke/anthropic.claude-v2:1",
            "bedrock anthropic",
            "claude-v2:1",
            "",
            "",
        ),
        (
            "bedrock/us-west-2/anthropic.claude-v2:1",
            "bedrock anthropic",
            "claude-v2:1",
            "bedrock-us",
            "",
        ),
        (
            "bedrock_converse/us.meta.llama3-3-70b-instruct-v1:0",
            "bedrock_converse",
            "meta.llama3-3-70b-instruct-v1:0",
            "bedrock-us",
            "",
        ),
        (
            "vercel_ai_gateway/openai/gpt-4o",
            "vercel_ai_gateway openai",
            "gpt-4o",
            "",
            "",
        ),
        (
            "together_ai/openai/gpt-oss-120b",
            "together_ai openai",
            "gpt-oss-120b",
            "",
            "",
        ),
        (
            "together_ai/Qwen/Qwen2.5-72B-Instruct-Turbo",
            "together_ai Qwen",
            "Qwen2.5-72B-Instruct-Turbo",
            "",
            "",
        ),
        (
            "fireworks_ai/accounts/fireworks/models/kimi-k2p6",
            "fireworks_ai",
            "accounts/fireworks/models/kimi-k2p6",
            "",
            "",
        ),
        (
            "deepinfra/anthropic/claude-4-opus",
            "",
            "deepinfra/anthropic/claude-4-opus",
            "",
            "",
        ),
        // OpenRouter
        (
            "~anthropic/claude-sonnet-latest",
            "anthropic",
            "claude-sonnet-latest",
            "",
            "",
        ),
        (
            "anthropic/claude-3.7-sonnet:thinking",
            "anthropic",
            "claude-3.7-sonnet",
            "",
            "",
        ),
        (
            "anthropic/claude-opus-5.5:batch",
            "anthropic",
            "claude-opus-5.5",
            "",
            "batch",
        ),
        (
            "openrouter/x-ai/grok-4",
            "openrouter x-ai",
            "grok-4",
            "",
            "",
        ),
        // Bedrock
        (
            "us.anthropic.claude-opus-5-5",
            "bedrock anthropic",
            "claude-opus-5-5",
            "bedrock-us",
            "",
        ),
        (
            "ca.anthropic.claude-sonnet-4-5",
            "bedrock anthropic",
            "claude-sonnet-4-5",
            "bedrock-ca",
            "",
        ),
        (
            "global.anthropic.claude-sonnet-4-5",
            "bedrock anthropic",
            "claude-sonnet-4-5",
            "",
            "",
        ),
        (
            "us.amazon.nova-pro-v1:0",
            "bedrock",
            "amazon.nova-pro-v1:0",
            "bedrock-us",
            "",
        ),
        (
            "arn:aws:bedrock:eu-west-1:1:inference-profile/global.anthropic.claude-opus-4-5",
            "bedrock anthropic",
            "claude-opus-4-5",
            "",
            "",
        ),
        (
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2:1",
            "bedrock anthropic",
            "claude-v2:1",
            "bedrock-us",
            "",
        ),
        // Vertex
        (
            "publishers/google/models/gemini-2.5-pro",
            "vertex google",
            "gemini-2.5-pro",
            "",
            "",
        ),
        (
            "projects/p/locations/us-east5/publishers/anthropic/models/claude-opus-4-1@20250805",
            "vertex anthropic",
            "claude-opus-4-1@20250805",
            "vertex-us-east5",
            "",
        ),
        (
            "models/gemini-2.5-flash",
            "google",
            "gemini-2.5-flash",
            "",
            "",
        ),
        // provider:model, of pydantic-ai, LangChain and promptfoo
        ("openai:gpt-4o", "openai", "gpt-4o", "", ""),
        ("openai:chat:gpt-4o", "openai", "gpt-4o", "", ""),
        (
            "google-gla:gemini-2.5-pro",
            "google-gla",
            "gemini-2.5-pro",
            "",
            "",
        ),
        (
            "bedrock:us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "bedrock anthropic",
            "claude-sonnet-4-5-20250929-v1:0",
            "bedrock-us",
            "",
        ),
        ("gateway/openai:gpt-5", "gateway openai", "gpt-5", "", ""),
        // What is no seller stays: Ollama's tags, Bedrock's versions, fine-tunes.
        ("gpt-oss:20b", "", "gpt-oss:20b", "", ""),
        (
            "amazon.titan-embed-text-v2:0",
            "",
            "amazon.titan-embed-text-v2:0",
            "",
            "",
        ),
        ("ft:gpt-4o:org::id", "", "ft:gpt-4o:org::id", "", ""),
    ];

    #[test]
    fn names_of_every_origin_are_taken_apart() {
        for (name, words, model, region, tier) in READ {
            let reading = read(name);
            let sellers: Vec<&str> = reading.sellers.iter().map(|seller| seller.word).collect();
            assert_eq!(sellers.join(" "), *words, "{name}");
            assert_eq!(reading.model, *model, "{name}");
            assert_eq!(
                reading.region.as_deref().unwrap_or_default(),
                *region,
                "{name}"
            );
            assert_eq!(reading.tier.unwrap_or_default(), *tier, "{name}");
            assert_eq!(reading.refused, None, "{name}");
        }
    }

    #[test]
    fn names_that_tell_no_price_are_refused() {
        for name in [
            "openai/gpt-oss-20b:free",
            "openai/gpt-5.4:online",
            "anthropic/claude-sonnet-4:nitro",
            "openai/gpt-4o:extended",
            "arn:aws:bedrock:us-west-2:1:application-inference-profile/abc",
            "bedrock/us-east-1/1-month-commitment/anthropic.claude-v2:1",
            "mistralai/mistral-nemo",
            "qwen/qwen3-32b",
        ] {
            assert!(read(name).refused.is_some(), "{name}");
        }
    }

    #[test]
    fn any_text_can_be_read() {
        for name in [
            "",
            "/",
            ":",
            "~",
            "openai/",
            "azure/us/",
            "arn:",
            "é/ü:ö",
            "bedrock/x/",
            "[1m]",
        ] {
            let _ = read(name);
        }
    }
}
