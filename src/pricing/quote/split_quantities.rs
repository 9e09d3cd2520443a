//! Splits quantities, whose totals include their parts, into the disjoint parts of a usage.

use super::quantities::{Quantities, field_of};
use super::rate_card::RateCard;
use super::usage::{Part, Traits, Usage, add};
use crate::pricing::catalog::Component;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::{Direction, ImageOutput, MediaKind, TokenEstimate};
use crate::pricing::number::{Count, Exact};

/// The longest list of images. Each entry is converted by itself and appears in the formula.
const MAX_IMAGES: usize = 10_000;

impl RateCard<'_> {
    /// Splits quantities into disjoint parts, and converts images and seconds into what the model is
    /// billed by.
    ///
    /// ```
    /// use tokenfare::pricing::{Catalog, Component, Exact, Quantities, Tier};
    ///
    /// let catalog = Catalog::embedded()?;
    /// let card = catalog.rate_card("gpt-4o-mini", catalog.checked(), Tier::Standard, None)?;
    /// let quantities = Quantities {
    ///     input_tokens: Some(100.into()),
    ///     cached_input_tokens: Some(40.into()),
    ///     ..Default::default()
    /// };
    /// let usage = card.usage(&quantities)?;
    /// let input = usage.parts().iter().find(|part| part.component == Component::Input);
    /// assert_eq!(input.map(|part| part.quantity), Some(Exact::whole(60)));
    /// # Ok::<(), tokenfare::pricing::PricingError>(())
    /// ```
    ///
    /// # Errors
    /// [`PricingError::InvalidUsage`] where a part is larger than its total;
    /// [`PricingError::NoPrice`] and [`PricingError::InvalidArgument`] where an image, audio or video
    /// cannot be converted; [`PricingError::LimitExceeded`] for more than 10,000 kinds of images, and
    /// where a quantity needs more than 28 digits.
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
            let all = multiply(
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
                .generated_image(image)
                .map_err(|error| under(error, &format!("quantities.generatedImages[{i}]")))?;
            usage.push(part)?;
        }
        self.seconds(q, &mut usage)?;
        self.others(q, &mut usage)?;
        Ok(usage)
    }

    /// The parts of the prompt.
    fn prompt(&self, q: &Quantities, usage: &mut Usage) -> Result<()> {
        use Component as C;
        let total = value(q.input_tokens);
        let cached_audio = value(q.cached_audio_input_tokens);
        let cached_image = value(q.cached_image_input_tokens);
        // A subtotal that is not given is the sum of its parts.
        let parts_of_cached = add(cached_audio, cached_image, C::CachedInput)?;
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

        let cached_text = subtract(
            cached,
            parts_of_cached,
            C::CachedInput,
            "the cached audio and image tokens add up to more than cachedInputTokens",
        )?;
        let fresh_audio = subtract(
            audio,
            cached_audio,
            C::CachedAudioInput,
            "more cached audio tokens than audio tokens",
        )?;
        let fresh_image = subtract(
            image,
            cached_image,
            C::CachedImageInput,
            "more cached image tokens than image tokens",
        )?;
        let mut rest = total;
        for part in [cached, writes, long_writes, fresh_audio, fresh_image, video] {
            rest = subtract(
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

    /// An image made is billed by the image where the model has such a rate, else by output tokens.
    fn generated_image(&self, image: &ImageOutput) -> Result<Part> {
        let count = Exact::whole(image.count.unwrap_or(1).into());
        let size = normalized_size(&image.size).ok_or_else(|| {
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

    /// Seconds are billed by time where the model has such a rate, else by tokens.
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

    fn resolution(&self, requested: Option<&str>) -> Option<String> {
        let requested = requested
            .map(str::to_ascii_lowercase)
            .or_else(|| self.record().default_resolution.clone())?;
        // The shorter side names the resolution: "1280x720" is "720p".
        let named = normalized_size(&requested).and_then(|size| {
            let (w, h) = size.split_once('x')?;
            let short: u32 = w.parse::<u32>().ok()?.min(h.parse().ok()?);
            Some(format!("{short}p"))
        });
        Some(named.unwrap_or(requested))
    }

    /// All quantities that are neither part of the prompt nor of the answer.
    fn others(&self, q: &Quantities, usage: &mut Usage) -> Result<()> {
        use Component as C;
        for (quantity, component) in [
            (q.citation_tokens, C::CitationOutput),
            (q.speech_characters, C::SpeechCharacters),
            (q.pages, C::Page),
            (q.annotated_pages, C::AnnotatedPage),
            (q.messages, C::Message),
            (q.training_tokens, C::Training),
            (q.training_hours, C::TrainingTime),
            (q.cache_storage_token_hours, C::CacheStorage),
            (q.web_search_calls, C::WebSearch),
            (q.grounded_prompts, C::GroundedPrompt),
            (q.maps_search_calls, C::MapsSearch),
            (q.file_search_calls, C::FileSearch),
            (q.rerank_searches, C::RerankSearch),
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
        // A request is a part only where the model has a fee per request.
        if self.ever_prices(C::Request) {
            usage.push(Part::new(
                C::Request,
                q.requests.map_or(Exact::ONE, Count::exact),
            ))?;
        }
        // Some tools add a fixed number of prompt tokens to each call.
        let calls = value(q.web_search_calls);
        if let Some(per_call) = self
            .input_tokens_per_call(C::WebSearch)
            .filter(|_| !calls.is_zero())
        {
            let per_call = Exact::whole(per_call.into());
            let tokens = multiply(calls, per_call, C::WebSearch)?;
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

/// The parts of the answer.
fn answer(q: &Quantities, usage: &mut Usage) -> Result<()> {
    use Component as C;
    let total = value(q.output_tokens);
    let parts = [
        (value(q.reasoning_tokens), C::ReasoningOutput),
        (value(q.audio_output_tokens), C::AudioOutput),
        (value(q.image_output_tokens), C::ImageOutput),
        (value(q.video_output_tokens), C::VideoOutput),
    ];
    let mut rest = total;
    for (part, component) in parts {
        part_of(part, component, total, "outputTokens")?;
        rest = subtract(
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

/// Checks that a part is not larger than its total.
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

/// The product of two quantities of a component.
fn multiply(a: Exact, b: Exact, component: Component) -> Result<Exact> {
    a.checked_mul(b)
        .ok_or_else(|| PricingError::digits(Some(field_of(component).to_owned())))
}

/// The difference of two quantities of a component; `contradiction` says what a negative one means.
fn subtract(a: Exact, b: Exact, component: Component, contradiction: &str) -> Result<Exact> {
    let path = field_of(component);
    let rest = a
        .checked_sub(b)
        .ok_or_else(|| PricingError::digits(Some(path.to_owned())))?;
    if rest.is_negative() {
        return Err(PricingError::usage(path, contradiction));
    }
    Ok(rest)
}

/// Prefixes the path of an error with that of what contains it.
fn under(error: PricingError, outer: &str) -> PricingError {
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
        PricingError::NoPrice {
            reason,
            message,
            path,
        } => PricingError::NoPrice {
            reason,
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

/// A size in the spelling of the catalog: "1024 × 1024" and "1024X1024" as "1024x1024".
fn normalized_size(size: &str) -> Option<String> {
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
