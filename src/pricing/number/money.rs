//! An amount of money.

use serde::{Serialize, Serializer};

use super::exact::Exact;

/// An exact amount of US dollars. In JSON `{ "exact": "0.0000675", "usd": 0.0000675 }`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub Exact);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut money = serializer.serialize_struct("Money", 2)?;
        money.serialize_field("exact", &self.0)?;
        money.serialize_field("usd", &self.0.to_f64())?;
        money.end()
    }
}
