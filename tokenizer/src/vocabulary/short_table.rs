//! The tokens of one to seven bytes, found with one look into memory.
//!
//! Bytes and length of such a piece make a key of 59 bits. The key is mixed by a bijection, so that
//! home slot (upper 18 bits), rest (lower 41 bits) and distance from the home slot together *are*
//! the key: a slot that agrees holds the piece itself, and nothing needs to be compared. Rest,
//! distance (5 bits) and id (18 bits) fill the slot's 64 bits.
//!
//! o200k_base has 130,000 such tokens; they fill half of the 2 MB.

use std::ops::Range;

use super::tokens::{Table, Tokens};

const KEY_MASK: u64 = (1 << 59) - 1;
const INDEX_BITS: u32 = 18;
const REST_BITS: u32 = 59 - INDEX_BITS;
const REST_MASK: u64 = (1 << REST_BITS) - 1;
const DISTANCE_BITS: u32 = 5;
const ID_BITS: u32 = 18;
const ID_MASK: u64 = (1 << ID_BITS) - 1;
const SLOTS: usize = 1 << INDEX_BITS;
/// No id has all bits set.
const EMPTY: u64 = u64::MAX;

/// The longest piece that fits.
pub const LONGEST: usize = 7;

/// What a look into the table says.
pub enum Found {
    /// The token with these bytes.
    Token(u32),
    /// There is none.
    Nothing,
    /// All places are taken by others; one whose place was taken is elsewhere.
    Crowded,
}

pub struct ShortTable {
    slots: Box<[u64; SLOTS]>,
    crowded: Vec<u32>,
}

impl Table for ShortTable {
    #[inline(never)]
    fn add(&mut self, tokens: &Tokens, ids: Range<usize>) {
        for id in ids {
            let length = tokens.length(id);
            if (1..=LONGEST).contains(&length)
                && !self.insert(tokens.word(id, length), length, id as u32)
            {
                self.crowded.push(id as u32);
            }
        }
    }
}

/// The key of a piece: its bytes, zeros above them, and its length, 1 to 7.
#[inline(always)]
fn key(bytes: u64, length: usize) -> u64 {
    bytes | (length as u64) << 56
}

/// A bijection of 59-bit numbers: odd factors and a shift by half.
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
            crowded: Vec::new(),
        }
    }

    /// The tokens that found no room.
    pub fn crowded(&self) -> &[u32] {
        &self.crowded
    }

    /// Adds a token, if there is room near its home slot.
    #[inline(always)]
    fn insert(&mut self, bytes: u64, length: usize, id: u32) -> bool {
        let mixed = mix(key(bytes, length));
        let home = (mixed >> REST_BITS) as usize;
        for distance in 0..1 << DISTANCE_BITS {
            let slot = &mut self.slots[(home + distance) % SLOTS];
            if *slot == EMPTY {
                let rest = (mixed & REST_MASK) << DISTANCE_BITS | distance as u64;
                *slot = rest << ID_BITS | u64::from(id);
                return true;
            }
        }
        false
    }

    /// Reads the home slot of a piece.
    #[inline(always)]
    pub fn touch(&self, bytes: u64, length: usize) -> u64 {
        self.slots[(mix(key(bytes, length)) >> REST_BITS) as usize % SLOTS]
    }

    /// The token with these bytes.
    #[inline(always)]
    pub fn find(&self, bytes: u64, length: usize) -> Found {
        let mixed = mix(key(bytes, length));
        let mut at = (mixed >> REST_BITS) as usize;
        let mut wanted = (mixed & REST_MASK) << DISTANCE_BITS;
        #[allow(clippy::explicit_counter_loop)] // slot and wanted value go up together
        for _ in 0..1 << DISTANCE_BITS {
            let slot = self.slots[at % SLOTS];
            if slot >> ID_BITS == wanted {
                return Found::Token((slot & ID_MASK) as u32);
            }
            if slot == EMPTY {
                return Found::Nothing;
            }
            at += 1;
            wanted += 1;
        }
        Found::Crowded
    }
}
