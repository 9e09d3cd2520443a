//! The tokens of one to seven bytes, found with one read of memory.
//!
//! The bytes and the length of such a token are a key of 59 bits. A bijection mixes the key, so that
//! its home slot (upper 18 bits), its remainder (lower 41 bits) and its distance from the home slot
//! determine it: a slot that agrees holds exactly this token, and nothing else needs to be compared.
//! Remainder, distance (5 bits) and id (18 bits) fill the slot's 64 bits.
//!
//! o200k_base has 130,000 such tokens. They fill half of the 2 MB.

use std::ops::Range;

use super::tokens::{Table, Tokens};

const KEY_MASK: u64 = (1 << 59) - 1;
const INDEX_BITS: u32 = 18;
const REMAINDER_BITS: u32 = 59 - INDEX_BITS;
const REMAINDER_MASK: u64 = (1 << REMAINDER_BITS) - 1;
const DISTANCE_BITS: u32 = 5;
const ID_BITS: u32 = 18;
const ID_MASK: u64 = (1 << ID_BITS) - 1;
const SLOTS: usize = 1 << INDEX_BITS;
/// No id has all bits set.
const EMPTY: u64 = u64::MAX;

/// The longest token of this table, in bytes.
pub const LONGEST: usize = 7;

/// The result of a lookup.
pub enum Found {
    /// The token with these bytes.
    Token(u32),
    /// No token has these bytes.
    NoToken,
    /// Other tokens have all the slots; a token that overflowed is in another table.
    Overflowed,
}

/// Tokens of one to seven bytes, by their bytes.
pub struct ShortTable {
    slots: Box<[u64; SLOTS]>,
    overflow: Vec<u32>,
}

impl Table for ShortTable {
    #[inline(never)]
    fn add(&mut self, tokens: &Tokens, ids: Range<usize>) {
        for id in ids {
            let length = tokens.length(id);
            if (1..=LONGEST).contains(&length)
                && !self.insert(tokens.word(id, length), length, id as u32)
            {
                self.overflow.push(id as u32);
            }
        }
    }
}

/// The key of a token: its bytes, zeros above them, and its length, 1 to 7.
#[inline(always)]
fn key(bytes: u64, length: usize) -> u64 {
    bytes | (length as u64) << 56
}

/// A bijection of 59-bit numbers: multiplications by odd factors, and a shift by half the bits.
#[inline(always)]
fn mix(key: u64) -> u64 {
    let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) & KEY_MASK;
    let mixed = mixed ^ mixed >> 30;
    mixed.wrapping_mul(0xd6e8_feb8_6659_fd93) & KEY_MASK
}

impl ShortTable {
    pub fn new() -> Self {
        let slots = vec![EMPTY; SLOTS].into_boxed_slice();
        Self {
            slots: slots
                .try_into()
                .unwrap_or_else(|_| Box::new([EMPTY; SLOTS])),
            overflow: Vec::new(),
        }
    }

    /// The tokens that found no slot.
    pub fn overflow(&self) -> &[u32] {
        &self.overflow
    }

    /// Adds a token. Returns false if no slot near its home slot is free.
    #[inline(always)]
    fn insert(&mut self, bytes: u64, length: usize, id: u32) -> bool {
        let mixed = mix(key(bytes, length));
        let home = (mixed >> REMAINDER_BITS) as usize;
        for distance in 0..1 << DISTANCE_BITS {
            let slot = &mut self.slots[(home + distance) % SLOTS];
            if *slot == EMPTY {
                let remainder = (mixed & REMAINDER_MASK) << DISTANCE_BITS | distance as u64;
                *slot = remainder << ID_BITS | u64::from(id);
                return true;
            }
        }
        false
    }

    /// Reads the home slot of a token.
    #[inline(always)]
    pub fn prefetch(&self, bytes: u64, length: usize) -> u64 {
        self.slots[(mix(key(bytes, length)) >> REMAINDER_BITS) as usize % SLOTS]
    }

    /// The token with these bytes.
    #[inline(always)]
    pub fn find(&self, bytes: u64, length: usize) -> Found {
        let mixed = mix(key(bytes, length));
        let mut at = (mixed >> REMAINDER_BITS) as usize;
        let mut wanted = (mixed & REMAINDER_MASK) << DISTANCE_BITS;
        #[allow(clippy::explicit_counter_loop)] // slot and wanted value go up together
        for _ in 0..1 << DISTANCE_BITS {
            let slot = self.slots[at % SLOTS];
            if slot >> ID_BITS == wanted {
                return Found::Token((slot & ID_MASK) as u32);
            }
            if slot == EMPTY {
                return Found::NoToken;
            }
            at += 1;
            wanted += 1;
        }
        Found::Overflowed
    }
}
