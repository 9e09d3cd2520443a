//! Reads JSON of an unknown shape, and keeps the path for errors.

use serde_json::Value;

use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::{Count, Exact};

/// An object or array of a response, and its path.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Fields<'a> {
    pub fn root(value: &'a Value) -> Self {
        Self {
            value,
            path: String::new(),
        }
    }

    fn at(&self, value: &'a Value, key: &str) -> Self {
        let path = if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        };
        Self { value, path }
    }

    /// The object under a key.
    pub fn object(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key)?;
        value.is_object().then(|| self.at(value, key))
    }

    /// The object under the first of several keys that has one.
    pub fn any_object(&self, keys: &[&str]) -> Option<Self> {
        keys.iter().find_map(|key| self.object(key))
    }

    /// The elements, where this is an array.
    pub fn array(&self) -> Option<Vec<Self>> {
        let Value::Array(elements) = self.value else {
            return None;
        };
        Some(
            elements
                .iter()
                .enumerate()
                .map(|(i, value)| self.at(value, &format!("[{i}]")))
                .collect(),
        )
    }

    /// The elements of the array under a key; none where there is no array.
    pub fn list(&self, key: &str) -> Vec<Self> {
        self.value
            .get(key)
            .and_then(|value| self.at(value, key).array())
            .unwrap_or_default()
    }

    pub fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some_and(|value| !value.is_null())
    }

    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key)?.as_str()
    }

    pub fn owned(&self, key: &str) -> Option<String> {
        self.text(key).map(str::to_owned)
    }

    /// A count; `None` where the key is absent or null.
    ///
    /// # Errors
    /// [`PricingError::InvalidUsage`] if it is not a number of at least 0.
    pub fn count(&self, key: &str) -> Result<Option<Exact>> {
        let value = match self.value.get(key) {
            None | Some(Value::Null) => return Ok(None),
            Some(value) => value,
        };
        let number = match value {
            Value::Number(number) => Exact::from_json_number(&number.to_string()),
            // Some responses write seconds as text.
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        number
            .filter(|number| !number.is_negative())
            .map(Some)
            .ok_or_else(|| {
                let at = self.at(value, key);
                PricingError::usage(at.path, format!("{key} is no number of at least 0"))
            })
    }

    /// The count under the first of several keys that has one.
    pub fn any_count(&self, keys: &[&str]) -> Result<Option<Exact>> {
        for key in keys {
            if let Some(count) = self.count(key)? {
                return Ok(Some(count));
            }
        }
        Ok(None)
    }
}

/// The sum of the counts that are present; `None` if none is.
pub(super) fn sum(counts: &[Option<Exact>]) -> Result<Option<Exact>> {
    let mut counts = counts.iter().flatten();
    let Some(first) = counts.next() else {
        return Ok(None);
    };
    counts
        .try_fold(*first, |total, count| total.checked_add(*count))
        .map(Some)
        .ok_or_else(|| PricingError::digits(Some("usage".to_owned())))
}

/// The quantity of a part. A part of 0 is left out; [`total`] keeps it.
pub(super) fn part(count: Option<Exact>) -> Option<Count> {
    count.filter(|count| !count.is_zero()).and_then(Count::new)
}

/// The quantity of a total, also if it is 0.
pub(super) fn total(count: Option<Exact>) -> Option<Count> {
    count.and_then(Count::new)
}
