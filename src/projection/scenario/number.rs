//! A number as a scenario states it, or an uncertain one.

use serde::de::{Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::marker::PhantomData;

use super::bounds::{Bounded, Bounds, List, MAX_SAMPLES, within};
use crate::pricing::{Exact, NumberVisitor};

/// A number as a scenario states it: exact, by its shortest digits, 0.1 is 0.1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub Exact);

impl Number {
    /// The nearest float.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64()
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self(Exact::whole(u64::from(value)))
    }
}

impl<B> From<u32> for Bounded<Number, B> {
    fn from(value: u32) -> Self {
        Self::new(value.into())
    }
}

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let float = self.to_f64();
        if float.fract() == 0.0 && float.abs() < 9e15 {
            // Written as people write it: 30, not 30.0.
            #[allow(clippy::cast_possible_truncation)]
            return serializer.serialize_i64(float as i64);
        }
        serializer.serialize_f64(float)
    }
}

/// What an uncertain number describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum Spread {
    /// What is known of the average: any value may turn out to be the average of all requests.
    Average,
    /// How single requests differ from each other. Their mean is the base case, and over many
    /// requests they even out.
    Requests,
}

/// A number, or an uncertain one. A plain number, `mode` or `p50` makes the base case; of samples it
/// is their median. Where the spread is that of single requests, the base case is the mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Uncertain {
    /// One value.
    Fixed(Number),
    /// PERT: never below `low` nor above `high`, most likely `mode`.
    Range {
        /// The least possible value.
        low: Number,
        /// The most likely value.
        mode: Number,
        /// The greatest possible value.
        high: Number,
        /// What the numbers describe. Default: the average.
        #[serde(skip_serializing_if = "Option::is_none")]
        spread: Option<Spread>,
    },
    /// Log-normal, by its median and its 95th percentile; both above 0.
    LogNormal {
        /// Half of the cases lie below.
        p50: Number,
        /// 95 of 100 cases lie below.
        p95: Number,
        /// What the numbers describe. Default: the average.
        #[serde(skip_serializing_if = "Option::is_none")]
        spread: Option<Spread>,
    },
    /// Observed values, drawn as they are.
    Samples {
        /// One to 100,000 values.
        samples: Vec<Number>,
        /// What the numbers describe. Default: the average.
        #[serde(skip_serializing_if = "Option::is_none")]
        spread: Option<Spread>,
    },
}

impl From<u32> for Uncertain {
    fn from(value: u32) -> Self {
        Self::Fixed(value.into())
    }
}

impl<B> From<u32> for Bounded<Uncertain, B> {
    fn from(value: u32) -> Self {
        Self::new(value.into())
    }
}

impl Uncertain {
    /// What its numbers describe, where it says so.
    pub(crate) fn stated_spread(&self) -> Option<Spread> {
        match self {
            Self::Fixed(_) => None,
            Self::Range { spread, .. }
            | Self::LogNormal { spread, .. }
            | Self::Samples { spread, .. } => *spread,
        }
    }

    /// Whether its numbers describe how single requests differ, which evens out over many.
    pub(crate) fn evens_out(&self) -> bool {
        self.stated_spread() == Some(Spread::Requests)
    }

    /// Whether each of its numbers lies within bounds.
    pub(super) fn lies_within(&self, least: f64, most: f64) -> bool {
        let fits = |number: &Number| (least..=most).contains(&number.to_f64());
        match self {
            Self::Fixed(number) => fits(number),
            Self::Range { low, high, .. } => fits(low) && fits(high),
            Self::LogNormal { p50, p95, .. } => fits(p50) && fits(p95),
            Self::Samples { samples, .. } => samples.iter().all(fits),
        }
    }

    /// Reads a number, or an object of one of the three kinds, whose numbers lie within `B`.
    pub(super) fn read<'de, B: Bounds, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UncertainVisitor::<B>(PhantomData))
    }
}

/// All fields of the three kinds of uncertain numbers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound = "B: Bounds")]
struct Fields<B> {
    low: Option<Bounded<Number, B>>,
    mode: Option<Bounded<Number, B>>,
    high: Option<Bounded<Number, B>>,
    p50: Option<Bounded<Number, B>>,
    p95: Option<Bounded<Number, B>>,
    samples: Option<List<Bounded<Number, B>, 1, MAX_SAMPLES>>,
    spread: Option<Spread>,
    /// How serde_json hands over a plain number whose digits no double holds.
    #[serde(rename = "$serde_json::private::Number")]
    digits: Option<String>,
}

impl<B: Bounds> Fields<B> {
    fn into_uncertain<E: Error>(self) -> Result<Uncertain, E> {
        const RANGE: &[&str] = &["low", "mode", "high", "spread"];
        const LOG_NORMAL: &[&str] = &["p50", "p95", "spread"];
        const SAMPLES: &[&str] = &["samples", "spread"];
        if let Some(digits) = self.digits {
            let number = Exact::from_json_number(&digits)
                .ok_or_else(|| E::custom("must be a number of at most 28 digits"))?;
            return within::<B, _>(number).map(|number| Uncertain::Fixed(Number(number)));
        }
        let spread = self.spread;
        let number = |value: Option<Bounded<Number, B>>, name: &'static str| {
            value
                .map(|value| *value)
                .ok_or_else(|| E::missing_field(name))
        };
        let range = [
            ("low", self.low.is_some()),
            ("mode", self.mode.is_some()),
            ("high", self.high.is_some()),
        ];
        let log_normal = [("p50", self.p50.is_some()), ("p95", self.p95.is_some())];
        // A field of another kind is as wrong as an unknown one.
        let none_of = |fields: &[(&'static str, bool)], known: &'static [&'static str]| match fields
            .iter()
            .find(|(_, given)| *given)
        {
            Some((name, _)) => Err(E::unknown_field(name, known)),
            None => Ok(()),
        };
        if let Some(samples) = self.samples {
            none_of(&range, SAMPLES)?;
            none_of(&log_normal, SAMPLES)?;
            let samples = samples.iter().map(|sample| **sample).collect();
            return Ok(Uncertain::Samples { samples, spread });
        }
        if log_normal.iter().any(|(_, given)| *given) {
            none_of(&range, LOG_NORMAL)?;
            let (p50, p95) = (number(self.p50, "p50")?, number(self.p95, "p95")?);
            if p50.0 <= Exact::ZERO || p95 < p50 {
                return Err(E::custom("must have 0 < p50 <= p95"));
            }
            return Ok(Uncertain::LogNormal { p50, p95, spread });
        }
        none_of(&log_normal, RANGE)?;
        let low = number(self.low, "low")?;
        let mode = number(self.mode, "mode")?;
        let high = number(self.high, "high")?;
        if low > mode || mode > high {
            return Err(E::custom("must have low <= mode <= high"));
        }
        Ok(Uncertain::Range {
            low,
            mode,
            high,
            spread,
        })
    }
}

struct UncertainVisitor<B>(PhantomData<B>);

impl<'de, B: Bounds> Visitor<'de> for UncertainVisitor<B> {
    type Value = Uncertain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}, {{ low, mode, high }}, {{ p50, p95 }} or {{ samples }}",
            B::EXPECTING
        )
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Uncertain, E> {
        self.fixed(serde::de::value::U64Deserializer::new(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Uncertain, E> {
        self.fixed(serde::de::value::I64Deserializer::new(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Uncertain, E> {
        self.fixed(serde::de::value::F64Deserializer::new(value))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Uncertain, A::Error> {
        Fields::<B>::deserialize(MapAccessDeserializer::new(map))?.into_uncertain()
    }
}

impl<B: Bounds> UncertainVisitor<B> {
    fn fixed<'de, D: Deserializer<'de>>(self, number: D) -> Result<Uncertain, D::Error> {
        Bounded::<Number, B>::deserialize(number).map(|number| Uncertain::Fixed(*number))
    }
}

impl<'de, B: Bounds> Deserialize<'de> for Bounded<Number, B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = deserializer.deserialize_any(NumberVisitor {
            expecting: B::EXPECTING,
            texts: false,
        })?;
        within::<B, _>(value).map(|value| Self::new(Number(value)))
    }
}

impl<'de, B: Bounds> Deserialize<'de> for Bounded<Uncertain, B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uncertain::read::<B, D>(deserializer).map(Self::new)
    }
}

#[cfg(feature = "authoring")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde_json::Value;

    use super::{Bounded, Bounds, MAX_SAMPLES, Number, Spread, Uncertain};
    use crate::projection::scenario::bounds::schema::number;

    impl<B: Bounds> JsonSchema for Bounded<Number, B> {
        fn schema_name() -> Cow<'static, str> {
            format!("NumberWithin{}To{}", B::LEAST, B::MOST).into()
        }
        fn inline_schema() -> bool {
            true
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            number::<B>()
        }
    }

    impl<B: Bounds> JsonSchema for Bounded<Uncertain, B> {
        fn schema_name() -> Cow<'static, str> {
            if B::LEAST == 0.0 && B::MOST == 1e15 {
                return "Uncertain".into();
            }
            format!("Uncertain_{}_{}", B::LEAST, B::MOST)
                .replace(['-', '.'], "_")
                .into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let number = number::<B>();
            let object = |properties: Value, required: &[&str]| {
                json_schema!({
                    "type": "object",
                    "properties": properties,
                    "required": required,
                    "additionalProperties": false,
                })
            };
            let described = |text: &str| {
                let mut schema = number.clone();
                schema.insert("description".to_owned(), text.into());
                schema
            };
            let mut spread = generator.subschema_for::<Spread>();
            let what = "What the numbers describe. Default: `average`.";
            spread.insert("description".to_owned(), what.into());
            json_schema!({
                "description": "A number, or an uncertain one. Plain numbers, `mode` and `p50` make \
                                the base case; of samples it is their median. Where `spread` is \
                                `requests`, the base case is the mean.",
                "anyOf": [
                    number,
                    object(
                        serde_json::json!({
                            "low": described("The least possible value."),
                            "mode": described("The most likely value."),
                            "high": described("The greatest possible value."),
                            "spread": spread,
                        }),
                        &["low", "mode", "high"],
                    ),
                    object(
                        serde_json::json!({
                            "p50": described("Half of the cases lie below. Above 0."),
                            "p95": described("95 of 100 cases lie below. Not below `p50`."),
                            "spread": spread,
                        }),
                        &["p50", "p95"],
                    ),
                    object(
                        serde_json::json!({
                            "samples": {
                                "description": "Observed values, drawn as they are.",
                                "type": "array",
                                "items": number,
                                "minItems": 1,
                                "maxItems": MAX_SAMPLES,
                            },
                            "spread": spread,
                        }),
                        &["samples"],
                    ),
                ],
            })
        }
    }
}
