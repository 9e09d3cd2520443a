//! A map of a few entries, sorted by key.
//!
//! This is [`litemap::LiteMap`] with a serialization of its own, because litemap's writes an empty map
//! as an array, reads arrays as maps, and drops all but the last of two members of the same name. The
//! `BTreeMap` of the standard library adds 20 KB (gzip) to the wasm engine.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use litemap::LiteMap;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::sorting::sort_by;

/// Values by key, in the order of the keys. All methods are those of [`LiteMap`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedMap<K, V>(LiteMap<K, V>);

impl<K, V> SortedMap<K, V> {
    /// An empty map.
    pub const fn new() -> Self {
        Self(LiteMap::new_vec())
    }

    /// Whether the map has no entry.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// The map of many entries in any order.
    ///
    /// # Errors
    /// A key that occurs twice.
    pub fn from_unsorted(mut entries: Vec<(K, V)>) -> Result<Self, K> {
        sort_by(&mut entries, |a, b| a.0.cmp(&b.0));
        match entries.windows(2).position(|two| two[0].0 == two[1].0) {
            Some(twice) => Err(entries.swap_remove(twice).0),
            None => Ok(Self(LiteMap::from_sorted_store_unchecked(entries))),
        }
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Deref for SortedMap<K, V> {
    type Target = LiteMap<K, V>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<K, V> DerefMut for SortedMap<K, V> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<K: Ord, V, const N: usize> From<[(K, V); N]> for SortedMap<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = <LiteMap<K, V> as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = <&'a LiteMap<K, V> as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&self.0).into_iter()
    }
}

impl<K: Serialize, V: Serialize> Serialize for SortedMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K, V> Deserialize<'de> for SortedMap<K, V>
where
    K: Ord + Deserialize<'de>,
    V: Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<K, V>(PhantomData<(K, V)>);

impl<'de, K, V> Visitor<'de> for Entries<K, V>
where
    K: Ord + Deserialize<'de>,
    V: Deserialize<'de>,
{
    type Value = SortedMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = object.next_entry()? {
            entries.push(entry);
        }
        SortedMap::from_unsorted(entries)
            .map_err(|_| A::Error::custom("has two members of the same name"))
    }
}

#[cfg(feature = "authoring")]
impl<K: schemars::JsonSchema, V: schemars::JsonSchema> schemars::JsonSchema for SortedMap<K, V> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        std::collections::BTreeMap::<K, V>::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        std::collections::BTreeMap::<K, V>::json_schema(generator)
    }
    fn inline_schema() -> bool {
        std::collections::BTreeMap::<K, V>::inline_schema()
    }
}

#[cfg(test)]
mod tests {
    use super::SortedMap;

    #[test]
    fn serialized_as_an_object_in_the_order_of_keys() {
        let map = SortedMap::from([("c", 3), ("b", 20), ("d", 8)]);
        let text = serde_json::to_string(&map).unwrap();
        assert_eq!(text, r#"{"b":20,"c":3,"d":8}"#);
        let read: SortedMap<String, u32> = serde_json::from_str(r#"{"d":8,"b":20,"c":3}"#).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        let empty = SortedMap::<String, u32>::new();
        assert_eq!(serde_json::to_string(&empty).unwrap(), "{}");
    }

    #[test]
    fn keys_are_in_order() {
        let map = SortedMap::from([("b", 2), ("a", 1)]);
        assert_eq!(map.get("a"), Some(&1));
        assert_eq!(map.keys().collect::<Vec<_>>(), [&"a", &"b"]);
    }

    #[test]
    fn neither_an_array_nor_two_members_of_one_name_are_a_map() {
        for text in [r#"{"d":8,"b":20,"d":9}"#, r#"[["d",8]]"#, "[]"] {
            assert!(
                serde_json::from_str::<SortedMap<String, u32>>(text).is_err(),
                "{text}"
            );
        }
    }
}
