//! A bit for each pair of tokens that merges, by hash. It answers "no" without a read of the large pair
//! table, which is the answer to nearly all lookups.

/// 2^21 bits, 256 KB: of the pairs that o200k_base does not merge, one in eleven finds its bit set.
const BITS: u32 = 21;

/// A Bloom filter with one hash function.
pub struct PairFilter {
    words: Vec<u64>,
}

impl PairFilter {
    pub fn new() -> Self {
        Self {
            words: vec![0; 1 << (BITS - 6)],
        }
    }

    pub fn add(&mut self, hash: u64) {
        self.words[word(hash)] |= 1 << bit(hash);
    }

    /// Whether a pair with this hash may merge.
    #[inline(always)]
    pub fn may_have(&self, hash: u64) -> bool {
        self.words[word(hash)] >> bit(hash) & 1 != 0
    }
}

/// Other bits of the hash than those that choose the slot in the large table.
#[inline(always)]
fn word(hash: u64) -> usize {
    (hash >> 6) as usize & ((1 << (BITS - 6)) - 1)
}

#[inline(always)]
fn bit(hash: u64) -> u32 {
    hash as u32 & 63
}
