//! The numbers of a usage object that nobody read.

use serde_json::Value;

use super::ledger::{Ledger, address, extend};
use super::no_bill::is_no_bill;
use crate::pricing::number::Exact;
use crate::pricing::quote::{Unread, UnreadValue};

/// The longest list of unread numbers. What is beyond it is summed up in its last entry.
const MAX_UNREAD: usize = 100;

/// The numbers of all usage objects that were not read and are not known to be no bill, with their
/// paths.
pub(in crate::pricing::response) fn unread(ledger: &Ledger<'_>) -> Vec<Unread> {
    let read = ledger.read();
    let mut found = Vec::new();
    for account in ledger.accounts() {
        let mut path = ledger.path_of(account);
        walk(account, &read, &mut path, &mut found);
    }
    found
}

fn walk(value: &Value, read: &[usize], path: &mut String, found: &mut Vec<Unread>) {
    if found.len() >= MAX_UNREAD || read.binary_search(&address(value)).is_ok() {
        return;
    }
    let before = path.len();
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter().filter(|(key, _)| !is_no_bill(key)) {
                extend(path, key);
                walk(member, read, path, found);
                path.truncate(before);
            }
        }
        Value::Array(elements) => {
            for (i, element) in elements.iter().enumerate() {
                extend(path, &format!("[{i}]"));
                walk(element, read, path, found);
                path.truncate(before);
            }
        }
        Value::Number(number) => {
            let text = number.to_string();
            let is_zero = Exact::from_json_number(&text).is_some_and(Exact::is_zero);
            if !is_zero && !found.iter().any(|known: &Unread| known.path == *path) {
                found.push(Unread {
                    path: path.clone(),
                    value: UnreadValue::of(text),
                });
            }
        }
        _ => {}
    }
}
