//! From totals that include their parts to parts that exclude each other.

use super::quantities::{Quantities, field_of};
use super::rate_card::RateCard;
use super::usage::{Part, Traits, Usage, plus};
use crate::pricing::catalog::Component;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::{Direction, ImageOutput, MediaKind, TokenEstimate};
use crate::pricing::number::{Count, Exact};

/// Entries of a list of images at most; each is worked out by itself and written into the formula.
const MAX_IMAGES: usize = 10_000;

impl RateCard<'_> {
    /// Splits quantities into parts that exclude each other, and turns images and seconds into what
    /// this model is billed by.
    ///
    /// # Errors
    /// INVALID_USAGE where a part is larger than its total, with the part's path; NO_PRICE and
    /// INVALID_ARGUMENT from the conversions.
    pub fn usage(&self, quantities: &Quantities) -> Result<Usage> {
        let q = quantities;
        let mut usage = Usage::new().of_requests(q.requests.map_or(Exact::ONE, Count::exact));
        self.prompt(q, &mut usage)?;
        answer(q, &mut usage)?;
        for (list, name) in [
            (q.images.len(), "images"),
            (q.generated_images.len(), "generatedImages"),
        ] {
            if list > MAX_IMAGES {
                return Err(PricingError::LimitExceeded {
                    message: format!(
                        "at most {MAX_IMAGES} kinds of images; equal ones can be one with a count"
                    ),
                    path: Some(format!("quantities.{name}")),
                });
            }
        }
        for (i, image) in q.images.iter().enumerate() {
            let tokens = self
                .resolved()
                .image_tokens(image, self.day())
                .map_err(|error| under(error, &format!("quantities.images[{i}]")))?;
            let count = image.count.unwrap_or(1);
            let mut estimate = tokens.estimate;
            let all = times(
                Exact::whole(estimate.tokens),
                Exact::whole(count.into()),
                Component::ImageInput,
            )?;
            if count != 1 {
                estimate.formula = format!("{count} × ({})", estimate.formula);
            }
            usage.push(Part::converted(Component::ImageInput, all, estimate))?;
        }
        for (i, image) in q.generated_images.iter().enumerate() {
            let part = self
                .generated(image)
                .map_err(|error| under(error, &format!("quantities.generatedImages[{i}]")))?;
            usage.push(part)?;
        }
        self.seconds(q, &mut usage)?;
        self.others(q, &mut usage)?;
        Ok(usage)
    }

    fn prompt(&self, q: &Quantities, usage: &mut Usage) -> Result<()> {
        use Component as C;
        let total = value(q.input_tokens);
        let cached_audio = value(q.cached_audio_input_tokens);
        let cached_image = value(q.cached_image_input_tokens);
        // A sub-total that is not stated is what its parts add up to.
        let parts_of_cached = plus(cached_audio, cached_image, C::CachedInput)?;
        let cached = q.cached_input_tokens.map_or(parts_of_cached, Count::exact);
        let audio = q.audio_input_tokens.map_or(cached_audio, Count::exact);
        let image = q.image_input_tokens.map_or(cached_image, Count::exact);
        let writes = value(q.cache_write_tokens);
        let long_writes = value(q.long_cache_write_tokens);
        let video = value(q.video_input_tokens);

        part_of(
            cached_audio,
            C::CachedAudioInput,
            cached,
            "cachedInputTokens",
        )?;
        part_of(cached_audio, C::CachedAudioInput, audio, "audioInputTokens")?;
        part_of(
            cached_image,
            C::CachedImageInput,
            cached,
            "cachedInputTokens",
        )?;
        part_of(cached_image, C::CachedImageInput, image, "imageInputTokens")?;
        for (part, component) in [
            (cached, C::CachedInput),
            (writes, C::CacheWrite),
            (long_writes, C::LongCacheWrite),
            (audio, C::AudioInput),
            (image, C::ImageInput),
            (video, C::VideoInput),
        ] {
            part_of(part, component, total, "inputTokens")?;
        }

        let cached_text = minus(
            cached,
            parts_of_cached,
            C::CachedInput,
            "the cached audio and image tokens add up to more than cachedInputTokens",
        )?;
        let fresh_audio = minus(
            audio,
            cached_audio,
            C::CachedAudioInput,
            "more cached audio tokens than audio tokens",
        )?;
        let fresh_image = minus(
            image,
            cached_image,
            C::CachedImageInput,
            "more cached image tokens than image tokens",
        )?;
        let mut rest = total;
        for part in [cached, writes, long_writes, fresh_audio, fresh_image, video] {
            rest = minus(
                rest,
                part,
                C::Input,
                "the parts of inputTokens add up to more than it; parts that are both cached and \
                 audio or image belong into cachedAudioInputTokens or cachedImageInputTokens too",
            )?;
        }
        for (component, quantity) in [
            (C::Input, rest),
            (C::CachedInput, cached_text),
            (C::CacheWrite, writes),
            (C::LongCacheWrite, long_writes),
            (C::AudioInput, fresh_audio),
            (C::CachedAudioInput, cached_audio),
            (C::ImageInput, fresh_image),
            (C::CachedImageInput, cached_image),
            (C::VideoInput, video),
        ] {
            usage.push(Part::new(component, quantity))?;
        }
        Ok(())
    }

    /// An image made becomes a line by the image where the model is sold so, else output tokens.
    fn generated(&self, image: &ImageOutput) -> Result<Part> {
        let count = Exact::whole(image.count.unwrap_or(1).into());
        let size = spelled_size(&image.size).ok_or_else(|| {
            PricingError::argument(
                "size",
                format!("{:?} is no size like \"1024x1024\"", image.size),
            )
        })?;
        if self.ever_prices(Component::ImageGeneration) || self.record().image_table.is_none() {
            let quality = match image.quality.as_deref() {
                None | Some("auto") => self.record().default_quality.clone(),
                Some(quality) => Some(quality.to_owned()),
            };
            let traits = Traits {
                size: Some(size),
                quality,
                ..Traits::default()
            };
            return Ok(Part {
                traits,
                ..Part::new(Component::ImageGeneration, count)
            });
        }
        let estimate = self.resolved().generated_image_tokens(
            &size,
            image.quality.as_deref(),
            image.count.unwrap_or(1),
            self.day(),
        )?;
        Ok(Part::converted(
            Component::ImageOutput,
            Exact::whole(estimate.tokens),
            estimate,
        ))
    }

    /// Seconds are billed as such where the model has a price for them, else by tokens.
    fn seconds(&self, q: &Quantities, usage: &mut Usage) -> Result<()> {
        use Component as C;
        let jobs = [
            (
                q.audio_input_seconds,
                C::AudioDuration,
                C::AudioInput,
                MediaKind::Audio,
                Direction::Input,
                "quantities.audioInputSeconds",
            ),
            (
                q.audio_output_seconds,
                C::AudioDuration,
                C::AudioOutput,
                MediaKind::Audio,
                Direction::Output,
                "quantities.audioOutputSeconds",
            ),
            (
                q.video_seconds,
                C::VideoDuration,
                C::VideoInput,
                MediaKind::Video,
                Direction::Input,
                "quantities.videoSeconds",
            ),
        ];
        for (seconds, by_time, by_token, kind, direction, path) in jobs {
            let seconds = value(seconds);
            if seconds.is_zero() {
                continue;
            }
            let spoken = by_token == C::AudioOutput;
            if self.ever_prices(by_time) && !spoken {
                let resolution = (by_time == C::VideoDuration)
                    .then(|| self.resolution(q.video_resolution.as_deref()))
                    .flatten();
                let traits = Traits {
                    resolution,
                    ..Traits::default()
                };
                usage.push(Part {
                    traits,
                    ..Part::new(by_time, seconds)
                })?;
            } else {
                let estimate = self
                    .resolved()
                    .media_tokens(kind, direction, seconds, self.day())
                    .map_err(|error| under(error, path))?;
                usage.push(Part::converted(
                    by_token,
                    Exact::whole(estimate.tokens),
                    estimate,
                ))?;
            }
        }
        Ok(())
    }

    fn resolution(&self, asked: Option<&str>) -> Option<String> {
        let asked = asked
            .map(str::to_ascii_lowercase)
            .or_else(|| self.record().default_resolution.clone())?;
        // "1280x720" is "720p": the shorter side names the resolution.
        let named = spelled_size(&asked).and_then(|size| {
            let (w, h) = size.split_once('x')?;
            let short: u32 = w.parse::<u32>().ok()?.min(h.parse().ok()?);
            Some(format!("{short}p"))
        });
        Some(named.unwrap_or(asked))
    }

    fn others(&self, q: &Quantities, usage: &mut Usage) -> Result<()> {
        use Component as C;
        for (quantity, component) in [
            (q.citation_tokens, C::CitationOutput),
            (q.speech_characters, C::SpeechCharacters),
            (q.training_tokens, C::Training),
            (q.training_hours, C::TrainingTime),
            (q.cache_storage_token_hours, C::CacheStorage),
            (q.web_search_calls, C::WebSearch),
            (q.file_search_calls, C::FileSearch),
        ] {
            usage.push(Part::new(component, value(quantity)))?;
        }
        let grants = q.storage_days.map_or(Exact::ONE, Count::exact);
        usage.push(Part {
            grants,
            ..Part::new(C::Storage, value(q.storage_gb_days))
        })?;
        let memory_gb = Some(
            q.code_interpreter_memory_gb
                .map_or(Exact::ONE, Count::exact),
        );
        let traits = Traits {
            memory_gb,
            ..Traits::default()
        };
        usage.push(Part {
            traits,
            ..Part::new(C::CodeInterpreter, value(q.code_interpreter_sessions))
        })?;
        // The fee per request, where there is one; "requests" alone is no use of anything.
        if self.ever_prices(C::Request) {
            usage.push(Part::new(
                C::Request,
                q.requests.map_or(Exact::ONE, Count::exact),
            ))?;
        }
        // Tools that bill a fixed number of prompt tokens with each call.
        let calls = value(q.web_search_calls);
        if let Some(per_call) = self
            .input_tokens_per_call(C::WebSearch)
            .filter(|_| !calls.is_zero())
        {
            let per_call = Exact::whole(per_call.into());
            let tokens = times(calls, per_call, C::WebSearch)?;
            let estimate = TokenEstimate {
                tokens: tokens.ceil_u64().unwrap_or(u64::MAX),
                exact: true,
                formula: format!("{calls} web searches × {per_call} fixed tokens"),
                source: self.source_of(C::WebSearch).unwrap_or_default(),
                dispute: None,
            };
            usage.push(Part::converted(C::Input, tokens, estimate))?;
        }
        Ok(())
    }
}

fn answer(q: &Quantities, usage: &mut Usage) -> Result<()> {
    use Component as C;
    let total = value(q.output_tokens);
    let parts = [
        (value(q.reasoning_tokens), C::ReasoningOutput),
        (value(q.audio_output_tokens), C::AudioOutput),
        (value(q.image_output_tokens), C::ImageOutput),
    ];
    let mut rest = total;
    for (part, component) in parts {
        part_of(part, component, total, "outputTokens")?;
        rest = minus(
            rest,
            part,
            C::Output,
            "the parts of outputTokens add up to more than it",
        )?;
    }
    usage.push(Part::new(C::Output, rest))?;
    for (part, component) in parts {
        usage.push(Part::new(component, part))?;
    }
    Ok(())
}

fn value(count: Option<Count>) -> Exact {
    count.map_or(Exact::ZERO, Count::exact)
}

fn part_of(part: Exact, component: Component, total: Exact, total_name: &str) -> Result<()> {
    if part > total {
        let path = field_of(component);
        let name = path.strip_prefix("quantities.").unwrap_or(path);
        return Err(PricingError::usage(
            path,
            format!("{name} ({part}) is larger than {total_name} ({total}), which must include it"),
        ));
    }
    Ok(())
}

fn times(a: Exact, b: Exact, component: Component) -> Result<Exact> {
    a.checked_mul(b)
        .ok_or_else(|| PricingError::digits(Some(field_of(component).to_owned())))
}

fn minus(a: Exact, b: Exact, component: Component, contradiction: &str) -> Result<Exact> {
    let path = field_of(component);
    let rest = a
        .checked_sub(b)
        .ok_or_else(|| PricingError::digits(Some(path.to_owned())))?;
    if rest.is_negative() {
        return Err(PricingError::usage(path, contradiction));
    }
    Ok(rest)
}

/// Puts the place of an error under that of what contains it.
pub(in crate::pricing) fn under(error: PricingError, outer: &str) -> PricingError {
    let join = |path: Option<String>| match path.as_deref() {
        None | Some("image") => Some(outer.to_owned()),
        Some(inner) if inner.starts_with("quantities") => Some(inner.to_owned()),
        Some(inner) => Some(format!("{outer}.{inner}")),
    };
    match error {
        PricingError::InvalidArgument {
            message,
            path,
            suggestions,
        } => PricingError::InvalidArgument {
            message,
            path: join(path),
            suggestions,
        },
        PricingError::NoPrice { message, path } => PricingError::NoPrice {
            message,
            path: join(path),
        },
        PricingError::LimitExceeded { message, path } => PricingError::LimitExceeded {
            message,
            path: join(path),
        },
        other => other,
    }
}

/// "1024 × 1024" and "1024X1024" as "1024x1024".
pub(in crate::pricing) fn spelled_size(size: &str) -> Option<String> {
    let compact: String = size
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| {
            if matches!(c, 'X' | '×' | '*') {
                'x'
            } else {
                c
            }
        })
        .collect();
    let (w, h) = compact.split_once('x')?;
    let digits = |s: &str| !s.is_empty() && s.len() <= 6 && s.bytes().all(|b| b.is_ascii_digit());
    (digits(w) && digits(h)).then_some(compact)
}
