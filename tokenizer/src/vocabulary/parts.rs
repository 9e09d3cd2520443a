//! The tokens of a vocabulary: those of its own file, and those of the vocabulary that it extends.

use super::apart::Apart;
use super::of_higher::OfHigher;
use super::tokens::{BYTES, Tokens};
use crate::error::TokenizerError;
use crate::format::{BytePairs, Pairs, Spelled};

/// All tokens: those that merges make, those apart, and which of the first join one of a higher rank.
pub struct Parts {
    pub tokens: Tokens,
    pub apart: Apart,
    pub of_higher: OfHigher,
}

/// The tokens of a vocabulary that another one extends, and how many of its ranks it takes.
#[derive(Clone, Copy)]
pub struct Base<'a> {
    pub tokens: &'a Tokens,
    pub apart: &'a Apart,
    pub of_higher: &'a OfHigher,
    pub ranks: u32,
}

impl Parts {
    /// The tokens of a file and of what it extends. `whole_first` says whether tokens apart are found at
    /// all.
    pub fn of(
        packed: BytePairs,
        base: Option<Base<'_>>,
        whole_first: bool,
    ) -> Result<Self, TokenizerError> {
        let own_apart = packed.apart;
        let own_of_higher = packed.of_higher;
        let Some(base) = base else {
            let apart = Apart::new(&[], own_apart, whole_first);
            let of_higher = OfHigher::new(&[], own_of_higher);
            let splits = if apart.by_rank().is_empty() {
                whole(packed.merges)
            } else {
                let none = Pairs::default();
                extended(whole(none), &packed.runs, &packed.merges, apart.by_rank())?
            };
            let tokens = Tokens::new(splits, &packed.bytes, of_higher.by_rank())?;
            return Ok(Self {
                tokens,
                apart,
                of_higher,
            });
        };
        let below = |spelled: &[Spelled]| {
            let count = spelled.partition_point(|(rank, _)| *rank < base.ranks);
            spelled[..count].to_vec()
        };
        let apart = Apart::new(&below(base.apart.by_rank()), own_apart, whole_first);
        let of_higher = OfHigher::new(&below(base.of_higher.by_rank()), own_of_higher);
        let mut splits = Pairs::with_capacity(base.tokens.ids());
        for pair in base.tokens.splits().iter().take(base.ranks as usize) {
            splits.push(pair);
        }
        let splits = extended(splits, &packed.runs, &packed.merges, apart.by_rank())?;
        let tokens = Tokens::new(splits, base.tokens.bytes(), of_higher.by_rank())?;
        Ok(Self {
            tokens,
            apart,
            of_higher,
        })
    }
}

/// The pair that each id merges, in a vocabulary with these merges. A single byte is a pair of itself.
fn whole(mut merges: Pairs) -> Pairs {
    let mut bytes = Pairs::with_capacity(BYTES);
    for id in 0..BYTES as u32 {
        bytes.push([id; 2]);
    }
    merges.prepend(&bytes);
    merges
}

/// The pairs of a base and of the runs that extend it. A gap is a rank that is no token, such as 50256
/// in p50k_base, or a token apart: it is a pair of itself and has no bytes.
fn extended(
    mut splits: Pairs,
    runs: &[(u32, u32)],
    merges: &Pairs,
    apart: &[Spelled],
) -> Result<Pairs, TokenizerError> {
    let mut merges = merges.iter();
    for &(first, many) in runs {
        if (first as usize) < splits.len() {
            return Err(TokenizerError::corrupt("its ranks overlap"));
        }
        while splits.len() < first as usize {
            splits.push([splits.len() as u32; 2]);
        }
        let from = apart.partition_point(|(rank, _)| *rank < first);
        let mut apart = apart[from..].iter().map(|(rank, _)| *rank).peekable();
        for rank in first..first + many {
            if apart.peek() == Some(&rank) {
                apart.next();
                splits.push([rank; 2]);
            } else if let Some(pair) = merges.next() {
                splits.push(pair);
            }
        }
    }
    Ok(splits)
}
