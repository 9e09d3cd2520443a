//! The tokens of one pre-token in 64 bits: up to three inline, more as a range of a list.

use std::ops::Range;

const ID_BITS: u32 = 18;
const ID_MASK: u64 = (1 << ID_BITS) - 1;
/// The most tokens that are stored inline.
pub const INLINE: usize = 3;
const COUNT_SHIFT: u32 = 54;
/// Bits of an index into a list.
const INDEX_BITS: u32 = 30;
/// Tag of tokens that are stored inline.
const IS_INLINE: u64 = 1 << 63;
/// Tag of a range of the cache's own list.
const IN_CACHE: u64 = 1 << 62;
/// Tag of a range of a batch's list.
const IN_BATCH: u64 = 1 << 61;

/// The tokens of one pre-token, or [`CachedTokens::NONE`].
#[derive(Clone, Copy)]
pub struct CachedTokens(u64);

impl CachedTokens {
    /// No tokens are known.
    pub const NONE: Self = Self(0);

    /// Stores tokens; more than [`INLINE`] are appended to the cache's `list`.
    #[inline(always)]
    pub fn in_cache(tokens: &[u32], list: &mut Vec<u32>) -> Self {
        Self::new(tokens, list, IN_CACHE)
    }

    /// Stores tokens; more than [`INLINE`] are appended to a batch's `list`.
    #[inline(always)]
    pub fn in_batch(tokens: &[u32], list: &mut Vec<u32>) -> Self {
        Self::new(tokens, list, IN_BATCH)
    }

    #[inline(always)]
    fn new(tokens: &[u32], list: &mut Vec<u32>, tag: u64) -> Self {
        if tokens.len() <= INLINE {
            let pack = |packed, token: &u32| packed << ID_BITS | u64::from(*token);
            let ids = tokens.iter().rev().fold(0, pack);
            return Self(ids | (tokens.len() as u64) << COUNT_SHIFT | IS_INLINE);
        }
        let start = list.len();
        list.extend_from_slice(tokens);
        Self::range_of(start, list, tag)
    }

    /// The tokens from `start` to the end of a batch's list.
    #[inline(always)]
    pub fn rest_of_batch(start: usize, list: &[u32]) -> Self {
        Self::range_of(start, list, IN_BATCH)
    }

    #[inline(always)]
    fn range_of(start: usize, list: &[u32], tag: u64) -> Self {
        Self(start as u64 | (list.len() as u64) << INDEX_BITS | tag)
    }

    /// Whether tokens are known.
    #[inline(always)]
    pub fn is_some(self) -> bool {
        self.0 != 0
    }

    /// The inline tokens and their number; ids beyond that number are meaningless. `None` if the
    /// tokens are in a list.
    #[inline(always)]
    pub fn inline(self) -> Option<([u32; INLINE], usize)> {
        let ids = [0, 1, 2].map(|index| (self.0 >> (index * ID_BITS) & ID_MASK) as u32);
        (self.0 & IS_INLINE != 0).then_some((ids, (self.0 >> COUNT_SHIFT) as usize & INLINE))
    }

    /// The range of a list that holds the tokens, and whether that list is the cache's.
    #[inline(always)]
    pub fn listed(self) -> (Range<usize>, bool) {
        let index = |shift: u32| (self.0 >> shift) as usize & ((1 << INDEX_BITS) - 1);
        (index(0)..index(INDEX_BITS), self.0 & IN_CACHE != 0)
    }
}
