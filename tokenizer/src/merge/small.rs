//! Byte-pair encoding as it is defined, on fixed arrays, for short pre-tokens: merge the pair of the
//! lowest rank, the leftmost of equals, until no two neighbours merge.
//!
//! For a few bytes this reads less memory than [`super::backtrack`]: the first pairs are of single
//! bytes, which have a small table, and the pair table's filter answers most others.

use crate::vocabulary::Vocabulary;

/// The longest pre-token, in bytes.
pub const LONGEST: usize = 32;
/// Above any rank and position.
const NONE: u32 = u32::MAX;
/// Bits of a position within a pre-token.
const POSITION_BITS: u32 = 5;

/// Appends the tokens of `pre_token`, of one to [`LONGEST`] bytes.
#[inline(never)]
pub fn merge(vocabulary: &Vocabulary, pre_token: &[u8], tokens: &mut Vec<u32>) {
    let length = pre_token.len().min(LONGEST);
    // The token that begins at each position, where its neighbours begin, and the rank of its pair
    // with the next one, above the position itself: the smallest is the next pair to merge.
    let mut ids = [0_u32; LONGEST];
    let mut next = [0_u8; LONGEST];
    let mut previous = [0_u8; LONGEST];
    let mut pairs = [NONE; LONGEST];
    for at in 0..length {
        ids[at] = vocabulary.byte_id(pre_token[at]);
        next[at] = at as u8 + 1;
        previous[at] = (at as u8).wrapping_sub(1);
        if at + 1 < length {
            let merged = vocabulary.merged_bytes(pre_token[at], pre_token[at + 1]);
            pairs[at] = rank_above_position(merged, at);
        }
    }
    loop {
        let lowest = pairs.iter().fold(NONE, |lowest, pair| lowest.min(*pair));
        if lowest == NONE {
            break;
        }
        let at = lowest as usize % LONGEST;
        let merged = lowest >> POSITION_BITS;
        let removed = usize::from(next[at]) % LONGEST;
        let after = usize::from(next[removed]);
        ids[at] = merged;
        next[at] = after as u8;
        pairs[removed] = NONE;
        pairs[at] = if after < length {
            previous[after % LONGEST] = at as u8;
            rank_above_position(vocabulary.merged(merged, ids[after % LONGEST]), at)
        } else {
            NONE
        };
        if at > 0 {
            let before = usize::from(previous[at]) % LONGEST;
            pairs[before] = rank_above_position(vocabulary.merged(ids[before], merged), before);
        }
    }
    let mut at = 0;
    while at < length {
        tokens.push(ids[at]);
        at = usize::from(next[at]);
    }
}

#[inline(always)]
fn rank_above_position(merged: Option<u32>, at: usize) -> u32 {
    merged.map_or(NONE, |rank| rank << POSITION_BITS | at as u32)
}
