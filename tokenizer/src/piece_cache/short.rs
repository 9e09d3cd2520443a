//! The tokens of short pieces seen before: those of up to 15 bytes, 97 of 100 in most texts.
//!
//! Bytes and length of a piece fill 120 bits, its number of tokens the next four, so counting needs one
//! look at 16 bytes, and no branch. Tokens stand in a table of their own, which is only made when tokens
//! are asked for. Four places are neighbours, a line of memory: a new piece moves the one in its place to a
//! free neighbour, or to one whose piece is then forgotten; a piece found there moves back. Where much is
//! forgotten the tables grow, up to a bound.

use super::kept::Kept;
use crate::hash::word_at;

/// Bits of a slot's number, at the beginning and after each growth: 64 KB, 512 KB, 2 MB, half as much
/// more with tokens.
const BITS: [u32; 3] = [12, 15, 17];
/// Places that are neighbours.
const WAYS: usize = 4;
/// The longest piece that is kept.
pub const LONGEST: usize = 15;
/// Where the length of a piece and its number of tokens stand in the second word of a key.
const LENGTH_AT: u32 = 56;
const COUNT_AT: u32 = 60;
/// Tokens in the list of pieces that have many: 2 MB.
const MANY: usize = 1 << 19;

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
    /// Stands for any longer piece: what is not kept here. No entry is like it, not even an empty one.
    pub const LONG: Self = Self([1, 0]);

    /// Of the piece of `length` bytes, 1 to 15, at `at`.
    #[inline(always)]
    pub fn of(text: &[u8], at: usize, length: usize) -> Self {
        let masks = MASKS[length % 16];
        Self([
            word_at(text, at) & masks[0],
            word_at(text, at + 8) & masks[1] | (length as u64) << LENGTH_AT,
        ])
    }

    /// Whether it is the key of a piece, not [`Key::LONG`].
    #[inline(always)]
    pub fn is_short(self) -> bool {
        self.0[1] >> LENGTH_AT != 0
    }

    /// The first eight bytes.
    #[inline(always)]
    pub fn word(self) -> u64 {
        self.0[0]
    }

    /// Its highest bits choose the slot.
    #[inline(always)]
    fn hash(self) -> u64 {
        let [first, second] = self.0;
        first
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(second.wrapping_mul(0xd6e8_feb8_6659_fd93))
    }

    /// Whether `entry` is of this piece.
    #[inline(always)]
    fn is_of(self, entry: [u64; 2]) -> bool {
        let differs = (entry[0] ^ self.0[0]) | (entry[1] ^ self.0[1]) << (64 - COUNT_AT);
        differs == 0
    }
}

/// See the file's head.
pub struct ShortPieces {
    keys: Vec<[u64; 2]>,
    /// Empty as long as only numbers of tokens are asked for.
    kept: Vec<Kept>,
    /// The tokens of pieces that have many.
    many: Vec<u32>,
    /// 64 less the bits of a slot's number.
    shift: u32,
    /// Pieces forgotten since the tables last grew.
    forgotten: usize,
}

impl Default for ShortPieces {
    fn default() -> Self {
        Self::with_bits(BITS[0])
    }
}

impl ShortPieces {
    fn with_bits(bits: u32) -> Self {
        Self {
            keys: vec![[0; 2]; 1 << bits],
            kept: Vec::new(),
            many: Vec::new(),
            shift: 64 - bits,
            forgotten: 0,
        }
    }

    #[inline(always)]
    fn slot(&self, key: Key) -> usize {
        (key.hash() >> self.shift) as usize
    }

    #[inline(always)]
    fn entry(&self, slot: usize) -> [u64; 2] {
        self.keys.get(slot).copied().unwrap_or_default()
    }

    /// How many tokens a piece has, if it is in its place; otherwise 0.
    #[inline(always)]
    pub fn known_count(&self, key: Key) -> usize {
        let entry = self.entry(self.slot(key));
        let count = (entry[1] >> COUNT_AT) as usize;
        if key.is_of(entry) { count } else { 0 }
    }

    /// The tokens of a piece, if it is in its place and they were kept.
    #[inline(always)]
    pub fn known_tokens(&self, key: Key) -> Kept {
        let slot = self.slot(key);
        let kept = self.kept.get(slot).copied().unwrap_or(Kept::NOTHING);
        if key.is_of(self.entry(slot)) {
            kept
        } else {
            Kept::NOTHING
        }
    }

    /// Makes room for tokens. To be called before they are asked for, and now and then.
    #[inline(always)]
    pub fn want_tokens(&mut self) {
        if self.kept.is_empty() {
            self.kept = vec![Kept::NOTHING; self.keys.len()];
        }
        if self.many.len() > MANY {
            self.many.clear();
            self.kept.fill(Kept::NOTHING);
        }
    }

    /// How many tokens a piece has, if it is in its place or in one beside it, from which it moves into
    /// its own.
    #[inline(always)]
    pub fn count(&mut self, key: Key) -> Option<usize> {
        let slot = self.slot(key);
        let way = (0..WAYS).find(|way| key.is_of(self.entry(slot ^ way)))?;
        if way > 0 {
            self.keys.swap(slot, slot ^ way);
            if !self.kept.is_empty() {
                self.kept.swap(slot, slot ^ way);
            }
        }
        Some((self.entry(slot)[1] >> COUNT_AT) as usize)
    }

    /// The tokens of a piece, looked for in the same way.
    #[inline(always)]
    pub fn tokens(&mut self, key: Key) -> Option<Kept> {
        self.count(key)?;
        let kept = *self.kept.get(self.slot(key))?;
        kept.is_something().then_some(kept)
    }

    /// The tokens in the list of those that have many.
    #[inline(always)]
    pub fn many(&self) -> &[u32] {
        &self.many
    }

    /// Keeps the number of tokens of a piece, and the tokens themselves if there will be use for them: then it returns
    /// what it keeps, which holds until the next [`ShortPieces::want_tokens`].
    #[inline(always)]
    pub fn keep(&mut self, key: Key, tokens: &[u32], with_tokens: bool) -> Kept {
        // No piece has more tokens than bytes.
        if tokens.is_empty() || tokens.len() > LONGEST {
            return Kept::NOTHING;
        }
        let kept = if with_tokens && !self.kept.is_empty() {
            Kept::in_cache(tokens, &mut self.many)
        } else {
            Kept::NOTHING
        };
        let count = (tokens.len() as u64) << COUNT_AT;
        self.put([key.0[0], key.0[1] | count], kept);
        if self.forgotten > self.keys.len() / 8 {
            self.grow();
        }
        kept
    }

    #[inline(never)]
    fn put(&mut self, entry: [u64; 2], kept: Kept) {
        let key = Key([entry[0], entry[1] & ((1 << COUNT_AT) - 1)]);
        let slot = self.slot(key);
        // The piece may be there already, without its tokens.
        let there = self.keys[slot];
        if there[1] != 0 && !key.is_of(there) {
            let free = (1..WAYS).find(|way| self.keys[slot ^ way][1] == 0);
            let way = free.unwrap_or_else(|| {
                self.forgotten += 1;
                1 + self.forgotten % (WAYS - 1)
            });
            self.keys[slot ^ way] = there;
            if !self.kept.is_empty() {
                self.kept[slot ^ way] = self.kept[slot];
            }
        }
        self.keys[slot] = entry;
        if !self.kept.is_empty() {
            self.kept[slot] = kept;
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        self.forgotten = 0;
        let Some(bits) = BITS.into_iter().find(|bits| 64 - bits < self.shift) else {
            return;
        };
        let mut larger = Self::with_bits(bits);
        if !self.kept.is_empty() {
            larger.kept = vec![Kept::NOTHING; larger.keys.len()];
        }
        larger.many = std::mem::take(&mut self.many);
        let old = std::mem::replace(self, larger);
        for (slot, entry) in old.keys.into_iter().enumerate() {
            if entry[1] != 0 {
                self.put(entry, old.kept.get(slot).copied().unwrap_or(Kept::NOTHING));
            }
        }
        self.forgotten = 0;
    }
}
