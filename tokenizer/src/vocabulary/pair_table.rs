//! The token that a pair of tokens merges into, found with one read of memory.
//!
//! A slot holds both parts and the result, 18 bits each, so nothing else needs to be compared.

use std::ops::Range;

use super::pair_filter::PairFilter;
use super::tokens::{BYTES, PROBES, Table, Tokens};
use crate::hash::hash_pair;

const ID_BITS: u32 = 18;
const ID_MASK: u64 = (1 << ID_BITS) - 1;
/// No id has all bits set.
const EMPTY: u64 = u64::MAX;

/// A pair that is looked up in two steps, a prefetch and a read.
#[derive(Clone, Copy, Default)]
pub struct PairQuery {
    pair: u64,
    hash: u64,
    at: u32,
}

impl PairQuery {
    /// A pair that merges into nothing.
    pub const NONE: Self = Self {
        pair: u64::MAX,
        hash: 0,
        at: u32::MAX,
    };

    /// The pair of these two tokens.
    #[inline(always)]
    pub fn of(left: u32, right: u32) -> Self {
        Self {
            pair: pair(left, right),
            hash: hash_pair(left, right),
            at: u32::MAX,
        }
    }
}

/// Tokens by the pair that they merge.
pub struct PairTable {
    filter: PairFilter,
    slots: Vec<u64>,
    shift: u32,
    /// One less than the number of slots in use. One more slot is always empty.
    mask: u32,
    /// Slots that filling may still probe.
    probes_left: usize,
}

impl Table for PairTable {
    #[inline(never)]
    fn add(&mut self, tokens: &Tokens, ids: Range<usize>) {
        for id in ids.start.max(BYTES)..ids.end {
            if tokens.length(id) > 0 && self.probes_left > 0 {
                let [left, right] = tokens.split(id);
                self.insert(left, right, id as u32);
            }
        }
    }
}

impl PairTable {
    /// A table for so many pairs, which fill at most four fifths. The filter answers for pairs that are
    /// not here.
    pub fn for_entries(entries: usize) -> Self {
        let size = (entries * 5 / 4).next_power_of_two().max(16);
        Self {
            filter: PairFilter::new(),
            slots: vec![EMPTY; size + 1],
            shift: 64 - size.trailing_zeros(),
            mask: size as u32 - 1,
            probes_left: size * PROBES,
        }
    }

    /// Whether all pairs found room within the allowed probes.
    pub fn is_complete(&self) -> bool {
        self.probes_left > 0
    }

    /// Adds a pair.
    #[inline(always)]
    fn insert(&mut self, left: u32, right: u32, merged: u32) {
        let hash = hash_pair(left, right);
        self.filter.add(hash);
        let mask = self.mask as usize;
        let mut at = (hash >> self.shift) as usize & mask;
        // A fifth of the slots stays empty.
        while self.slots[at] != EMPTY && self.probes_left > 0 {
            at = (at + 1) & mask;
            self.probes_left -= 1;
        }
        self.slots[at] = pair(left, right) << ID_BITS | u64::from(merged);
    }

    /// Asks the filter whether a pair may merge, and reads its home slot. Returns an opaque value that
    /// the caller must fold in, so that the read is not optimized away.
    #[inline(always)]
    pub fn prefetch(&self, query: &mut PairQuery) -> u64 {
        let home = (query.hash >> self.shift) as u32;
        query.at = if self.filter.may_have(query.hash) {
            home
        } else {
            self.mask + 1
        };
        self.slots
            .get(query.at as usize)
            .copied()
            .unwrap_or_default()
    }

    /// The token that a prefetched pair merges into.
    #[inline(always)]
    pub fn prefetched(&self, query: PairQuery) -> Option<u32> {
        let slot = self.slots.get(query.at as usize).copied().unwrap_or(EMPTY);
        let found = slot >> ID_BITS == query.pair;
        if !found & (slot != EMPTY) {
            return self.probe_beyond(query);
        }
        found.then_some((slot & ID_MASK) as u32)
    }

    /// The same if another pair has the home slot.
    #[inline(never)]
    fn probe_beyond(&self, query: PairQuery) -> Option<u32> {
        let mut at = query.at;
        loop {
            at = (at + 1) & self.mask;
            let slot = self.slots[at as usize];
            if slot >> ID_BITS == query.pair {
                return Some((slot & ID_MASK) as u32);
            }
            if slot == EMPTY {
                return None;
            }
        }
    }

    /// The token that `left` and `right` merge into.
    #[inline(always)]
    pub fn find(&self, left: u32, right: u32) -> Option<u32> {
        let hash = hash_pair(left, right);
        if !self.filter.may_have(hash) {
            return None;
        }
        let mask = self.mask as usize;
        let mut at = (hash >> self.shift) as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot >> ID_BITS == pair(left, right) {
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
fn pair(left: u32, right: u32) -> u64 {
    u64::from(left) << ID_BITS | u64::from(right)
}
