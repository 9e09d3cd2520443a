//! The words in which prices are written: components, units, tiers, modalities and confidence.

use serde::{Deserialize, Serialize};

use crate::near_match::{near_matches, shortened};
use crate::pricing::error::{PricingError, Result};

/// Gives an enum its spelling in data and API, both ways, from one list.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident: $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that data and API use.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one with this spelling.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

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
    /// Searches in stored files.
    FileSearch = "file_search",
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
            Self::ThousandCalls | Self::ThousandRequests => (-3, 1),
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
            C::WebSearch | C::FileSearch => matches!(self, Self::ThousandCalls),
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
                | Self::CitationOutput
                | Self::Training
        )
    }
}

words! {
    /// A service tier.
    Tier:
    /// The plain price.
    Standard = "standard",
    /// Asynchronous batches.
    Batch = "batch",
    /// Slower and cheaper.
    Flex = "flex",
    /// Faster, at a higher price; called "fast" by some vendors since 2026-07-30.
    Priority = "priority",
    /// The fastest.
    Ultrafast = "ultrafast",
}

impl Tier {
    /// Reads a tier as vendors and callers spell it: "fast" is "priority", "default" is "standard".
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "fast" => Some(Self::Priority),
            "default" => Some(Self::Standard),
            other => Self::from_word(other),
        }
    }

    /// The tier that a request names; standard where it names none.
    ///
    /// # Errors
    /// [`PricingError::InvalidArgument`] for a word that names no tier.
    pub(crate) fn requested(word: Option<&str>) -> Result<Self> {
        let Some(word) = word else {
            return Ok(Self::Standard);
        };
        Self::parse(word).ok_or_else(|| PricingError::InvalidArgument {
            message: format!(
                "there is no tier {:?}; there are {}",
                shortened(word),
                Self::list(Self::ALL)
            ),
            path: Some("tier".to_owned()),
            suggestions: near_matches(word, Self::ALL.iter().map(|tier| tier.as_str()), 3),
        })
    }

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
        assert_eq!(Tier::parse("fast"), Some(Tier::Priority));
        assert_eq!(Tier::parse("FAST"), None);
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
