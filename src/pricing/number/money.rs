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
