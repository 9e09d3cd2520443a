//! The tokens that join a token of a higher rank.
//!
//! The fast ways to merge take ranks for the order of merging: a token of a pair comes after both of its
//! parts. Such tokens break that. A pre-token without the bytes of any of them cannot produce one, nor a
//! token that is made of one, so that the fast ways are right for it. All others are merged by the
//! definition.

use crate::format::Spelled;

/// Tokens that join one of a higher rank.
#[derive(Default)]
pub struct OfHigher {
    by_rank: Vec<Spelled>,
    /// Indices of `by_rank`, by the first two bytes of the tokens.
    by_start: Vec<u32>,
    /// A bit for each two bytes that one of them begins with; empty if there are none.
    starts: Vec<u64>,
}

impl OfHigher {
    /// The tokens of a base and those of its extension.
    pub fn new(base: &[Spelled], own: Vec<Spelled>) -> Self {
        let mut by_rank = base.to_vec();
        by_rank.extend(own);
        if by_rank.is_empty() {
            return Self::default();
        }
        let start = |index: &u32| start_of(&by_rank[*index as usize].1);
        let mut by_start: Vec<u32> = (0..by_rank.len() as u32).collect();
        crate::sorting::sort_by(&mut by_start, |left, right| start(left).cmp(&start(right)));
        let mut starts = vec![0; 1 << 10];
        for index in &by_start {
            let start = start(index);
            starts[usize::from(start >> 6)] |= 1 << (start & 63);
        }
        Self {
            by_rank,
            by_start,
            starts,
        }
    }

    /// All of them, by rank.
    pub fn by_rank(&self) -> &[Spelled] {
        &self.by_rank
    }

    /// Whether the bytes of one of them are in a pre-token.
    #[inline(always)]
    pub fn are_in(&self, pre_token: &[u8]) -> bool {
        !self.starts.is_empty() && self.find_in(pre_token)
    }

    #[inline(never)]
    fn find_in(&self, pre_token: &[u8]) -> bool {
        (0..pre_token.len().saturating_sub(1)).any(|at| {
            let start = start_of(&pre_token[at..]);
            self.starts[usize::from(start >> 6)] >> (start & 63) & 1 != 0
                && self.begins(start, &pre_token[at..])
        })
    }

    /// Whether `rest`, which has this start, begins with one of the tokens.
    fn begins(&self, start: u16, rest: &[u8]) -> bool {
        let token = |index: &u32| &*self.by_rank[*index as usize].1;
        let first = self
            .by_start
            .partition_point(|index| start_of(token(index)) < start);
        self.by_start[first..]
            .iter()
            .map(token)
            .take_while(|token| start_of(token) == start)
            .any(|token| rest.starts_with(token))
    }
}

/// The first two bytes.
fn start_of(bytes: &[u8]) -> u16 {
    match bytes {
        [first, second, ..] => u16::from(*first) << 8 | u16::from(*second),
        _ => 0,
    }
}
