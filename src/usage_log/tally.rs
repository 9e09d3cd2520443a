//! Counts by name.

use crate::sorted_map::SortedMap;

/// The most names that are counted apart.
const MAX_NAMES: usize = 100;
/// The name of all others.
const OTHERS: &str = "others";

/// Counts one more of a name. Beyond a hundred names, new ones are counted together.
pub(super) fn count_one(counts: &mut SortedMap<String, u64>, name: &str) {
    let name = match counts.contains_key(name) || counts.len() < MAX_NAMES {
        true => name,
        false => OTHERS,
    };
    match counts.get_mut(name) {
        Some(count) => *count += 1,
        None => {
            counts.insert(name.to_owned(), 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::count_one;
    use crate::sorted_map::SortedMap;

    #[test]
    fn names_beyond_a_hundred_are_counted_together() {
        let mut counts = SortedMap::new();
        for i in 0..150 {
            count_one(&mut counts, &format!("{i:03}"));
        }
        count_one(&mut counts, "007");
        assert_eq!(
            (counts.get("007"), counts.get("others"), counts.len()),
            (Some(&2), Some(&50), 101)
        );
    }
}
