//! The base case of an uncertain number: the one value that exact months are computed with.

use super::{Number, Uncertain};
use crate::pricing::Exact;
use crate::sorting::sort_by;

impl Uncertain {
    /// The value of the base case: the number itself, `mode`, `p50`, or the median of the samples;
    /// of single requests their mean, because that is what many of them are billed.
    pub fn base(&self) -> Exact {
        if self.evens_out() {
            return self.mean();
        }
        match self {
            Self::Fixed(Number(value)) => *value,
            Self::Range { mode, .. } => mode.0,
            Self::LogNormal { p50, .. } => p50.0,
            Self::Samples { samples, .. } => median(samples),
        }
    }

    /// Whether every case has the same value.
    pub fn is_certain(&self) -> bool {
        match self {
            Self::Fixed(_) => true,
            Self::Range { low, high, .. } => low == high,
            Self::LogNormal { p50, p95, .. } => p50 == p95,
            Self::Samples { samples, .. } => samples.windows(2).all(|pair| pair[0] == pair[1]),
        }
    }
}

/// The middle value, or the mean of the two in the middle.
fn median(samples: &[Number]) -> Exact {
    let mut sorted = samples.to_vec();
    sort_by(&mut sorted, Ord::cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => Exact::ZERO,
        n if n % 2 == 1 => sorted[middle].0,
        _ => sorted[middle - 1]
            .0
            .checked_add(sorted[middle].0)
            .and_then(|sum| sum.checked_div_rounded(2))
            .unwrap_or(sorted[middle].0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_of_samples_is_their_median() {
        let samples = |list: &[u32]| Uncertain::Samples {
            samples: list.iter().map(|n| Number::from(*n)).collect(),
            spread: None,
        };
        assert_eq!(samples(&[9, 1, 5]).base().to_string(), "5");
        assert_eq!(samples(&[1, 2, 10, 4]).base().to_string(), "3");
        assert!(samples(&[4, 4]).is_certain());
        assert!(!samples(&[4, 5]).is_certain());
    }
}
