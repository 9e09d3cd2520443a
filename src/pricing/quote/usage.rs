//! What was used, in parts that exclude each other.

use super::quantities::field_of;
use crate::pricing::catalog::Component;
use crate::pricing::catalog::schema::{Condition, ContextBasis};
use crate::pricing::error::{PricingError, Result};
use crate::pricing::media::TokenEstimate;
use crate::pricing::number::Exact;

/// What a request used, in parts that do not overlap, each priced by one rate.
///
/// Made once by [`RateCard::usage`](crate::pricing::RateCard::usage) and priced any number of times by [`RateCard::price`](crate::pricing::RateCard::price); or put
/// together by hand with [`Usage::new`] and [`Usage::add`], where the parts are known as such.
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
    /// What the rate may depend on.
    pub(in crate::pricing) traits: Traits,
    /// Free quantity is granted this many times (days of storage).
    pub(in crate::pricing) grants: Exact,
    /// The conversions that the quantity came from.
    pub(in crate::pricing) conversions: Vec<TokenEstimate>,
}

/// Properties of a part that conditions may ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::pricing) struct Traits {
    pub size: Option<String>,
    pub quality: Option<String>,
    pub resolution: Option<String>,
    pub memory_gb: Option<Exact>,
}

/// Token counts that a length of context may be judged by.
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
    /// Nothing, in one request.
    pub fn new() -> Self {
        Self {
            parts: Vec::new(),
            requests: Exact::ONE,
            is_average: false,
        }
    }

    /// Says that the quantities are those of this many requests together; lengths of context are
    /// then judged by the average request.
    pub fn of_requests(mut self, requests: Exact) -> Self {
        self.requests = if requests.is_zero() {
            Exact::ONE
        } else {
            requests
        };
        self
    }

    /// Says that the quantities are averages over many requests, of which some may use nothing:
    /// whole steps and minimums, which concern single uses, are then not applied.
    pub fn as_average(mut self) -> Self {
        self.is_average = true;
        self
    }

    /// The parts, in the order of their lines.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Adds a quantity of a component; quantities of the same component are added up.
    ///
    /// # Errors
    /// INVALID_ARGUMENT for a negative quantity, LIMIT_EXCEEDED beyond 28 digits.
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
                known.quantity = plus(known.quantity, part.quantity, part.component)?;
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
                C::Output | C::ReasoningOutput | C::AudioOutput | C::ImageOutput => {
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
    /// Whether these are the properties that a condition asks for.
    pub(super) fn satisfy(&self, when: &Condition) -> bool {
        let same =
            |asked: &Option<String>, given: &Option<String>| asked.is_none() || asked == given;
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

/// A sum of quantities of a component.
pub(in crate::pricing) fn plus(a: Exact, b: Exact, component: Component) -> Result<Exact> {
    a.checked_add(b)
        .ok_or_else(|| PricingError::digits(Some(field_of(component).to_owned())))
}
