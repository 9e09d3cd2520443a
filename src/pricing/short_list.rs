//! Short sets: lists of distinct items that stay sorted while they are filled. To sort a list as it is,
//! or a long one, there is [`crate::sorting`]; both spare the engine the sort of the standard library,
//! which costs some kilobytes of wasm for every type.

/// Puts an item in its place, unless it is there already.
pub(crate) fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}

/// A sorted list of distinct items.
pub(crate) fn of<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut list = Vec::new();
    for item in items {
        insert(&mut list, item);
    }
    list
}
