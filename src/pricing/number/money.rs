//! An amount of money.

use std::fmt;

use serde::{Serialize, Serializer};

use super::exact::Exact;

/// An exact amount of US dollars. In JSON `{ "exact": "0.0000675", "usd": 0.0000675 }`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(Exact);

impl Money {
    /// This many US dollars.
    ///
    /// ```
    /// use tokenfare::pricing::{Exact, Money};
    ///
    /// assert_eq!(Money::new(Exact::whole(5)).to_string(), "5");
    /// ```
    pub const fn new(us_dollars: Exact) -> Self {
        Self(us_dollars)
    }

    /// The amount in US dollars.
    ///
    /// ```
    /// use tokenfare::pricing::{Exact, Money};
    ///
    /// assert_eq!(Money::new(Exact::whole(5)).amount(), Exact::whole(5));
    /// ```
    pub const fn amount(self) -> Exact {
        self.0
    }

    /// This amount times a number, exactly; `None` if 28 digits do not suffice.
    ///
    /// ```
    /// use tokenfare::pricing::{Exact, Money};
    ///
    /// // A request for $0.0004875, 10,000 times.
    /// let request = Money::new("0.0004875".parse()?);
    /// let requests = Exact::whole(10_000);
    /// assert_eq!(request.checked_mul(requests).map(|day| day.to_string()).as_deref(), Some("4.875"));
    /// # Ok::<(), tokenfare::pricing::ParseExactError>(())
    /// ```
    pub fn checked_mul(self, factor: Exact) -> Option<Self> {
        self.0.checked_mul(factor).map(Self)
    }
}

/// US dollars as a plain number, without a currency sign.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut money = serializer.serialize_struct("Money", 2)?;
        money.serialize_field("exact", &self.0)?;
        money.serialize_field("usd", &self.0.to_f64())?;
        money.end()
    }
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for Money {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact amount of US dollars.",
            "type": "object",
            "properties": {
                "exact": {
                    "description": "The decimal amount, `\"0.0000675\"`: no exponent, no trailing zeros.",
                    "type": "string",
                },
                "usd": { "description": "The nearest number.", "type": "number" },
            },
            "required": ["exact", "usd"],
            "additionalProperties": false,
        })
    }
}
