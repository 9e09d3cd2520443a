//! The token that joins two others, found with one look into memory.
//!
//! A slot holds both parts and the result, 18 bits each, so nothing needs to be compared elsewhere.

use std::ops::Range;

use super::pair_filter::PairFilter;
use super::tokens::{BYTES, PATIENCE, Table, Tokens};
use crate::hash::hash_pair;

const ID_BITS: u32 = 18;
const ID_MASK: u64 = (1 << ID_BITS) - 1;
/// No id has all bits set.
const EMPTY: u64 = u64::MAX;

/// A pair that was asked for, and where the answer begins.
#[derive(Clone, Copy, Default)]
pub struct Asked {
    wanted: u64,
    hash: u64,
    at: u32,
}

impl Asked {
    /// What does not join.
    pub const NOTHING: Self = Self {
        wanted: u64::MAX,
        hash: 0,
        at: u32::MAX,
    };

    /// The pair of these two.
    #[inline(always)]
    pub fn of(left: u32, right: u32) -> Self {
        Self {
            wanted: wanted(left, right),
            hash: hash_pair(left, right),
            at: u32::MAX,
        }
    }
}

pub struct PairTable {
    filter: PairFilter,
    slots: Vec<u64>,
    shift: u32,
    /// One less than the number of slots that are used; one more slot is always empty.
    mask: u32,
    /// Slots that may still be looked at while it is filled.
    patience: usize,
}

impl Table for PairTable {
    #[inline(never)]
    fn add(&mut self, tokens: &Tokens, ids: Range<usize>) {
        for id in ids.start.max(BYTES)..ids.end {
            if tokens.length(id) > 0 && self.patience > 0 {
                let [left, right] = tokens.split(id);
                self.insert(left, right, id as u32);
            }
        }
    }
}

impl PairTable {
    /// For what so many tokens join, which fill it to four fifths at most: the filter answers what is not there.
    pub fn for_entries(entries: usize) -> Self {
        let size = (entries * 5 / 4).next_power_of_two().max(16);
        Self {
            filter: PairFilter::new(),
            slots: vec![EMPTY; size + 1],
            shift: 64 - size.trailing_zeros(),
            mask: size as u32 - 1,
            patience: size * PATIENCE,
        }
    }

    /// Whether all pairs found room, without being looked for too long.
    pub fn is_whole(&self) -> bool {
        self.patience > 0
    }

    /// Adds a pair.
    #[inline(always)]
    fn insert(&mut self, left: u32, right: u32, joined: u32) {
        let hash = hash_pair(left, right);
        self.filter.add(hash);
        let mask = self.mask as usize;
        let mut at = (hash >> self.shift) as usize & mask;
        // A fifth of the slots stays empty.
        while self.slots[at] != EMPTY && self.patience > 0 {
            at = (at + 1) & mask;
            self.patience -= 1;
        }
        self.slots[at] = wanted(left, right) << ID_BITS | u64::from(joined);
    }

    /// Lets the filter see whether a pair may join, and reads where the answer begins; what it returns only says
    /// that memory was read.
    #[inline(always)]
    pub fn ask(&self, asked: &mut Asked) -> u64 {
        let home = (asked.hash >> self.shift) as u32;
        asked.at = if self.filter.may_have(asked.hash) {
            home
        } else {
            self.mask + 1
        };
        self.slots
            .get(asked.at as usize)
            .copied()
            .unwrap_or_default()
    }

    /// The token asked for.
    #[inline(always)]
    pub fn answer(&self, asked: Asked) -> Option<u32> {
        let slot = self.slots.get(asked.at as usize).copied().unwrap_or(EMPTY);
        let found = slot >> ID_BITS == asked.wanted;
        if !found & (slot != EMPTY) {
            return self.answer_beyond(asked);
        }
        found.then_some((slot & ID_MASK) as u32)
    }

    /// The same where another pair has the home slot.
    #[inline(never)]
    fn answer_beyond(&self, asked: Asked) -> Option<u32> {
        let mut at = asked.at;
        loop {
            at = (at + 1) & self.mask;
            let slot = self.slots[at as usize];
            if slot >> ID_BITS == asked.wanted {
                return Some((slot & ID_MASK) as u32);
            }
            if slot == EMPTY {
                return None;
            }
        }
    }

    /// The token that joins `left` and `right`.
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
