//! How a volume grows from month to month.

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use super::bounds::{Bounded, Increase, List, MAX_MONTHS, Midpoint, Steepness, Volume, Whole};
use super::number::{Number, Uncertain};

/// Growth from month to month; the first month is as stated.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
pub enum Growth {
    /// Requests per day added each month.
    Linear {
        /// How many.
        per_month: Bounded<Uncertain, Increase>,
    },
    /// A share added each month, 0.12 for 12 %.
    Compound {
        /// The share, from -1 to 100.
        per_month: Bounded<Uncertain, Increase>,
    },
    /// Requests per day = capacity ÷ (1 + e^(−rate·(m − midpoint))), m months after the start.
    Logistic {
        /// Requests per day in the end.
        capacity: Bounded<Uncertain, Volume>,
        /// Steepness, per month.
        rate: Bounded<Number, Steepness>,
        /// Months after the start at which half of the capacity is reached.
        midpoint: Bounded<Number, Midpoint>,
    },
    /// From the given month on, the factor on the stated volume; not cumulative.
    Steps {
        /// In order of month.
        steps: List<GrowthStep, 0, { MAX_MONTHS as usize }>,
    },
    /// Requests per day, month by month; the last one holds on.
    Series {
        /// One value per month.
        per_day: List<Bounded<Number, Volume>, 1, { MAX_MONTHS as usize }>,
    },
}

/// A step of the growth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GrowthStep {
    /// The month from which it holds; 1 is the first.
    pub month: Whole<1, MAX_MONTHS>,
    /// Times the stated volume.
    pub factor: Bounded<Number, Volume>,
}

/// All fields of all kinds of growth. A tagged enum would lose the places of errors: serde reads its
/// members into a buffer before it knows the kind.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Fields {
    kind: Kind,
    per_month: Option<Bounded<Uncertain, Increase>>,
    capacity: Option<Bounded<Uncertain, Volume>>,
    rate: Option<Bounded<Number, Steepness>>,
    midpoint: Option<Bounded<Number, Midpoint>>,
    steps: Option<List<GrowthStep, 0, { MAX_MONTHS as usize }>>,
    per_day: Option<List<Bounded<Number, Volume>, 1, { MAX_MONTHS as usize }>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    Linear,
    Compound,
    Logistic,
    Steps,
    Series,
}

impl Kind {
    const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Linear | Self::Compound => &["kind", "perMonth"],
            Self::Logistic => &["kind", "capacity", "rate", "midpoint"],
            Self::Steps => &["kind", "steps"],
            Self::Series => &["kind", "perDay"],
        }
    }
}

impl<'de> Deserialize<'de> for Growth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let fields = Fields::deserialize(deserializer)?;
        let own = fields.kind.fields();
        // A field of another kind is as wrong as an unknown one.
        for (name, given) in [
            ("perMonth", fields.per_month.is_some()),
            ("capacity", fields.capacity.is_some()),
            ("rate", fields.rate.is_some()),
            ("midpoint", fields.midpoint.is_some()),
            ("steps", fields.steps.is_some()),
            ("perDay", fields.per_day.is_some()),
        ] {
            if given && !own.contains(&name) {
                return Err(D::Error::unknown_field(name, own));
            }
        }
        let missing = D::Error::missing_field;
        Ok(match fields.kind {
            Kind::Linear => Self::Linear {
                per_month: fields.per_month.ok_or_else(|| missing("perMonth"))?,
            },
            Kind::Compound => Self::Compound {
                per_month: fields.per_month.ok_or_else(|| missing("perMonth"))?,
            },
            Kind::Logistic => Self::Logistic {
                capacity: fields.capacity.ok_or_else(|| missing("capacity"))?,
                rate: fields.rate.ok_or_else(|| missing("rate"))?,
                midpoint: fields.midpoint.ok_or_else(|| missing("midpoint"))?,
            },
            Kind::Steps => Self::Steps {
                steps: fields.steps.ok_or_else(|| missing("steps"))?,
            },
            Kind::Series => Self::Series {
                per_day: fields.per_day.ok_or_else(|| missing("perDay"))?,
            },
        })
    }
}
