//! The distributions of uncertain numbers, as quantile functions: a uniform number in, a value out.
//! The simulation draws from them, and the sensitivity takes their p10 and p90.

use crate::projection::scenario::Uncertain;
use crate::projection::scenario::moments::log_normal;
use crate::sorting::sort_by;

/// Points in the table of a quantile function.
const POINTS: usize = 1024;

/// The distribution of an uncertain number.
#[derive(Clone, Debug)]
pub(super) enum Distribution {
    /// PERT, as a table of its quantiles.
    Pert(Vec<f64>),
    LogNormal {
        mu: f64,
        sigma: f64,
    },
    /// Observed values in ascending order.
    Samples(Vec<f64>),
    Constant(f64),
}

impl Distribution {
    pub fn of(uncertain: &Uncertain) -> Self {
        if uncertain.is_certain() {
            return Self::Constant(uncertain.base().to_f64());
        }
        match uncertain {
            Uncertain::Fixed(value) => Self::Constant(value.to_f64()),
            Uncertain::Range {
                low, mode, high, ..
            } => Self::Pert(pert(low.to_f64(), mode.to_f64(), high.to_f64())),
            Uncertain::LogNormal { p50, p95, .. } => {
                let (mu, sigma) = log_normal(*p50, *p95);
                Self::LogNormal { mu, sigma }
            }
            Uncertain::Samples { samples, .. } => {
                let mut sorted: Vec<f64> = samples.iter().map(|n| n.to_f64()).collect();
                sort_by(&mut sorted, f64::total_cmp);
                Self::Samples(sorted)
            }
        }
    }

    /// The value below which the share `uniform` of the cases lies, 0 to 1.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    pub fn quantile(&self, uniform: f64) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Pert(table) => {
                let place = uniform * (POINTS - 1) as f64;
                let index = (place as usize).min(POINTS - 2);
                let (a, b) = (table[index], table[index + 1]);
                a + (b - a) * (place - index as f64)
            }
            Self::LogNormal { mu, sigma } => libm::exp(mu + sigma * normal_quantile(uniform)),
            Self::Samples(sorted) => {
                let index = (uniform * sorted.len() as f64) as usize;
                sorted[index.min(sorted.len() - 1)]
            }
        }
    }
}

/// The quantiles of PERT, a beta distribution on low … high with α = 1 + 4(mode − low)/(high − low)
/// and β = 1 + 4(high − mode)/(high − low). Its density is integrated by Simpson's rule and
/// inverted.
#[allow(clippy::cast_precision_loss)]
fn pert(low: f64, mode: f64, high: f64) -> Vec<f64> {
    const CELLS: usize = 2048;
    let span = high - low;
    let (a, b) = (4.0 * (mode - low) / span, 4.0 * (high - mode) / span);
    let density = |x: f64| libm::pow(x, a) * libm::pow(1.0 - x, b);
    let step = 1.0 / CELLS as f64;
    let mut sums = Vec::with_capacity(CELLS + 1);
    let (mut sum, mut left) = (0.0, density(0.0));
    sums.push(0.0);
    for cell in 0..CELLS {
        let x = cell as f64 * step;
        let right = density((cell + 1) as f64 * step);
        sum += (left + 4.0 * density(x + step / 2.0) + right) / 6.0;
        sums.push(sum);
        left = right;
    }
    let mut cell = 0;
    (0..POINTS)
        .map(|point| {
            let wanted = sum * point as f64 / (POINTS - 1) as f64;
            while cell + 1 < CELLS && sums[cell + 1] < wanted {
                cell += 1;
            }
            let inside = (wanted - sums[cell]) / (sums[cell + 1] - sums[cell]).max(1e-300);
            low + span * (cell as f64 + inside.clamp(0.0, 1.0)) * step
        })
        .collect()
}

/// The quantile function of the normal distribution by Acklam's rational approximation, relative
/// error below 1.2e-9.
pub(super) fn normal_quantile(uniform: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
    ];
    const TAIL: f64 = 0.024_25;
    let p = uniform.clamp(1e-300, 1.0 - 1e-16);
    let horner = |list: &[f64], x: f64| list.iter().fold(0.0, |sum, c| sum * x + c);
    let tail = |p: f64| {
        let q = libm::sqrt(-2.0 * libm::log(p));
        horner(&C, q) / (horner(&D, q) * q + 1.0)
    };
    if p < TAIL {
        tail(p)
    } else if p > 1.0 - TAIL {
        -tail(1.0 - p)
    } else {
        let q = p - 0.5;
        let r = q * q;
        horner(&A, r) * q / (horner(&B, r) * r + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_quantiles_are_those_of_tables() {
        for (p, z) in [
            (0.5, 0.0),
            (0.95, 1.644_853_627),
            (0.975, 1.959_963_985),
            (0.9, 1.281_551_566),
            (0.001, -3.090_232_306),
        ] {
            assert!((normal_quantile(p) - z).abs() < 1e-8, "{p}");
        }
    }

    #[test]
    fn log_normal_hits_its_percentiles() {
        let q = Distribution::of(&Uncertain::LogNormal {
            p50: 100.into(),
            p95: 400.into(),
            spread: None,
        });
        assert!((q.quantile(0.5) - 100.0).abs() < 1e-6);
        assert!((q.quantile(0.95) - 400.0).abs() < 1e-5);
    }

    #[test]
    fn pert_is_the_beta_distribution() {
        // low 0, mode 0.5, high 1 is beta(3, 3), whose distribution is 10x³ − 15x⁴ + 6x⁵.
        let table = pert(0.0, 0.5, 1.0);
        for point in [102, 300, 512, 921] {
            let x: f64 = table[point];
            let share = 10.0 * x.powi(3) - 15.0 * x.powi(4) + 6.0 * x.powi(5);
            #[allow(clippy::cast_precision_loss)]
            let wanted = point as f64 / (POINTS - 1) as f64;
            assert!((share - wanted).abs() < 1e-6, "{point}: {share} {wanted}");
        }
        // The mean of PERT is (low + 4·mode + high) ÷ 6.
        let q = Distribution::Pert(pert(10.0, 20.0, 60.0));
        let mean: f64 = (0..10_000)
            .map(|i| q.quantile((f64::from(i) + 0.5) / 10_000.0))
            .sum::<f64>()
            / 10_000.0;
        // Linear interpolation between the points of the table is off by a ten-thousandth of the
        // mean.
        assert!((mean / 25.0 - 1.0).abs() < 1e-4, "{mean}");
    }

    #[test]
    fn samples_are_drawn_unchanged() {
        let q = Distribution::of(&Uncertain::Samples {
            samples: vec![3.into(), 1.into(), 2.into()],
            spread: None,
        });
        assert_eq!(
            [q.quantile(0.0), q.quantile(0.4), q.quantile(0.999)],
            [1.0, 2.0, 3.0]
        );
    }
}
