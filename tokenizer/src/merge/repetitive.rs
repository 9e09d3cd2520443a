//! Byte-pair encoding of pre-tokens that repeat themselves, such as a thousand times `=`.
//!
//! For those, [`super::backtrack`] has many tokens to try at each position, and nearly all fail.
//! Merging is easy: only a few different pairs occur, so that one sweep over the pre-token for each
//! pair is enough. Sweeps follow the definition, since a pair that comes into being has a higher rank
//! than the one just merged: all pairs of one rank merge, from the left, before any other pair does.

use crate::vocabulary::Vocabulary;

/// How many sweeps over the whole pre-token may be spent.
const MAX_SWEEPS: usize = 8;
/// Above any rank.
const NONE: u32 = u32::MAX;

/// Appends the tokens of a byte that is repeated `length` times. Equal tokens stand together all along,
/// so that a sweep takes as many steps as there are different ones, whatever the length.
#[inline(never)]
pub fn merge_run(vocabulary: &Vocabulary, byte: u8, length: usize, tokens: &mut Vec<u32>) {
    let mut runs = vec![(vocabulary.byte_id(byte), length)];
    loop {
        let within = runs
            .iter()
            .filter(|(_, count)| *count > 1)
            .map(|(token, _)| rank_of(vocabulary, *token, *token));
        let between = runs
            .windows(2)
            .map(|two| rank_of(vocabulary, two[0].0, two[1].0));
        let lowest = within.chain(between).min().unwrap_or(NONE);
        if lowest == NONE {
            break;
        }
        runs = sweep_runs(vocabulary, runs, lowest);
    }
    for (token, count) in runs {
        tokens.extend(std::iter::repeat_n(token, count));
    }
}

/// Merges all pairs of one rank in runs of equal tokens, from the left.
fn sweep_runs(
    vocabulary: &Vocabulary,
    mut runs: Vec<(u32, usize)>,
    rank: u32,
) -> Vec<(u32, usize)> {
    let mut merged: Vec<(u32, usize)> = Vec::with_capacity(runs.len() + 2);
    let mut put = |token: u32, count: usize| match merged.last_mut() {
        _ if count == 0 => {}
        Some((last, before)) if *last == token => *before += count,
        _ => merged.push((token, count)),
    };
    for at in 0..runs.len() {
        let (token, mut count) = runs[at];
        if count > 1 && rank_of(vocabulary, token, token) == rank {
            put(rank, count / 2);
            count %= 2;
        }
        let next = runs
            .get_mut(at + 1)
            .filter(|(_, left)| count > 0 && *left > 0);
        match next {
            Some((follower, left)) if rank_of(vocabulary, token, *follower) == rank => {
                *left -= 1;
                put(token, count - 1);
                put(rank, 1);
            }
            _ => put(token, count),
        }
    }
    merged
}

/// Puts the tokens of `pre_token` into `tokens`. Returns false if it has too many different pairs, and
/// then the tokens are not valid.
#[inline(never)]
pub fn merge(vocabulary: &Vocabulary, pre_token: &[u8], tokens: &mut Vec<u32>) -> bool {
    tokens.clear();
    tokens.extend(pre_token.iter().map(|byte| vocabulary.byte_id(*byte)));
    // The rank of each token's pair with the next one.
    let mut ranks: Vec<u32> = tokens
        .windows(2)
        .map(|two| rank_of(vocabulary, two[0], two[1]))
        .chain([NONE])
        .collect();
    let mut steps_left = pre_token.len() * MAX_SWEEPS;
    let mut lowest = ranks.iter().copied().min().unwrap_or(NONE);
    while lowest != NONE {
        let Some(left) = steps_left.checked_sub(tokens.len()) else {
            return false;
        };
        steps_left = left;
        lowest = sweep(vocabulary, tokens, &mut ranks, lowest);
    }
    true
}

/// Merges all pairs of one rank. Returns the lowest rank that is left.
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
    vocabulary.merged(left, right).unwrap_or(NONE)
}
