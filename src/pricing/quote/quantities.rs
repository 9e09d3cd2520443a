//! What was used, as callers state it: totals that include their parts.

use serde::{Deserialize, Serialize};

use crate::pricing::catalog::Component;
use crate::pricing::media::{ImageInput, ImageOutput};
use crate::pricing::number::Count;

/// Makes [`Quantities`] and everything that has to name each of its amounts from one list.
macro_rules! quantities {
    ($($(#[$doc:meta])* $field:ident $name:literal,)+) => {
        /// What was used, as callers state it.
        ///
        /// Totals include their parts, as in OpenAI's `usage`: `input_tokens` includes cached,
        /// cache-written, audio and image tokens, `output_tokens` reasoning, audio, image and video
        /// tokens.
        /// `cached_input_tokens` includes `cached_audio_input_tokens` and
        /// `cached_image_input_tokens`. A part that is larger than its total is INVALID_USAGE. What
        /// `images`, seconds and `generated_images` are turned into comes on top.
        ///
        /// All amounts are totals over `requests` requests (1, if left out).
        ///
        /// The type of an amount is [`Count`] in a quote. In a scenario it may be uncertain
        /// ([`Uncertain`](crate::projection::scenario::Uncertain)).
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
        pub struct Quantities<N = Count> {
            $(
                $(#[$doc])*
                #[serde(rename = $name, skip_serializing_if = "Option::is_none")]
                pub $field: Option<N>,
            )+
            /// Images sent in, turned into input tokens by the model's rule.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub images: Vec<ImageInput>,
            /// Images asked for, priced per image or by output tokens, as the model does.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub generated_images: Vec<ImageOutput>,
            /// Resolution of the video made, `"720p"` or `"1280x720"`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub video_resolution: Option<String>,
            /// Memory of each container of the code interpreter, GB; 1, if left out.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub code_interpreter_memory_gb: Option<Count>,
        }

        impl<N> Default for Quantities<N> {
            fn default() -> Self {
                Self {
                    $($field: None,)+
                    images: Vec::new(),
                    generated_images: Vec::new(),
                    video_resolution: None,
                    code_interpreter_memory_gb: None,
                }
            }
        }

        impl<N> Quantities<N> {
            /// The names of the amounts in JSON, in their order.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// The amounts, in the order of [`NAMES`](Self::NAMES).
            pub fn amounts(&self) -> [Option<&N>; AMOUNTS] {
                [$(self.$field.as_ref()),+]
            }

            /// The amounts that are given, with their names in JSON.
            pub fn given(&self) -> impl Iterator<Item = (&'static str, &N)> {
                let named = Self::NAMES.iter().zip(self.amounts());
                named.filter_map(|(name, amount)| Some((*name, amount?)))
            }

            /// The same images, resolution and memory with other amounts, in the order of
            /// [`NAMES`](Self::NAMES).
            pub fn with_amounts<M>(&self, amounts: [Option<M>; AMOUNTS]) -> Quantities<M> {
                let [$($field),+] = amounts;
                Quantities {
                    $($field,)+
                    images: self.images.clone(),
                    generated_images: self.generated_images.clone(),
                    video_resolution: self.video_resolution.clone(),
                    code_interpreter_memory_gb: self.code_interpreter_memory_gb,
                }
            }
        }

        /// How many amounts [`Quantities`] have.
        pub const AMOUNTS: usize = [$($name),+].len();
    };
}

quantities! {
    /// Requests, for a fee per request and to judge the length of context of each.
    requests "requests",
    /// All prompt tokens.
    input_tokens "inputTokens",
    /// Prompt tokens read from the cache.
    cached_input_tokens "cachedInputTokens",
    /// Prompt tokens written to the cache with the model's default lifetime.
    cache_write_tokens "cacheWriteTokens",
    /// Prompt tokens written to the cache with the model's longer lifetime.
    long_cache_write_tokens "longCacheWriteTokens",
    /// Audio tokens of the prompt.
    audio_input_tokens "audioInputTokens",
    /// Audio tokens of the prompt read from the cache.
    cached_audio_input_tokens "cachedAudioInputTokens",
    /// Image tokens of the prompt.
    image_input_tokens "imageInputTokens",
    /// Image tokens of the prompt read from the cache.
    cached_image_input_tokens "cachedImageInputTokens",
    /// Video tokens of the prompt.
    video_input_tokens "videoInputTokens",
    /// All tokens of the answer.
    output_tokens "outputTokens",
    /// Tokens of hidden reasoning.
    reasoning_tokens "reasoningTokens",
    /// Audio tokens of the answer.
    audio_output_tokens "audioOutputTokens",
    /// Image tokens of the answer.
    image_output_tokens "imageOutputTokens",
    /// Video tokens of the answer.
    video_output_tokens "videoOutputTokens",
    /// Tokens of citations, where the vendor counts them apart; not part of `output_tokens`.
    citation_tokens "citationTokens",
    /// Seconds of audio transcribed or sent in.
    audio_input_seconds "audioInputSeconds",
    /// Seconds of audio spoken.
    audio_output_seconds "audioOutputSeconds",
    /// Characters spoken.
    speech_characters "speechCharacters",
    /// Seconds of video made, or watched where the model only reads video.
    video_seconds "videoSeconds",
    /// Pages of documents read.
    pages "pages",
    /// Pages of documents read and annotated by a schema of the caller; not part of `pages`.
    annotated_pages "annotatedPages",
    /// Messages, where a conversation is priced by the message.
    messages "messages",
    /// Tokens of fine-tuning: tokens of the file times epochs.
    training_tokens "trainingTokens",
    /// Hours of fine-tuning.
    training_hours "trainingHours",
    /// Gigabytes (2^30 bytes) stored, times days.
    storage_gb_days "storageGbDays",
    /// Days that the storage lasted, for the free GB of each day; 1, if left out.
    storage_days "storageDays",
    /// Millions of cached tokens kept, times hours, for caches with a price by time; in tokens × hours.
    cache_storage_token_hours "cacheStorageTokenHours",
    /// Web searches.
    web_search_calls "webSearchCalls",
    /// Prompts that were grounded with web searches, whatever the number of searches.
    grounded_prompts "groundedPrompts",
    /// Searches on maps.
    maps_search_calls "mapsSearchCalls",
    /// Searches in stored files.
    file_search_calls "fileSearchCalls",
    /// Rankings of documents by a query.
    rerank_searches "rerankSearches",
    /// Container sessions of 20 minutes; a part of one is a part of 20 minutes.
    code_interpreter_sessions "codeInterpreterSessions",
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
        C::VideoOutput => "quantities.videoOutputTokens",
        C::CitationOutput => "quantities.citationTokens",
        C::ImageGeneration => "quantities.generatedImages",
        C::AudioDuration => "quantities.audioInputSeconds",
        C::SpeechCharacters => "quantities.speechCharacters",
        C::VideoDuration => "quantities.videoSeconds",
        C::Page => "quantities.pages",
        C::AnnotatedPage => "quantities.annotatedPages",
        C::Message => "quantities.messages",
        C::Training => "quantities.trainingTokens",
        C::TrainingTime => "quantities.trainingHours",
        C::Storage => "quantities.storageGbDays",
        C::CacheStorage => "quantities.cacheStorageTokenHours",
        C::WebSearch => "quantities.webSearchCalls",
        C::GroundedPrompt => "quantities.groundedPrompts",
        C::MapsSearch => "quantities.mapsSearchCalls",
        C::FileSearch => "quantities.fileSearchCalls",
        C::RerankSearch => "quantities.rerankSearches",
        C::CodeInterpreter => "quantities.codeInterpreterSessions",
        C::Request => "quantities.requests",
    }
}
