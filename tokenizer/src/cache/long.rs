//! The cache of long pre-tokens: long words, and whole runs of scripts that use no spaces.
//!
//! The bytes of a pre-token, and its tokens after them, are in a ring whose oldest bytes new ones
//! overwrite. An index with four ways says where. Both begin small and grow with what they hold, up
//! to a bound.

use crate::hash::{hash_bytes, word_at};

/// The longest pre-token that is cached, in bytes.
const LONGEST: usize = 1024;
/// The ring's bound, in bytes.
const RING: usize = 4 << 20;
/// The ring's first size, in bytes.
const FIRST_RING: usize = 1 << 16;
/// Bits of the index at the beginning and at its bound. An entry has 16 bytes: 16 KB and 1 MB.
const FIRST_INDEX_BITS: u32 = 10;
const LAST_INDEX_BITS: u32 = 16;
/// Ways of each set.
const WAYS: usize = 4;
/// When this many bytes were written, the cache is emptied, so that the count cannot overflow.
const MAX_WRITTEN: u32 = u32::MAX - 2 * RING as u32;

#[derive(Clone, Copy, Default)]
struct Entry {
    hash: u32,
    /// Total bytes written before this entry; modulo [`RING`], its offset in the ring.
    written: u32,
    length: u16,
    count: u16,
    /// Whether the tokens follow the bytes.
    has_tokens: bool,
}

/// A cache from long pre-tokens to their tokens, or only to the number of them.
#[derive(Default)]
pub struct LongCache {
    index: Vec<Entry>,
    /// Entries in use.
    used: usize,
    ring: Vec<u8>,
    /// Total bytes written. It only grows.
    written: u32,
}

/// The hash of a pre-token.
#[derive(Clone, Copy)]
pub struct Hash(u32);

impl LongCache {
    /// The hash of a pre-token, unless it is too long to be cached.
    #[inline(always)]
    pub fn hash(text: &[u8], at: usize, length: usize) -> Option<Hash> {
        (length <= LONGEST).then(|| Hash((hash_bytes(text, at, length) >> 32) as u32))
    }

    /// The index of the first way for a hash. The index of way `n` is that, XOR `n`.
    #[inline(always)]
    fn first_way(&self, hash: Hash) -> usize {
        hash.0 as usize & self.index.len().wrapping_sub(1)
    }

    /// The number of tokens of a pre-token of more than 15 bytes, if it is cached.
    #[inline(always)]
    pub fn count(&self, hash: Hash, pre_token: &[u8]) -> Option<usize> {
        let (entry, _) = self.find(hash, pre_token)?;
        Some(usize::from(entry.count))
    }

    /// Appends the tokens of a pre-token to `tokens`, if they were stored. Returns whether they were.
    #[inline(always)]
    pub fn tokens(&self, hash: Hash, pre_token: &[u8], tokens: &mut Vec<u32>) -> bool {
        let Some((entry, end)) = self.find(hash, pre_token) else {
            return false;
        };
        let Some(stored) = self.ring.get(end..end + usize::from(entry.count) * 4) else {
            return false;
        };
        if entry.has_tokens {
            let (ids, _) = stored.as_chunks::<4>();
            tokens.extend(ids.iter().map(|id| u32::from_le_bytes(*id)));
        }
        entry.has_tokens
    }

    /// The entry of a pre-token, and where its bytes end in the ring.
    #[inline(always)]
    fn find(&self, hash: Hash, pre_token: &[u8]) -> Option<(Entry, usize)> {
        let first = self.first_way(hash);
        (0..WAYS).find_map(|way| {
            let entry = *self.index.get(first ^ way)?;
            let end = self.end_if_same(entry, hash, pre_token)?;
            Some((entry, end))
        })
    }

    /// Where the bytes of an entry end in the ring, if it is of this pre-token.
    #[inline(always)]
    fn end_if_same(&self, entry: Entry, hash: Hash, pre_token: &[u8]) -> Option<usize> {
        let length = pre_token.len();
        // What was written more than a ring's length ago has been overwritten.
        if entry.hash != hash.0
            || usize::from(entry.length) != length
            || self.written.wrapping_sub(entry.written) > RING as u32
        {
            return None;
        }
        let start = entry.written as usize % RING;
        let mut at = 0;
        while at + 8 < length {
            if word_at(&self.ring, start + at) != word_at(pre_token, at) {
                return None;
            }
            at += 8;
        }
        // The last eight bytes may overlap those before them.
        at = length - 8;
        let same = word_at(&self.ring, start + at) == word_at(pre_token, at);
        same.then_some(start + length)
    }

    /// Inserts a pre-token with its number of tokens and, if `with_tokens`, the tokens themselves.
    pub fn insert(&mut self, hash: Hash, pre_token: &[u8], tokens: &[u32], with_tokens: bool) {
        let Ok(count) = u16::try_from(tokens.len()) else {
            return;
        };
        if self.written >= MAX_WRITTEN {
            *self = Self::default();
        }
        self.grow_index();
        let size = pre_token.len() + if with_tokens { tokens.len() * 4 } else { 0 };
        let mut start = self.written as usize % RING;
        if start + size > RING {
            // It does not fit before the ring's end.
            self.written += (RING - start) as u32;
            start = 0;
        }
        if self.ring.len() < start + size {
            let room = (start + size).next_power_of_two().clamp(FIRST_RING, RING);
            self.ring.reserve_exact(room - self.ring.len());
            self.ring.resize(room, 0);
        }
        let (bytes, ids) = self.ring[start..start + size].split_at_mut(pre_token.len());
        bytes.copy_from_slice(pre_token);
        for (stored, token) in ids.chunks_exact_mut(4).zip(tokens) {
            stored.copy_from_slice(&token.to_le_bytes());
        }
        self.put(Entry {
            hash: hash.0,
            written: self.written,
            length: pre_token.len() as u16,
            count,
            has_tokens: with_tokens,
        });
        self.written += size as u32;
    }

    fn put(&mut self, entry: Entry) {
        let first = self.first_way(Hash(entry.hash));
        let previous = self.index[first];
        // The same pre-token, stored without its tokens before, only replaces itself.
        if previous.length > 0 && (previous.hash, previous.length) != (entry.hash, entry.length) {
            let free = (1..WAYS).find(|way| self.index[first ^ way].length == 0);
            self.used += usize::from(free.is_some());
            // Evict a pseudo-random way.
            let way = free.unwrap_or(1 + self.written as usize % (WAYS - 1));
            self.index[first ^ way] = previous;
        }
        self.used += usize::from(previous.length == 0);
        self.index[first] = entry;
    }

    /// Quadruples an index that is half full, up to its bound.
    fn grow_index(&mut self) {
        if self.used * 2 < self.index.len() || self.index.len() >= 1 << LAST_INDEX_BITS {
            return;
        }
        let size = (self.index.len() * 4).clamp(1 << FIRST_INDEX_BITS, 1 << LAST_INDEX_BITS);
        let smaller = std::mem::replace(&mut self.index, vec![Entry::default(); size]);
        self.used = 0;
        for entry in smaller.into_iter().filter(|entry| entry.length > 0) {
            self.put(entry);
        }
    }
}
