//! How the number of requests changes with the day of the week and with the month of the year.

use rust_decimal::Decimal;

use super::calendar::{Calendar, Month, weekday};
use super::numeric::{Numeric, Volume, decimal};
use crate::projection::scenario::{ActiveDays, Workload};

/// The weight of each day of the week: the factor on the requests of an average day.
#[derive(Clone, Debug)]
pub(crate) struct DayWeights {
    /// Monday first.
    by_weekday: [Decimal; 7],
    mean: Decimal,
    /// Whether every day has the mean weight.
    is_uniform: bool,
}

impl DayWeights {
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
                .map_or(Decimal::ONE, |factor| decimal(factor.0))
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
            is_uniform: same || calendar.fixed_length,
        }
    }

    /// The weight of one day of a month, 0 the first. The last may count in part.
    pub fn day(&self, month: &Month, day: u32) -> Decimal {
        self.days(month, day, day + 1)
    }

    /// The weight of the days of a month from `from` up to, but not including, `to`.
    pub fn days(&self, month: &Month, from: u32, to: u32) -> Decimal {
        if self.is_uniform {
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
        if self.is_uniform {
            return self.mean;
        }
        self.by_weekday
            .iter()
            .copied()
            .max()
            .unwrap_or(Decimal::ONE)
    }
}

/// The factor of the month of the year on the requests.
pub(crate) fn month_factor(workload: &Workload, month: &Month) -> Volume {
    workload
        .seasonality
        .as_ref()
        .and_then(|seasonality| seasonality.months.as_ref())
        .and_then(|months| months.get(month.of_year()))
        .map_or(Volume::one(), |factor| Volume::from_exact(factor.0))
}
