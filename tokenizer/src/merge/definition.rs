//! Byte-pair encoding as it is defined, for pre-tokens of any length: merge the pair of the lowest rank,
//! the leftmost of equals, until no two neighbours merge.
//!
//! It is for pre-tokens in which a token may join one of a higher rank
//! (`vocabulary/of_higher.rs`). A heap has the pairs, so that a long pre-token costs little more for each
//! byte than a short one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::vocabulary::Vocabulary;

/// A token of the pre-token, in a list of neighbours.
#[derive(Clone, Copy)]
struct Place {
    token: u32,
    /// The places before and after it; the number of bytes if there is none.
    before: u32,
    after: u32,
}

/// Marks a place whose token has become a part of the one before.
const GONE: u32 = u32::MAX;

/// Appends the tokens of `pre_token`.
#[inline(never)]
pub fn merge(vocabulary: &Vocabulary, pre_token: &[u8], tokens: &mut Vec<u32>) {
    let end = pre_token.len() as u32;
    let mut places: Vec<Place> = (0..end)
        .zip(pre_token)
        .map(|(at, byte)| Place {
            token: vocabulary.byte_id(*byte),
            before: at.checked_sub(1).unwrap_or(end),
            after: at + 1,
        })
        .collect();
    // The rank of a pair and the place of its left part. Those that are out of date are skipped.
    let pair = |places: &[Place], left: u32| {
        let place = places.get(left as usize)?;
        let right = places.get(place.after as usize)?;
        let rank = vocabulary.merged(place.token, right.token)?;
        Some(Reverse((rank, left)))
    };
    let mut pairs: BinaryHeap<Reverse<(u32, u32)>> =
        (0..end).filter_map(|left| pair(&places, left)).collect();
    while let Some(Reverse((rank, left))) = pairs.pop() {
        let place = places[left as usize];
        if place.token == GONE || pair(&places, left) != Some(Reverse((rank, left))) {
            continue;
        }
        let right = places[place.after as usize];
        places[place.after as usize].token = GONE;
        places[left as usize] = Place {
            token: rank,
            after: right.after,
            ..place
        };
        if let Some(after) = places.get_mut(right.after as usize) {
            after.before = left;
        }
        pairs.extend(pair(&places, left));
        pairs.extend(pair(&places, place.before));
    }
    let mut at = 0;
    while let Some(place) = places.get(at as usize) {
        tokens.push(place.token);
        at = place.after;
    }
}
