//! What may be written in more than one form: a month's length, and one model or a mix of models.

use std::fmt;

use serde::de::value::{
    F64Deserializer, MapAccessDeserializer, SeqAccessDeserializer, U64Deserializer,
};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize};

use super::bounds::{self, Bounded, Bounds, DaysOfMonth, List};
use super::number::Number;

/// The length of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MonthLength {
    /// Real months of 28 to 31 days.
    Calendar,
    /// The same number of days each month.
    Days(Bounded<Number, DaysOfMonth>),
}

impl Serialize for MonthLength {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Calendar => serializer.serialize_str("calendar"),
            Self::Days(days) => days.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for MonthLength {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LengthVisitor;

        impl LengthVisitor {
            fn days<'de, D: Deserializer<'de>>(days: D) -> Result<MonthLength, D::Error> {
                Bounded::deserialize(days).map(MonthLength::Days)
            }
        }

        impl<'de> Visitor<'de> for LengthVisitor {
            type Value = MonthLength;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(DaysOfMonth::EXPECTING)
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<MonthLength, E> {
                if word == "calendar" {
                    return Ok(MonthLength::Calendar);
                }
                Err(E::invalid_value(Unexpected::Str(word), &self))
            }

            fn visit_u64<E: Error>(self, days: u64) -> Result<MonthLength, E> {
                Self::days(U64Deserializer::new(days))
            }

            fn visit_f64<E: Error>(self, days: f64) -> Result<MonthLength, E> {
                Self::days(F64Deserializer::new(days))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<MonthLength, A::Error> {
                Self::days(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(LengthVisitor)
    }
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for MonthLength {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MonthLength".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "anyOf": [
                { "const": "calendar" },
                bounds::schema::number::<DaysOfMonth>()
            ]
        })
    }
}

/// One model, or several with their shares.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum ModelChoice {
    /// One model.
    One(#[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::name"))] String),
    /// A router's mix; the shares add up to 1.
    Mix(List<ModelShare, 1, 100>),
}

impl<'de> Deserialize<'de> for ModelChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ChoiceVisitor;

        impl<'de> Visitor<'de> for ChoiceVisitor {
            type Value = ModelChoice;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a model's id or an array of { model, share }")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<ModelChoice, E> {
                bounds::check_name(name)?;
                Ok(ModelChoice::One(name.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<ModelChoice, A::Error> {
                List::deserialize(SeqAccessDeserializer::new(elements)).map(ModelChoice::Mix)
            }
        }

        deserializer.deserialize_any(ChoiceVisitor)
    }
}

/// A model's share of a mix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ModelShare {
    /// The model.
    #[serde(deserialize_with = "bounds::name")]
    #[cfg_attr(feature = "authoring", schemars(schema_with = "bounds::schema::name"))]
    pub model: String,
    /// Its share of the requests, 0 to 1.
    pub share: Bounded<Number, bounds::Share>,
}
