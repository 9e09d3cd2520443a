//! A dated row of rates, the condition under which it holds, and who says otherwise.

use serde::{Deserialize, Serialize};

use crate::pricing::catalog::vocabulary::{Component, Confidence, Tier, Unit};
use crate::pricing::number::{Day, Exact, Validity};
use crate::sorted_map::SortedMap;

/// Prices that hold together: one line of a vendor's price table.
///
/// Of all rows of a model, at most one may give a component its rate for a tier, a day and a
/// condition. Where none does, that combination is not sold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateRow {
    /// The service tier; "standard" if left out.
    #[serde(default = "standard", skip_serializing_if = "is_standard")]
    pub tier: Tier,
    /// The row holds in every tier, as the fees of tools do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub every_tier: bool,
    /// What the rates are the price of one of; "1M tokens" if left out.
    #[serde(default = "million_tokens", skip_serializing_if = "is_million_tokens")]
    pub unit: Unit,
    /// When the row holds; always, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// First day in force. Left out: since the model is sold, or the day is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The day after the last one in force. Left out: in force until something else is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// A promotion: the vendor promises the price up to and with this day and says nothing of what
    /// follows. A quote for a later day carries ESTIMATED_PRICE. No end price is invented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least_until: Option<Day>,
    /// Exact US dollars per unit, by component, as the vendor prints them.
    pub usd: SortedMap<Component, Exact>,
    /// Key of the source; the model's `source` if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Keys of further sources that print the same figures. The row counts as checked on the newest
    /// of their days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed_by: Vec<String>,
    /// The day on which this row was last compared with its source, where that is not the day of
    /// the source itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Day>,
    /// How sure the rates are; "confirmed" if left out.
    #[serde(default = "confirmed", skip_serializing_if = "is_confirmed")]
    pub confidence: Confidence,
    /// Quantities are billed in whole multiples of this, rounded up: seconds for a duration, "0.05"
    /// for a session of 20 minutes billed by the minute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Exact>,
    /// The least quantity billed, where anything is: "0.25" of a session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Exact>,
    /// Quantity that costs nothing: "1" GB a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free: Option<Exact>,
    /// Prompt tokens that each call of the tool adds, whatever it found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_tokens_per_call: Option<u32>,
    /// Who says something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<Dispute>,
    /// Why the rates are as they are, for whoever reads a warning about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// When a row holds. Everything that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Which tokens of the request the bounds below count; "input_tokens" if left out.
    #[serde(default, skip_serializing_if = "ContextBasis::is_default")]
    pub basis: ContextBasis,
    /// More than this: `tokens > above`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<u64>,
    /// This or more: `tokens >= at_least`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u64>,
    /// This or fewer: `tokens <= up_to`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<u64>,
    /// Fewer than this: `tokens < below`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<u64>,
    /// Size of an image made, "1024x1024".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// Quality of an image made, "hd".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<String>,
    /// Resolution of a video made, "720p".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// Memory of a container, in GB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_gb: Option<u32>,
    /// Something else that the buyer chooses and that the model's `variants` explain: "peak".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
}

/// Which tokens of one request decide between a short and a long context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ContextBasis {
    /// All prompt tokens: also those read from or written to a cache, of images and of audio.
    #[default]
    InputTokens,
    /// Prompt tokens without those read from a cache.
    UncachedInputTokens,
    /// Prompt and answer together.
    TotalTokens,
}

impl ContextBasis {
    #[allow(clippy::trivially_copy_pass_by_ref)] // the signature that serde asks for
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// A source that prints another figure. A quote that uses the row carries PRICE_DISPUTED.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// What it prints, in words and numbers: "$0.01 a minute".
    pub says: String,
    /// Where: a key of `sources`, or a name in words.
    pub source: String,
    /// The components in question; all of the row, if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// First day asked for that the dispute concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The day after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

impl RateRow {
    /// Whether the row prices fine-tuning itself.
    pub fn prices_training(&self) -> bool {
        self.usd
            .keys()
            .any(|c| matches!(c, Component::Training | Component::TrainingTime))
    }

    /// Whether the row holds in `tier`.
    pub fn holds_in(&self, tier: Tier) -> bool {
        self.every_tier || self.tier == tier
    }

    /// Whether the row is in force on `day`.
    pub fn in_force(&self, day: Day) -> bool {
        Validity::new(self.from, self.to).contains(day)
    }
}

impl Condition {
    /// Whether requests with this many tokens together, counted by `basis`, keep the bounds on
    /// average. The bounds are multiplied, not the tokens divided, so that nothing is rounded.
    pub fn admits(&self, tokens: Exact, requests: Exact) -> bool {
        // A product that 28 digits do not hold is larger than any number of tokens.
        let all = |bound: u64| Exact::whole(bound).checked_mul(requests);
        self.above
            .is_none_or(|bound| all(bound).is_some_and(|bound| tokens > bound))
            && self
                .at_least
                .is_none_or(|bound| all(bound).is_some_and(|bound| tokens >= bound))
            && self
                .up_to
                .is_none_or(|bound| all(bound).is_none_or(|bound| tokens <= bound))
            && self
                .below
                .is_none_or(|bound| all(bound).is_none_or(|bound| tokens < bound))
    }

    /// The bound below which one request is surely short: the upper bounds of a short row, the
    /// lower ones of a long row turned round.
    pub(in crate::pricing) fn at_most_short(&self) -> Self {
        Self {
            up_to: self.up_to.or(self.above),
            below: self.below.or(self.at_least),
            ..Self::default()
        }
    }

    /// Whether the condition looks at the length of the context at all.
    pub fn has_bounds(&self) -> bool {
        self.above.is_some()
            || self.at_least.is_some()
            || self.up_to.is_some()
            || self.below.is_some()
    }
}

const fn standard() -> Tier {
    Tier::Standard
}
#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_standard(tier: &Tier) -> bool {
    matches!(tier, Tier::Standard)
}
const fn million_tokens() -> Unit {
    Unit::MillionTokens
}
#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_million_tokens(unit: &Unit) -> bool {
    matches!(unit, Unit::MillionTokens)
}
const fn confirmed() -> Confidence {
    Confidence::Confirmed
}
#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_confirmed(confidence: &Confidence) -> bool {
    matches!(confidence, Confidence::Confirmed)
}
