//! Keeps account of which numbers of a response were read, and of what is to be said about them.

use std::cell::RefCell;

use serde_json::Value;

use crate::pricing::quote::{Warning, WarningCode};

/// The numbers of one response that were read.
#[derive(Debug)]
pub(in crate::pricing::response) struct Ledger<'a> {
    root: &'a Value,
    /// The places in memory of the values that were read. Values are borrowed, so they stay there.
    read: RefCell<Vec<usize>>,
    /// The objects whose every number must be accounted for.
    accounts: RefCell<Vec<&'a Value>>,
    warnings: RefCell<Vec<Warning>>,
}

impl<'a> Ledger<'a> {
    pub fn new(root: &'a Value) -> Self {
        Self {
            root,
            read: RefCell::default(),
            accounts: RefCell::default(),
            warnings: RefCell::default(),
        }
    }

    pub fn root(&self) -> &'a Value {
        self.root
    }

    pub fn mark(&self, value: &'a Value) {
        self.read.borrow_mut().push(address(value));
    }

    /// Every number of `value` must be read, be known to be no bill, or be named as unread.
    pub fn account(&self, value: &'a Value) {
        self.accounts.borrow_mut().push(value);
    }

    pub fn accounts(&self) -> Vec<&'a Value> {
        self.accounts.borrow().clone()
    }

    /// The places of all values that were read, sorted.
    pub fn read(&self) -> Vec<usize> {
        let mut read = self.read.borrow().clone();
        read.sort_unstable();
        read
    }

    pub fn warn(&self, code: WarningCode, message: String, path: Option<String>) {
        let mut warnings = self.warnings.borrow_mut();
        if !warnings
            .iter()
            .any(|known| known.code == code && known.message == message)
        {
            warnings.push(Warning {
                code,
                message,
                path,
            });
        }
    }

    pub fn take_warnings(&self) -> Vec<Warning> {
        self.warnings.take()
    }

    /// Where a value stands in the response: "usage.input_tokens", "[3].usage".
    pub fn path_of(&self, value: &Value) -> String {
        let mut path = String::new();
        find(self.root, address(value), &mut path);
        path
    }
}

pub(super) fn address(value: &Value) -> usize {
    std::ptr::from_ref(value) as usize
}

/// Extends a path by a key or an index.
pub(super) fn extend(path: &mut String, key: &str) {
    if !path.is_empty() && !key.starts_with('[') {
        path.push('.');
    }
    path.push_str(key);
}

/// Extends `path` to the value at `wanted`; leaves it as it was if `value` does not hold it.
fn find(value: &Value, wanted: usize, path: &mut String) -> bool {
    if address(value) == wanted {
        return true;
    }
    let before = path.len();
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                extend(path, key);
                if find(member, wanted, path) {
                    return true;
                }
                path.truncate(before);
            }
        }
        Value::Array(elements) => {
            for (i, element) in elements.iter().enumerate() {
                extend(path, &format!("[{i}]"));
                if find(element, wanted, path) {
                    return true;
                }
                path.truncate(before);
            }
        }
        _ => {}
    }
    false
}
