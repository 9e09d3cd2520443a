//! The mean and the standard deviation of uncertain numbers.

use super::{Number, Uncertain};
use crate::pricing::Exact;

/// The 95th percentile of the normal distribution.
const Z95: f64 = 1.644_853_626_951_472_2;
/// Decimal places of a mean that has no finite decimal.
const MEAN_DECIMALS: f64 = 1e6;

/// μ and σ of the log-normal distribution with these percentiles: μ = ln p50,
/// σ = ln(p95 ÷ p50) ÷ 1.6449.
pub(crate) fn log_normal(p50: Number, p95: Number) -> (f64, f64) {
    let (p50, p95) = (p50.to_f64(), p95.to_f64());
    (libm::log(p50), libm::log(p95 / p50) / Z95)
}

impl Uncertain {
    /// The mean. One without a finite decimal is rounded at the sixth place.
    pub fn mean(&self) -> Exact {
        match self {
            Self::Fixed(Number(value)) => *value,
            // PERT: (low + 4·mode + high) ÷ 6
            Self::Range {
                low, mode, high, ..
            } => Exact::whole(4)
                .checked_mul(mode.0)
                .and_then(|sum| sum.checked_add(low.0))
                .and_then(|sum| sum.checked_add(high.0))
                .and_then(|sum| sum.checked_div_rounded(6))
                .unwrap_or(mode.0),
            // p50·e^(σ² ÷ 2)
            Self::LogNormal { p50, p95, .. } => {
                let (mu, sigma) = log_normal(*p50, *p95);
                rounded(libm::exp(mu + sigma * sigma / 2.0)).unwrap_or(p50.0)
            }
            Self::Samples { samples, .. } => mean(samples),
        }
    }

    /// The standard deviation.
    pub(crate) fn deviation(&self) -> f64 {
        match self {
            Self::Fixed(_) => 0.0,
            // A beta distribution with α + β = 6 has the variance span²·αβ ÷ (6²·7).
            Self::Range {
                low, mode, high, ..
            } => {
                let (low, mode, high) = (low.to_f64(), mode.to_f64(), high.to_f64());
                let span = high - low;
                if span <= 0.0 {
                    return 0.0;
                }
                let alpha = 1.0 + 4.0 * (mode - low) / span;
                span * libm::sqrt(alpha * (6.0 - alpha) / 252.0)
            }
            // mean·√(e^σ² − 1)
            Self::LogNormal { p50, p95, .. } => {
                let (mu, sigma) = log_normal(*p50, *p95);
                let square = sigma * sigma;
                libm::exp(mu + square / 2.0) * libm::sqrt(libm::expm1(square))
            }
            Self::Samples { samples, .. } => {
                let mean = mean(samples).to_f64();
                let squares = samples.iter().map(|sample| {
                    let distance = sample.to_f64() - mean;
                    distance * distance
                });
                #[allow(clippy::cast_precision_loss)]
                let count = samples.len().max(1) as f64;
                libm::sqrt(squares.sum::<f64>() / count)
            }
        }
    }
}

fn rounded(value: f64) -> Option<Exact> {
    let scaled = value * MEAN_DECIMALS;
    let is_small = scaled.is_finite() && scaled < 9e15;
    Exact::from_f64(if is_small {
        libm::round(scaled) / MEAN_DECIMALS
    } else {
        value
    })
}

/// The mean of samples: the exact sum over their number, or of floats where the sum has too many
/// digits.
fn mean(samples: &[Number]) -> Exact {
    let count = u32::try_from(samples.len()).unwrap_or(u32::MAX).max(1);
    let sum = samples
        .iter()
        .try_fold(Exact::ZERO, |sum, sample| sum.checked_add(sample.0));
    sum.and_then(|sum| sum.checked_div_rounded(count))
        .or_else(|| {
            let sum: f64 = samples.iter().map(|sample| sample.to_f64()).sum();
            rounded(sum / f64::from(count))
        })
        .unwrap_or(Exact::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::scenario::Spread;

    #[test]
    fn typical_180_and_long_500_have_the_mean_218() {
        let answers = Uncertain::LogNormal {
            p50: 180.into(),
            p95: 500.into(),
            spread: Some(Spread::Requests),
        };
        // σ = ln(500 ÷ 180) ÷ 1.644854 = 1.021651 ÷ 1.644854 = 0.621120, and
        // 180·e^(0.621120² ÷ 2) = 180 × 1.212755 = 218.2960; its deviation is
        // 218.2960 × √(e^0.385790 − 1) = 218.2960 × 0.686135 = 149.780.
        assert!((answers.mean().to_f64() - 218.2960).abs() < 0.001);
        assert!((answers.deviation() - 149.780).abs() < 0.01);
    }

    #[test]
    fn the_moments_of_pert_and_of_samples() {
        let range = Uncertain::Range {
            low: 10.into(),
            mode: 20.into(),
            high: 60.into(),
            spread: None,
        };
        // (10 + 80 + 60) ÷ 6 = 25; α = 1 + 4·10 ÷ 50 = 1.8, β = 4.2,
        // 50² × 1.8 × 4.2 ÷ 252 = 75
        assert_eq!(range.mean().to_string(), "25");
        assert!((range.deviation() - 75f64.sqrt()).abs() < 1e-9);
        let samples = Uncertain::Samples {
            samples: [2, 4, 4, 4, 5, 5, 7, 9].map(Number::from).to_vec(),
            spread: None,
        };
        // Their sum is 40, their squared distances from 5 add up to 32, and √(32 ÷ 8) = 2.
        assert_eq!(samples.mean().to_string(), "5");
        assert!((samples.deviation() - 2.0).abs() < 1e-12);
    }
}
