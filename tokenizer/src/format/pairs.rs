//! Pairs of ranks in 36 bits each.

/// A list of pairs of ranks below 2^18.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// The lower 16 bits of both.
    low: Vec<u32>,
    /// The upper 2 bits of both.
    high: Vec<u8>,
}

impl Pairs {
    /// An empty list with room for `count` pairs.
    pub fn with_capacity(count: usize) -> Self {
        Self {
            low: Vec::with_capacity(count),
            high: Vec::with_capacity(count),
        }
    }

    /// The number of pairs.
    pub fn len(&self) -> usize {
        self.low.len()
    }

    /// Whether there are no pairs.
    pub fn is_empty(&self) -> bool {
        self.low.is_empty()
    }

    /// Appends a pair.
    #[inline(always)]
    pub fn push(&mut self, [left, right]: [u32; 2]) {
        self.low.push(left & 0xffff | right << 16);
        self.high.push((left >> 16 & 3 | right >> 14 & 12) as u8);
    }

    /// The pair at an index, which must be below the length.
    #[inline(always)]
    pub fn get(&self, index: usize) -> [u32; 2] {
        let (low, high) = (self.low[index], u32::from(self.high[index]));
        [
            low & 0xffff | (high & 3) << 16,
            low >> 16 | (high >> 2) << 16,
        ]
    }

    /// All pairs, in order.
    pub fn iter(&self) -> impl Iterator<Item = [u32; 2]> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Inserts pairs before all others.
    pub fn prepend(&mut self, pairs: &Self) {
        self.low.splice(0..0, pairs.low.iter().copied());
        self.high.splice(0..0, pairs.high.iter().copied());
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;

    #[test]
    fn ranks_keep_all_their_bits() {
        let highest = (1 << 18) - 1;
        let list = [
            [0, 0],
            [highest, 0],
            [0, highest],
            [65_536, 131_071],
            [1, 2],
        ];
        let mut pairs = Pairs::default();
        for pair in list {
            pairs.push(pair);
        }
        assert!(pairs.iter().eq(list));
        let mut before = Pairs::default();
        before.push([7, highest]);
        pairs.prepend(&before);
        assert_eq!(pairs.get(0), [7, highest]);
        assert!(pairs.iter().skip(1).eq(list));
    }
}
