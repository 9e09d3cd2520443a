//! From a JSON value to a type with a derived reader.

use super::{DECIMAL, Json, JsonError, number};
use serde::de::value::{BytesDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};

type Read<T> = Result<T, JsonError>;

/// Reads a value.
///
/// Objects are given to readers of objects only, lists to readers of lists: a struct written as a
/// list of its fields, which `serde_json` allows, would double the code of every struct.
pub(super) struct Reader<'a>(pub &'a Json);

impl<'a> Reader<'a> {
    fn unexpected(&self) -> Unexpected<'a> {
        match self.0 {
            Json::Null => Unexpected::Unit,
            Json::Bool(value) => Unexpected::Bool(*value),
            Json::Number(text) => match (text.parse(), text.parse()) {
                (Ok(value), _) => Unexpected::Unsigned(value),
                (_, Ok(value)) => Unexpected::Signed(value),
                _ => Unexpected::Float(number::to_f64(text).unwrap_or(f64::NAN)),
            },
            Json::Text(text) => Unexpected::Str(text),
            Json::List(_) => Unexpected::Seq,
            Json::Object(_) => Unexpected::Map,
        }
    }

    #[inline(never)]
    fn mistyped(&self, wanted: &dyn serde::de::Expected) -> JsonError {
        JsonError::invalid_type(self.unexpected(), wanted)
    }

    /// Text, a number or a boolean, whichever it is.
    fn scalar<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match self.0 {
            Json::Bool(value) => visitor.visit_bool(*value),
            Json::Number(text) => match (text.parse(), text.parse()) {
                (Ok(value), _) => visitor.visit_u64(value),
                (_, Ok(value)) => visitor.visit_i64(value),
                _ => visitor.visit_f64(number::to_f64(text).unwrap_or(f64::NAN)),
            },
            Json::Text(text) => visitor.visit_str(text),
            _ => Err(self.mistyped(&visitor)),
        }
    }

    fn object<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match self.0 {
            Json::Object(map) => visitor.visit_map(Object::of(map)),
            _ => Err(self.mistyped(&visitor)),
        }
    }
}

macro_rules! scalars {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
            self.scalar(visitor)
        })*
    };
}

impl<'a> Deserializer<'a> for Reader<'a> {
    type Error = JsonError;

    scalars! {
        deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_f32
        deserialize_f64 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_identifier
    }

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match self.0 {
            Json::Null => visitor.visit_unit(),
            Json::List(list) => visitor.visit_seq(List { list, next: 0 }),
            Json::Object(map) => visitor.visit_map(Object::of(map)),
            _ => self.scalar(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match self.0 {
            Json::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match self.0 {
            Json::Null => visitor.visit_unit(),
            _ => Err(self.mistyped(&visitor)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(self, _: &str, visitor: V) -> Read<V::Value> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, name: &str, visitor: V) -> Read<V::Value> {
        match self.0 {
            Json::Number(digits) if name == DECIMAL => {
                visitor.visit_newtype_struct(BytesDeserializer::new(digits.as_bytes()))
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        match self.0 {
            Json::List(list) => visitor.visit_seq(List { list, next: 0 }),
            _ => Err(self.mistyped(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'a>>(self, _: usize, visitor: V) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &str,
        _: usize,
        visitor: V,
    ) -> Read<V::Value> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        self.object(visitor)
    }

    fn deserialize_struct<V: Visitor<'a>>(self, _: &str, _: &[&str], visitor: V) -> Read<V::Value> {
        self.object(visitor)
    }

    /// A word, or an object of one field named by the variant.
    fn deserialize_enum<V: Visitor<'a>>(self, _: &str, _: &[&str], visitor: V) -> Read<V::Value> {
        match self.0 {
            Json::Text(name) => visitor.visit_enum(Variant { name, value: None }),
            Json::Object(map) if map.len() == 1 => match map.first() {
                Some((name, value)) => visitor.visit_enum(Variant {
                    name,
                    value: Some(value),
                }),
                None => Err(self.mistyped(&visitor)),
            },
            _ => Err(self.mistyped(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Read<V::Value> {
        visitor.visit_unit()
    }
}

/// The fields of an object, one after the other.
struct Object<'a> {
    fields: std::slice::Iter<'a, (String, Json)>,
    current: Option<(&'a str, &'a Json)>,
}

impl<'a> Object<'a> {
    fn of(map: &'a [(String, Json)]) -> Self {
        Self {
            fields: map.iter(),
            current: None,
        }
    }

    #[inline(never)]
    fn advance(&mut self) -> Option<&'a str> {
        let (name, value) = self.fields.next()?;
        self.current = Some((name, value));
        Some(name)
    }

    #[inline(never)]
    fn current(&self) -> Read<(&'a str, &'a Json)> {
        // A value is asked for after its name only.
        self.current
            .ok_or_else(|| JsonError::custom("a value before its name"))
    }
}

impl<'a> MapAccess<'a> for Object<'a> {
    type Error = JsonError;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Read<Option<K::Value>> {
        let Some(name) = self.advance() else {
            return Ok(None);
        };
        match seed.deserialize(StrDeserializer::new(name)) {
            Ok(key) => Ok(Some(key)),
            Err(error) => Err(JsonError::in_field(error, name)),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Read<V::Value> {
        let (name, value) = self.current()?;
        match seed.deserialize(Reader(value)) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.in_field(name)),
        }
    }
}

/// The items of a list, one after the other.
struct List<'a> {
    list: &'a [Json],
    next: usize,
}

impl<'a> SeqAccess<'a> for List<'a> {
    type Error = JsonError;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Read<Option<T::Value>> {
        let index = self.next;
        let Some(value) = self.list.get(index) else {
            return Ok(None);
        };
        self.next = index + 1;
        match seed.deserialize(Reader(value)) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error.in_item(index)),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.list.len() - self.next)
    }
}

/// A variant of an enum, with what it holds.
struct Variant<'a> {
    name: &'a str,
    value: Option<&'a Json>,
}

impl<'a> EnumAccess<'a> for Variant<'a> {
    type Error = JsonError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'a>>(self, seed: V) -> Read<(V::Value, Self)> {
        let variant = seed.deserialize(StrDeserializer::new(self.name))?;
        Ok((variant, self))
    }
}

impl<'a> Variant<'a> {
    fn value(&self) -> &'a Json {
        self.value.unwrap_or(&Json::Null)
    }
}

impl<'a> VariantAccess<'a> for Variant<'a> {
    type Error = JsonError;

    fn unit_variant(self) -> Read<()> {
        match self.value {
            None => Ok(()),
            Some(_) => Err(JsonError::custom("must be a word").in_field(self.name)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'a>>(self, seed: T) -> Read<T::Value> {
        match seed.deserialize(Reader(self.value())) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.in_field(self.name)),
        }
    }

    fn tuple_variant<V: Visitor<'a>>(self, _: usize, visitor: V) -> Read<V::Value> {
        match Reader(self.value()).deserialize_seq(visitor) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.in_field(self.name)),
        }
    }

    fn struct_variant<V: Visitor<'a>>(self, _: &[&str], visitor: V) -> Read<V::Value> {
        match Reader(self.value()).object(visitor) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.in_field(self.name)),
        }
    }
}
