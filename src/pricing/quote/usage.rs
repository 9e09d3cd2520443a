//! A usage: quantities as disjoint parts, each billed by one rate.

use super::quantities::field_of;
use crate::pricing::catalog::Component;
use crate::pricing::catalog::schema::{Condition, ContextBasis};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::TokenEstimate;
use crate::pricing::number::Exact;

/// What one or several requests used, as disjoint parts that are each billed by one rate.
///
/// [`RateCard::usage`](crate::pricing::RateCard::usage) makes one from quantities, and
/// [`RateCard::price`](crate::pricing::RateCard::price) prices it any number of times. Where the
/// parts are known, [`Usage::new`] and [`Usage::add`] build one directly.
///
/// ```
/// use tokenfare::pricing::{Component, Exact, Usage};
///
/// let mut usage = Usage::new();
/// usage.add(Component::Input, Exact::whole(50))?;
/// usage.add(Component::Input, Exact::whole(20))?;
/// assert_eq!(usage.parts()[0].quantity, Exact::whole(70));
/// # Ok::<(), tokenfare::pricing::PricingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Usage {
    pub(in crate::pricing) parts: Vec<Part>,
    pub(in crate::pricing) requests: Exact,
    pub(in crate::pricing) is_average: bool,
}

/// A quantity of one component.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What is billed.
    pub component: Component,
    /// How much, in the base unit: tokens, images, seconds, characters, calls, sessions, GB-days.
    pub quantity: Exact,
    /// Properties that a condition of a rate may ask for.
    pub(in crate::pricing) traits: Traits,
    /// How many times a free quantity is granted, such as the days of storage.
    pub(in crate::pricing) grants: Exact,
    /// How images, audio or video became this quantity.
    pub(in crate::pricing) conversions: Vec<TokenEstimate>,
}

/// Properties of a part that a condition of a rate may ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::pricing) struct Traits {
    pub size: Option<String>,
    pub quality: Option<String>,
    pub resolution: Option<String>,
    pub memory_gb: Option<Exact>,
}

/// Token counts that decide which context band applies.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::pricing) struct ContextTokens {
    pub input: Exact,
    pub uncached_input: Exact,
    pub total: Exact,
}

impl Default for Usage {
    fn default() -> Self {
        Self::new()
    }
}

impl Usage {
    /// A usage of nothing, in one request.
    pub fn new() -> Self {
        Self {
            parts: Vec::new(),
            requests: Exact::ONE,
            is_average: false,
        }
    }

    /// Declares the quantities to be those of this many requests together. The average request then
    /// decides which context band applies.
    pub fn of_requests(mut self, requests: Exact) -> Self {
        self.requests = if requests.is_zero() {
            Exact::ONE
        } else {
            requests
        };
        self
    }

    /// Declares the quantities to be averages over many requests, some of which may use nothing.
    /// Whole steps and minimums, which apply to a single use, are then not applied.
    pub fn as_average(mut self) -> Self {
        self.is_average = true;
        self
    }

    /// The parts, in the order of [`Component`].
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Adds a quantity of a component to what there is of it.
    ///
    /// # Errors
    /// [`PricingError::InvalidArgument`] for a negative quantity; [`PricingError::LimitExceeded`]
    /// where the sum needs more than 28 digits.
    pub fn add(&mut self, component: Component, quantity: Exact) -> Result<()> {
        if quantity.is_negative() {
            return Err(PricingError::argument(
                field_of(component),
                "a quantity must not be negative",
            ));
        }
        self.push(Part::new(component, quantity))
    }

    pub(in crate::pricing) fn push(&mut self, part: Part) -> Result<()> {
        if part.quantity.is_zero() {
            return Ok(());
        }
        let same = self.parts.iter_mut().find(|known| {
            known.component == part.component
                && known.traits == part.traits
                && known.grants == part.grants
        });
        match same {
            Some(known) => {
                known.quantity = add(known.quantity, part.quantity, part.component)?;
                known.conversions.extend(part.conversions);
            }
            None => {
                let place = self
                    .parts
                    .partition_point(|known| known.component <= part.component);
                self.parts.insert(place, part);
            }
        }
        Ok(())
    }

    pub(in crate::pricing) fn context(&self) -> Option<ContextTokens> {
        use Component as C;
        let mut tokens = ContextTokens::default();
        for part in &self.parts {
            match part.component {
                C::CachedInput | C::CachedAudioInput | C::CachedImageInput => {
                    tokens.input = tokens.input.checked_add(part.quantity)?;
                    tokens.total = tokens.total.checked_add(part.quantity)?;
                }
                C::Input
                | C::CacheWrite
                | C::LongCacheWrite
                | C::AudioInput
                | C::ImageInput
                | C::VideoInput => {
                    tokens.input = tokens.input.checked_add(part.quantity)?;
                    tokens.uncached_input = tokens.uncached_input.checked_add(part.quantity)?;
                    tokens.total = tokens.total.checked_add(part.quantity)?;
                }
                C::Output
                | C::ReasoningOutput
                | C::AudioOutput
                | C::ImageOutput
                | C::VideoOutput => {
                    tokens.total = tokens.total.checked_add(part.quantity)?;
                }
                _ => {}
            }
        }
        Some(tokens)
    }
}

impl Part {
    pub(in crate::pricing) fn new(component: Component, quantity: Exact) -> Self {
        Self {
            component,
            quantity,
            traits: Traits::default(),
            grants: Exact::ONE,
            conversions: Vec::new(),
        }
    }

    pub(in crate::pricing) fn converted(
        component: Component,
        tokens: Exact,
        estimate: TokenEstimate,
    ) -> Self {
        Self {
            conversions: vec![estimate],
            ..Self::new(component, tokens)
        }
    }
}

impl Traits {
    /// Whether a part of these properties meets a condition.
    pub(super) fn satisfy(&self, when: &Condition) -> bool {
        let same = |required: &Option<String>, given: &Option<String>| {
            required.is_none() || required == given
        };
        same(&when.size, &self.size)
            && same(&when.quality, &self.quality)
            && same(&when.resolution, &self.resolution)
            && when
                .memory_gb
                .is_none_or(|gb| self.memory_gb == Some(Exact::whole(gb.into())))
    }
}

impl ContextTokens {
    pub(in crate::pricing) fn by(&self, basis: ContextBasis) -> Exact {
        match basis {
            ContextBasis::InputTokens => self.input,
            ContextBasis::UncachedInputTokens => self.uncached_input,
            ContextBasis::TotalTokens => self.total,
        }
    }
}

/// The sum of two quantities of a component.
pub(in crate::pricing) fn add(a: Exact, b: Exact, component: Component) -> Result<Exact> {
    a.checked_add(b)
        .ok_or_else(|| PricingError::digits(Some(field_of(component).to_owned())))
}
