//! A number of something: tokens, images, seconds.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::exact::Exact;

/// A number of something: finite and not negative. A plain number in JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(Exact);

impl Count {
    /// A count of `value`, or `None` if `value` is negative.
    ///
    /// ```
    /// use tokenfare::pricing::{Count, Exact};
    ///
    /// assert!(Count::new(Exact::whole(3)).is_some());
    /// assert!(Count::new("-1".parse()?).is_none());
    /// # Ok::<(), tokenfare::pricing::ParseExactError>(())
    /// ```
    pub fn new(value: Exact) -> Option<Self> {
        (!value.is_negative()).then_some(Self(value))
    }

    /// The number itself.
    ///
    /// ```
    /// use tokenfare::pricing::{Count, Exact};
    ///
    /// assert_eq!(Count::from(3).exact(), Exact::whole(3));
    /// ```
    pub fn exact(self) -> Exact {
        self.0
    }
}

impl From<u64> for Count {
    fn from(value: u64) -> Self {
        Self(Exact::whole(value))
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.0.to_f64();
        if value.fract() == 0.0 && value < 9_007_199_254_740_992.0 {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            serializer.serialize_u64(value as u64)
        } else {
            serializer.serialize_f64(value)
        }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Count;
            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                number: D,
            ) -> Result<Count, D::Error> {
                number.deserialize_any(self)
            }
            /// The digits of a number, as JSON writes it.
            fn visit_bytes<E: serde::de::Error>(self, digits: &[u8]) -> Result<Count, E> {
                let text = std::str::from_utf8(digits).unwrap_or_default();
                if text.starts_with('-') {
                    return Err(E::custom(format!(
                        "must be a finite number that is not negative, not {text}"
                    )));
                }
                Exact::from_json_number(text).map(Count).ok_or_else(|| {
                    E::custom(format!("must be a number of at most 28 digits, not {text}"))
                })
            }
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a finite number that is not negative")
            }
            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Count, E> {
                Ok(Count(Exact::whole(value)))
            }
            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Count, E> {
                u64::try_from(value)
                    .map(Count::from)
                    .map_err(|_| E::invalid_value(serde::de::Unexpected::Signed(value), &self))
            }
            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Count, E> {
                let unexpected = || E::invalid_value(serde::de::Unexpected::Float(value), &self);
                if !value.is_finite() || value < 0.0 {
                    return Err(unexpected());
                }
                Exact::from_f64(value)
                    .map(Count)
                    .ok_or_else(|| E::custom("a number of at most 28 digits"))
            }
        }
        deserializer.deserialize_newtype_struct(crate::json::DECIMAL, Visitor)
    }
}

/// Reads a number that is present. Plain `Option` would take JSON's `null`, which is what NaN and
/// Infinity become in it, for "left out".
pub(in crate::pricing) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
