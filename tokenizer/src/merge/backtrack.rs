//! Byte-pair encoding from left to right, in linear time, for long pre-tokens.
//!
//! Take the longest token that fits, and go back to a shorter one where merging would not have left
//! the two neighbours side by side. That is exact if each token is what its own bytes encode to,
//! which `cargo xtask vocab` proves of every vocabulary: then two neighbours alone decide whether they
//! can be neighbours, and each position of the text is given up at most once. The idea is from
//! GitHub's crate `bpe`.

use super::repetitive;
use crate::hash::hash_pair;
use crate::vocabulary::{SearchState, Vocabulary};

/// A bit for each position of the pre-token from which no tokens lead to its end.
#[derive(Default)]
pub struct DeadEnds(Vec<u64>);

impl DeadEnds {
    fn clear(&mut self, positions: usize) {
        self.0.clear();
        self.0.resize(positions / 64 + 1, 0);
    }

    #[inline(always)]
    fn has(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 != 0
    }

    fn add(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }
}

/// Remembers of 2^13 pairs of tokens, in 64 KB, whether the second can follow the first.
pub struct FollowCache(Box<[u64]>);

const INDEX_BITS: u32 = 13;

impl Default for FollowCache {
    fn default() -> Self {
        Self(vec![u64::MAX; 1 << INDEX_BITS].into_boxed_slice())
    }
}

impl FollowCache {
    #[inline(always)]
    fn can_follow(&mut self, vocabulary: &Vocabulary, left: u32, right: u32) -> bool {
        let pair = u64::from(left) << 18 | u64::from(right);
        let index = (hash_pair(left, right) >> (64 - INDEX_BITS)) as usize;
        let Some(entry) = self.0.get_mut(index) else {
            return can_follow(vocabulary, left, right);
        };
        if *entry >> 1 != pair {
            *entry = pair << 1 | u64::from(can_follow(vocabulary, left, right));
        }
        *entry & 1 != 0
    }
}

/// Tokens that may be tried for each byte before [`repetitive`] is tried instead.
const TRIES_PER_BYTE: usize = 2;
/// Tokens that may be tried in addition.
const FIRST_TRIES: usize = 256;

/// Fills `tokens`, which is empty, with those of the pre-token of `length` bytes at `start`.
#[inline(never)]
pub fn find(
    vocabulary: &Vocabulary,
    text: &[u8],
    start: usize,
    length: usize,
    tokens: &mut Vec<u32>,
    dead_ends: &mut DeadEnds,
    follow_cache: &mut FollowCache,
) {
    dead_ends.clear(length);
    let mut at = 0;
    let mut limit = length;
    let mut state = SearchState::default();
    let mut tried = 0;
    let mut may_sweep = true;
    'next: while at < length {
        let last = tokens.last().copied();
        if may_sweep && tried > at * TRIES_PER_BYTE + FIRST_TRIES {
            may_sweep = false;
            let mut merged = Vec::new();
            if repetitive::merge(vocabulary, &text[start..start + length], &mut merged) {
                *tokens = merged;
                return;
            }
        }
        while limit > 0 {
            tried += 1;
            let (token, size) = vocabulary.longest_prefix(text, start + at, limit, &mut state);
            let end = at + size;
            if !dead_ends.has(end)
                && last.is_none_or(|last| follow_cache.can_follow(vocabulary, last, token))
            {
                tokens.push(token);
                at = end;
                limit = length - at;
                continue 'next;
            }
            limit = size - 1;
        }
        // No token leads on from here: give the position up and shorten the token before it.
        dead_ends.add(at);
        let Some(last) = tokens.pop() else {
            // Unreachable: single bytes are tokens. Were it not so, no tokens are the answer.
            return;
        };
        let size = vocabulary.length(last);
        at -= size;
        limit = size - 1;
    }
}

/// Whether merging leaves two tokens side by side: undoes their merges, the later first, and looks for
/// a pair across the boundary between them that would have merged before.
#[inline]
fn can_follow(vocabulary: &Vocabulary, mut left: u32, mut right: u32) -> bool {
    let mut limit = u32::MAX;
    loop {
        if vocabulary
            .merged(left, right)
            .is_some_and(|merged| merged < limit)
        {
            return false;
        }
        if left > right {
            limit = left;
            left = vocabulary.split(left)[1];
            if left == limit {
                limit = right + 1;
                right = vocabulary.split(right)[0];
                if right + 1 == limit {
                    return true;
                }
            }
        } else {
            limit = right + 1;
            right = vocabulary.split(right)[0];
            if right + 1 == limit {
                limit = left;
                left = vocabulary.split(left)[1];
                if left == limit {
                    return true;
                }
            }
        }
    }
}
