//! Finds the pair whose merge makes each token.
//!
//! The bytes of each token are merged by the definition, with the whole vocabulary. If the token comes
//! out, its last merge is its pair: merging by pairs then gives the same tokens as merging by joined
//! bytes, as the reference does. Otherwise no merges make it, and it stands apart.

use std::collections::HashMap;

use super::error::ConvertError;

/// A pair of ranks, the rank that it merges into, and which merges come first.
pub type Merges = HashMap<[u32; 2], (u32, u32)>;

/// What joins two neighbours.
pub enum Joining<'a> {
    /// Any two whose joined bytes are a token, as in tiktoken.
    Bytes,
    /// The pairs of a list.
    Pairs(&'a Merges),
}

/// A token's rank and the ranks of its two parts, or nothing if it stands apart.
pub type Split = (u32, Option<[u32; 2]>);

/// The split of each token of two bytes or more.
pub fn split_all(
    tokens: &[(u32, Vec<u8>)],
    joining: &Joining<'_>,
) -> Result<Vec<Split>, ConvertError> {
    let ranks: HashMap<&[u8], u32> = tokens
        .iter()
        .map(|(rank, token)| (token.as_slice(), *rank))
        .collect();
    if ranks.len() != tokens.len() {
        return Err(ConvertError::unsupported("two tokens have the same bytes"));
    }
    let mut bytes = [0; 256];
    for (byte, rank) in (0..=255_u8).zip(&mut bytes) {
        *rank = *ranks
            .get(&[byte][..])
            .ok_or_else(|| ConvertError::unsupported(format!("it has no token of byte {byte}")))?;
    }
    let joined = |token: &[u8], ends: &[usize], parts: &[u32], at: usize| match joining {
        Joining::Bytes => {
            let rank = ranks.get(&token[ends[at]..ends[at + 2]])?;
            Some((*rank, *rank))
        }
        Joining::Pairs(merges) => merges.get(&[parts[at], parts[at + 1]]).copied(),
    };
    let split = |token: &[u8], rank: u32| {
        let mut ends: Vec<usize> = (0..=token.len()).collect();
        let mut parts: Vec<u32> = token.iter().map(|byte| bytes[usize::from(*byte)]).collect();
        loop {
            let next = (0..parts.len().saturating_sub(1))
                .filter_map(|at| {
                    let (order, merged) = joined(token, &ends, &parts, at)?;
                    Some((order, at, merged))
                })
                .min();
            let (_, at, merged) = next?;
            if parts.len() == 2 {
                return (merged == rank).then_some([parts[0], parts[1]]);
            }
            ends.remove(at + 1);
            parts.remove(at + 1);
            parts[at] = merged;
        }
    };
    let several = tokens.iter().filter(|(_, token)| token.len() > 1);
    Ok(several
        .map(|(rank, token)| (*rank, split(token, *rank)))
        .collect())
}
