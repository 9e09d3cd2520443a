//! One sort for all types.
//!
//! Each type that the standard library sorts adds three to ten kilobytes to the wasm engine. Here, all
//! types share one sort of their indices.

use std::cmp::Ordering;

/// Sorts a list. Equal items keep their order.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted_indices(list.len(), &|a, b| compare(&list[a], &list[b]));
    let mut items: Vec<Option<T>> = Vec::with_capacity(list.len());
    for item in list.drain(..) {
        items.push(Some(item));
    }
    for index in order {
        list.extend(items[index].take());
    }
}

/// The distinct items, in order.
pub fn sorted_distinct<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut list: Vec<T> = items.into_iter().collect();
    sort_by(&mut list, T::cmp);
    list.dedup();
    list
}

fn sorted_indices(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::{sort_by, sorted_distinct};

    #[test]
    fn equal_items_keep_their_order() {
        let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e')];
        sort_by(&mut list, |a, b| a.0.cmp(&b.0));
        assert_eq!(list, [(0, 'e'), (1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
        let mut none: Vec<u8> = Vec::new();
        sort_by(&mut none, Ord::cmp);
        assert!(none.is_empty());
    }

    #[test]
    fn distinct_items_are_in_order() {
        assert_eq!(sorted_distinct([3, 1, 3, 2, 1]), [1, 2, 3]);
        assert!(sorted_distinct([0; 0]).is_empty());
    }
}
