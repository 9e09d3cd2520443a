//! The words in which prices are written: components, units, tiers, modalities and confidence.

use crate::pricing::words::words;

words! {
    /// What is billed. The order is that of the lines of a quote.
    Component:
    /// Tokens of the prompt that are not told apart below.
    Input = "input",
    /// Prompt tokens read from the prompt cache.
    CachedInput = "cached_input",
    /// Prompt tokens written to the cache with its default lifetime.
    CacheWrite = "cache_write",
    /// Prompt tokens written to the cache with its longer lifetime.
    LongCacheWrite = "long_cache_write",
    /// Audio tokens of the prompt.
    AudioInput = "audio_input",
    /// Audio tokens of the prompt read from the cache.
    CachedAudioInput = "cached_audio_input",
    /// Image tokens of the prompt.
    ImageInput = "image_input",
    /// Image tokens of the prompt read from the cache.
    CachedImageInput = "cached_image_input",
    /// Video tokens of the prompt.
    VideoInput = "video_input",
    /// Tokens of the answer that are not told apart below.
    Output = "output",
    /// Tokens of hidden reasoning, where they have a price of their own.
    ReasoningOutput = "reasoning_output",
    /// Audio tokens of the answer.
    AudioOutput = "audio_output",
    /// Image tokens of the answer.
    ImageOutput = "image_output",
    /// Video tokens of the answer.
    VideoOutput = "video_output",
    /// Tokens of citations, where they have a price of their own.
    CitationOutput = "citation_output",
    /// Images made, priced by the image.
    ImageGeneration = "image_generation",
    /// Time of audio heard or spoken.
    AudioDuration = "audio_duration",
    /// Characters spoken.
    SpeechCharacters = "speech_characters",
    /// Time of video made.
    VideoDuration = "video_duration",
    /// Pages of documents read.
    Page = "page",
    /// Pages of documents read and annotated by a schema of the caller.
    AnnotatedPage = "annotated_page",
    /// Messages of a conversation that is priced by the message.
    Message = "message",
    /// Tokens of fine-tuning.
    Training = "training",
    /// Time of fine-tuning.
    TrainingTime = "training_time",
    /// Stored files.
    Storage = "storage",
    /// Tokens kept in an explicit prompt cache, by the hour.
    CacheStorage = "cache_storage",
    /// Web searches.
    WebSearch = "web_search",
    /// Prompts that were grounded with web searches, whatever the number of searches.
    GroundedPrompt = "grounded_prompt",
    /// Searches on maps.
    MapsSearch = "maps_search",
    /// Searches in stored files.
    FileSearch = "file_search",
    /// Rankings of documents by a query.
    RerankSearch = "rerank_search",
    /// Sessions of a container that runs code.
    CodeInterpreter = "code_interpreter",
    /// A fee per request.
    Request = "request",
}

words! {
    /// What a rate is the price of one of.
    Unit:
    /// A million tokens.
    MillionTokens = "1M tokens",
    /// A million characters.
    MillionCharacters = "1M characters",
    /// An image.
    Image = "image",
    /// A second.
    Second = "second",
    /// A minute.
    Minute = "minute",
    /// An hour.
    Hour = "hour",
    /// A thousand calls of a tool.
    ThousandCalls = "1k calls",
    /// A thousand requests.
    ThousandRequests = "1k requests",
    /// A thousand pages.
    ThousandPages = "1k pages",
    /// A thousand messages.
    ThousandMessages = "1k messages",
    /// A session of a container.
    Session = "session",
    /// A gigabyte (2^30 bytes) kept for a day.
    GbDay = "GB-day",
    /// A million tokens kept for an hour.
    MillionTokenHours = "1M token-hours",
}

impl Unit {
    /// The power of ten that a quantity is divided by, and the divisor beyond that:
    /// a quantity of seconds at a price per minute is `(0, 60)`.
    pub(crate) const fn scale(self, component: Component) -> (i32, u32) {
        match self {
            Self::MillionTokens | Self::MillionCharacters | Self::MillionTokenHours => (-6, 1),
            Self::ThousandCalls
            | Self::ThousandRequests
            | Self::ThousandPages
            | Self::ThousandMessages => (-3, 1),
            Self::Minute if component.is_time_in_seconds() => (0, 60),
            Self::Hour if component.is_time_in_seconds() => (0, 3600),
            _ => (0, 1),
        }
    }

    /// Whether a rate of this component can be given in this unit.
    pub fn suits(self, component: Component) -> bool {
        use Component as C;
        match component {
            C::ImageGeneration => matches!(self, Self::Image),
            C::AudioDuration | C::VideoDuration => {
                matches!(self, Self::Second | Self::Minute | Self::Hour)
            }
            C::SpeechCharacters => matches!(self, Self::MillionCharacters),
            C::TrainingTime => matches!(self, Self::Hour),
            C::Storage => matches!(self, Self::GbDay),
            C::CacheStorage => matches!(self, Self::MillionTokenHours),
            C::WebSearch | C::GroundedPrompt | C::MapsSearch | C::FileSearch | C::RerankSearch => {
                matches!(self, Self::ThousandCalls)
            }
            C::Page | C::AnnotatedPage => matches!(self, Self::ThousandPages),
            C::Message => matches!(self, Self::ThousandMessages),
            C::CodeInterpreter => matches!(self, Self::Session),
            C::Request => matches!(self, Self::ThousandRequests),
            _ => matches!(self, Self::MillionTokens),
        }
    }
}

impl Component {
    /// Whether the quantity is a time and counted in seconds.
    pub const fn is_time_in_seconds(self) -> bool {
        matches!(self, Self::AudioDuration | Self::VideoDuration)
    }

    /// Whether the quantity is a number of tokens.
    pub const fn is_tokens(self) -> bool {
        matches!(
            self,
            Self::Input
                | Self::CachedInput
                | Self::CacheWrite
                | Self::LongCacheWrite
                | Self::AudioInput
                | Self::CachedAudioInput
                | Self::ImageInput
                | Self::CachedImageInput
                | Self::VideoInput
                | Self::Output
                | Self::ReasoningOutput
                | Self::AudioOutput
                | Self::ImageOutput
                | Self::VideoOutput
                | Self::CitationOutput
                | Self::Training
        )
    }
}

words! {
    /// A service tier.
    Tier:
    /// The plain price.
    Standard = "standard" | "default",
    /// Asynchronous batches.
    Batch = "batch",
    /// Slower and cheaper.
    Flex = "flex",
    /// Faster, at a higher price; called "fast" by some vendors since 2026-07-30.
    Priority = "priority" | "fast",
    /// The fastest.
    Ultrafast = "ultrafast",
}

impl Tier {
    /// The words of several tiers: "standard, batch".
    pub(in crate::pricing) fn list(tiers: &[Self]) -> String {
        let words: Vec<&str> = tiers.iter().map(|tier| tier.as_str()).collect();
        words.join(", ")
    }
}

words! {
    /// What a model reads or writes.
    Modality:
    /// Text.
    Text = "text",
    /// Still images.
    Image = "image",
    /// Sound.
    Audio = "audio",
    /// Moving images.
    Video = "video",
    /// Files such as PDF.
    File = "file",
    /// Vectors.
    Embedding = "embedding",
}

words! {
    /// How sure a rate is.
    Confidence:
    /// Read on the vendor's page or a copy of it, or in two independent sources.
    Confirmed = "confirmed",
    /// Read in one source that is not the vendor.
    SingleSource = "single-source",
    /// Arithmetic from a rule that the vendor publishes, "batch is half".
    Derived = "derived",
    /// Assumed by analogy, or an estimate that the vendor prints.
    Inferred = "inferred",
    /// Announced for a day to come; it may be cancelled.
    Scheduled = "scheduled",
}

#[cfg(test)]
mod tests {
    use super::{Component, Tier, Unit};

    #[test]
    fn words_read_back() {
        for component in Component::ALL {
            assert_eq!(Component::from_word(component.as_str()), Some(*component));
            assert_eq!(
                serde_json::to_string(component).unwrap(),
                format!("{:?}", component.as_str())
            );
        }
    }

    #[test]
    fn fast_is_priority() {
        assert_eq!(Tier::from_word("fast"), Some(Tier::Priority));
        assert_eq!(Tier::from_word("FAST"), None);
    }

    #[test]
    fn every_component_has_a_unit() {
        for component in Component::ALL {
            assert!(
                Unit::ALL.iter().any(|unit| unit.suits(*component)),
                "{component}"
            );
        }
    }
}
