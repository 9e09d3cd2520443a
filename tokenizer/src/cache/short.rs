//! The cache of short pre-tokens, those of up to 15 bytes: 97 of 100 in most texts.
//!
//! The bytes and the length of a pre-token fill 120 bits, and its number of tokens the next four, so
//! that counting reads one entry of 16 bytes and has no branch. The tokens themselves are in a table
//! beside it, which exists only once a caller wants tokens.
//!
//! The cache has four ways, which share a line of memory. A pre-token always enters the first way of
//! its set and moves the entry there to a free way, or to one whose pre-token is thereby evicted. A
//! hit in another way swaps it with the first. The cache grows where it evicts much, up to a bound.

use super::cached_tokens::CachedTokens;
use crate::hash::word_at;

/// Bits of an entry's index at the beginning and after each growth. The entries take 64 KB, 512 KB
/// and 2 MB, and half as much again for tokens.
const INDEX_BITS: [u32; 3] = [12, 15, 17];
/// Ways of each set.
const WAYS: usize = 4;
/// The longest pre-token that is cached, in bytes.
pub const LONGEST: usize = 15;
/// Where the length of a pre-token starts in the second word of a key.
const LENGTH_SHIFT: u32 = 56;
/// Where its number of tokens starts there.
const COUNT_SHIFT: u32 = 60;
/// Tokens in the list of pre-tokens that have more than fit inline: 2 MB.
const LIST_LIMIT: usize = 1 << 19;

/// Masks for the two words of a pre-token, by its length.
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

/// The bytes of a pre-token, zeros above them, and its length in bits 56 to 59 of the second word.
#[derive(Clone, Copy)]
pub struct Key([u64; 2]);

impl Key {
    /// Stands for every longer pre-token. It equals no entry, not even an empty one.
    pub const LONG: Self = Self([1, 0]);

    /// The key of the pre-token of `length` bytes, 1 to 15, at `at`.
    #[inline(always)]
    pub fn of(text: &[u8], at: usize, length: usize) -> Self {
        let masks = MASKS[length % 16];
        Self([
            word_at(text, at) & masks[0],
            word_at(text, at + 8) & masks[1] | (length as u64) << LENGTH_SHIFT,
        ])
    }

    /// Whether this is not [`Key::LONG`].
    #[inline(always)]
    pub fn is_short(self) -> bool {
        self.0[1] >> LENGTH_SHIFT != 0
    }

    /// The first eight bytes.
    #[inline(always)]
    pub fn word(self) -> u64 {
        self.0[0]
    }

    /// A hash whose highest bits are the index of the first way.
    #[inline(always)]
    fn hash(self) -> u64 {
        let [first, second] = self.0;
        first
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(second.wrapping_mul(0xd6e8_feb8_6659_fd93))
    }

    /// Whether `entry` is of this pre-token.
    #[inline(always)]
    fn matches(self, entry: [u64; 2]) -> bool {
        let differs = (entry[0] ^ self.0[0]) | (entry[1] ^ self.0[1]) << (64 - COUNT_SHIFT);
        differs == 0
    }
}

/// A cache from short pre-tokens to their tokens, or only to the number of them.
pub struct ShortCache {
    entries: Vec<[u64; 2]>,
    /// The tokens of each entry. Empty as long as callers only want their number.
    tokens: Vec<CachedTokens>,
    /// The tokens of pre-tokens that have more than fit inline.
    list: Vec<u32>,
    /// 64 less the bits of an entry's index.
    shift: u32,
    /// Evictions since the cache last grew.
    evictions: usize,
}

impl Default for ShortCache {
    fn default() -> Self {
        Self::with_index_bits(INDEX_BITS[0])
    }
}

impl ShortCache {
    fn with_index_bits(bits: u32) -> Self {
        Self {
            entries: vec![[0; 2]; 1 << bits],
            tokens: Vec::new(),
            list: Vec::new(),
            shift: 64 - bits,
            evictions: 0,
        }
    }

    /// The index of the first way for a key. The index of way `n` is that, XOR `n`.
    #[inline(always)]
    fn first_way(&self, key: Key) -> usize {
        (key.hash() >> self.shift) as usize
    }

    #[inline(always)]
    fn entry(&self, index: usize) -> [u64; 2] {
        self.entries.get(index).copied().unwrap_or_default()
    }

    /// The number of tokens of a pre-token if it is in its first way; otherwise 0.
    #[inline(always)]
    pub fn count_in_first_way(&self, key: Key) -> usize {
        let entry = self.entry(self.first_way(key));
        let count = (entry[1] >> COUNT_SHIFT) as usize;
        if key.matches(entry) { count } else { 0 }
    }

    /// The tokens of a pre-token if it is in its first way and its tokens were stored.
    #[inline(always)]
    pub fn tokens_in_first_way(&self, key: Key) -> CachedTokens {
        let index = self.first_way(key);
        let tokens = self.tokens.get(index).copied();
        let tokens = tokens.unwrap_or(CachedTokens::NONE);
        if key.matches(self.entry(index)) {
            tokens
        } else {
            CachedTokens::NONE
        }
    }

    /// Makes room for tokens, and empties their list where it is full. Callers that want tokens call
    /// it before each batch. Tokens that the cache handed out are valid until then.
    #[inline(always)]
    pub fn prepare_tokens(&mut self) {
        if self.tokens.is_empty() {
            self.tokens = vec![CachedTokens::NONE; self.entries.len()];
        }
        if self.list.len() > LIST_LIMIT {
            self.list.clear();
            self.tokens.fill(CachedTokens::NONE);
        }
    }

    /// The number of tokens of a pre-token that is in any way. It moves to its first way.
    #[inline(always)]
    pub fn count(&mut self, key: Key) -> Option<usize> {
        let first = self.first_way(key);
        let way = (0..WAYS).find(|way| key.matches(self.entry(first ^ way)))?;
        if way > 0 {
            self.entries.swap(first, first ^ way);
            if !self.tokens.is_empty() {
                self.tokens.swap(first, first ^ way);
            }
        }
        Some((self.entry(first)[1] >> COUNT_SHIFT) as usize)
    }

    /// The tokens of a pre-token that is in any way, if they were stored. It moves to its first way.
    #[inline(always)]
    pub fn tokens(&mut self, key: Key) -> Option<CachedTokens> {
        self.count(key)?;
        let tokens = *self.tokens.get(self.first_way(key))?;
        tokens.is_some().then_some(tokens)
    }

    /// The list that [`CachedTokens::listed`] refers to.
    #[inline(always)]
    pub fn list(&self) -> &[u32] {
        &self.list
    }

    /// Inserts a pre-token with its number of tokens and, if `with_tokens`, the tokens themselves.
    /// Returns the stored tokens, which are valid until the next [`ShortCache::prepare_tokens`].
    #[inline(always)]
    pub fn insert(&mut self, key: Key, tokens: &[u32], with_tokens: bool) -> CachedTokens {
        // No pre-token has more tokens than bytes.
        if tokens.is_empty() || tokens.len() > LONGEST {
            return CachedTokens::NONE;
        }
        let stored = if with_tokens && !self.tokens.is_empty() {
            CachedTokens::in_cache(tokens, &mut self.list)
        } else {
            CachedTokens::NONE
        };
        let count = (tokens.len() as u64) << COUNT_SHIFT;
        self.put([key.0[0], key.0[1] | count], stored);
        if self.evictions > self.entries.len() / 8 {
            self.grow();
        }
        stored
    }

    #[inline(never)]
    fn put(&mut self, entry: [u64; 2], tokens: CachedTokens) {
        let key = Key([entry[0], entry[1] & ((1 << COUNT_SHIFT) - 1)]);
        let first = self.first_way(key);
        let previous = self.entries[first];
        // The same pre-token may be here already, without its tokens.
        if previous[1] != 0 && !key.matches(previous) {
            let free = (1..WAYS).find(|way| self.entries[first ^ way][1] == 0);
            let way = free.unwrap_or_else(|| {
                self.evictions += 1;
                1 + self.evictions % (WAYS - 1)
            });
            self.entries[first ^ way] = previous;
            if !self.tokens.is_empty() {
                self.tokens[first ^ way] = self.tokens[first];
            }
        }
        self.entries[first] = entry;
        if !self.tokens.is_empty() {
            self.tokens[first] = tokens;
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        self.evictions = 0;
        let Some(bits) = INDEX_BITS.into_iter().find(|bits| 64 - bits < self.shift) else {
            return;
        };
        let mut larger = Self::with_index_bits(bits);
        if !self.tokens.is_empty() {
            larger.tokens = vec![CachedTokens::NONE; larger.entries.len()];
        }
        larger.list = std::mem::take(&mut self.list);
        let smaller = std::mem::replace(self, larger);
        for (index, entry) in smaller.entries.into_iter().enumerate() {
            if entry[1] != 0 {
                let tokens = smaller.tokens.get(index).copied();
                self.put(entry, tokens.unwrap_or(CachedTokens::NONE));
            }
        }
        self.evictions = 0;
    }
}
