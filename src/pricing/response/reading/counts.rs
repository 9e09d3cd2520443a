//! Counts of tokens as a vendor states them, and the rules by which they become disjoint parts.

use super::node::{Node, part, sum, total};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::Exact;
use crate::pricing::quote::{Quantities, WarningCode};

/// How hidden reasoning is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pricing::response) enum Reasoning {
    /// As a part of the answer, unless the total or its size shows that it stands beside it, as at
    /// xAI.
    #[default]
    ByTotal,
    /// Beside the answer.
    Beside,
}

/// What it means where the stated total is more than prompt and answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pricing::response) enum SurplusOfTotal {
    /// Nothing is known: a warning.
    #[default]
    Unknown,
    /// Thoughts, which are billed as the answer is, stand in the total alone.
    Thoughts,
}

/// Counts of tokens as a vendor states them.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pricing::response) struct Counts {
    pub input: Option<Exact>,
    /// Whether `input` leaves out what was read from or written to the cache.
    pub input_excludes_cache: bool,
    pub cached: Option<Exact>,
    pub cache_write: Option<Exact>,
    pub long_cache_write: Option<Exact>,
    pub audio_input: Option<Exact>,
    pub cached_audio: Option<Exact>,
    pub image_input: Option<Exact>,
    pub cached_image: Option<Exact>,
    pub video_input: Option<Exact>,
    pub cached_video: Option<Exact>,
    pub output: Option<Exact>,
    pub reasoning: Option<Exact>,
    pub reasoning_is: Reasoning,
    pub audio_output: Option<Exact>,
    pub image_output: Option<Exact>,
    pub total: Option<Exact>,
    pub surplus: SurplusOfTotal,
}

impl Counts {
    /// Whether any count was there at all.
    pub fn is_empty(&self) -> bool {
        [
            self.input,
            self.output,
            self.cached,
            self.cache_write,
            self.long_cache_write,
            self.reasoning,
        ]
        .iter()
        .all(Option::is_none)
    }

    /// The quantities, whose totals include their parts. `usage` is where warnings point.
    ///
    /// # Errors
    /// [`PricingError::LimitExceeded`] for sums of more than 28 digits.
    pub fn quantities(mut self, usage: &Node<'_>) -> Result<Quantities> {
        let writes = sum(&[self.cache_write, self.long_cache_write])?;
        let beside_input = sum(&[self.cached, writes])?;
        // More read from the cache than there is: the prompt's count leaves it out.
        let needs_more = |input: Exact| beside_input.is_some_and(|cached| cached > input);
        if self.input.is_some_and(needs_more) && !self.input_excludes_cache {
            self.input_excludes_cache = true;
            usage.warn(
                WarningCode::TotalMismatch,
                "more tokens are cached than the prompt has, so its count is taken to leave them out"
                    .to_owned(),
            );
        }
        let stated_input = self.input;
        let input = match self.input_excludes_cache {
            true => sum(&[self.input, beside_input])?,
            false => self.input.or(beside_input),
        };
        self.input = input;
        let output = self.answer(stated_input)?;
        self.overlaps()?;
        Ok(Quantities {
            input_tokens: total(self.input),
            cached_input_tokens: part(self.cached),
            cache_write_tokens: part(self.cache_write),
            long_cache_write_tokens: part(self.long_cache_write),
            audio_input_tokens: part(self.audio_input),
            cached_audio_input_tokens: part(self.cached_audio),
            image_input_tokens: part(self.image_input),
            cached_image_input_tokens: part(self.cached_image),
            video_input_tokens: part(minus(self.video_input, self.cached_video)),
            output_tokens: total(self.checked_total(output, stated_input, usage)?),
            reasoning_tokens: part(self.reasoning),
            audio_output_tokens: part(self.audio_output),
            image_output_tokens: part(self.image_output),
            ..Quantities::default()
        })
    }

    /// The answer with its reasoning.
    fn answer(&self, stated_input: Option<Exact>) -> Result<Option<Exact>> {
        let Some(reasoning) = self.reasoning.filter(|reasoning| !reasoning.is_zero()) else {
            return Ok(self.output);
        };
        let apart = sum(&[self.output, Some(reasoning)])?;
        let is_sum = |input| Ok::<_, PricingError>(self.total == sum(&[input, apart])?);
        let beside = self.reasoning_is == Reasoning::Beside
            || self.output.is_none_or(|output| reasoning > output)
            || is_sum(self.input)?
            || is_sum(stated_input)?;
        Ok(if beside { apart } else { self.output })
    }

    /// The answer, after the stated total was compared with the sum.
    fn checked_total(
        &mut self,
        output: Option<Exact>,
        stated_input: Option<Exact>,
        usage: &Node<'_>,
    ) -> Result<Option<Exact>> {
        let Some(stated) = self.total else {
            return Ok(output);
        };
        let whole = sum(&[self.input, output])?.unwrap_or_default();
        // Some totals leave out what the prompt's count leaves out.
        let narrow = sum(&[stated_input, output])?.unwrap_or_default();
        // Perplexity's leaves out the reasoning that stands beside the answer.
        let without_reasoning = match self.reasoning_is {
            Reasoning::Beside => sum(&[self.input, self.output])?.unwrap_or_default(),
            Reasoning::ByTotal => whole,
        };
        if [whole, narrow, without_reasoning].contains(&stated) {
            return Ok(output);
        }
        if self.surplus == SurplusOfTotal::Thoughts
            && let Some(thoughts) = minus(Some(stated), Some(whole)).filter(|n| !n.is_zero())
        {
            self.reasoning = sum(&[self.reasoning, Some(thoughts)])?;
            return sum(&[output, Some(thoughts)]);
        }
        usage.warn(
            WarningCode::TotalMismatch,
            format!(
                "the total of {stated} tokens is not the sum of prompt and answer, {whole}; the price \
                 is that of the sum"
            ),
        );
        Ok(output)
    }

    /// Cached tokens whose kind is not stated are text as far as there is text; what is more must
    /// be of another kind.
    fn overlaps(&mut self) -> Result<()> {
        let Some(input) = self.input else {
            return Ok(());
        };
        let others = sum(&[self.audio_input, self.image_input, self.video_input])?;
        let Some(others) = others.filter(|others| !others.is_zero()) else {
            return Ok(());
        };
        let known = sum(&[self.cached_audio, self.cached_image, self.cached_video])?;
        let cached_text = minus(self.cached, known).unwrap_or_default();
        let writes = sum(&[self.cache_write, self.long_cache_write])?.unwrap_or_default();
        let text = minus(Some(input), Some(others)).unwrap_or_default();
        let text = minus(Some(text), Some(writes)).unwrap_or_default();
        let mut excess = minus(Some(cached_text), Some(text)).unwrap_or_default();
        for (all, cached) in [
            (self.video_input, &mut self.cached_video),
            (self.image_input, &mut self.cached_image),
            (self.audio_input, &mut self.cached_audio),
        ] {
            let fresh = minus(all, *cached).unwrap_or_default();
            let moved = excess.min(fresh);
            if !moved.is_zero() {
                *cached = sum(&[*cached, Some(moved)])?;
                excess = minus(Some(excess), Some(moved)).unwrap_or_default();
            }
        }
        Ok(())
    }
}

/// The difference, at least 0; `None` where there is nothing to subtract from.
fn minus(a: Option<Exact>, b: Option<Exact>) -> Option<Exact> {
    let rest = a?.checked_sub(b.unwrap_or_default())?;
    Some(if rest.is_negative() {
        Exact::ZERO
    } else {
        rest
    })
}
