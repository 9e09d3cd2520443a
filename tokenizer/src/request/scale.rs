//! Multiplies counts by a model's token factor so that the parts still add up.

use crate::models::EncodingMatch;

/// Scales counts one after the other. The sum so far is scaled and rounded up, as
/// [`EncodingMatch::scaled`] does, and each count becomes what it adds to that sum. Rounding up every
/// count by itself would add up to one token for each.
pub struct Scale {
    matched: EncodingMatch,
    sum: u64,
}

impl Scale {
    pub fn new(matched: EncodingMatch) -> Self {
        Self { matched, sum: 0 }
    }

    /// The next count, scaled.
    pub fn next(&mut self, count: usize) -> usize {
        let before = self.matched.scaled(self.sum);
        self.sum = self.sum.saturating_add(count as u64);
        usize::try_from(self.matched.scaled(self.sum) - before).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;
    use crate::encoding_name::EncodingName;
    use crate::models::EncodingMatch;

    #[test]
    fn parts_add_up_to_the_scaled_whole() {
        let factor = |factor| EncodingMatch {
            encoding: EncodingName::O200kBase,
            exact: false,
            reconstructed: false,
            factor,
            error_band: 0.15,
            source: "",
        };
        let mut scaled = Scale::new(factor(1.18));
        // × 1.18: 5.9, 11.8, 17.7 and 22.42.
        assert_eq!([5, 5, 5, 4].map(|count| scaled.next(count)), [6, 6, 6, 5]);
        let mut exact = Scale::new(factor(1.0));
        assert_eq!([7, 2, 3].map(|count| exact.next(count)), [7, 2, 3]);
    }
}
