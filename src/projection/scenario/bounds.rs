//! The bounds of a scenario's numbers, lists and names: each stands here once, and the reader, the JSON
//! Schema and the TypeScript declarations all take it from here.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{Deserializer, Error, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize};

use crate::pricing::{Exact, NumberVisitor};

/// Months at most.
pub const MAX_MONTHS: u32 = 600;
/// Workloads at most, and fixed costs at most.
pub const MAX_WORKLOADS: usize = 1_000;
/// Simulated cases at most.
pub const MAX_DRAWS: u32 = 1_000_000;
/// Turns of one conversation at most.
pub const MAX_TURNS: u32 = 10_000;
/// Samples of an uncertain number at most.
pub const MAX_SAMPLES: usize = 100_000;
/// Characters of a name at most.
pub const MAX_NAME: usize = 200;

/// The least and the greatest value of a number.
pub trait Bounds: Copy + Default + PartialEq + fmt::Debug {
    /// The least value.
    const LEAST: f64;
    /// The greatest value.
    const MOST: f64;
    /// What the number is, for messages.
    const EXPECTING: &'static str;
}

macro_rules! bounds {
    ($($(#[$doc:meta])* $name:ident: $least:literal ..= $most:literal, $expecting:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name;

        impl Bounds for $name {
            const LEAST: f64 = $least;
            const MOST: f64 = $most;
            const EXPECTING: &'static str = $expecting;
        }
    )*};
}

bounds! {
    /// Requests, tokens, seconds, dollars: anything that is counted.
    Volume: 0.0 ..= 1e15, "a number from 0 to 1e15";
    /// A share of a whole.
    Share: 0.0 ..= 1.0, "a share from 0 to 1";
    /// The share of attempts that fail.
    FailureRate: 0.0 ..= 0.99, "a share from 0 to 0.99";
    /// Requests per day that are added each month.
    Increase: -1e15 ..= 1e15, "a number from -1e15 to 1e15";
    /// A change in a year, as a share: -0.3 for 30 % less.
    YearlyChange: -1.0 ..= 10.0, "a share from -1 to 10";
    /// Turns of a conversation.
    TurnCount: 1.0 ..= 10_000.0, "a number from 1 to 10000";
    /// A context length that a prompt is cut to.
    ContextLength: 1.0 ..= 1e15, "a number of tokens from 1 to 1e15";
    /// Calls of a step per request of its workload.
    CallsPerRequest: 0.0 ..= 1_000.0, "a number from 0 to 1000";
    /// Seconds within a day.
    SecondsOfDay: 0.0 ..= 86_400.0, "a number of seconds from 0 to 86400";
    /// A share of a budget.
    BudgetShare: 0.0 ..= 100.0, "a share of the budget from 0 to 100";
    /// A rate limit.
    RateLimit: 1e-6 ..= 1e15, "a number above 0";
    /// An amount that credits are recharged by.
    RechargeAmount: 0.01 ..= 1e15, "US dollars, at least 0.01";
    /// The length of a month.
    DaysOfMonth: 1.0 ..= 31.0, "\"calendar\" or a number of days from 1 to 31";
    /// The steepness of logistic growth, per month.
    Steepness: -100.0 ..= 100.0, "a number from -100 to 100";
    /// The month at which logistic growth has reached its half.
    Midpoint: -1e6 ..= 1e6, "a number of months from -1e6 to 1e6";
}

/// A value whose numbers lie within the bounds `B`.
///
/// Reading checks the bounds. [`Bounded::new`] does not: it is for values that are known to fit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounded<T, B> {
    value: T,
    bounds: PhantomData<B>,
}

impl<T, B> Bounded<T, B> {
    /// The value, which must lie within the bounds.
    pub const fn new(value: T) -> Self {
        Self {
            value,
            bounds: PhantomData,
        }
    }
}

impl<T, B> From<T> for Bounded<T, B> {
    /// The value as it is: see [`Bounded::new`].
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T, B> Deref for Bounded<T, B> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize, B> Serialize for Bounded<T, B> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

pub(super) fn within<B: Bounds, E: Error>(value: Exact) -> Result<Exact, E> {
    let float = value.to_f64();
    if (B::LEAST..=B::MOST).contains(&float) {
        return Ok(value);
    }
    Err(E::invalid_value(Unexpected::Float(float), &B::EXPECTING))
}

/// A whole number from `LEAST` to `MOST`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Whole<const LEAST: u32, const MOST: u32>(u32);

impl<const LEAST: u32, const MOST: u32> Whole<LEAST, MOST> {
    /// The number, if it lies within the bounds.
    pub fn new(value: u32) -> Option<Self> {
        (LEAST..=MOST).contains(&value).then_some(Self(value))
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<'de, const LEAST: u32, const MOST: u32> Deserialize<'de> for Whole<LEAST, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole(deserializer, u64::from(LEAST), u64::from(MOST))
            .map(|value| Self(u32::try_from(value).unwrap_or(MOST)))
    }
}

/// Reads a whole number within bounds. One that is too large is a limit exceeded.
pub(super) fn whole<'de, D: Deserializer<'de>>(
    deserializer: D,
    least: u64,
    most: u64,
) -> Result<u64, D::Error> {
    let expecting = if least == most {
        least.to_string()
    } else {
        format!("a whole number from {least} to {most}")
    };
    let number = deserializer.deserialize_any(NumberVisitor {
        expecting: "a whole number",
        texts: false,
    })?;
    let float = number.to_f64();
    if number.is_negative() || number.ceil_u64().map(Exact::whole) != Some(number) {
        return Err(D::Error::invalid_value(
            Unexpected::Float(float),
            &expecting.as_str(),
        ));
    }
    let value = number.ceil_u64().unwrap_or(u64::MAX);
    // Another version is wrong, not too large.
    if value > most && least < most {
        let length = usize::try_from(value).unwrap_or(usize::MAX);
        return Err(D::Error::invalid_length(length, &expecting.as_str()));
    }
    if value < least || value > most {
        return Err(D::Error::invalid_value(
            Unexpected::Unsigned(value),
            &expecting.as_str(),
        ));
    }
    Ok(value)
}

/// A list of at least `LEAST` and at most `MOST` elements.
///
/// Reading checks its length; a list made from a vector is taken as it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct List<T, const LEAST: usize, const MOST: usize>(Vec<T>);

impl<T, const LEAST: usize, const MOST: usize> Deref for List<T, LEAST, MOST> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T, const LEAST: usize, const MOST: usize> std::ops::DerefMut for List<T, LEAST, MOST> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T, const LEAST: usize, const MOST: usize> From<Vec<T>> for List<T, LEAST, MOST> {
    fn from(elements: Vec<T>) -> Self {
        Self(elements)
    }
}

impl<'a, T, const LEAST: usize, const MOST: usize> IntoIterator for &'a List<T, LEAST, MOST> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de, T: Deserialize<'de>, const LEAST: usize, const MOST: usize> Deserialize<'de>
    for List<T, LEAST, MOST>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T, const LEAST: usize, const MOST: usize>(PhantomData<T>);

        impl<T, const LEAST: usize, const MOST: usize> ListVisitor<T, LEAST, MOST> {
            fn length(&self) -> String {
                match (LEAST, MOST) {
                    (0, most) => format!("an array of at most {most} elements"),
                    (least, most) if least == most => format!("an array of {most} elements"),
                    (least, most) => format!("an array of {least} to {most} elements"),
                }
            }
        }

        impl<'de, T: Deserialize<'de>, const LEAST: usize, const MOST: usize> Visitor<'de>
            for ListVisitor<T, LEAST, MOST>
        {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.length())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
                // The length is known before any element is read.
                if let Some(length) = elements.size_hint().filter(|length| *length > MOST) {
                    return Err(A::Error::invalid_length(length, &self.length().as_str()));
                }
                let mut list = Vec::new();
                while let Some(element) = elements.next_element()? {
                    list.push(element);
                    if list.len() > MOST {
                        return Err(A::Error::invalid_length(
                            list.len(),
                            &self.length().as_str(),
                        ));
                    }
                }
                if list.len() < LEAST {
                    let found = format!("{} elements", list.len());
                    return Err(A::Error::invalid_value(
                        Unexpected::Other(&found),
                        &self.length().as_str(),
                    ));
                }
                Ok(list)
            }
        }

        deserializer
            .deserialize_seq(ListVisitor::<T, LEAST, MOST>(PhantomData))
            .map(Self)
    }
}

/// Reads a name.
pub(super) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    check_name(&name)?;
    Ok(name)
}

/// Reads a name that may be left out.
pub(super) fn optional_name<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let name = Option::<String>::deserialize(deserializer)?;
    if let Some(name) = &name {
        check_name(name)?;
    }
    Ok(name)
}

pub(super) fn check_name<E: Error>(name: &str) -> Result<(), E> {
    let length = name.chars().count();
    if (1..=MAX_NAME).contains(&length) {
        return Ok(());
    }
    Err(E::custom(format!(
        "must have 1 to {MAX_NAME} characters, not {length}"
    )))
}

/// The schemas of the bounded numbers above.
#[cfg(feature = "authoring")]
pub(super) mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde_json::{Number as JsonNumber, Value};

    use super::{Bounds, List, MAX_NAME, Whole};

    /// A bound as JSON writes it: 1, not 1.0.
    fn bound(bound: f64) -> Value {
        #[allow(clippy::cast_possible_truncation)]
        if bound.fract() == 0.0 {
            return Value::from(bound as i64);
        }
        JsonNumber::from_f64(bound).map_or(Value::Null, Value::Number)
    }

    pub(in crate::projection::scenario) fn number<B: Bounds>() -> Schema {
        json_schema!({
            "type": "number",
            "minimum": bound(B::LEAST),
            "maximum": bound(B::MOST),
        })
    }

    pub(in crate::projection::scenario) fn name(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1, "maxLength": MAX_NAME })
    }

    /// A day from 1970 to 2500.
    pub(in crate::projection::scenario) fn day(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": r"^(19[7-9]\d|2[0-4]\d\d|2500)-\d\d-\d\d$",
        })
    }

    impl<const LEAST: u32, const MOST: u32> JsonSchema for Whole<LEAST, MOST> {
        fn schema_name() -> Cow<'static, str> {
            format!("Whole{LEAST}To{MOST}").into()
        }
        fn inline_schema() -> bool {
            true
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            if LEAST == MOST {
                return json_schema!({ "const": LEAST });
            }
            json_schema!({ "type": "integer", "minimum": LEAST, "maximum": MOST })
        }
    }

    impl<T: JsonSchema, const LEAST: usize, const MOST: usize> JsonSchema for List<T, LEAST, MOST> {
        fn schema_name() -> Cow<'static, str> {
            format!("ListOf{}", T::schema_name()).into()
        }
        fn inline_schema() -> bool {
            true
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let mut schema = json_schema!({
                "type": "array",
                "items": generator.subschema_for::<T>(),
                "maxItems": MOST,
            });
            if LEAST > 0 {
                schema.insert("minItems".to_owned(), LEAST.into());
            }
            schema
        }
    }
}
