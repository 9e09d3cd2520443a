//! What was used by day and by hour, from which patterns are read.

use std::collections::HashMap;

use super::amounts::plus;
use super::priced::{PricedLog, requests_of};
use crate::pricing::{Day, Exact};
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;

/// What was used in some time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::usage_log) struct Used {
    pub requests: u64,
    pub cost: Exact,
}

impl Default for Used {
    fn default() -> Self {
        Self {
            requests: 0,
            cost: Exact::ZERO,
        }
    }
}

/// One day of a log, by the clocks of its zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::usage_log) struct DayUse {
    pub day: Day,
    pub used: Used,
    /// Whether the log has a record of the day.
    pub has_records: bool,
}

impl DayUse {
    /// 0 for Monday.
    pub fn weekday(&self) -> usize {
        usize::from(self.day.date().weekday().number_days_from_monday())
    }
}

/// The days and hours of a log.
#[derive(Clone, Debug, Default)]
pub(in crate::usage_log) struct Days {
    /// From the first to the last, those without a record among them.
    pub days: Vec<DayUse>,
    /// The hours with a record, from the first on.
    pub hours: Vec<(Day, u8, Used)>,
}

/// In a longer log, days without a record are left out: a time of 1970 in one record must not make
/// 20,000 days.
const MAX_DAYS: i32 = 3_660;

/// The zones' offsets are multiples of a quarter of an hour.
const QUARTER: i64 = 900;

/// What was used by day and hour.
pub(in crate::usage_log) fn days(log: &PricedLog<'_>) -> Result<Days, UsageLogError> {
    let mut quarters: HashMap<(bool, i64), Used> = HashMap::new();
    for (record, cost) in log.iter() {
        let Some(time) = record.time else { continue };
        let used = quarters
            .entry((time.is_day, time.seconds.div_euclid(QUARTER)))
            .or_default();
        used.requests = used.requests.saturating_add(requests_of(&record));
        used.cost = plus(used.cost, cost.unwrap_or(Exact::ZERO))?;
    }
    let mut by_day: HashMap<Day, Used> = HashMap::new();
    let mut by_hour: HashMap<(Day, u8), Used> = HashMap::new();
    for ((is_day, quarter), used) in quarters {
        let Some(local) = log.local_at(quarter * QUARTER, is_day) else {
            continue;
        };
        add(by_day.entry(local.day).or_default(), used)?;
        if let Some(hour) = local.hour {
            add(by_hour.entry((local.day, hour)).or_default(), used)?;
        }
    }
    let mut hours: Vec<_> = by_hour
        .into_iter()
        .map(|((day, hour), used)| (day, hour, used))
        .collect();
    sort_by(&mut hours, |a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    Ok(Days {
        days: with_empty_days(by_day),
        hours,
    })
}

fn add(sum: &mut Used, used: Used) -> Result<(), UsageLogError> {
    sum.requests = sum.requests.saturating_add(used.requests);
    sum.cost = plus(sum.cost, used.cost)?;
    Ok(())
}

fn with_empty_days(by_day: HashMap<Day, Used>) -> Vec<DayUse> {
    let mut known: Vec<DayUse> = by_day
        .into_iter()
        .map(|(day, used)| DayUse {
            day,
            used,
            has_records: true,
        })
        .collect();
    sort_by(&mut known, |a, b| a.day.cmp(&b.day));
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return known;
    };
    if last.day.days_since(first.day) > MAX_DAYS {
        return known;
    }
    let mut days: Vec<DayUse> = Vec::new();
    for day in known {
        while let Some(next) = days.last().and_then(|last| last.day.checked_add_days(1))
            && next < day.day
        {
            days.push(DayUse {
                day: next,
                used: Used::default(),
                has_records: false,
            });
        }
        days.push(day);
    }
    days
}
