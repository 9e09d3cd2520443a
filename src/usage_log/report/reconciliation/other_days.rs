//! Days of another time zone.

use std::collections::HashMap;

use super::case::{Case, Hypothesis};
use super::cells::Cells;
use super::result::CauseName;
use crate::pricing::{Day, Exact, Instant};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::amounts::plus;

/// The clocks that are furthest behind those of UTC, and furthest before them, in hours.
const ZONES: std::ops::RangeInclusive<i64> = -12..=14;
const HOUR: i64 = 3_600;

/// One for each whole hour by which the bill's clocks may differ from those of the log.
pub(super) fn hypotheses(case: &Case<'_>) -> Result<Vec<Hypothesis>, UsageLogError> {
    let mut hours: HashMap<(i64, String), Exact> = HashMap::new();
    let mut by_day = Cells::default();
    let mut own: Option<(Day, Day)> = None;
    for (record, cost) in case.log.iter() {
        let (model, provider) = case.model_of(&record);
        // Days just outside the period of the bill may be inside in its zone.
        if !case.covers(None, &provider) {
            continue;
        }
        let cost = cost.unwrap_or(Exact::ZERO);
        let day = case.log.local(&record).map(|local| local.day);
        if let Some(day) = day {
            let (first, last) = own.unwrap_or((day, day));
            own = Some((first.min(day), last.max(day)));
        }
        match record.time.filter(|time| !time.is_day) {
            Some(time) => {
                let hour = time.seconds.div_euclid(HOUR);
                let sum = hours.entry((hour, model)).or_insert(Exact::ZERO);
                *sum = plus(*sum, cost)?;
            }
            None => by_day.add((day, model), cost)?,
        }
    }
    let Some(own) = own.filter(|_| !hours.is_empty()) else {
        return Ok(Vec::new());
    };
    let period = case.bill.period.unwrap_or(own);
    let detail = case.bill.detail;
    let mut found = Vec::new();
    for offset in ZONES {
        let mut billed = Cells::default();
        for ((hour, model), cost) in &hours {
            let local = Instant {
                seconds: (hour + offset) * HOUR,
                is_day: false,
            };
            let local = local.day();
            if local.is_none_or(|day| day >= period.0 && day <= period.1) {
                billed.add(detail.cell(local, model), *cost)?;
            }
        }
        for ((day, model), cost) in by_day.iter() {
            if day.is_none_or(|day| day >= period.0 && day <= period.1) {
                billed.add(detail.cell(*day, model), cost)?;
            }
        }
        let is_own = billed.less(&case.computed)?;
        if is_own.iter().all(|(_, amount)| amount.is_zero()) {
            continue;
        }
        found.push(Hypothesis {
            cause: CauseName::TimeZone,
            billed,
            detail: format!(
                "the days of the bill are those of UTC{offset:+}, those of the log of {}",
                case.log.log.summary().zone
            ),
            fitted: 0.02,
        });
    }
    Ok(found)
}
