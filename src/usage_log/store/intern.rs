//! Values that many records share, once each.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::rc::Rc;

/// A text of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::usage_log) struct Text(u32);

/// Values, each with a number.
#[derive(Debug)]
pub(super) struct Interned<T> {
    numbers: HashMap<T, u32>,
    values: Vec<T>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            values: Vec::new(),
        }
    }
}

impl<T: Eq + Hash + Clone> Interned<T> {
    /// The number of a value, known or made now.
    pub fn number<Q: Eq + Hash + ?Sized>(&mut self, value: &Q, make: impl FnOnce() -> T) -> u32
    where
        T: Borrow<Q>,
    {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let value = make();
        self.values.push(value.clone());
        self.numbers.insert(value, number);
        number
    }

    pub fn get(&self, number: u32) -> Option<&T> {
        self.values.get(number as usize)
    }
}

/// Texts, each with a number.
#[derive(Debug, Default)]
pub(super) struct Texts(Interned<Rc<str>>);

impl Texts {
    pub fn text(&mut self, text: &str) -> Text {
        Text(self.0.number(text, || Rc::from(text)))
    }

    pub fn get(&self, text: Text) -> &str {
        self.0.get(text.0).map_or("", AsRef::as_ref)
    }
}
