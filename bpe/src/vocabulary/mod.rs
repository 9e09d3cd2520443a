//! A vocabulary in memory: the bytes of each token, the pair that it joins, and the tables that
//! find a token by its bytes and by its pair.

mod id_table;
mod long_tokens;
mod pair_filter;
mod pair_table;
mod prefix_table;
mod short_table;
mod starts;

use std::sync::OnceLock;

use id_table::IdTable;
use long_tokens::LongTokens;
pub use long_tokens::Place;
pub use pair_table::Asked;
use pair_table::PairTable;
use prefix_table::PrefixTable;
use short_table::{Found, ShortTable};
use starts::Starts;

use super::error::TokenizerError;
use super::hash::{finish, hash_piece, keep, step, word_at};
use super::packed::{MAX_TOKENS, Packed, Pairs};

/// Zeros after the last token's bytes, so that eight bytes can be read and written at any place.
const PADDING: usize = 8;
/// The tokens of one byte have the first ranks.
const BYTES: usize = 256;
/// Tokens that one call works on. WebAssembly engines replace a function by its optimised code only
/// when it is called anew.
const BLOCK: usize = 512;
/// Stands for the token of two bytes that are none.
const NO_PAIR: u16 = u16::MAX;
/// As long as there is no table of long tokens, up to this many bytes are tried length by length: it takes longer to
/// make the table than many such pieces take.
const FEW_LENGTHS: usize = 64;
/// No token is longer, which bounds every table of lengths.
const MAX_TOKEN_LENGTH: usize = 255;

/// A byte-pair vocabulary without special tokens. A token's id is its rank.
pub struct Vocabulary {
    /// Where each id's bytes begin; one more entry for the end.
    starts: Starts,
    bytes: Vec<u8>,
    /// The two tokens that each token joins; itself twice for a single byte.
    splits: Pairs,
    byte_ids: [u32; 256],
    /// The tokens of two bytes.
    pair_tokens: Vec<u32>,
    /// Which of them is the token of two bytes, by the first and the second.
    byte_pairs: Box<[u16; 1 << 16]>,
    short: ShortTable,
    /// Tokens that are too long for `short`.
    long: IdTable,
    pairs: PairTable,
    prefixes: PrefixTable,
    /// The tokens that `longest` is about.
    long_ids: Vec<u32>,
    /// Made when a text first needs it.
    longest: OnceLock<LongTokens>,
}

impl Vocabulary {
    /// No token has this id.
    pub const NO_ID: u32 = (1 << 18) - 1;

    /// Builds the tables; `base` is the vocabulary that `packed` extends, if it extends one.
    pub fn build(packed: Packed, base: Option<&Self>) -> Result<Self, TokenizerError> {
        let Packed {
            bytes,
            runs,
            merges,
            ..
        } = packed;
        let (splits, single) = match base {
            Some(base) => (extended(&base.splits, &runs, &merges)?, &base.bytes),
            None => (whole(merges), &bytes),
        };
        let starts = starts_of(&splits)?;
        let ids = splits.len();
        let size = starts.get(ids);
        let mut vocabulary = Self {
            starts,
            bytes: vec![0; size + PADDING],
            splits,
            byte_ids: byte_ids(single)?,
            pair_tokens: Vec::new(),
            byte_pairs: Box::new([NO_PAIR; 1 << 16]),
            short: ShortTable::new(),
            // About a third of the tokens are long.
            long: IdTable::for_entries(ids * 2 / 5),
            pairs: PairTable::for_entries(ids),
            prefixes: PrefixTable::new(),
            long_ids: Vec::new(),
            longest: OnceLock::new(),
        };
        for (to, byte) in vocabulary.bytes.iter_mut().zip(single).take(BYTES) {
            *to = *byte;
        }
        let mut from = 0;
        while from < ids {
            let until = (from + BLOCK).min(ids);
            if !vocabulary.fill(from, until) {
                return Err(TokenizerError::corrupt("it does not fit the tables"));
            }
            from = until;
        }
        vocabulary.bytes[size..].fill(0);
        Ok(vocabulary)
    }

    /// Writes the bytes of some tokens and enters them into the tables, if these have room.
    #[inline(never)]
    fn fill(&mut self, from: usize, until: usize) -> bool {
        for id in from..until {
            let start = self.starts.get(id);
            let length = self.starts.get(id + 1) - start;
            if length == 0 {
                continue;
            }
            let token = id as u32;
            if id >= BYTES {
                let [left, right] = self.splits.get(id);
                let middle = self.copy(left as usize, start);
                self.copy(right as usize, middle);
                if !self.pairs.insert(left, right, token) {
                    return false;
                }
            }
            let word = keep(word_at(&self.bytes, start), length.min(8));
            if length == 2 {
                // No two tokens have the same bytes, and one pair of bytes at least is no token.
                self.byte_pairs[usize::from((word as u16).swap_bytes())] =
                    self.pair_tokens.len() as u16;
                self.pair_tokens.push(token);
            }
            let fits_short =
                length <= short_table::LONGEST && self.short.insert(word, length, token);
            if !fits_short
                && !self
                    .long
                    .insert(hash_piece(&self.bytes, start, length), token)
            {
                return false;
            }
            self.prefixes.add(word, length);
            if length >= long_tokens::SHORTEST {
                self.long_ids.push(token);
            }
        }
        true
    }

    /// Copies the bytes of a token to a place after it, in steps of eight: what is written too much lies
    /// where a later token will be. Returns the place after them.
    #[inline(always)]
    fn copy(&mut self, id: usize, to: usize) -> usize {
        let start = self.starts.get(id);
        let length = self.starts.get(id + 1) - start;
        let mut done = 0;
        while done < length {
            let word = word_at(&self.bytes, start + done);
            if let Some(room) = self.bytes.get_mut(to + done..to + done + 8) {
                room.copy_from_slice(&word.to_le_bytes());
            }
            done += 8;
        }
        to + length
    }

    /// One more than the highest id.
    pub fn ids(&self) -> usize {
        self.splits.len()
    }

    /// The bytes of a token; `None` if the id is none.
    pub fn token(&self, id: u32) -> Option<&[u8]> {
        self.starts
            .range(id as usize)
            .and_then(|range| self.bytes.get(range))
            .filter(|token| !token.is_empty())
    }

    /// Length of a token in bytes.
    #[inline(always)]
    pub fn length(&self, id: u32) -> usize {
        self.starts.get(id as usize + 1) - self.starts.get(id as usize)
    }

    /// The token of a single byte.
    #[inline(always)]
    pub fn byte_id(&self, byte: u8) -> u32 {
        self.byte_ids[usize::from(byte)]
    }

    /// The two tokens that a token joins; itself twice if it joins none.
    #[inline(always)]
    pub fn split(&self, id: u32) -> [u32; 2] {
        self.splits.get(id as usize)
    }

    /// The token that joins two bytes.
    #[inline(always)]
    pub fn joined_bytes(&self, left: u8, right: u8) -> Option<u32> {
        let place = self.byte_pairs[usize::from(left) << 8 | usize::from(right)];
        // The place that stands for none is not one of the list.
        self.pair_tokens.get(usize::from(place)).copied()
    }

    /// The token that joins two others.
    #[inline(always)]
    pub fn joined(&self, left: u32, right: u32) -> Option<u32> {
        self.pairs.find(left, right)
    }

    /// Makes ready to answer what is asked; what it returns only says that memory was read.
    #[inline(always)]
    pub fn ask(&self, asked: &mut Asked) -> u64 {
        self.pairs.ask(asked)
    }

    /// The token asked for.
    #[inline(always)]
    pub fn answer(&self, asked: Asked) -> Option<u32> {
        self.pairs.answer(asked)
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

    /// Reads where [`Self::find`] will look first, so that it need not wait for it.
    #[inline(always)]
    pub fn touch(&self, text: &[u8], at: usize, length: usize, word: u64) -> u64 {
        if length <= short_table::LONGEST {
            self.short.touch(word, length)
        } else {
            u64::from(self.long.touch(hash_piece(text, at, length)))
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
            let start = self.starts.get(id as usize);
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
            let start = self.starts.get(id as usize);
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
            LongTokens::new(self.long_ids.clone(), |id| {
                self.token(id).unwrap_or_default()
            })
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

    /// The same, trying one length after the other.
    #[cold]
    #[inline(never)]
    fn longest_of_few(&self, text: &[u8], at: usize, limit: usize) -> Option<(u32, usize)> {
        let word = word_at(text, at);
        (long_tokens::SHORTEST..=limit).rev().find_map(|length| {
            let hash = hash_piece(text, at, length);
            let id = self.find_long(hash, text, at, length, word)?;
            Some((id, length))
        })
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
        if lengths.longer {
            let found = if limit <= FEW_LENGTHS && self.longest.get().is_none() {
                self.longest_of_few(text, at, limit)
            } else {
                self.longest_of_long(text, at, limit, place)
            };
            if let Some(found) = found {
                return found;
            }
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

/// What each id joins, in a vocabulary with these merges: a byte joins itself twice.
fn whole(mut merges: Pairs) -> Pairs {
    let mut bytes = Pairs::with_capacity(BYTES);
    for id in 0..BYTES as u32 {
        bytes.push([id; 2]);
    }
    merges.prepend(&bytes);
    merges
}

/// The same for a vocabulary that extends another. A gap is a rank that is no token here, as 50256 of
/// p50k_base: it joins itself, and has no bytes.
fn extended(base: &Pairs, runs: &[(u32, u32)], merges: &Pairs) -> Result<Pairs, TokenizerError> {
    let mut splits = base.clone();
    let mut merges = merges.iter();
    for &(first, many) in runs {
        if (first as usize) < splits.len() {
            return Err(TokenizerError::corrupt("its ranks overlap"));
        }
        while splits.len() < first as usize {
            splits.push([splits.len() as u32; 2]);
        }
        for pair in merges.by_ref().take(many as usize) {
            splits.push(pair);
        }
    }
    Ok(splits)
}

/// Where the bytes of each token begin, and where the last ones end.
fn starts_of(splits: &Pairs) -> Result<Starts, TokenizerError> {
    if splits.len() >= MAX_TOKENS {
        return Err(TokenizerError::corrupt("it is too large"));
    }
    let mut starts = Starts::with_capacity(splits.len() + 1);
    for start in 0..=BYTES {
        starts.push(start);
    }
    while starts.len() <= splits.len() {
        let until = (starts.len() - 1 + BLOCK).min(splits.len());
        if !add_starts(splits, &mut starts, until) {
            return Err(TokenizerError::corrupt(
                "a token joins a later one, or is too long",
            ));
        }
    }
    Ok(starts)
}

/// Adds the ends of the tokens before `until`, if they are what tokens must be.
#[inline(never)]
fn add_starts(splits: &Pairs, starts: &mut Starts, until: usize) -> bool {
    let length = |starts: &Starts, id: usize| starts.get(id + 1) - starts.get(id);
    for id in starts.len() - 1..until {
        let [left, right] = splits.get(id).map(|part| part as usize);
        let end = starts.get(id);
        if left == id && right == id {
            starts.push(end);
            continue;
        }
        if left >= id || right >= id {
            return false;
        }
        let (left, right) = (length(starts, left), length(starts, right));
        if left == 0 || right == 0 || left + right > MAX_TOKEN_LENGTH {
            return false;
        }
        starts.push(end + left + right);
    }
    true
}

/// The token of each byte, where the tokens of one byte are these.
fn byte_ids(bytes: &[u8]) -> Result<[u32; BYTES], TokenizerError> {
    const NONE: u32 = u32::MAX;
    let mut ids = [NONE; BYTES];
    for (id, byte) in bytes.iter().take(BYTES).enumerate() {
        ids[usize::from(*byte)] = id as u32;
    }
    if ids.contains(&NONE) {
        return Err(TokenizerError::corrupt("it lacks a byte"));
    }
    Ok(ids)
}
