//! Byte-pair encoding of pieces that repeat themselves, such as a thousand times '='.
//!
//! There [`super::backtrack`] has many tokens to try at each place, and nearly all fail. Merging has it
//! easy: only a few different pairs occur, so one sweep over the piece for each is enough.
//! That is the definition: a pair that comes into being has a higher rank than the one just merged, so
//! all of one rank are merged, from the left, before any other.

use crate::vocabulary::Vocabulary;

/// Sweeps over the whole piece that may be spent.
const PATIENCE: usize = 8;
/// Above any rank.
const NONE: u32 = u32::MAX;

/// Puts the tokens of `piece` into `tokens`, unless it has too many different pairs; says whether it
/// did.
#[inline(never)]
pub fn merge(vocabulary: &Vocabulary, piece: &[u8], tokens: &mut Vec<u32>) -> bool {
    tokens.clear();
    tokens.extend(piece.iter().map(|byte| vocabulary.byte_id(*byte)));
    // The rank of each token's pair with the next one.
    let mut ranks: Vec<u32> = tokens
        .windows(2)
        .map(|two| rank_of(vocabulary, two[0], two[1]))
        .chain([NONE])
        .collect();
    let mut patience = piece.len() * PATIENCE;
    let mut lowest = ranks.iter().copied().min().unwrap_or(NONE);
    while lowest != NONE {
        let Some(rest) = patience.checked_sub(tokens.len()) else {
            return false;
        };
        patience = rest;
        lowest = sweep(vocabulary, tokens, &mut ranks, lowest);
    }
    true
}

/// Merges all pairs of one rank; returns the lowest that is left.
#[inline(never)]
fn sweep(vocabulary: &Vocabulary, tokens: &mut Vec<u32>, ranks: &mut Vec<u32>, rank: u32) -> u32 {
    let mut lowest = NONE;
    let (mut from, mut to) = (0, 0);
    // Whether the token written last was merged.
    let mut merged_before = false;
    while from < tokens.len() {
        let merges = ranks[from] == rank;
        let token = if merges { rank } else { tokens[from] };
        if to > 0 {
            if merges || merged_before {
                ranks[to - 1] = rank_of(vocabulary, tokens[to - 1], token);
            }
            lowest = lowest.min(ranks[to - 1]);
        }
        let last = if merges { from + 1 } else { from };
        tokens[to] = token;
        ranks[to] = ranks[last];
        from = last + 1;
        to += 1;
        merged_before = merges;
    }
    tokens.truncate(to);
    ranks.truncate(to);
    lowest
}

fn rank_of(vocabulary: &Vocabulary, left: u32, right: u32) -> u32 {
    vocabulary.joined(left, right).unwrap_or(NONE)
}
