//! The numbers of tokens of short sections, by their text and marks.

use crate::hash::{keep, word_at};

/// Bits of an entry's index: 16,384 entries, 256 KB for short and 512 KB for longer sections.
const INDEX_BITS: u32 = 14;

/// A section's bytes, zeros above them; the highest byte has its length and its marks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Key<WORDS> {
    /// The longest section, in bytes: one byte is for length and marks, one for the cost.
    pub const LONGEST: usize = WORDS * 8 - 2;

    /// The key of a section of 1 to [`Self::LONGEST`] bytes. `marks` is less than 8.
    #[inline(always)]
    pub fn of(text: &[u8], at: usize, length: usize, marks: u8) -> Self {
        let mut words = [0; WORDS];
        for (index, word) in words.iter_mut().enumerate() {
            let from = index * 8;
            if length > from {
                *word = keep(word_at(text, at + from), (length - from).min(8));
            }
        }
        words[WORDS - 1] |= ((length as u64) << 3 | u64::from(marks)) << 48;
        Self(words)
    }

    #[inline(always)]
    fn index(self) -> usize {
        let mut hash = 0_u64;
        for word in self.0 {
            hash = (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        (hash >> (64 - INDEX_BITS)) as usize
    }
}

/// A cache with one place for each key.
pub struct Cache<const WORDS: usize> {
    /// Keys with the cost in the highest byte; no cost is 0.
    entries: Vec<[u64; WORDS]>,
}

impl<const WORDS: usize> Default for Cache<WORDS> {
    fn default() -> Self {
        Self {
            entries: vec![[0; WORDS]; 1 << INDEX_BITS],
        }
    }
}

impl<const WORDS: usize> Cache<WORDS> {
    /// The cost of a section, or 0 if it is not known.
    #[inline(always)]
    pub fn cost(&self, key: Key<WORDS>) -> u32 {
        let entry = self.entries[key.index() % (1 << INDEX_BITS)];
        let mut differs = (entry[WORDS - 1] ^ key.0[WORDS - 1]) << 8;
        for (known, word) in entry.iter().zip(&key.0).take(WORDS - 1) {
            differs |= known ^ word;
        }
        if differs == 0 {
            (entry[WORDS - 1] >> 56) as u32
        } else {
            0
        }
    }

    /// Remembers a cost; one that a byte cannot hold is forgotten.
    #[inline(always)]
    pub fn insert(&mut self, key: Key<WORDS>, cost: u32) {
        if let Ok(cost @ 1..) = u8::try_from(cost) {
            let mut entry = key.0;
            entry[WORDS - 1] |= u64::from(cost) << 56;
            self.entries[key.index() % (1 << INDEX_BITS)] = entry;
        }
    }
}
