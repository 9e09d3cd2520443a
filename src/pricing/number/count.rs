//! A number of something: tokens, images, seconds.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::exact::Exact;
use super::visitor::NumberVisitor;

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
        const EXPECTING: &str = "a finite number that is not negative";
        let number = deserializer.deserialize_any(NumberVisitor {
            expecting: EXPECTING,
            texts: false,
        })?;
        Self::new(number)
            .ok_or_else(|| D::Error::invalid_value(Unexpected::Float(number.to_f64()), &EXPECTING))
    }
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for Count {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Count".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "minimum": 0 })
    }
    fn inline_schema() -> bool {
        true
    }
}
