//! The token that joins two others, found with one look into memory.
//!
//! A slot holds both parts and the result, 18 bits each, so nothing needs to be compared elsewhere.

use super::pair_filter::PairFilter;
use crate::hash::hash_pair;

const ID_BITS: u32 = 18;
const ID_MASK: u64 = (1 << ID_BITS) - 1;
/// No id has all bits set.
const EMPTY: u64 = u64::MAX;

pub struct PairTable {
    filter: PairFilter,
    slots: Vec<u64>,
    shift: u32,
    used: usize,
}

impl PairTable {
    /// A table that `entries` fill to four fifths at most: the filter answers what is not there.
    pub fn for_entries(entries: usize) -> Self {
        let size = (entries * 5 / 4).next_power_of_two().max(16);
        Self {
            filter: PairFilter::new(),
            slots: vec![EMPTY; size],
            shift: 64 - size.trailing_zeros(),
            used: 0,
        }
    }

    /// Adds a pair, if there is room.
    pub fn insert(&mut self, left: u32, right: u32, joined: u32) -> bool {
        if self.used >= self.slots.len() / 8 * 7 {
            return false;
        }
        self.used += 1;
        let hash = hash_pair(left, right);
        self.filter.add(hash);
        let mask = self.slots.len() - 1;
        let mut at = (hash >> self.shift) as usize & mask;
        while self.slots[at] != EMPTY {
            at = (at + 1) & mask;
        }
        self.slots[at] = wanted(left, right) << ID_BITS | u64::from(joined);
        true
    }

    /// The token that joins `left` and `right`.
    #[inline(always)]
    pub fn find(&self, left: u32, right: u32) -> Option<u32> {
        let hash = hash_pair(left, right);
        if !self.filter.may_have(hash) {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = (hash >> self.shift) as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot >> ID_BITS == wanted(left, right) {
                return Some((slot & ID_MASK) as u32);
            }
            if slot == EMPTY {
                return None;
            }
            at = (at + 1) & mask;
        }
    }
}

#[inline(always)]
fn wanted(left: u32, right: u32) -> u64 {
    u64::from(left) << ID_BITS | u64::from(right)
}
