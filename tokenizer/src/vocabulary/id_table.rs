//! The tokens that are too long for [`super::short_table`], or overflowed it, in an open-addressed table
//! of ids, four bytes a slot.
//!
//! A slot holds an id in 18 bits and 14 bits of the key's hash. The key itself is not in the table: where
//! the 14 bits agree, the caller compares the bytes.

use std::ops::Range;

use super::short_table;
use super::tokens::{PROBES, Table, Tokens};
use crate::hash::hash_bytes;

const ID_BITS: u32 = 18;
const ID_MASK: u32 = (1 << ID_BITS) - 1;
const EMPTY: u32 = u32::MAX;

/// Ids by the hash of their bytes.
pub struct IdTable {
    slots: Vec<u32>,
    shift: u32,
    /// Tokens for which there is still room.
    room: usize,
    /// Slots that filling may still probe; 0 once a token found no room.
    probes_left: usize,
}

impl Table for IdTable {
    #[inline(never)]
    fn add(&mut self, tokens: &Tokens, ids: Range<usize>) {
        for id in ids {
            if tokens.length(id) > short_table::LONGEST {
                self.insert(tokens, id as u32);
            }
        }
    }
}

impl IdTable {
    /// A table for the long ones of so many tokens: about a third, which fill at most five eighths.
    pub fn for_tokens(tokens: usize) -> Self {
        let size = (tokens * 2 / 5 * 8 / 5).next_power_of_two().max(16);
        Self {
            slots: vec![EMPTY; size],
            shift: 64 - size.trailing_zeros(),
            room: size / 4 * 3,
            probes_left: size * PROBES,
        }
    }

    /// Whether all tokens found room within the allowed probes.
    pub fn is_complete(&self) -> bool {
        self.probes_left > 0
    }

    /// Adds a token, if there is room.
    #[inline(always)]
    pub fn insert(&mut self, tokens: &Tokens, id: u32) {
        if self.room == 0 {
            self.probes_left = 0;
        }
        if self.probes_left == 0 {
            return;
        }
        self.room -= 1;
        let start = tokens.start(id as usize);
        let hash = hash_bytes(tokens.bytes(), start, tokens.length(id as usize));
        let mask = self.slots.len() - 1;
        let mut at = (hash >> self.shift) as usize & mask;
        while self.slots[at] != EMPTY && self.probes_left > 0 {
            at = (at + 1) & mask;
            self.probes_left -= 1;
        }
        self.slots[at] = tag(hash) | id;
    }

    /// Reads the home slot of a hash.
    #[inline(always)]
    pub fn prefetch(&self, hash: u64) -> u32 {
        let at = (hash >> self.shift) as usize;
        self.slots.get(at).copied().unwrap_or_default()
    }

    /// The id with this hash whose bytes `is_same` confirms.
    #[inline(always)]
    pub fn find(&self, hash: u64, is_same: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut at = (hash >> self.shift) as usize & mask;
        let tag = tag(hash);
        loop {
            let slot = self.slots[at];
            if slot == EMPTY {
                return None;
            }
            if slot & !ID_MASK == tag && is_same(slot & ID_MASK) {
                return Some(slot & ID_MASK);
            }
            at = (at + 1) & mask;
        }
    }
}

/// 14 bits of the hash that do not choose the slot, in the upper bits.
#[inline(always)]
fn tag(hash: u64) -> u32 {
    (hash as u32) & !ID_MASK
}
