//! What was used, as callers state it: totals that include their parts.

use serde::{Deserialize, Serialize};

use crate::pricing::catalog::Component;
use crate::pricing::media::{ImageInput, ImageOutput};
use crate::pricing::number::{Count, present};

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
