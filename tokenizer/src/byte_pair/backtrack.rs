//! Byte-pair encoding from left to right, in linear time, for long pieces.
//!
//! Take the longest token that fits, and go back to a shorter one where merging would not have left
//! the two neighbours side by side. It is exact where each token is what its own bytes encode
//! to, which `cargo xtask vocab` proves of every vocabulary; then whether two neighbours can stand
//! is a matter of those two alone, and each place of the text needs to be given up at most once.
//! (The idea is that of the crate `bpe` by GitHub.)

use super::sweep;
use crate::hash::hash_pair;
use crate::vocabulary::{Place, Vocabulary};

/// A bit for each place of the piece that no tokens lead on from.
#[derive(Default)]
pub struct Dead(Vec<u64>);

impl Dead {
    fn clear(&mut self, places: usize) {
        self.0.clear();
        self.0.resize(places / 64 + 1, 0);
    }

    #[inline(always)]
    fn has(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 != 0
    }

    fn add(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }
}

/// Whether one token can follow another, for pairs asked about before: 2^13 of them, 64 KB.
pub struct Known(Box<[u64]>);

const KNOWN_BITS: u32 = 13;

impl Default for Known {
    fn default() -> Self {
        Self(vec![u64::MAX; 1 << KNOWN_BITS].into_boxed_slice())
    }
}

impl Known {
    #[inline(always)]
    fn can_follow(&mut self, vocabulary: &Vocabulary, left: u32, right: u32) -> bool {
        let pair = u64::from(left) << 18 | u64::from(right);
        let slot = (hash_pair(left, right) >> (64 - KNOWN_BITS)) as usize;
        let Some(known) = self.0.get_mut(slot) else {
            return can_follow(vocabulary, left, right);
        };
        if *known >> 1 != pair {
            *known = pair << 1 | u64::from(can_follow(vocabulary, left, right));
        }
        *known & 1 != 0
    }
}

/// Tokens that may be tried for each byte, and at the beginning, before [`sweep`] is.
const PATIENCE: usize = 2;
const FIRST_PATIENCE: usize = 256;

/// Fills `tokens`, which is empty, with those of the piece of `length` bytes at `start`.
#[inline(never)]
pub fn find(
    vocabulary: &Vocabulary,
    text: &[u8],
    start: usize,
    length: usize,
    tokens: &mut Vec<u32>,
    dead: &mut Dead,
    known: &mut Known,
) {
    dead.clear(length);
    let mut at = 0;
    let mut limit = length;
    let mut place = Place::default();
    let mut tried = 0;
    let mut sweeps = true;
    'next: while at < length {
        let last = tokens.last().copied();
        if sweeps && tried > at * PATIENCE + FIRST_PATIENCE {
            sweeps = false;
            let mut merged = Vec::new();
            if sweep::merge(vocabulary, &text[start..start + length], &mut merged) {
                *tokens = merged;
                return;
            }
        }
        while limit > 0 {
            tried += 1;
            let (token, size) = vocabulary.longest_prefix(text, start + at, limit, &mut place);
            let end = at + size;
            if !dead.has(end) && last.is_none_or(|last| known.can_follow(vocabulary, last, token)) {
                tokens.push(token);
                at = end;
                limit = length - at;
                continue 'next;
            }
            limit = size - 1;
        }
        // Nothing leads on from here: give the place up and shorten the token before it.
        dead.add(at);
        let Some(last) = tokens.pop() else {
            // Unreachable: single bytes are tokens. Were it not so, no tokens are the answer.
            return;
        };
        let size = vocabulary.length(last);
        at -= size;
        limit = size - 1;
    }
}

/// Whether merging leaves two tokens side by side: undoes their merges, the later first, and looks
/// for a pair across the cut that would have been merged before.
#[inline]
fn can_follow(vocabulary: &Vocabulary, mut left: u32, mut right: u32) -> bool {
    let mut limit = u32::MAX;
    loop {
        if vocabulary
            .joined(left, right)
            .is_some_and(|joined| joined < limit)
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
