//! Splits each token into the pair whose merge makes it.

use std::collections::HashMap;

use anyhow::{Result, ensure};

/// For each token of two bytes or more, its rank and the ranks of its two parts.
///
/// Merges a token's bytes with all lower ranks; exactly one pair must remain. Then merging by pairs
/// of ids gives the same tokens as merging by joined bytes, as the reference does.
pub fn split_all(tokens: &[(u32, Vec<u8>)]) -> Result<Vec<(u32, [u32; 2])>> {
    let ranks: HashMap<&[u8], u32> = tokens
        .iter()
        .map(|(rank, token)| (token.as_slice(), *rank))
        .collect();
    ensure!(
        ranks.len() == tokens.len(),
        "two tokens have the same bytes"
    );
    let mut splits = Vec::with_capacity(tokens.len());
    for (rank, token) in tokens.iter().filter(|(_, token)| token.len() > 1) {
        let mut ends: Vec<usize> = (0..=token.len()).collect();
        while ends.len() > 3 {
            let lowest = (0..ends.len() - 2)
                .filter_map(|at| ranks.get(&token[ends[at]..ends[at + 2]]).map(|r| (*r, at)))
                .filter(|(lower, _)| lower < rank)
                .min();
            let Some((_, at)) = lowest else { break };
            ends.remove(at + 1);
        }
        ensure!(ends.len() == 3, "token {rank} is no pair of lower tokens");
        splits.push((*rank, [ranks[&token[..ends[1]]], ranks[&token[ends[1]..]]]));
    }
    Ok(splits)
}
