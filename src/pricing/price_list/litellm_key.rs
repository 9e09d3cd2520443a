//! The keys of litellm's map: what is priced, per how much, in which tier and for which prompts.

use crate::pricing::catalog::schema::Condition;
use crate::pricing::catalog::{Component, Tier, Unit};

use Component as C;

/// What a key such as `"cache_read_input_token_cost_above_200k_tokens_priority"` means.
#[derive(Debug, PartialEq)]
pub struct Key {
    /// The service tier.
    pub tier: Tier,
    /// What is priced.
    pub component: Component,
    /// The price of how much.
    pub unit: Unit,
    /// The power of ten that makes the figure one per `unit`.
    pub exponent: i32,
    /// When it holds.
    pub when: Condition,
}

impl Key {
    /// Reads a key. `mode` is what the model does, in litellm's words: some keys depend on it.
    pub fn read(key: &str, mode: &str) -> Option<Self> {
        let mut when = Condition::default();
        let (key, tier) = tier_of(key, &mut when)?;
        let key = bound_of(key, &mut when)?;
        let key = resolution_of(key, &mut when);
        let (component, unit, exponent) = component_of(key, mode)?;
        Some(Self {
            tier,
            component,
            unit,
            exponent,
            when,
        })
    }
}

/// The tier that the key ends with, and the rest of it.
fn tier_of<'k>(key: &'k str, when: &mut Condition) -> Option<(&'k str, Tier)> {
    if let Some(rest) = key.strip_suffix("_decisions") {
        when.variant = Some("decisions".to_owned());
        return Some((rest, Tier::Standard));
    }
    // A tier of one vendor that the catalog has no word for.
    if key.ends_with("_balanced") {
        return None;
    }
    let tiers = [
        ("_batches", Tier::Batch),
        ("_flex", Tier::Flex),
        ("_priority", Tier::Priority),
        ("_ultrafast", Tier::Ultrafast),
    ];
    let tier = tiers
        .into_iter()
        .find_map(|(suffix, tier)| Some((key.strip_suffix(suffix)?, tier)));
    Some(tier.unwrap_or((key, Tier::Standard)))
}

/// The bound of the context's length that the key ends with, and the rest of it.
fn bound_of<'k>(key: &'k str, when: &mut Condition) -> Option<&'k str> {
    let Some(rest) = key.strip_suffix("k_tokens") else {
        return Some(key);
    };
    let (rest, thousands) = rest.rsplit_once("_above_")?;
    when.above = Some(thousands.parse::<u64>().ok()?.checked_mul(1000)?);
    Some(rest)
}

/// The resolution of a video that the key ends with, and the rest of it.
fn resolution_of<'k>(key: &'k str, when: &mut Condition) -> &'k str {
    match key.split_once("output_cost_per_second_") {
        Some(("", resolution)) => {
            when.resolution = Some(resolution.to_owned());
            "output_cost_per_second"
        }
        _ => key,
    }
}

fn component_of(key: &str, mode: &str) -> Option<(Component, Unit, i32)> {
    let tokens = |component| Some((component, Unit::MillionTokens, 6));
    let calls = |component| Some((component, Unit::ThousandCalls, 3));
    let pages = |component| Some((component, Unit::ThousandPages, 3));
    match (key, mode) {
        ("input_cost_per_token", _) => tokens(C::Input),
        ("output_cost_per_token", _) => tokens(C::Output),
        ("cache_read_input_token_cost", _) => tokens(C::CachedInput),
        ("cache_creation_input_token_cost", _) => tokens(C::CacheWrite),
        (
            "cache_creation_input_token_cost_above_1hr"
            | "cache_creation_input_token_cost_above_12hr",
            _,
        ) => tokens(C::LongCacheWrite),
        ("input_cost_per_audio_token", _) => tokens(C::AudioInput),
        ("cache_read_input_audio_token_cost", _) => tokens(C::CachedAudioInput),
        ("cache_read_input_image_token_cost", _) => tokens(C::CachedImageInput),
        ("output_cost_per_audio_token", _) => tokens(C::AudioOutput),
        ("input_cost_per_image_token", _) => tokens(C::ImageInput),
        ("output_cost_per_image_token", _) => tokens(C::ImageOutput),
        ("output_cost_per_reasoning_token", _) => tokens(C::ReasoningOutput),
        ("input_cost_per_video_token", _) => tokens(C::VideoInput),
        ("output_cost_per_video_token", _) => tokens(C::VideoOutput),
        ("citation_cost_per_token", _) => tokens(C::CitationOutput),
        ("input_cost_per_second", "audio_transcription" | "realtime") => {
            Some((C::AudioDuration, Unit::Second, 0))
        }
        ("output_cost_per_second" | "output_cost_per_video_per_second", "video_generation") => {
            Some((C::VideoDuration, Unit::Second, 0))
        }
        ("input_cost_per_character", "audio_speech") => {
            Some((C::SpeechCharacters, Unit::MillionCharacters, 6))
        }
        ("output_cost_per_image", "image_generation" | "image_edit") => {
            Some((C::ImageGeneration, Unit::Image, 0))
        }
        ("input_cost_per_query", "rerank") => calls(C::RerankSearch),
        ("input_cost_per_query", "search") => calls(C::WebSearch),
        ("google_maps_grounding_cost_per_query", _) => calls(C::MapsSearch),
        ("file_search_cost_per_1k_calls", _) => Some((C::FileSearch, Unit::ThousandCalls, 0)),
        ("input_cost_per_request", _) => Some((C::Request, Unit::ThousandRequests, 3)),
        ("input_cost_per_text_message", _) => Some((C::Message, Unit::ThousandMessages, 3)),
        ("ocr_cost_per_page", _) => pages(C::Page),
        ("annotation_cost_per_page", _) => pages(C::AnnotatedPage),
        ("code_interpreter_cost_per_session", _) => Some((C::CodeInterpreter, Unit::Session, 0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Condition, Key};
    use crate::pricing::catalog::{Component, Tier, Unit};

    #[test]
    fn tier_bound_and_lifetime_are_read_from_the_end() {
        let key = Key::read(
            "cache_creation_input_token_cost_above_12hr_above_272k_tokens_batches",
            "chat",
        );
        let expected = Key {
            tier: Tier::Batch,
            component: Component::LongCacheWrite,
            unit: Unit::MillionTokens,
            exponent: 6,
            when: Condition {
                above: Some(272_000),
                ..Condition::default()
            },
        };
        assert_eq!(key, Some(expected));
    }

    #[test]
    fn the_mode_decides_where_a_key_has_two_meanings() {
        let component = |key, mode| Key::read(key, mode).map(|key| key.component);
        let query = "input_cost_per_query";
        assert_eq!(component(query, "rerank"), Some(Component::RerankSearch));
        assert_eq!(component(query, "search"), Some(Component::WebSearch));
        assert_eq!(component(query, "chat"), None);
    }

    #[test]
    fn a_video_has_a_resolution() {
        let key = Key::read("output_cost_per_second_1080p", "video_generation");
        let resolution = key.and_then(|key| key.when.resolution);
        assert_eq!(resolution.as_deref(), Some("1080p"));
    }
}
