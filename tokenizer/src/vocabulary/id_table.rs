//! The tokens that are too long for [`super::short_table`], or found no room there, in an open-addressed table of ids,
//! four bytes a slot.
//!
//! A slot holds an id in 18 bits and 14 bits of the key's hash. The key itself is not in the table:
//! the caller compares it where the 14 bits agree, so nothing is found that is not there.

use std::ops::Range;

use super::short_table;
use super::tokens::{PATIENCE, Table, Tokens};
use crate::hash::hash_piece;

const ID_BITS: u32 = 18;
const ID_MASK: u32 = (1 << ID_BITS) - 1;
const EMPTY: u32 = u32::MAX;

pub struct IdTable {
    slots: Vec<u32>,
    shift: u32,
    /// How many tokens there is still room for.
    room: usize,
    /// Slots that may still be looked at while it is filled; none once a token found no room.
    patience: usize,
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
    /// For the long ones of so many tokens: about a third, which fill it to five eighths at most.
    pub fn for_tokens(tokens: usize) -> Self {
        let size = (tokens * 2 / 5 * 8 / 5).next_power_of_two().max(16);
        Self {
            slots: vec![EMPTY; size],
            shift: 64 - size.trailing_zeros(),
            room: size / 4 * 3,
            patience: size * PATIENCE,
        }
    }

    /// Whether all tokens found room, without being looked for too long.
    pub fn is_whole(&self) -> bool {
        self.patience > 0
    }

    /// Adds a token, if there is room.
    #[inline(always)]
    pub fn insert(&mut self, tokens: &Tokens, id: u32) {
        if self.room == 0 {
            self.patience = 0;
        }
        if self.patience == 0 {
            return;
        }
        self.room -= 1;
        let start = tokens.start(id as usize);
        let hash = hash_piece(tokens.bytes(), start, tokens.length(id as usize));
        let mask = self.slots.len() - 1;
        let mut at = (hash >> self.shift) as usize & mask;
        while self.slots[at] != EMPTY && self.patience > 0 {
            at = (at + 1) & mask;
            self.patience -= 1;
        }
        self.slots[at] = tag(hash) | id;
    }

    /// Reads the home slot of a hash.
    #[inline(always)]
    pub fn touch(&self, hash: u64) -> u32 {
        let at = (hash >> self.shift) as usize;
        self.slots.get(at).copied().unwrap_or_default()
    }

    /// The id with this hash that `is_it` confirms.
    #[inline(always)]
    pub fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut at = (hash >> self.shift) as usize & mask;
        let tag = tag(hash);
        loop {
            let slot = self.slots[at];
            if slot == EMPTY {
                return None;
            }
            if slot & !ID_MASK == tag && is_it(slot & ID_MASK) {
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
