//! What was used, as callers state it: totals that include their parts.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Component, Exact};

/// A number of something: finite and not negative. A plain number in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(Exact);

impl Count {
    /// A count from an exact number, unless that is negative.
    pub fn new(value: Exact) -> Option<Self> {
        (!value.is_negative()).then_some(Self(value))
    }

    /// The exact number.
    pub fn exact(self) -> Exact {
        self.0
    }
}

impl From<u64> for Count {
    fn from(value: u64) -> Self {
        Self(Exact::whole(value))
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.0.to_f64();
        if value.fract() == 0.0 && value < 9_007_199_254_740_992.0 {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            serializer.serialize_u64(value as u64)
        } else {
            serializer.serialize_f64(value)
        }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Count;
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                number: D,
            ) -> Result<Count, D::Error> {
                number.deserialize_any(self)
            }
            /// The digits of a number, as JSON writes it.
            fn visit_bytes<E: serde::de::Error>(self, digits: &[u8]) -> Result<Count, E> {
                let text = std::str::from_utf8(digits).unwrap_or_default();
                if text.starts_with('-') {
                    return Err(E::custom(format!(
                        "must be a finite number that is not negative, not {text}"
                    )));
                }
                Exact::from_json_number(text).map(Count).ok_or_else(|| {
                    E::custom(format!("must be a number of at most 28 digits, not {text}"))
                })
            }
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a finite number that is not negative")
            }
            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Count, E> {
                Ok(Count(Exact::whole(value)))
            }
            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Count, E> {
                u64::try_from(value)
                    .map(Count::from)
                    .map_err(|_| E::invalid_value(serde::de::Unexpected::Signed(value), &self))
            }
            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Count, E> {
                let unexpected = || E::invalid_value(serde::de::Unexpected::Float(value), &self);
                if !value.is_finite() || value < 0.0 {
                    return Err(unexpected());
                }
                Exact::from_f64(value)
                    .map(Count)
                    .ok_or_else(|| E::custom("a number of at most 28 digits"))
            }
        }
        deserializer.deserialize_newtype_struct(crate::json::DECIMAL, Visitor)
    }
}

/// Reads a number that is present. Plain `Option` would take JSON's `null`, which is what NaN and
/// Infinity become in it, for "left out".
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

macro_rules! quantities {
    ($($(#[$meta:meta])* $field:ident,)+) => {
        /// What was used, as callers state it.
        ///
        /// Totals include their parts, as in OpenAI's `usage`: `input_tokens` includes cached,
        /// cache-written, audio and image tokens, `output_tokens` reasoning, audio and image tokens.
        /// `cached_input_tokens` includes `cached_audio_input_tokens` and
        /// `cached_image_input_tokens`. What [`images`](Self::images), seconds and
        /// [`generated_images`](Self::generated_images) are turned into comes on top.
        ///
        /// All numbers are totals over `requests` requests (1, if left out).
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct Quantities {
            $(
                $(#[$meta])*
                #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
                pub $field: Option<Count>,
            )+
            /// Images sent in, turned into prompt tokens by the model's rule.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub images: Vec<ImageInput>,
            /// Images asked for, priced per image or by output tokens, as the model does.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub generated_images: Vec<ImageOutput>,
            /// Resolution of the video made, "720p" or "1280x720".
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub video_resolution: Option<String>,
        }
    };
}

quantities! {
    /// Requests, for a fee per request and to judge the length of context of each.
    requests,
    /// All prompt tokens.
    input_tokens,
    /// Prompt tokens read from the cache.
    cached_input_tokens,
    /// Prompt tokens written to the cache with the model's default lifetime.
    cache_write_tokens,
    /// Prompt tokens written to the cache with the model's longer lifetime.
    long_cache_write_tokens,
    /// Audio tokens of the prompt.
    audio_input_tokens,
    /// Audio tokens of the prompt read from the cache.
    cached_audio_input_tokens,
    /// Image tokens of the prompt.
    image_input_tokens,
    /// Image tokens of the prompt read from the cache.
    cached_image_input_tokens,
    /// Video tokens of the prompt.
    video_input_tokens,
    /// All tokens of the answer.
    output_tokens,
    /// Tokens of hidden reasoning.
    reasoning_tokens,
    /// Audio tokens of the answer.
    audio_output_tokens,
    /// Image tokens of the answer.
    image_output_tokens,
    /// Tokens of citations, where the vendor counts them apart; not part of `output_tokens`.
    citation_tokens,
    /// Seconds of audio transcribed or sent in.
    audio_input_seconds,
    /// Seconds of audio spoken.
    audio_output_seconds,
    /// Characters spoken.
    speech_characters,
    /// Seconds of video made, or watched where the model only reads video.
    video_seconds,
    /// Tokens of fine-tuning: tokens of the file times epochs.
    training_tokens,
    /// Hours of fine-tuning.
    training_hours,
    /// Gigabytes (2^30 bytes) stored, times days.
    storage_gb_days,
    /// Days that the storage lasted, for the free GB of each day; 1, if left out.
    storage_days,
    /// Millions of cached tokens kept, times hours, for caches with a price by time; in tokens × hours.
    cache_storage_token_hours,
    /// Web searches.
    web_search_calls,
    /// Searches in stored files.
    file_search_calls,
    /// Container sessions of 20 minutes; a part of one is a part of 20 minutes.
    code_interpreter_sessions,
    /// Memory of each container, GB; 1, if left out.
    code_interpreter_memory_gb,
}

/// An image sent in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImageInput {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// How closely the model looks: "low", "high", "auto", "original"; "auto" if left out.
    /// Gemini's media resolutions "medium" and "ultra_high" are taken too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// "high" where the request to an image model asks for high input fidelity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fidelity: Option<String>,
    /// How many of them; 1, if left out.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub count: Option<u32>,
}

/// An image asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImageOutput {
    /// "1024x1024".
    pub size: String,
    /// "hd", "medium"; what the model takes by default, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<String>,
    /// How many of them; 1, if left out.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub count: Option<u32>,
}

/// The quantity that a component is stated by, as errors name it.
pub(crate) const fn field_of(component: Component) -> &'static str {
    use Component as C;
    match component {
        C::Input => "quantities.inputTokens",
        C::CachedInput => "quantities.cachedInputTokens",
        C::CacheWrite => "quantities.cacheWriteTokens",
        C::LongCacheWrite => "quantities.longCacheWriteTokens",
        C::AudioInput => "quantities.audioInputTokens",
        C::CachedAudioInput => "quantities.cachedAudioInputTokens",
        C::ImageInput => "quantities.imageInputTokens",
        C::CachedImageInput => "quantities.cachedImageInputTokens",
        C::VideoInput => "quantities.videoInputTokens",
        C::Output => "quantities.outputTokens",
        C::ReasoningOutput => "quantities.reasoningTokens",
        C::AudioOutput => "quantities.audioOutputTokens",
        C::ImageOutput => "quantities.imageOutputTokens",
        C::CitationOutput => "quantities.citationTokens",
        C::ImageGeneration => "quantities.generatedImages",
        C::AudioDuration => "quantities.audioInputSeconds",
        C::SpeechCharacters => "quantities.speechCharacters",
        C::VideoDuration => "quantities.videoSeconds",
        C::Training => "quantities.trainingTokens",
        C::TrainingTime => "quantities.trainingHours",
        C::Storage => "quantities.storageGbDays",
        C::CacheStorage => "quantities.cacheStorageTokenHours",
        C::WebSearch => "quantities.webSearchCalls",
        C::FileSearch => "quantities.fileSearchCalls",
        C::CodeInterpreter => "quantities.codeInterpreterSessions",
        C::Request => "quantities.requests",
    }
}
