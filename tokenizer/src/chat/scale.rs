//! Multiplies counts by a model's token factor so that the parts still add up.

use crate::models::{EncodingMatch, encoding_for_model};

/// Scales counts one after the other. The sum so far is scaled and rounded up, as
/// [`EncodingMatch::scaled`] does, and each count becomes what it adds to that sum. Rounding up every
/// count by itself would add up to one token for each.
pub struct Scale {
    matched: EncodingMatch,
    sum: u64,
}

impl Scale {
    pub fn of(model: &str) -> Self {
        Self {
            matched: encoding_for_model(model),
            sum: 0,
        }
    }

    /// The next count, scaled. It may be negative.
    pub fn next(&mut self, count: isize) -> isize {
        let before = self.matched.scaled(self.sum);
        self.sum = self.sum.saturating_add_signed(count as i64);
        self.matched.scaled(self.sum) as isize - before as isize
    }

    /// The next count, scaled, which is not negative.
    pub fn whole(&mut self, count: usize) -> usize {
        self.next(count as isize).unsigned_abs()
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn parts_add_up_to_the_scaled_whole() {
        let mut claude = Scale::of("claude-opus-4-6");
        // × 1.18: 5.9, 11.8, 17.7, 22.42 and, with one taken off, 21.24.
        let parts = [5, 5, 5, 4, -1].map(|count| claude.next(count));
        assert_eq!(parts, [6, 6, 6, 5, -1]);
        let mut exact = Scale::of("gpt-4o");
        assert_eq!([7, -2, 3].map(|count| exact.next(count)), [7, -2, 3]);
    }
}
