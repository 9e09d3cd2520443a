//! How the number of requests grows from month to month.

use super::drivers::Drivers;
use super::numeric::{Numeric, Volume};
use crate::projection::scenario::{Growth, Workload};

/// The number of requests in a month before seasonality: a part that comes each day, and a part
/// that comes each month whatever its length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level<R> {
    pub per_day: R,
    pub per_month: R,
}

/// The growth of a workload, with everything precomputed that does not depend on its drivers.
#[derive(Clone, Debug)]
pub(crate) enum GrowthPath<R> {
    None,
    Linear,
    Compound,
    /// 1 ÷ (1 + e^(−rate·(m − midpoint))), month by month.
    Logistic(Vec<R>),
    /// Factors, month by month.
    Factors(Vec<R>),
    /// Requests per day, month by month.
    Series(Vec<R>),
}

impl GrowthPath<Volume> {
    pub fn of(workload: &Workload, months: usize) -> Self {
        match &workload.growth {
            None => Self::None,
            Some(Growth::Linear { .. }) => Self::Linear,
            Some(Growth::Compound { .. }) => Self::Compound,
            Some(Growth::Logistic { rate, midpoint, .. }) => {
                let (rate, midpoint) = (rate.to_f64(), midpoint.to_f64());
                #[allow(clippy::cast_precision_loss)]
                let share =
                    |month: usize| 1.0 / (1.0 + libm::exp(-rate * (month as f64 - midpoint)));
                Self::Logistic((0..months).map(|m| Volume::from_f64(share(m))).collect())
            }
            Some(Growth::Steps { steps }) => {
                let factor = |month: usize| {
                    steps
                        .iter()
                        .rev()
                        .find(|step| step.month.get() as usize <= month + 1)
                        .map_or(Volume::one(), |step| Volume::from_exact(step.factor.0))
                };
                Self::Factors((0..months).map(factor).collect())
            }
            Some(Growth::Series { per_day }) => {
                let at = |month: usize| {
                    per_day
                        .get(month)
                        .or(per_day.last())
                        .map_or(Volume::zero(), |n| Volume::from_exact(n.0))
                };
                Self::Series((0..months).map(at).collect())
            }
        }
    }

    /// The same path in floats.
    pub fn to_floats(&self) -> GrowthPath<f64> {
        let floats = |list: &[Volume]| list.iter().map(|v| v.to_f64()).collect();
        match self {
            Self::None => GrowthPath::None,
            Self::Linear => GrowthPath::Linear,
            Self::Compound => GrowthPath::Compound,
            Self::Logistic(list) => GrowthPath::Logistic(floats(list)),
            Self::Factors(list) => GrowthPath::Factors(floats(list)),
            Self::Series(list) => GrowthPath::Series(floats(list)),
        }
    }
}

/// Calls `each` with the level of each month. The first month is as the scenario states it.
///
/// Linear: a + b·m requests a day. Compound: a·(1 + g)^m. Logistic: K ÷ (1 + e^(−r(m − m₀))) a day.
/// m is the month, 0 the first.
pub(crate) fn levels<R: Numeric>(
    drivers: &Drivers<R>,
    path: &GrowthPath<R>,
    months: usize,
    mut each: impl FnMut(usize, Level<R>),
) {
    let zero = R::zero();
    let users = drivers.users.unwrap_or(zero) * drivers.per_user.unwrap_or(zero);
    let start = Level {
        per_day: drivers.per_day.unwrap_or(zero) + users,
        per_month: drivers.per_month.unwrap_or(zero),
    };
    let growth = drivers.growth.unwrap_or(zero);
    let mut level = start;
    for month in 0..months {
        let now = match path {
            GrowthPath::None | GrowthPath::Compound => level,
            GrowthPath::Linear => Level {
                per_day: level.per_day.max(zero),
                per_month: level.per_month,
            },
            GrowthPath::Logistic(shares) => Level {
                per_day: growth * shares[month],
                per_month: zero,
            },
            GrowthPath::Factors(factors) => Level {
                per_day: start.per_day * factors[month],
                per_month: start.per_month * factors[month],
            },
            GrowthPath::Series(list) => Level {
                per_day: list[month],
                per_month: zero,
            },
        };
        each(month, now);
        match path {
            GrowthPath::Linear => level.per_day = level.per_day + growth,
            GrowthPath::Compound => {
                let factor = R::one() + growth;
                level.per_day = level.per_day * factor;
                level.per_month = level.per_month * factor;
            }
            _ => {}
        }
    }
}
