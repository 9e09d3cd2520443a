//! Which lengths a token can have, given how the text begins.
//!
//! The longest token at a position is found by trying lengths from the longest. Two small tables, by
//! the hash of the first three and of the first six bytes, exclude the lengths that no token with such
//! a beginning has. Tokens that share a slot can only add lengths to try.

use std::ops::Range;

use super::tokens::{Table, Tokens};
use crate::hash::keep;

const SHORT_BITS: u32 = 16;
const LONG_BITS: u32 = 17;
/// The length that bit 0 of a long slot means.
const LONG_FROM: usize = 6;
/// Lengths from here on share the highest bit.
const LONGER_FROM: usize = super::long_tokens::SHORTEST;

/// Lengths of tokens, by how they begin.
pub struct PrefixTable {
    /// Bits 0, 1, 2: lengths 3, 4, 5.
    short: Vec<u8>,
    /// Bits 0 to 14: lengths 6 to 20; bit 15: longer.
    long: Vec<u16>,
}

/// The lengths to try at a position.
pub struct Lengths {
    /// A bit for each length up to 20.
    bits: u32,
    /// Whether longer ones must be tried before them.
    pub longer: bool,
}

impl Lengths {
    /// The longest that was not returned yet. A length of 1 is never returned.
    #[inline(always)]
    pub fn next_longest(&mut self) -> Option<usize> {
        if self.bits == 0 {
            return None;
        }
        let length = 31 - self.bits.leading_zeros();
        self.bits &= !(1 << length);
        Some(length as usize)
    }
}

impl Table for PrefixTable {
    #[inline(never)]
    fn add(&mut self, tokens: &Tokens, ids: Range<usize>) {
        for id in ids {
            let length = tokens.length(id);
            self.add_word(tokens.word(id, length), length);
        }
    }
}

impl PrefixTable {
    pub fn new() -> Self {
        Self {
            short: vec![0; 1 << SHORT_BITS],
            long: vec![0; 1 << LONG_BITS],
        }
    }

    /// Adds a token of `length` bytes, of which `word` holds the first eight.
    #[inline(always)]
    fn add_word(&mut self, word: u64, length: usize) {
        if length < 3 {
            return;
        }
        if length < LONG_FROM {
            self.short[short_slot(word)] |= 1 << (length - 3);
            return;
        }
        let bit = (length - LONG_FROM).min(15);
        self.long[long_slot(word)] |= 1 << bit;
    }

    /// The lengths up to `limit` that a token can have if it begins as the eight bytes `word` do.
    #[inline(always)]
    pub fn lengths(&self, word: u64, limit: usize) -> Lengths {
        // A length of 2 is always tried.
        let mut bits = 1 << 2 | u32::from(self.short[short_slot(word)]) << 3;
        let mut longer = false;
        if limit >= LONG_FROM {
            let long = self.long[long_slot(word)];
            bits |= u32::from(long & 0x7fff) << LONG_FROM;
            longer = long >> 15 != 0 && limit >= LONGER_FROM;
        }
        if limit < 31 {
            bits &= (2 << limit) - 1;
        }
        Lengths { bits, longer }
    }
}

#[inline(always)]
fn short_slot(word: u64) -> usize {
    (keep(word, 3).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SHORT_BITS)) as usize
}

#[inline(always)]
fn long_slot(word: u64) -> usize {
    (keep(word, LONG_FROM).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - LONG_BITS)) as usize
}
