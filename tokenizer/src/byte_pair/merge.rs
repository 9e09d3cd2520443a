//! Byte-pair encoding as it is defined, for short pieces: merge the pair of lowest rank, the
//! leftmost of equals, until no two neighbours join.
//!
//! For a few bytes this touches less memory than [`super::backtrack`]: the first looks go to a small
//! table of pairs of bytes, most others are answered by the pair table's filter.

use crate::vocabulary::Vocabulary;

/// The longest piece, in bytes.
pub const LONGEST: usize = 32;
/// Above any rank and place.
const NONE: u32 = u32::MAX;
/// Bits of a place within a piece.
const PLACE_BITS: u32 = 5;

/// Appends the tokens of `piece`, of one to [`LONGEST`] bytes.
#[inline(never)]
pub fn merge(vocabulary: &Vocabulary, piece: &[u8], tokens: &mut Vec<u32>) {
    let length = piece.len().min(LONGEST);
    // The token that begins at each place, where its neighbours begin, and the rank of its pair with
    // the next one, with the place below it: the smallest is the next to merge.
    let mut ids = [0_u32; LONGEST];
    let mut next = [0_u8; LONGEST];
    let mut previous = [0_u8; LONGEST];
    let mut pairs = [NONE; LONGEST];
    for at in 0..length {
        ids[at] = vocabulary.byte_id(piece[at]);
        next[at] = at as u8 + 1;
        previous[at] = (at as u8).wrapping_sub(1);
        if at + 1 < length {
            pairs[at] = ranked(vocabulary.joined_bytes(piece[at], piece[at + 1]), at);
        }
    }
    loop {
        let lowest = pairs.iter().fold(NONE, |lowest, pair| lowest.min(*pair));
        if lowest == NONE {
            break;
        }
        let at = lowest as usize % LONGEST;
        let joined = lowest >> PLACE_BITS;
        let gone = usize::from(next[at]) % LONGEST;
        let after = usize::from(next[gone]);
        ids[at] = joined;
        next[at] = after as u8;
        pairs[gone] = NONE;
        pairs[at] = if after < length {
            previous[after % LONGEST] = at as u8;
            ranked(vocabulary.joined(joined, ids[after % LONGEST]), at)
        } else {
            NONE
        };
        if at > 0 {
            let before = usize::from(previous[at]) % LONGEST;
            pairs[before] = ranked(vocabulary.joined(ids[before], joined), before);
        }
    }
    let mut at = 0;
    while at < length {
        tokens.push(ids[at]);
        at = usize::from(next[at]);
    }
}

#[inline(always)]
fn ranked(joined: Option<u32>, at: usize) -> u32 {
    joined.map_or(NONE, |id| id << PLACE_BITS | at as u32)
}
