//! How many requests there are: drivers, growth, seasons, active days.

use rust_decimal::Decimal;

use super::calendar::{Calendar, Month, weekday};
use super::drivers::Drivers;
use super::real::{Real, Volume, decimal};
use super::scenario::{ActiveDays, Growth, Number, Workload};

/// A month's level of requests: so many per (weighted) day, and so many per month.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level<R> {
    pub per_day: R,
    pub per_month: R,
}

/// The growth of a workload, with what does not depend on its drivers worked out.
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
                Self::Logistic((0..months).map(|m| Volume::from_float(share(m))).collect())
            }
            Some(Growth::Steps { steps }) => {
                let factor = |month: usize| {
                    steps
                        .iter()
                        .rev()
                        .find(|step| step.month as usize <= month + 1)
                        .map_or(Volume::one(), |step| Volume::exact(step.factor.0))
                };
                Self::Factors((0..months).map(factor).collect())
            }
            Some(Growth::Series { per_day }) => {
                let at = |month: usize| {
                    per_day
                        .get(month)
                        .or(per_day.last())
                        .map_or(Volume::zero(), |n| Volume::exact(n.0))
                };
                Self::Series((0..months).map(at).collect())
            }
        }
    }

    /// The same path in floats.
    pub fn floats(&self) -> GrowthPath<f64> {
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

/// The level of each month, before seasons; the first month is as stated.
///
/// Linear: a + b·m requests a day. Compound: a·(1 + g)^m. Logistic: K ÷ (1 + e^(−r(m − m₀))) a day.
/// m counts from 0.
pub(crate) fn levels<R: Real>(
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
                per_day: level.per_day.most(zero),
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

/// How the days of a week share the requests.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    /// Monday first.
    by_weekday: [Decimal; 7],
    mean: Decimal,
    even: bool,
}

impl Weights {
    pub fn of(workload: &Workload, calendar: &Calendar) -> Self {
        let factors = workload
            .seasonality
            .as_ref()
            .and_then(|seasonality| seasonality.weekdays.as_deref());
        let weekdays = workload.requests.active_days == Some(ActiveDays::Weekdays);
        let by_weekday: [Decimal; 7] = std::array::from_fn(|day| {
            if weekdays && day >= 5 {
                return Decimal::ZERO;
            }
            factors
                .and_then(|list| list.get(day))
                .map_or(Decimal::ONE, |Number(factor)| decimal(*factor))
        });
        let sum: Decimal = by_weekday
            .iter()
            .fold(Decimal::ZERO, |sum, day| sum.saturating_add(*day));
        let same = by_weekday.iter().all(|day| *day == by_weekday[0]);
        Self {
            mean: if same {
                by_weekday[0]
            } else {
                sum / Decimal::from(7)
            },
            by_weekday,
            even: same || calendar.fixed_length,
        }
    }

    /// The weight of one day of a month, 0 the first; the last may count in part.
    pub fn day(&self, month: &Month, day: u32) -> Decimal {
        self.days(month, day, day + 1)
    }

    /// The weight of the days of a month from `from` to before `to`, 0 the first.
    pub fn days(&self, month: &Month, from: u32, to: u32) -> Decimal {
        if self.even {
            let until = Decimal::from(to).min(month.days);
            let count = (until - Decimal::from(from)).max(Decimal::ZERO);
            return self.mean.saturating_mul(count);
        }
        let first = weekday(month.first) + from as usize;
        let count = to.saturating_sub(from) as usize;
        let (weeks, rest) = (count / 7, count % 7);
        let mut sum = Decimal::ZERO;
        for offset in 0..7 {
            let times = weeks + usize::from(offset < rest);
            let weight = self.by_weekday[(first + offset) % 7];
            sum = sum.saturating_add(weight.saturating_mul(Decimal::from(times)));
        }
        sum
    }

    /// The weight of the busiest day of the week.
    pub fn busiest(&self) -> Decimal {
        if self.even {
            return self.mean;
        }
        self.by_weekday
            .iter()
            .copied()
            .max()
            .unwrap_or(Decimal::ONE)
    }
}

/// The factor of the season on a month.
pub(crate) fn season(workload: &Workload, month: &Month) -> Volume {
    workload
        .seasonality
        .as_ref()
        .and_then(|seasonality| seasonality.months.as_ref())
        .and_then(|months| months.get(month.of_year()))
        .map_or(Volume::one(), |factor| Volume::exact(factor.0))
}
