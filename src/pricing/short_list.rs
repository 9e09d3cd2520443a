//! Short lists that stay sorted while they are filled. The sort of the standard library is made for
//! long ones: it costs the engine some 10 KB of wasm for every type that is sorted.

/// Puts an item in its place, unless it is there already.
pub(super) fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}

/// A sorted list of distinct items.
pub(super) fn of<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut list = Vec::new();
    for item in items {
        insert(&mut list, item);
    }
    list
}
