//! JSON of a response, whose numbers are ticked off as they are read.

use serde_json::Value;

use super::ledger::Ledger;
use crate::pricing::error::{PricingError, Result};
use crate::pricing::number::{Count, Exact};
use crate::pricing::quote::WarningCode;

/// A value of a response.
#[derive(Clone, Copy, Debug)]
pub(in crate::pricing::response) struct Node<'a> {
    value: &'a Value,
    ledger: &'a Ledger<'a>,
}

impl<'a> Node<'a> {
    pub fn root(ledger: &'a Ledger<'a>) -> Self {
        Self {
            value: ledger.root(),
            ledger,
        }
    }

    pub fn value(&self) -> &'a Value {
        self.value
    }

    fn with(&self, value: &'a Value) -> Self {
        Self {
            value,
            ledger: self.ledger,
        }
    }

    /// The value under a key, unless it is null.
    pub fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(self.with(value))
    }

    /// The object under a key.
    pub fn object(&self, key: &str) -> Option<Self> {
        self.get(key).filter(|node| node.value.is_object())
    }

    /// The object under the first of several keys that has one.
    pub fn any_object(&self, keys: &[&str]) -> Option<Self> {
        keys.iter().find_map(|key| self.object(key))
    }

    /// The object at the end of a path of keys.
    pub fn within(&self, keys: &[&str]) -> Option<Self> {
        keys.iter().try_fold(*self, |node, key| node.object(key))
    }

    /// The usage object under a key: all its numbers must be accounted for.
    pub fn usage(&self, key: &str) -> Option<Self> {
        let usage = self.object(key)?;
        usage.account();
        Some(usage)
    }

    pub fn account(&self) {
        self.ledger.account(self.value);
    }

    /// The elements of the array under a key; none where there is no array.
    pub fn list(&self, key: &str) -> impl Iterator<Item = Self> + use<'a> {
        let node = *self;
        let elements = self.value.get(key).and_then(Value::as_array);
        elements
            .into_iter()
            .flatten()
            .map(move |value| node.with(value))
    }

    pub fn members(&self) -> impl Iterator<Item = (&'a str, Self)> + use<'a> {
        let node = *self;
        let members = self.value.as_object();
        members
            .into_iter()
            .flatten()
            .map(move |(key, value)| (key.as_str(), node.with(value)))
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.has(key))
    }

    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key)?.as_str()
    }

    pub fn owned(&self, key: &str) -> Option<String> {
        self.text(key)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    }

    pub fn flag(&self, key: &str) -> bool {
        self.value
            .get(key)
            .and_then(Value::as_bool)
            .unwrap_or(false)
    }

    pub fn path(&self) -> String {
        self.ledger.path_of(self.value)
    }

    /// Ticks off the values under keys that are known to be read otherwise, or to be no bill.
    pub fn tick(&self, keys: &[&str]) {
        for key in keys {
            if let Some(value) = self.value.get(key) {
                self.ledger.mark(value);
            }
        }
    }

    /// Ticks off a value and all that it holds.
    pub fn tick_all(&self) {
        self.ledger.mark(self.value);
    }

    pub fn warn(&self, code: WarningCode, message: String) {
        self.ledger.warn(code, message, Some(self.path()));
    }

    /// A count; `None` where the key is absent or null.
    ///
    /// # Errors
    /// [`PricingError::InvalidUsage`] if it is not a number of at least 0.
    pub fn count(&self, key: &str) -> Result<Option<Exact>> {
        let Some(value) = self.value.get(key).filter(|value| !value.is_null()) else {
            return Ok(None);
        };
        self.ledger.mark(value);
        let number = match value {
            Value::Number(number) => match number.as_u64() {
                Some(whole) => Some(Exact::whole(whole)),
                None => Exact::from_json_number(&number.to_string()),
            },
            // Some responses write seconds and counts as text.
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        number
            .filter(|number| !number.is_negative())
            .map(Some)
            .ok_or_else(|| {
                let path = self.with(value).path();
                PricingError::usage(path, format!("{key} is no number of at least 0"))
            })
    }

    /// The count under the first of several keys that has one.
    ///
    /// # Errors
    /// Those of [`count`](Self::count).
    pub fn any_count(&self, keys: &[&str]) -> Result<Option<Exact>> {
        for key in keys {
            if let Some(count) = self.count(key)? {
                return Ok(Some(count));
            }
        }
        Ok(None)
    }

    /// A count that several keys may give, as gateways repeat it in the words of several vendors:
    /// the largest. A smaller one that is not 0 stays unread.
    ///
    /// # Errors
    /// Those of [`count`](Self::count).
    pub fn same_count(keys: &[(Option<Self>, &str)]) -> Result<Option<Exact>> {
        let mut largest = None;
        for (node, key) in keys {
            let Some(node) = node else { continue };
            let count = node.peek(key)?;
            largest = largest.max(count);
        }
        for (node, key) in keys {
            let Some(node) = node else { continue };
            let count = node.peek(key)?;
            if count == largest || count.is_none_or(Exact::is_zero) {
                node.tick(&[key]);
            }
        }
        Ok(largest)
    }

    fn peek(&self, key: &str) -> Result<Option<Exact>> {
        let scratch = Ledger::new(self.value);
        let read = Node::root(&scratch).count(key);
        read.map_err(|error| error.at(format!("{}.{key}", self.path())))
    }
}

/// The sum of the counts that are present; `None` if none is.
pub(in crate::pricing::response) fn sum(counts: &[Option<Exact>]) -> Result<Option<Exact>> {
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
pub(in crate::pricing::response) fn part(count: Option<Exact>) -> Option<Count> {
    count.filter(|count| !count.is_zero()).and_then(Count::new)
}

/// The quantity of a total, also if it is 0.
pub(in crate::pricing::response) fn total(count: Option<Exact>) -> Option<Count> {
    count.and_then(Count::new)
}
