//! All tables of a vocabulary together: how they are filled, and which one answers what.

use std::sync::OnceLock;

use super::apart::Apart;
use super::byte_tokens::ByteTokens;
use super::characters::Characters;
use super::crossings::{Crossings, MaySplit};
use super::id_table::IdTable;
use super::long_tokens::{self, LongTokens, SearchState};
use super::of_higher::OfHigher;
use super::pair_table::{PairQuery, PairTable};
use super::parts::{Base, Parts};
use super::prefix_table::PrefixTable;
use super::short_table::{self, Found, ShortTable};
use super::tokens::Tokens;
use crate::error::TokenizerError;
use crate::format::BytePairs;
use crate::hash::{finish, hash_bytes, keep, step, word_at};

/// Up to this many bytes are tried length by length as long as there is no table of long tokens,
/// which takes longer to build than many such searches.
const FEW_LENGTHS: usize = 64;

/// A byte-pair vocabulary without special tokens. A token's id is its rank here; what stands outside
/// may be off by a constant.
pub struct Vocabulary {
    tokens: Tokens,
    byte_tokens: ByteTokens,
    short: ShortTable,
    /// Tokens that are too long for `short`, or overflowed it.
    long: IdTable,
    pairs: PairTable,
    prefixes: PrefixTable,
    apart: Apart,
    whole_first: bool,
    of_higher: OfHigher,
    // These are built when a text first needs them.
    crossings: OnceLock<Crossings>,
    longest: OnceLock<LongTokens>,
    characters: OnceLock<Characters>,
    longest_token: OnceLock<usize>,
}

impl Vocabulary {
    /// No token has this id.
    pub const NO_ID: u32 = (1 << 18) - 1;

    /// Builds the tables. `base` is the vocabulary that `packed` extends, if it extends one, and how many
    /// of its ranks it takes. `whole_first` says whether tokens apart are found at all.
    pub fn build(
        packed: BytePairs,
        base: Option<(&Self, u32)>,
        whole_first: bool,
    ) -> Result<Self, TokenizerError> {
        let base = base.map(|(base, ranks)| Base {
            tokens: &base.tokens,
            apart: &base.apart,
            of_higher: &base.of_higher,
            ranks,
        });
        let Parts {
            tokens,
            apart,
            of_higher,
        } = Parts::of(packed, base, whole_first)?;
        let mut byte_tokens = ByteTokens::new(&tokens)?;
        let mut short = ShortTable::new();
        let mut long = IdTable::for_tokens(tokens.ids());
        let mut pairs = PairTable::for_entries(tokens.ids());
        let mut prefixes = PrefixTable::new();
        tokens.add_to(&mut [
            &mut byte_tokens,
            &mut short,
            &mut long,
            &mut pairs,
            &mut prefixes,
        ]);
        for id in short.overflow() {
            long.insert(&tokens, *id);
        }
        if !long.is_complete() || !pairs.is_complete() {
            return Err(TokenizerError::corrupt("it does not fit the tables"));
        }
        Ok(Self {
            tokens,
            byte_tokens,
            short,
            long,
            pairs,
            prefixes,
            apart,
            whole_first,
            of_higher,
            crossings: OnceLock::new(),
            longest: OnceLock::new(),
            characters: OnceLock::new(),
            longest_token: OnceLock::new(),
        })
    }

    /// One more than the highest id.
    pub fn ids(&self) -> usize {
        self.tokens.ids()
    }

    /// The bytes of a token; `None` if the id is none.
    pub fn token(&self, id: u32) -> Option<&[u8]> {
        self.tokens.get(id).or_else(|| self.apart.token(id))
    }

    /// Whether tokens apart are found, because a whole pre-token is looked up first.
    pub fn finds_whole(&self) -> bool {
        self.whole_first
    }

    /// Bytes of the longest token.
    pub fn longest_token(&self) -> usize {
        *self.longest_token.get_or_init(|| {
            let apart = self.apart.by_rank().iter().map(|(_, bytes)| bytes.len());
            let merged = (0..self.ids()).map(|id| self.tokens.length(id));
            apart.chain(merged).max().unwrap_or(1)
        })
    }

    /// Whether a pre-token must be merged by the definition, because ranks are not the order in which
    /// its tokens come into being.
    #[inline(always)]
    pub fn needs_definition(&self, pre_token: &[u8]) -> bool {
        self.of_higher.are_in(pre_token)
    }

    /// Appends the bytes of tokens to `bytes`, up to the first id that is no token. Returns how many
    /// ids that were. Tokens apart are none here.
    pub fn append(&self, ids: &[u32], bytes: &mut Vec<u8>) -> usize {
        self.tokens.append(ids, bytes)
    }

    /// Length of a token in bytes.
    #[inline(always)]
    pub fn length(&self, id: u32) -> usize {
        self.tokens.length(id as usize)
    }

    /// The token of a single byte.
    #[inline(always)]
    pub fn byte_id(&self, byte: u8) -> u32 {
        self.byte_tokens.one(byte)
    }

    /// The two tokens that a token merges; itself twice for a single byte.
    #[inline(always)]
    pub fn split(&self, id: u32) -> [u32; 2] {
        self.tokens.split(id as usize)
    }

    /// The token that two bytes merge into.
    #[inline(always)]
    pub fn merged_bytes(&self, left: u8, right: u8) -> Option<u32> {
        self.byte_tokens.two(left, right)
    }

    /// The token of the character at a place, and its length in bytes.
    #[inline(always)]
    pub fn character(&self, text: &[u8], at: usize) -> (Option<u32>, usize) {
        let next = |place: usize| text.get(at + place).copied().unwrap_or_default();
        let first = next(0);
        match first {
            0..0x80 => (Some(self.byte_id(first)), 1),
            0x80..0xe0 => (self.merged_bytes(first, next(1)), 2),
            0xe0..0xf0 => {
                let bytes = [first, next(1), next(2)];
                let find = || self.find_short(text, at, 3, word_at(text, at));
                let characters = self.characters.get_or_init(Characters::new);
                (characters.token(bytes, find), 3)
            }
            0xf0.. => (self.find_short(text, at, 4, word_at(text, at)), 4),
        }
    }

    /// Which of two neighbouring characters may lose a part to the other one before it is whole.
    /// `left` and `right` are their tokens, if they are tokens; `last` and `first` are the bytes on both
    /// sides of the boundary between them.
    #[inline(always)]
    pub fn may_split(
        &self,
        left: Option<u32>,
        right: Option<u32>,
        last: u8,
        first: u8,
    ) -> MaySplit {
        self.crossings
            .get_or_init(|| Crossings::of(&self.tokens))
            .may_split(&self.tokens, left, right, last, first)
    }

    /// The token that two others merge into.
    #[inline(always)]
    pub fn merged(&self, left: u32, right: u32) -> Option<u32> {
        self.pairs.find(left, right)
    }

    /// Prefetches the slot for a pair. Returns an opaque value that the caller must fold in, so that
    /// the read is not optimized away.
    #[inline(always)]
    pub fn prefetch_pair(&self, query: &mut PairQuery) -> u64 {
        self.pairs.prefetch(query)
    }

    /// The token that a prefetched pair merges into.
    #[inline(always)]
    pub fn prefetched_pair(&self, query: PairQuery) -> Option<u32> {
        self.pairs.prefetched(query)
    }

    /// The token that the whole pre-token of `length` bytes at `at` is, of which `word` holds the first
    /// eight.
    #[inline(always)]
    pub fn find(&self, text: &[u8], at: usize, length: usize, word: u64) -> Option<u32> {
        let found = if length <= short_table::LONGEST {
            self.find_short(text, at, length, word)
        } else {
            self.find_long(hash_bytes(text, at, length), text, at, length, word)
        };
        if found.is_none() && self.apart.are_found() {
            return self.apart.whole(&text[at..at + length]);
        }
        found
    }

    /// Prefetches the slot that [`Vocabulary::find`] reads first. Returns an opaque value that the
    /// caller must fold in, so that the read is not optimized away.
    #[inline(always)]
    pub fn prefetch(&self, text: &[u8], at: usize, length: usize, word: u64) -> u64 {
        if length <= short_table::LONGEST {
            self.short.prefetch(word, length)
        } else {
            u64::from(self.long.prefetch(hash_bytes(text, at, length)))
        }
    }

    /// As [`Self::find`], for up to seven bytes.
    #[inline(always)]
    pub fn find_short(&self, text: &[u8], at: usize, length: usize, word: u64) -> Option<u32> {
        match self.short.find(keep(word, length), length) {
            Found::Token(id) => Some(id),
            Found::NoToken => None,
            Found::Overflowed => self.find_overflowed(text, at, length),
        }
    }

    /// The few short tokens that overflowed their own table are in the one for long tokens.
    #[cold]
    #[inline(never)]
    fn find_overflowed(&self, text: &[u8], at: usize, length: usize) -> Option<u32> {
        let word = word_at(text, at);
        self.long.find(finish(0, keep(word, length), length), |id| {
            let start = self.tokens.start(id as usize);
            self.length(id) == length
                && keep(word_at(self.tokens.bytes(), start), length) == keep(word, length)
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
            let start = self.tokens.start(id as usize);
            if self.length(id) != length || word_at(self.tokens.bytes(), start) != word {
                return false;
            }
            if length <= 16 {
                // The last eight bytes overlap the first.
                let last = length - 8;
                word_at(self.tokens.bytes(), start + last) == word_at(text, at + last)
            } else {
                self.tokens.bytes()[start + 8..start + length] == text[at + 8..at + length]
            }
        })
    }

    fn longest_tokens(&self) -> &LongTokens {
        self.longest.get_or_init(|| {
            let is_long = |id: &u32| self.length(*id) >= long_tokens::SHORTEST;
            let ids = (0..self.ids() as u32).filter(is_long).collect();
            LongTokens::new(ids, |id| self.token(id).unwrap_or_default())
        })
    }

    /// The longest of the long tokens that `text[at..]` begins with, of at most `limit` bytes, and its
    /// length.
    #[cold]
    #[inline(never)]
    fn longest_of_long(
        &self,
        text: &[u8],
        at: usize,
        limit: usize,
        state: &mut SearchState,
    ) -> Option<(u32, usize)> {
        let bytes_of = |id| self.token(id).unwrap_or_default();
        self.longest_tokens()
            .longest_prefix(text, at, limit, state, bytes_of)
    }

    /// The same, trying one length after the other.
    #[cold]
    #[inline(never)]
    fn longest_of_few(&self, text: &[u8], at: usize, limit: usize) -> Option<(u32, usize)> {
        let word = word_at(text, at);
        (long_tokens::SHORTEST..=limit).rev().find_map(|length| {
            let hash = hash_bytes(text, at, length);
            let id = self.find_long(hash, text, at, length, word)?;
            Some((id, length))
        })
    }

    /// The longest token that `text[at..]` begins with and that has at most `limit` bytes, and its
    /// length. `limit` is at least 1 and no more than the text has. `state` belongs to one text; as
    /// long as `at` stays the same, the limit may only fall.
    #[inline]
    pub fn longest_prefix(
        &self,
        text: &[u8],
        at: usize,
        limit: usize,
        state: &mut SearchState,
    ) -> (u32, usize) {
        let first = word_at(text, at);
        let mut lengths = self.prefixes.lengths(first, limit);
        // Hashes of up to 16 bytes need no more than two words.
        let second = if limit > 8 { word_at(text, at + 8) } else { 0 };
        let first_hashed = step(0, first);
        if lengths.longer {
            let found = if limit <= FEW_LENGTHS && self.longest.get().is_none() {
                self.longest_of_few(text, at, limit)
            } else {
                self.longest_of_long(text, at, limit, state)
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
                    finish(first_hashed, keep(second, length - 8), length)
                } else {
                    hash_bytes(text, at, length)
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

#[cfg(test)]
mod tests {
    use super::Vocabulary;
    use crate::format::{BytePairs, Pairs};

    /// A vocabulary of the 256 bytes and of what these pairs merge into.
    fn packed(pairs: impl Iterator<Item = [u32; 2]>) -> BytePairs {
        let mut merges = Pairs::with_capacity(256);
        for pair in pairs {
            merges.push(pair);
        }
        BytePairs {
            bytes: (0..=255).collect(),
            runs: vec![(256, merges.len() as u32)],
            merges,
            ..BytePairs::default()
        }
    }

    /// A file of a few hundred bytes can hold this. Each pair would be inserted behind all equal ones.
    #[test]
    fn a_pair_that_comes_again_and_again_is_refused() {
        let same = std::iter::repeat_n([97, 98], 260_000);
        assert!(Vocabulary::build(packed(same), None, false).is_err());
        // Of eight bytes each, by other pairs: 256 + 97 is "aa", two of which make four, and so on.
        let doubles = [[97, 97], [256, 256], [257, 257]];
        let same = std::iter::repeat_n([257, 257], 260_000);
        assert!(Vocabulary::build(packed(doubles.into_iter().chain(same)), None, false).is_err());
    }

    /// Eleven thousand tokens that merge between the same two bytes. Each boundary between such
    /// characters would examine all of them.
    #[test]
    fn boundaries_look_at_few_crossings() {
        // 485 that end in 80, 23 that begin with E3, and all pairs of them.
        let mut pairs: Vec<[u32; 2]> = Vec::new();
        let mut ends = vec![0x80];
        let mut begins = vec![0xe3];
        for byte in 0..22 {
            pairs.push([0x81 + byte, 0x80]);
            ends.push(255 + pairs.len() as u32);
            pairs.push([0xe3, 0x81 + byte]);
            begins.push(255 + pairs.len() as u32);
        }
        for left in 1..22 {
            for byte in 0..22 {
                pairs.push([0x81 + byte, ends[left]]);
                ends.push(255 + pairs.len() as u32);
            }
        }
        for end in ends.clone() {
            for begin in begins.clone() {
                pairs.push([end, begin]);
            }
        }
        assert_eq!((ends.len(), begins.len()), (485, 23));
        let vocabulary = Vocabulary::build(packed(pairs.into_iter()), None, false).unwrap();
        // If there are more than are examined, both sides may split.
        let may_split = vocabulary.may_split(Some(0x41), Some(0x42), 0x80, 0xe3);
        assert!(may_split.left && may_split.right);
        let may_split = vocabulary.may_split(Some(0x41), Some(0x42), 0x80, 0xe4);
        assert!(!may_split.left && !may_split.right);
    }

    /// Pairs of bytes three times each: the first of each is the token.
    #[test]
    fn of_equal_pairs_of_bytes_the_first_is_the_token() {
        let pairs: Vec<[u32; 2]> = (0..40_000).map(|pair| [pair >> 8, pair & 255]).collect();
        let all = pairs.iter().chain(&pairs).chain(&pairs).copied();
        let vocabulary = Vocabulary::build(packed(all), None, false).unwrap();
        for [left, right] in pairs {
            let bytes = [left as u8, right as u8];
            let token = vocabulary.merged_bytes(bytes[0], bytes[1]);
            assert_eq!(token.and_then(|id| vocabulary.token(id)), Some(&bytes[..]));
        }
        assert_eq!(vocabulary.merged_bytes(255, 255), None);
    }
}
