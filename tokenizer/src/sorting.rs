//! One sort for everything that is sorted while a vocabulary is loaded. Every type that the standard
//! library sorts costs the engine three to ten kilobytes; here all share the sort of their indices.

use std::cmp::Ordering;

/// The indices below `count` in the order of `compare`; equal elements keep their order.
pub(crate) fn sorted_indices(count: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut indices: Vec<u32> = (0..count as u32).collect();
    indices.sort_by(|left, right| compare(*left, *right));
    indices
}

/// Sorts a list by means of its indices; equal elements keep their order.
pub(crate) fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted_indices(list.len(), &|left, right| {
        compare(&list[left as usize], &list[right as usize])
    });
    let mut elements: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(
        order
            .iter()
            .filter_map(|index| elements[*index as usize].take()),
    );
}

#[cfg(test)]
mod tests {
    use super::sort_by;

    #[test]
    fn equal_elements_keep_their_order() {
        let mut list = vec![(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd'), (0, 'e')];
        sort_by(&mut list, |a, b| a.0.cmp(&b.0));
        assert_eq!(list, [(0, 'e'), (1, 'b'), (1, 'd'), (2, 'a'), (2, 'c')]);
        let mut none: Vec<u8> = Vec::new();
        sort_by(&mut none, Ord::cmp);
        assert!(none.is_empty());
    }
}
