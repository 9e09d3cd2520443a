//! A vocabulary in memory: the bytes of each token, the pair that it joins, and the tables that
//! find a token by its bytes and by its pair.

mod id_table;
mod long_tokens;
mod pair_filter;
mod pair_table;
mod prefix_table;
mod short_table;

use std::sync::OnceLock;

use id_table::IdTable;
use long_tokens::LongTokens;
pub use long_tokens::Place;
use pair_table::PairTable;
use prefix_table::PrefixTable;
use short_table::{Found, ShortTable};

use super::error::TokenizerError;
use super::hash::{finish, hash_piece, keep, step, word_at};
use super::packed::{MAX_TOKENS, Packed};

/// Zeros after the last token's bytes, so that eight bytes can be read from any place.
const PADDING: usize = 8;
/// Stands for the token of two bytes that are none.
const NO_PAIR: u32 = u32::MAX;
/// No token is longer, which bounds every table of lengths.
const MAX_TOKEN_LENGTH: usize = 255;

/// A byte-pair vocabulary without special tokens. A token's id is its rank.
pub struct Vocabulary {
    /// Where each id's bytes begin; one more entry for the end.
    starts: Vec<u32>,
    bytes: Vec<u8>,
    /// The two tokens that each token joins; itself twice for a single byte.
    splits: Vec<[u32; 2]>,
    byte_ids: [u32; 256],
    /// The token of each two bytes, by the first and the second.
    byte_pairs: Box<[u32; 1 << 16]>,
    short: ShortTable,
    /// Tokens that are too long for `short`.
    long: IdTable,
    pairs: PairTable,
    prefixes: PrefixTable,
    /// Made when a text first needs it: nearly none does.
    longest: OnceLock<LongTokens>,
}

impl Vocabulary {
    /// Builds the tables; `base` is the vocabulary that `packed` extends, if it extends one.
    pub fn build(packed: &Packed, base: Option<&Self>) -> Result<Self, TokenizerError> {
        let corrupt = TokenizerError::corrupt;
        let (bytes, splits, base_ids) = match base {
            Some(base) => (base.bytes.clone(), base.splits.clone(), base.ids()),
            None => (Vec::new(), Vec::new(), 0),
        };
        let ids = packed
            .runs
            .last()
            .map_or(base_ids, |(first, many)| (first + many) as usize)
            .max(base_ids);
        let tokens = ids.max(256);
        let mut vocabulary = Self {
            starts: base.map_or_else(
                || Vec::with_capacity(tokens + 1),
                |base| base.starts.clone(),
            ),
            bytes,
            splits,
            byte_ids: base.map_or([0; 256], |base| base.byte_ids),
            byte_pairs: Box::new([NO_PAIR; 1 << 16]),
            short: ShortTable::new(),
            // About a third of the tokens are long.
            long: IdTable::for_entries(tokens * 2 / 5),
            pairs: PairTable::for_entries(tokens),
            prefixes: PrefixTable::new(),
            longest: OnceLock::new(),
        };
        vocabulary
            .bytes
            .truncate(vocabulary.bytes.len().saturating_sub(if base.is_some() {
                PADDING
            } else {
                0
            }));
        if base.is_none() {
            vocabulary.add_bytes(&packed.bytes)?;
        }
        let mut merges = packed.merges.iter();
        for &(first, many) in &packed.runs {
            if (first as usize) < vocabulary.ids() {
                return Err(corrupt("its ranks overlap"));
            }
            // A gap is a rank that is no token here, as 50256 of p50k_base: it has no bytes.
            while vocabulary.ids() < first as usize {
                let id = vocabulary.ids() as u32;
                vocabulary.splits.push([id, id]);
                vocabulary.starts.push(vocabulary.bytes.len() as u32);
            }
            for &pair in merges.by_ref().take(many as usize) {
                vocabulary.add_merge(pair)?;
            }
        }
        vocabulary.bytes.extend([0; PADDING]);
        vocabulary.fill_tables()?;
        Ok(vocabulary)
    }

    fn add_bytes(&mut self, bytes: &[u8]) -> Result<(), TokenizerError> {
        let mut seen = [false; 256];
        self.starts.push(0);
        for (id, &byte) in bytes.iter().enumerate() {
            if std::mem::replace(&mut seen[usize::from(byte)], true) {
                return Err(TokenizerError::corrupt("it has a byte twice"));
            }
            self.byte_ids[usize::from(byte)] = id as u32;
            self.bytes.push(byte);
            self.starts.push(self.bytes.len() as u32);
            self.splits.push([id as u32; 2]);
        }
        if seen.contains(&false) {
            return Err(TokenizerError::corrupt("it lacks a byte"));
        }
        Ok(())
    }

    fn add_merge(&mut self, pair: [u32; 2]) -> Result<(), TokenizerError> {
        let id = self.ids();
        let start = self.bytes.len();
        for part in pair {
            let Some(range) = self.range(part).filter(|range| !range.is_empty()) else {
                return Err(TokenizerError::corrupt("a token joins a later one"));
            };
            self.bytes.extend_from_within(range);
        }
        if self.bytes.len() - start > MAX_TOKEN_LENGTH || id >= MAX_TOKENS - 1 {
            return Err(TokenizerError::corrupt("it is too large"));
        }
        self.splits.push(pair);
        self.starts.push(self.bytes.len() as u32);
        Ok(())
    }

    fn fill_tables(&mut self) -> Result<(), TokenizerError> {
        for id in 0..self.ids() as u32 {
            let token = self.token(id).unwrap_or_default();
            let (start, length) = (self.starts[id as usize] as usize, token.len());
            if length == 0 {
                continue;
            }
            let word = keep(word_at(&self.bytes, start), length.min(8));
            if length == 2 {
                self.byte_pairs[usize::from(word.swap_bytes().rotate_left(16) as u16)] = id;
            }
            let fits_short = length <= short_table::LONGEST && self.short.insert(word, length, id);
            if !fits_short && !self.long.insert(hash_piece(&self.bytes, start, length), id) {
                return Err(TokenizerError::corrupt("its tokens do not fit the tables"));
            }
            self.prefixes.add(&self.bytes, start, length);
            let [left, right] = self.splits[id as usize];
            if left != id && !self.pairs.insert(left, right, id) {
                return Err(TokenizerError::corrupt("its merges do not fit the tables"));
            }
        }
        Ok(())
    }

    /// One more than the highest id.
    pub fn ids(&self) -> usize {
        self.splits.len()
    }

    fn range(&self, id: u32) -> Option<std::ops::Range<usize>> {
        let start = *self.starts.get(id as usize)?;
        let end = *self.starts.get(id as usize + 1)?;
        Some(start as usize..end as usize)
    }

    /// The bytes of a token; `None` if the id is none.
    pub fn token(&self, id: u32) -> Option<&[u8]> {
        self.range(id)
            .and_then(|range| self.bytes.get(range))
            .filter(|token| !token.is_empty())
    }

    /// Length of a token in bytes.
    #[inline(always)]
    pub fn length(&self, id: u32) -> usize {
        (self.starts[id as usize + 1] - self.starts[id as usize]) as usize
    }

    /// The token of a single byte.
    #[inline(always)]
    pub fn byte_id(&self, byte: u8) -> u32 {
        self.byte_ids[usize::from(byte)]
    }

    /// The two tokens that a token joins; itself twice if it joins none.
    #[inline(always)]
    pub fn split(&self, id: u32) -> [u32; 2] {
        self.splits[id as usize]
    }

    /// The token that joins two bytes.
    #[inline(always)]
    pub fn joined_bytes(&self, left: u8, right: u8) -> Option<u32> {
        let joined = self.byte_pairs[usize::from(left) << 8 | usize::from(right)];
        (joined != NO_PAIR).then_some(joined)
    }

    /// The token that joins two others.
    #[inline(always)]
    pub fn joined(&self, left: u32, right: u32) -> Option<u32> {
        self.pairs.find(left, right)
    }

    /// The token whose bytes are the `length` bytes of `text` from `at`, of which `word` holds the
    /// first eight.
    #[inline(always)]
    pub fn find(&self, text: &[u8], at: usize, length: usize, word: u64) -> Option<u32> {
        if length <= short_table::LONGEST {
            self.find_short(text, at, length, word)
        } else {
            self.find_long(hash_piece(text, at, length), text, at, length, word)
        }
    }

    /// As [`Self::find`], for up to seven bytes.
    #[inline(always)]
    pub fn find_short(&self, text: &[u8], at: usize, length: usize, word: u64) -> Option<u32> {
        match self.short.find(keep(word, length), length) {
            Found::Token(id) => Some(id),
            Found::Nothing => None,
            Found::Crowded => self.find_crowded(text, at, length),
        }
    }

    /// The few short tokens whose place in their own table was taken stand in the long one.
    #[cold]
    #[inline(never)]
    fn find_crowded(&self, text: &[u8], at: usize, length: usize) -> Option<u32> {
        let word = word_at(text, at);
        self.long.find(finish(0, keep(word, length), length), |id| {
            let start = self.starts[id as usize] as usize;
            self.length(id) == length
                && keep(word_at(&self.bytes, start), length) == keep(word, length)
        })
    }

    /// As [`Self::find`], for eight bytes or more, with their hash.
    #[inline(always)]
    fn find_long(
        &self,
        hash: u64,
        text: &[u8],
        at: usize,
        length: usize,
        word: u64,
    ) -> Option<u32> {
        self.long.find(hash, |id| {
            let start = self.starts[id as usize] as usize;
            if self.length(id) != length || word_at(&self.bytes, start) != word {
                return false;
            }
            if length <= 16 {
                // The last eight bytes overlap the first.
                let last = length - 8;
                word_at(&self.bytes, start + last) == word_at(text, at + last)
            } else {
                self.bytes[start + 8..start + length] == text[at + 8..at + length]
            }
        })
    }

    fn longest_tokens(&self) -> &LongTokens {
        self.longest.get_or_init(|| {
            let long = |id: &u32| self.length(*id) >= long_tokens::SHORTEST;
            let ids = (0..self.ids() as u32).filter(long).collect();
            LongTokens::new(ids, |id| self.token(id).unwrap_or_default())
        })
    }

    #[cold]
    #[inline(never)]
    fn longest_of_long(
        &self,
        text: &[u8],
        at: usize,
        limit: usize,
        place: &mut Place,
    ) -> Option<(u32, usize)> {
        let bytes_of = |id| self.token(id).unwrap_or_default();
        self.longest_tokens()
            .longest_prefix(text, at, limit, place, bytes_of)
    }

    /// The longest token that `text[at..]` begins with and that has at most `limit` bytes, at
    /// least 1 and no more than the text has. `place` is the caller's, for one text; while `at` stays
    /// the same, limits may only fall.
    #[inline]
    pub fn longest_prefix(
        &self,
        text: &[u8],
        at: usize,
        limit: usize,
        place: &mut Place,
    ) -> (u32, usize) {
        let first = word_at(text, at);
        let mut lengths = self.prefixes.lengths(first, limit);
        // Hashes of pieces of up to 16 bytes need no more than two words.
        let second = if limit > 8 { word_at(text, at + 8) } else { 0 };
        let state = step(0, first);
        if lengths.longer
            && let Some(found) = self.longest_of_long(text, at, limit, place)
        {
            return found;
        }
        while let Some(length) = lengths.next_longest() {
            let found = if length <= short_table::LONGEST {
                self.find_short(text, at, length, first)
            } else {
                let hash = if length == 8 {
                    finish(0, first, length)
                } else if length <= 16 {
                    finish(state, keep(second, length - 8), length)
                } else {
                    hash_piece(text, at, length)
                };
                self.find_long(hash, text, at, length, first)
            };
            if let Some(id) = found {
                return (id, length);
            }
        }
        (self.byte_id(text[at]), 1)
    }
}
