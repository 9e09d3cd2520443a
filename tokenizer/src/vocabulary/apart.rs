//! The tokens that no merges make, by their bytes and by their rank.
//!
//! They are kept out of all other tables, because backtracking and merging take every token there for
//! one that merging its bytes gives.

use crate::format::Spelled;
use crate::sorting::sort_by;

/// Tokens apart.
#[derive(Default)]
pub struct Apart {
    by_rank: Vec<Spelled>,
    /// Indices of `by_rank`, by bytes; empty unless whole pre-tokens are looked up.
    by_bytes: Vec<u32>,
}

impl Apart {
    /// The tokens of a base and those of its extension. `is_found` says whether whole pre-tokens are
    /// looked up among them.
    pub fn new(base: &[Spelled], own: Vec<Spelled>, is_found: bool) -> Self {
        let mut by_rank = base.to_vec();
        by_rank.extend(own);
        sort_by(&mut by_rank, |left, right| left.0.cmp(&right.0));
        let mut by_bytes = Vec::new();
        if is_found {
            by_bytes = (0..by_rank.len() as u32).collect();
            sort_by(&mut by_bytes, |left, right| {
                by_rank[*left as usize].1.cmp(&by_rank[*right as usize].1)
            });
        }
        Self { by_rank, by_bytes }
    }

    /// All of them, by rank.
    pub fn by_rank(&self) -> &[Spelled] {
        &self.by_rank
    }

    /// The bytes of one of them.
    pub fn token(&self, rank: u32) -> Option<&[u8]> {
        let at = self
            .by_rank
            .binary_search_by_key(&rank, |(known, _)| *known)
            .ok()?;
        Some(&self.by_rank[at].1)
    }

    /// The token that a whole pre-token is.
    #[cold]
    #[inline(never)]
    pub fn whole(&self, pre_token: &[u8]) -> Option<u32> {
        let at = self
            .by_bytes
            .binary_search_by(|index| (*self.by_rank[*index as usize].1).cmp(pre_token))
            .ok()?;
        Some(self.by_rank[self.by_bytes[at] as usize].0)
    }

    /// Whether whole pre-tokens are looked up here.
    #[inline(always)]
    pub fn are_found(&self) -> bool {
        !self.by_bytes.is_empty()
    }
}
