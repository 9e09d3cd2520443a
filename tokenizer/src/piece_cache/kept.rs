//! The tokens of a piece in 64 bits: up to three themselves, of more the place where they stand.

use std::ops::Range;

const ID_BITS: u32 = 18;
const ID_MASK: u64 = (1 << ID_BITS) - 1;
/// The most tokens that stand here themselves.
pub const FEW: usize = 3;
const COUNT_AT: u32 = 54;
/// Bits of a place in a list.
const PLACE_BITS: u32 = 30;
/// Marks of tokens that stand here, in the cache's list, in another's.
const HERE: u64 = 1 << 63;
const IN_CACHE: u64 = 1 << 62;
const ELSEWHERE: u64 = 1 << 61;

/// See the file's head.
#[derive(Clone, Copy)]
pub struct Kept(u64);

impl Kept {
    /// No tokens are known.
    pub const NOTHING: Self = Self(0);

    /// These, in the cache's list if they are many.
    #[inline(always)]
    pub fn in_cache(tokens: &[u32], list: &mut Vec<u32>) -> Self {
        Self::new(tokens, list, IN_CACHE)
    }

    /// These, in another list if they are many.
    #[inline(always)]
    pub fn elsewhere(tokens: &[u32], list: &mut Vec<u32>) -> Self {
        Self::new(tokens, list, ELSEWHERE)
    }

    #[inline(always)]
    fn new(tokens: &[u32], list: &mut Vec<u32>, mark: u64) -> Self {
        if tokens.len() <= FEW {
            let joined = |packed, token: &u32| packed << ID_BITS | u64::from(*token);
            let ids = tokens.iter().rev().fold(0, joined);
            return Self(ids | (tokens.len() as u64) << COUNT_AT | HERE);
        }
        let start = list.len();
        list.extend_from_slice(tokens);
        Self::listed(start, list, mark)
    }

    /// Those from `start` to the end of a list that is not the cache's.
    #[inline(always)]
    pub fn from(start: usize, list: &[u32]) -> Self {
        Self::listed(start, list, ELSEWHERE)
    }

    #[inline(always)]
    fn listed(start: usize, list: &[u32], mark: u64) -> Self {
        Self(start as u64 | (list.len() as u64) << PLACE_BITS | mark)
    }

    /// Whether tokens are known.
    #[inline(always)]
    pub fn is_something(self) -> bool {
        self.0 != 0
    }

    /// The tokens and their number, if they stand here; what is beyond that number means nothing.
    #[inline(always)]
    pub fn few(self) -> Option<([u32; FEW], usize)> {
        let ids = [0, 1, 2].map(|place| (self.0 >> (place * ID_BITS) & ID_MASK) as u32);
        (self.0 & HERE != 0).then_some((ids, (self.0 >> COUNT_AT) as usize & FEW))
    }

    /// Otherwise their place in a list, and whether that is the cache's.
    #[inline(always)]
    pub fn place(self) -> (Range<usize>, bool) {
        let place = |shift: u32| (self.0 >> shift) as usize & ((1 << PLACE_BITS) - 1);
        (place(0)..place(PLACE_BITS), self.0 & IN_CACHE != 0)
    }
}
