//! Numbers with all their digits, whichever way a format hands them over.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Unexpected, Visitor};

use super::exact::Exact;

/// Reads an exact decimal from a number.
///
/// JSON text gives its digits as they are written; a JavaScript number is a double, whose shortest
/// digits are what people wrote (0.1 is 0.1). Where `texts` is set, a decimal in a string is read
/// too, as the price files write them.
pub(crate) struct NumberVisitor {
    /// What the value is, for messages: "a number from 0 to 1".
    pub expecting: &'static str,
    /// Whether `"0.15"` is a number too.
    pub texts: bool,
}

impl<'de> Visitor<'de> for NumberVisitor {
    type Value = Exact;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Exact, E> {
        Ok(Exact::whole(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Exact, E> {
        let size = Exact::whole(value.unsigned_abs());
        Ok(if value < 0 { size.negated() } else { size })
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Exact, E> {
        if !value.is_finite() {
            return Err(E::invalid_value(Unexpected::Float(value), &self));
        }
        Exact::from_f64(value).ok_or_else(|| too_many_digits(&value.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Exact, E> {
        if !self.texts {
            return Err(E::invalid_type(Unexpected::Str(text), &self));
        }
        text.parse().map_err(E::custom)
    }

    /// How serde_json hands over a number whose digits no double holds.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Exact, A::Error> {
        let number = serde_json::Number::deserialize(MapAccessDeserializer::new(map))
            .map_err(|_| A::Error::invalid_type(Unexpected::Map, &self))?;
        let digits = number.to_string();
        Exact::from_json_number(&digits).ok_or_else(|| too_many_digits(&digits))
    }
}

fn too_many_digits<E: Error>(digits: &str) -> E {
    E::custom(format!(
        "must be a number of at most 28 digits, not {digits:.60}"
    ))
}
