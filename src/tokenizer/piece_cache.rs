//! The tokens of pieces seen before, for pieces of up to 23 bytes and 4 tokens.
//!
//! Direct-mapped and of fixed size: a new piece takes the place of the one before it, so no text,
//! however long or varied, makes it grow or slow.

use super::hash::{finish, keep, step, word_at};

/// 2^13 entries of 40 bytes: 320 KB.
const BITS: u32 = 13;
/// The longest piece that is kept.
pub const LONGEST: usize = 23;
/// The most tokens that are kept.
const TOKENS: usize = 4;

/// The bytes of a piece, zeros above them, and its length in the highest byte.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Key([u64; 3]);

impl Key {
    /// Of the piece of `length` bytes, 1 to 23, at `at`, of which `word` holds the first eight.
    #[inline(always)]
    pub fn of(text: &[u8], at: usize, length: usize, word: u64) -> Self {
        let size = (length as u64) << 56;
        if length <= 8 {
            Self([keep(word, length), 0, size])
        } else if length <= 16 {
            Self([word, keep(word_at(text, at + 8), length - 8), size])
        } else {
            let last = keep(word_at(text, at + 16), length - 16);
            Self([word, word_at(text, at + 8), last | size])
        }
    }

    #[inline(always)]
    fn slot(self) -> usize {
        let [first, second, third] = self.0;
        (finish(step(step(0, first), second), third, 0) >> (64 - BITS)) as usize
    }
}

#[derive(Clone, Copy, Default)]
struct Entry {
    key: Key,
    /// 18 bits of id; above them, in the first, the number of tokens.
    tokens: [u32; TOKENS],
}

/// What is remembered of a piece.
pub struct Remembered {
    tokens: [u32; TOKENS],
    count: usize,
}

impl Remembered {
    #[inline(always)]
    pub fn tokens(&self) -> &[u32] {
        &self.tokens[..self.count.min(TOKENS)]
    }

    #[inline(always)]
    pub fn count(&self) -> usize {
        self.count
    }
}

pub struct PieceCache {
    entries: Box<[Entry]>,
}

impl Default for PieceCache {
    fn default() -> Self {
        Self {
            entries: vec![Entry::default(); 1 << BITS].into_boxed_slice(),
        }
    }
}

impl PieceCache {
    #[inline(always)]
    pub fn find(&self, key: Key) -> Option<Remembered> {
        let entry = self.entries.get(key.slot())?;
        if entry.key != key {
            return None;
        }
        let mut tokens = entry.tokens;
        let count = (tokens[0] >> 18) as usize;
        tokens[0] &= (1 << 18) - 1;
        Some(Remembered { tokens, count })
    }

    #[inline(always)]
    pub fn keep(&mut self, key: Key, tokens: &[u32]) {
        if tokens.is_empty() || tokens.len() > TOKENS {
            return;
        }
        if let Some(entry) = self.entries.get_mut(key.slot()) {
            let mut kept = [0; TOKENS];
            kept[..tokens.len()].copy_from_slice(tokens);
            kept[0] |= (tokens.len() as u32) << 18;
            *entry = Entry { key, tokens: kept };
        }
    }
}
