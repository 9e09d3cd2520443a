//! The tokens of long pieces seen before: long words, and whole runs of scripts without spaces.
//!
//! The bytes of a piece lie in a ring, which new ones overwrite from its beginning; an index says where.
//! Four places of the index are neighbours, as in [`super::short`]. Both begin small and grow with what
//! they hold, up to a bound.

use crate::hash::{hash_piece, word_at};

/// The longest piece that is kept.
const LONGEST: usize = 1024;
/// The ring's bound.
const RING: usize = 4 << 20;
/// Its size at the beginning.
const FIRST_RING: usize = 1 << 16;
/// Index entries at the beginning and at the bound, 16 bytes each: 16 KB and 1 MB.
const FIRST_BITS: u32 = 10;
const LAST_BITS: u32 = 16;
/// Places that are neighbours.
const WAYS: usize = 4;
/// What is written goes by a number that never falls; at this one everything is forgotten, so that it
/// cannot come around.
const FORGET_AT: u32 = u32::MAX - 2 * RING as u32;

#[derive(Clone, Copy, Default)]
struct Entry {
    hash: u32,
    /// Where its bytes were written, on the number line of all that was.
    at: u32,
    length: u16,
    count: u16,
    /// Whether its tokens stand after its bytes.
    has_tokens: bool,
}

/// See the file's head.
#[derive(Default)]
pub struct LongPieces {
    index: Vec<Entry>,
    used: usize,
    ring: Vec<u8>,
    head: u32,
}

/// What a piece hashes to.
#[derive(Clone, Copy)]
pub struct Hash(u32);

impl LongPieces {
    /// Hash of a piece, if it is one that is kept.
    #[inline(always)]
    pub fn hash(text: &[u8], at: usize, length: usize) -> Option<Hash> {
        (length <= LONGEST).then(|| Hash((hash_piece(text, at, length) >> 32) as u32))
    }

    #[inline(always)]
    fn slot(&self, hash: Hash) -> usize {
        hash.0 as usize & self.index.len().wrapping_sub(1)
    }

    /// How many tokens the piece of `length` bytes at `at`, more than 15, has.
    #[inline(always)]
    pub fn count(&self, hash: Hash, text: &[u8], at: usize, length: usize) -> Option<usize> {
        let (entry, _) = self.find(hash, text, at, length)?;
        Some(usize::from(entry.count))
    }

    /// Its tokens, appended to `tokens`, if they were kept.
    #[inline(always)]
    pub fn tokens(
        &self,
        hash: Hash,
        text: &[u8],
        at: usize,
        length: usize,
        tokens: &mut Vec<u32>,
    ) -> bool {
        let Some((entry, end)) = self.find(hash, text, at, length) else {
            return false;
        };
        let Some(kept) = self.ring.get(end..end + usize::from(entry.count) * 4) else {
            return false;
        };
        if entry.has_tokens {
            let ids = kept.chunks_exact(4);
            tokens.extend(ids.map(|id| u32::from_le_bytes([id[0], id[1], id[2], id[3]])));
        }
        entry.has_tokens
    }

    /// The entry of a piece, and where its bytes end in the ring.
    #[inline(always)]
    fn find(&self, hash: Hash, text: &[u8], at: usize, length: usize) -> Option<(Entry, usize)> {
        let slot = self.slot(hash);
        (0..WAYS).find_map(|way| {
            let entry = *self.index.get(slot ^ way)?;
            let end = self.is_of(entry, hash, text, at, length)?;
            Some((entry, end))
        })
    }

    /// Where the bytes of an entry end in the ring, if it is of this piece.
    #[inline(always)]
    fn is_of(
        &self,
        entry: Entry,
        hash: Hash,
        text: &[u8],
        at: usize,
        length: usize,
    ) -> Option<usize> {
        // What lies more than a ring behind has been overwritten.
        if entry.hash != hash.0
            || usize::from(entry.length) != length
            || self.head.wrapping_sub(entry.at) > RING as u32
        {
            return None;
        }
        let start = entry.at as usize % RING;
        let mut place = 0;
        while place + 8 < length {
            if word_at(&self.ring, start + place) != word_at(text, at + place) {
                return None;
            }
            place += 8;
        }
        // The last eight bytes may overlap those before.
        place = length - 8;
        let same = word_at(&self.ring, start + place) == word_at(text, at + place);
        same.then_some(start + length)
    }

    /// Keeps a piece; its tokens too if `with_tokens`, else only their number.
    pub fn keep(&mut self, hash: Hash, piece: &[u8], tokens: &[u32], with_tokens: bool) {
        let Ok(count) = u16::try_from(tokens.len()) else {
            return;
        };
        if self.head >= FORGET_AT {
            *self = Self::default();
        }
        self.make_room();
        let size = piece.len() + if with_tokens { tokens.len() * 4 } else { 0 };
        let mut start = self.head as usize % RING;
        if start + size > RING {
            // It does not fit before the ring's end.
            self.head += (RING - start) as u32;
            start = 0;
        }
        if self.ring.len() < start + size {
            let room = (start + size).next_power_of_two().clamp(FIRST_RING, RING);
            self.ring.reserve_exact(room - self.ring.len());
            self.ring.resize(room, 0);
        }
        let (bytes, ids) = self.ring[start..start + size].split_at_mut(piece.len());
        bytes.copy_from_slice(piece);
        for (kept, token) in ids.chunks_exact_mut(4).zip(tokens) {
            kept.copy_from_slice(&token.to_le_bytes());
        }
        self.put(Entry {
            hash: hash.0,
            at: self.head,
            length: piece.len() as u16,
            count,
            has_tokens: with_tokens,
        });
        self.head += size as u32;
    }

    fn put(&mut self, entry: Entry) {
        let slot = self.slot(Hash(entry.hash));
        let before = self.index[slot];
        // The same piece, whose tokens were not kept before, only takes its place.
        if before.length > 0 && (before.hash, before.length) != (entry.hash, entry.length) {
            let free = (1..WAYS).find(|way| self.index[slot ^ way].length == 0);
            self.used += usize::from(free.is_some());
            // Any of the others is forgotten, as the number happens to fall.
            let way = free.unwrap_or(1 + self.head as usize % (WAYS - 1));
            self.index[slot ^ way] = before;
        }
        self.used += usize::from(before.length == 0);
        self.index[slot] = entry;
    }

    /// Doubles an index that is half full, up to its bound.
    fn make_room(&mut self) {
        if self.used * 2 < self.index.len() || self.index.len() >= 1 << LAST_BITS {
            return;
        }
        let size = (self.index.len() * 4).clamp(1 << FIRST_BITS, 1 << LAST_BITS);
        let old = std::mem::replace(&mut self.index, vec![Entry::default(); size]);
        self.used = 0;
        for entry in old.into_iter().filter(|entry| entry.length > 0) {
            self.put(entry);
        }
    }
}
