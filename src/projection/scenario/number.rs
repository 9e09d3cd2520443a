//! A number as a scenario states it, or an uncertain one.

use serde::Serialize;

use crate::pricing::Exact;

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

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number" })
    }
}

/// A number, or an uncertain one. A plain number, `mode` or `p50` makes the base case; of samples it
/// is their median.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", schemars(deny_unknown_fields))]
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
    },
    /// Log-normal, by its median and its 95th percentile; both above 0.
    LogNormal {
        /// Half of the cases lie below.
        p50: Number,
        /// 95 of 100 cases lie below.
        p95: Number,
    },
    /// Observed values, drawn as they are.
    Samples {
        /// One to 100,000 values.
        samples: Vec<Number>,
    },
}

impl From<u32> for Uncertain {
    fn from(value: u32) -> Self {
        Self::Fixed(value.into())
    }
}
