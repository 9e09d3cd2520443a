//! What one request uses: the quantities of pricing, each of which may be uncertain.

use serde::Serialize;

#[cfg(feature = "authoring")]
use super::schema_parts;
use super::{Number, Uncertain};
use crate::pricing::{ImageInput, ImageOutput};

/// The numeric fields of [`RequestQuantities`], each once: Rust name, JavaScript name.
///
/// One list makes the struct, its reader and its walk, so that none can forget a field.
macro_rules! for_each_quantity {
    ($macro:ident) => {
        $macro! {
            /// Calls to the API, where a fee is charged per call. Default 1.
            requests "requests",
            /// All input tokens, with their cached, written, audio and image parts.
            input_tokens "inputTokens",
            /// The part of the input read from the prompt cache.
            cached_input_tokens "cachedInputTokens",
            /// The part of the input written to the prompt cache, default lifetime.
            cache_write_tokens "cacheWriteTokens",
            /// The part of the input written to the prompt cache, long lifetime.
            long_cache_write_tokens "longCacheWriteTokens",
            /// The part of the input that is audio.
            audio_input_tokens "audioInputTokens",
            /// The part of the audio input read from the cache.
            cached_audio_input_tokens "cachedAudioInputTokens",
            /// The part of the input that is image.
            image_input_tokens "imageInputTokens",
            /// The part of the image input read from the cache.
            cached_image_input_tokens "cachedImageInputTokens",
            /// All output tokens, with their reasoning, audio and image parts.
            output_tokens "outputTokens",
            /// The part of the output that is reasoning.
            reasoning_tokens "reasoningTokens",
            /// The part of the output that is audio.
            audio_output_tokens "audioOutputTokens",
            /// The part of the output that is image.
            image_output_tokens "imageOutputTokens",
            /// Seconds of audio transcribed or sent in.
            audio_input_seconds "audioInputSeconds",
            /// Seconds of audio spoken out.
            audio_output_seconds "audioOutputSeconds",
            /// Characters read out by a speech model.
            speech_characters "speechCharacters",
            /// Seconds of video.
            video_seconds "videoSeconds",
            /// Tokens of a fine-tuning job.
            training_tokens "trainingTokens",
            /// Hours of a fine-tuning job.
            training_hours "trainingHours",
            /// Storage: gigabytes times days.
            storage_gb_days "storageGbDays",
            /// Calls to the web search tool.
            web_search_calls "webSearchCalls",
            /// Calls to the file search tool.
            file_search_calls "fileSearchCalls",
            /// Sessions of the code interpreter.
            code_interpreter_sessions "codeInterpreterSessions",
        }
    };
}
pub(crate) use for_each_quantity;

macro_rules! request_quantities {
    ($($(#[$doc:meta])* $field:ident $name:literal,)*) => {
        /// What one request uses: [`crate::pricing::Quantities`], where each number may be uncertain.
        #[derive(Clone, Debug, Default, PartialEq, Serialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
            pub struct RequestQuantities {
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $field: Option<Uncertain>,
            )*
            /// Images sent in.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "authoring", schemars(default, schema_with = "schema_parts::images"))]
            pub images: Option<Vec<ImageInput>>,
            /// Images asked for.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "authoring", schemars(default, schema_with = "schema_parts::generated_images"))]
            pub generated_images: Option<Vec<ImageOutput>>,
            /// The resolution of the video, `"720p"`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub video_resolution: Option<String>,
            /// The memory of the code interpreter's container, in GB.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub code_interpreter_memory_gb: Option<Number>,
        }

        impl RequestQuantities {
            /// The numeric fields that are given, with their JavaScript names.
            pub(crate) fn given(&self) -> impl Iterator<Item = (&'static str, &Uncertain)> {
                [$(($name, self.$field.as_ref()),)*]
                    .into_iter()
                    .filter_map(|(name, value)| value.map(|value| (name, value)))
            }

            pub(crate) const NUMERIC: &'static [&'static str] = &[$($name),*];
        }
    };
}
for_each_quantity!(request_quantities);
