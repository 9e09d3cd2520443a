//! One reader for every kind of input, so that all of them follow the same rules.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::InputError;

/// A value that input is read from: a JSON value, or a value of JavaScript.
pub trait Source<'de>: Sized {
    /// A value without parts, which knows how to hand itself to a visitor.
    type Scalar: Scalar<'de>;

    /// Looks at the value.
    ///
    /// # Errors
    /// The value is none that JSON could hold.
    fn view(self) -> Result<View<'de, Self>, InputError>;
}

/// What a value is.
pub enum View<'de, S: Source<'de>> {
    /// `null`.
    Null,
    /// A string, a number or a boolean.
    Scalar(S::Scalar),
    /// The elements of an array.
    Array(Vec<S>),
    /// The members of an object, in their order.
    Object(Vec<(Cow<'de, str>, S)>),
}

/// A string, a number or a boolean.
pub trait Scalar<'de> {
    /// Hands the value to the visitor.
    ///
    /// # Errors
    /// Those of the visitor.
    fn visit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InputError>;
}

/// Reads a value of any [`Source`].
pub struct Reader<S>(pub S);

impl<'de, S: Source<'de>> Reader<S> {
    fn mistyped(view: View<'de, S>, expected: &dyn serde::de::Expected) -> InputError {
        match view {
            View::Null => InputError::invalid_type(Unexpected::Unit, expected),
            View::Array(_) => InputError::invalid_type(Unexpected::Seq, expected),
            View::Object(_) => InputError::invalid_type(Unexpected::Map, expected),
            View::Scalar(scalar) => match scalar.visit(Mistyped(expected)) {
                Ok(never) => match never {},
                Err(error) => error,
            },
        }
    }
}

impl<'de, S: Source<'de>> Deserializer<'de> for Reader<S> {
    type Error = InputError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InputError> {
        match self.0.view()? {
            View::Null => visitor.visit_unit(),
            View::Scalar(scalar) => scalar.visit(visitor),
            View::Array(elements) => visitor.visit_seq(Elements::of(elements)),
            View::Object(members) => visitor.visit_map(Members::of(members)),
        }
    }

    /// An optional field that is there has a value: `null` is none.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InputError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, InputError> {
        visitor.visit_newtype_struct(self)
    }

    /// A struct is an object, never the array of its fields.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InputError> {
        match self.0.view()? {
            View::Object(members) => visitor.visit_map(Members::of(members)),
            other => Err(Self::mistyped(other, &visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InputError> {
        match self.0.view()? {
            View::Scalar(scalar) => {
                let word = scalar.visit(WordVisitor(variants))?;
                visitor.visit_enum(Word(word))
            }
            // An enum whose variants hold data is an object with one member.
            View::Object(members) => {
                let mut members = members.into_iter();
                match (members.next(), members.next()) {
                    (Some((name, value)), None) => visitor.visit_enum(Tagged { name, value }),
                    _ => Err(InputError::invalid_type(
                        Unexpected::Map,
                        &"an object with one member",
                    )),
                }
            }
            other => Err(Self::mistyped(other, &WordVisitor(variants))),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

/// The elements of an array, each with its index where one does not fit.
struct Elements<S> {
    elements: std::iter::Enumerate<std::vec::IntoIter<S>>,
}

impl<S> Elements<S> {
    fn of(elements: Vec<S>) -> Self {
        Self {
            elements: elements.into_iter().enumerate(),
        }
    }
}

impl<'de, S: Source<'de>> SeqAccess<'de> for Elements<S> {
    type Error = InputError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, InputError> {
        self.elements
            .next()
            .map(|(index, element)| {
                seed.deserialize(Reader(element))
                    .map_err(|error| error.in_element(index))
            })
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.elements.len())
    }
}

/// The members of an object, each with its name where one does not fit.
struct Members<'de, S> {
    members: std::vec::IntoIter<(Cow<'de, str>, S)>,
    current: Option<(Cow<'de, str>, S)>,
}

impl<'de, S> Members<'de, S> {
    fn of(members: Vec<(Cow<'de, str>, S)>) -> Self {
        Self {
            members: members.into_iter(),
            current: None,
        }
    }
}

impl<'de, S: Source<'de>> MapAccess<'de> for Members<'de, S> {
    type Error = InputError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, InputError> {
        let Some((name, value)) = self.members.next() else {
            return Ok(None);
        };
        let key = seed.deserialize(Name(name.clone()))?;
        self.current = Some((name, value));
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, InputError> {
        let Some((name, value)) = self.current.take() else {
            return Err(InputError::new("a member's value is read before its name"));
        };
        seed.deserialize(Reader(value))
            .map_err(|error| error.in_field(&name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// The name of a member.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserializer<'de> for Name<'de> {
    type Error = InputError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InputError> {
        match self.0 {
            Cow::Borrowed(name) => visitor.visit_borrowed_str(name),
            Cow::Owned(name) => visitor.visit_string(name),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, InputError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InputError> {
        visitor.visit_enum(Word(self.0.into_owned()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A variant without data.
struct Word(String);

impl<'de> EnumAccess<'de> for Word {
    type Error = InputError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), InputError> {
        let variant = seed.deserialize(self.0.as_str().into_deserializer())?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Word {
    type Error = InputError;

    fn unit_variant(self) -> Result<(), InputError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, InputError> {
        Err(needs_data(&self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, InputError> {
        Err(needs_data(&self.0))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, InputError> {
        Err(needs_data(&self.0))
    }
}

fn needs_data(word: &str) -> InputError {
    InputError::invalid_type(Unexpected::Str(word), &"an object")
}

/// A variant with data: an object with one member.
struct Tagged<'de, S> {
    name: Cow<'de, str>,
    value: S,
}

impl<'de, S: Source<'de>> EnumAccess<'de> for Tagged<'de, S> {
    type Error = InputError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), InputError> {
        let variant = seed.deserialize(Name(self.name.clone()))?;
        Ok((variant, self))
    }
}

impl<'de, S: Source<'de>> VariantAccess<'de> for Tagged<'de, S> {
    type Error = InputError;

    fn unit_variant(self) -> Result<(), InputError> {
        Err(InputError::invalid_type(Unexpected::Map, &"a string"))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, InputError> {
        seed.deserialize(Reader(self.value))
            .map_err(|error| error.in_field(&self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, InputError> {
        Reader(self.value)
            .deserialize_any(visitor)
            .map_err(|error| error.in_field(&self.name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InputError> {
        Reader(self.value)
            .deserialize_struct("", fields, visitor)
            .map_err(|error| error.in_field(&self.name))
    }
}

/// Takes a string where one of several words is expected.
struct WordVisitor(&'static [&'static str]);

impl<'de> Visitor<'de> for WordVisitor {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one of ")?;
        for (index, word) in self.0.iter().enumerate() {
            write!(f, "{}{word:?}", if index == 0 { "" } else { ", " })?;
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<String, E> {
        Ok(word.to_owned())
    }
}

/// Reports a scalar where something else was expected.
struct Mistyped<'e>(&'e dyn serde::de::Expected);

/// There is no such value: [`Mistyped`] takes nothing.
enum Never {}

impl<'de> Visitor<'de> for Mistyped<'_> {
    type Value = Never;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Lets another crate's deserializer hand a scalar to a visitor, whose errors stay [`InputError`]s:
/// converted into the other crate's errors they would lose their suggestions.
pub(crate) struct Forward<V>(pub V);

macro_rules! forward {
    ($($method:ident: $type:ty,)*) => {
        $(fn $method<E: Error>(self, value: $type) -> Result<Self::Value, E> {
            Ok(self.0.$method(value))
        })*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Forward<V> {
    type Value = Result<V::Value, InputError>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    forward! {
        visit_bool: bool,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
    }

    /// How serde_json hands over a number whose digits no double holds.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.0.visit_map(map).map(Ok)
    }
}
