//! Rust values that outlive a call, named by a `u32` on the JavaScript side.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::thread::LocalKey;

use super::Thrown;
use crate::sorted_map::SortedMap;

/// A table of values. Declare one per kind of value, in a `thread_local!`.
///
/// Handles are never used again, so a stale one is found out.
pub struct Handles<T: 'static> {
    next: Cell<u32>,
    values: RefCell<SortedMap<u32, Rc<T>>>,
}

impl<T: 'static> Default for Handles<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: 'static> Handles<T> {
    /// An empty table.
    pub const fn new() -> Self {
        Self {
            next: Cell::new(1),
            values: RefCell::new(SortedMap::new()),
        }
    }
}

/// Keeps a value and returns its handle.
pub fn keep<T>(table: &'static LocalKey<Handles<T>>, value: T) -> u32 {
    table.with(|handles| {
        let handle = handles.next.get();
        handles.next.set(handle.wrapping_add(1));
        handles.values.borrow_mut().insert(handle, Rc::new(value));
        handle
    })
}

/// The value of a handle. The `Rc` may outlive the table's own entry.
pub fn get<T>(table: &'static LocalKey<Handles<T>>, handle: u32) -> Result<Rc<T>, Thrown> {
    table.with(|handles| {
        handles
            .values
            .borrow()
            .get(&handle)
            .cloned()
            .ok_or_else(|| {
                Thrown::internal(format!("the engine has no value with handle {handle}"))
            })
    })
}

/// Forgets a value. An unknown handle is no error: the facade's clean-up may come late.
pub fn forget<T>(table: &'static LocalKey<Handles<T>>, handle: u32) {
    table.with(|handles| handles.values.borrow_mut().remove(&handle));
}

#[cfg(test)]
mod tests {
    use super::{Handles, forget, get, keep};

    thread_local! {
        static TABLE: Handles<String> = const { Handles::new() };
    }

    #[test]
    fn a_value_is_found_until_it_is_forgotten() {
        let first = keep(&TABLE, "first".to_owned());
        let second = keep(&TABLE, "second".to_owned());
        assert_eq!(*get(&TABLE, first).unwrap(), "first");
        forget(&TABLE, first);
        assert_eq!(get(&TABLE, first).unwrap_err().code, "INTERNAL");
        assert_eq!(*get(&TABLE, second).unwrap(), "second");
        assert_ne!(keep(&TABLE, "third".to_owned()), first);
    }
}
