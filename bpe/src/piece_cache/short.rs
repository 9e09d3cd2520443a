//! The tokens of short pieces seen before: those of up to 15 bytes, 97 of 100 in most texts.
//!
//! Bytes and length of a piece fill 120 bits, its number of tokens the next four, so counting needs one
//! look at 16 bytes, and no branch but for the answer. Up to three tokens stand in a table of their
//! own, which is only made when tokens are asked for. Four places are neighbours, a line of memory: a new piece moves the one in its place to a free
//! neighbour, or to one whose piece is then forgotten; a piece found there moves back. Where much is
//! forgotten the tables grow, up to a bound.

use crate::hash::word_at;

/// Entries at the beginning and at the bound: 64 KB and 2 MB, half as much more with tokens.
const FIRST_BITS: u32 = 12;
const LAST_BITS: u32 = 17;
/// Places that are neighbours.
const WAYS: usize = 4;
/// The longest piece that is kept.
pub const LONGEST: usize = 15;
/// Where the number of tokens stands in the second word of a key.
const COUNT_AT: u32 = 60;
const ID_BITS: u32 = 18;
const ID_MASK: u64 = (1 << ID_BITS) - 1;
/// The most tokens that are kept; of more, only their number is.
const TOKENS: usize = 3;
/// Marks tokens that are kept.
const KEPT: u64 = 1 << 63;

/// Masks for the two words of a piece, by its length.
static MASKS: [[u64; 2]; 16] = masks();

const fn masks() -> [[u64; 2]; 16] {
    let mut masks = [[0; 2]; 16];
    let mut length = 1;
    while length < 16 {
        masks[length] = if length <= 8 {
            [u64::MAX >> (64 - 8 * length), 0]
        } else {
            [u64::MAX, u64::MAX >> (128 - 8 * length)]
        };
        length += 1;
    }
    masks
}

/// The bytes of a piece, zeros above them, and its length in bits 56 to 59 of the second word.
#[derive(Clone, Copy)]
pub struct Key([u64; 2]);

impl Key {
    /// Of the piece of `length` bytes, 1 to 15, at `at`, of which `word` holds the first eight.
    #[inline(always)]
    pub fn of(text: &[u8], at: usize, length: usize, word: u64) -> Self {
        let masks = MASKS[length % 16];
        Self([
            word & masks[0],
            word_at(text, at + 8) & masks[1] | (length as u64) << 56,
        ])
    }

    /// Its highest bits choose the slot.
    #[inline(always)]
    fn hash(self) -> u64 {
        let [first, second] = self.0;
        first
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(second.wrapping_mul(0xd6e8_feb8_6659_fd93))
    }

    /// How many tokens `entry` says, if it is of this piece.
    #[inline(always)]
    fn count_in(self, entry: [u64; 2]) -> Option<usize> {
        let same = entry[0] == self.0[0] && (entry[1] ^ self.0[1]) << (64 - COUNT_AT) == 0;
        same.then_some((entry[1] >> COUNT_AT) as usize)
    }
}

/// See the file's head.
pub struct ShortPieces {
    keys: Vec<[u64; 2]>,
    /// Empty as long as only numbers of tokens are asked for.
    tokens: Vec<u64>,
    /// 64 less the bits of a slot's number.
    shift: u32,
    /// Pieces forgotten since the tables last grew.
    forgotten: usize,
}

impl Default for ShortPieces {
    fn default() -> Self {
        Self::with_bits(FIRST_BITS)
    }
}

impl ShortPieces {
    fn with_bits(bits: u32) -> Self {
        Self {
            keys: vec![[0; 2]; 1 << bits],
            tokens: Vec::new(),
            shift: 64 - bits,
            forgotten: 0,
        }
    }

    #[inline(always)]
    fn slot(&self, key: Key) -> usize {
        (key.hash() >> self.shift) as usize
    }

    /// How many tokens a piece has.
    #[inline(always)]
    pub fn count(&self, key: Key) -> Option<usize> {
        key.count_in(*self.keys.get(self.slot(key))?)
    }

    /// The tokens of a piece.
    #[inline(always)]
    pub fn tokens(&self, key: Key) -> Option<([u32; TOKENS], usize)> {
        let count = self.count(key)?;
        let packed = *self.tokens.get(self.slot(key))?;
        if packed & KEPT == 0 {
            return None;
        }
        let tokens = [0, 1, 2].map(|place| (packed >> (place * ID_BITS) & ID_MASK) as u32);
        Some((tokens, count))
    }

    /// Moves a piece from a place beside its own into its own; says whether it was there.
    #[inline(always)]
    pub fn bring_back(&mut self, key: Key) -> bool {
        let slot = self.slot(key);
        let found = (1..WAYS).find(|way| key.count_in(self.keys[slot ^ way]).is_some());
        if let Some(way) = found {
            self.keys.swap(slot, slot ^ way);
            if !self.tokens.is_empty() {
                self.tokens.swap(slot, slot ^ way);
            }
        }
        found.is_some()
    }

    /// Keeps the number of tokens of a piece, and the tokens themselves if there will be use for them.
    #[inline(always)]
    pub fn keep(&mut self, key: Key, tokens: &[u32], with_tokens: bool) {
        // No piece has more tokens than bytes.
        if tokens.is_empty() || tokens.len() > LONGEST {
            return;
        }
        let mut packed = 0;
        if with_tokens {
            if self.tokens.is_empty() {
                self.tokens = vec![0; self.keys.len()];
            }
            if tokens.len() <= TOKENS {
                let joined = |packed, token: &u32| packed << ID_BITS | u64::from(*token);
                packed = tokens.iter().rev().fold(0, joined) | KEPT;
            }
        }
        let count = (tokens.len() as u64) << COUNT_AT;
        self.put([key.0[0], key.0[1] | count], packed);
        if self.forgotten > self.keys.len() / 8 && self.shift > 64 - LAST_BITS {
            self.grow();
        }
    }

    fn put(&mut self, entry: [u64; 2], packed: u64) {
        let key = Key([entry[0], entry[1] & ((1 << COUNT_AT) - 1)]);
        let slot = self.slot(key);
        // A piece of too many tokens may be there already: they are asked for again.
        let there = self.keys[slot];
        if there[1] != 0 && key.count_in(there).is_none() {
            let free = (1..WAYS).find(|way| self.keys[slot ^ way][1] == 0);
            let way = free.unwrap_or_else(|| {
                self.forgotten += 1;
                1 + self.forgotten % (WAYS - 1)
            });
            self.keys[slot ^ way] = there;
            if !self.tokens.is_empty() {
                self.tokens[slot ^ way] = self.tokens[slot];
            }
        }
        self.keys[slot] = entry;
        if !self.tokens.is_empty() {
            self.tokens[slot] = packed;
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        let mut larger = Self::with_bits((64 - self.shift + 2).min(LAST_BITS));
        if !self.tokens.is_empty() {
            larger.tokens = vec![0; larger.keys.len()];
        }
        let old = std::mem::replace(self, larger);
        for (slot, entry) in old.keys.into_iter().enumerate() {
            if entry[1] != 0 {
                self.put(entry, old.tokens.get(slot).copied().unwrap_or(0));
            }
        }
        self.forgotten = 0;
    }
}
