//! Days that cost much more or much less than the log's own pattern of weekdays makes one expect.
//!
//! A day is compared with the same weekday of the four weeks before and after it. Where a log has
//! fewer than three of them, it is compared with the other working days, or the other days of
//! weekends. It stands out if it is far from their median, by their own spread.

use std::collections::HashMap;

use serde::Serialize;

use super::amounts::{absolute, dollars, median, minus, plus, times};
use super::days::{DayUse, Days, Used};
use super::priced::PricedLog;
use crate::pricing::{Day, Exact, Money};
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::store::{StoredRecord, Text};

/// A day that does not fit the pattern of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageAnomaly {
    /// The day.
    pub day: Day,
    /// What it cost, in US dollars.
    pub cost: Money,
    /// What the days that it is compared with cost: their median.
    pub expected: Money,
    /// How it differs, and what accounts for that.
    pub reason: String,
}

/// How many days are named, those that differ most.
const MAX_ANOMALIES: usize = 20;
/// How many weeks before and after a day it is compared with.
const WEEKS: i32 = 4;
/// Fewer days are no pattern.
const LEAST_DAYS: usize = 3;
/// A day within this many times the spread of the others is an ordinary one.
const SPREADS: u64 = 5;

/// A day that stands out, with the days that it is compared with.
struct Outlier {
    day: DayUse,
    expected: Exact,
    requests: u64,
    others: Vec<Day>,
}

/// The days that stand out, the first one first.
pub(super) fn anomalies(
    log: &PricedLog<'_>,
    days: &Days,
) -> Result<Vec<UsageAnomaly>, UsageLogError> {
    let mut outliers = Vec::new();
    for (at, day) in days.days.iter().enumerate() {
        // The first and the last day of a log are often parts of a day.
        let is_edge = at == 0 || at + 1 == days.days.len();
        if let Some(outlier) = outlier(day, &days.days)?
            && !(is_edge && day.used.cost < outlier.expected)
        {
            outliers.push(outlier);
        }
    }
    let far = |outlier: &Outlier| {
        let far = outlier.day.used.cost.checked_sub(outlier.expected);
        absolute(far.unwrap_or(Exact::ZERO))
    };
    sort_by(&mut outliers, |a, b| far(b).cmp(&far(a)));
    outliers.truncate(MAX_ANOMALIES);
    sort_by(&mut outliers, |a, b| a.day.day.cmp(&b.day.day));
    let drivers = Drivers::of(log, &outliers)?;
    let anomaly = |outlier: &Outlier| {
        Ok(UsageAnomaly {
            day: outlier.day.day,
            cost: Money::new(outlier.day.used.cost),
            expected: Money::new(outlier.expected),
            reason: reason(outlier, &drivers)?,
        })
    };
    outliers.iter().map(anomaly).collect()
}

fn outlier(day: &DayUse, days: &[DayUse]) -> Result<Option<Outlier>, UsageLogError> {
    let others = days.iter().filter(|other| other.day != day.day);
    let near = |other: &&DayUse| other.day.days_since(day.day).abs() <= 7 * WEEKS;
    let is_weekend = |day: &DayUse| day.weekday() >= 5;
    let same: Vec<&DayUse> = others
        .clone()
        .filter(near)
        .filter(|other| other.weekday() == day.weekday())
        .collect();
    let others: Vec<&DayUse> = match same.len() >= LEAST_DAYS {
        true => same,
        false => others
            .filter(near)
            .filter(|other| is_weekend(other) == is_weekend(day))
            .collect(),
    };
    if others.len() < LEAST_DAYS {
        return Ok(None);
    }
    let costs: Vec<Exact> = others.iter().map(|other| other.used.cost).collect();
    let expected = median(&costs);
    let distances: Result<Vec<Exact>, _> = costs
        .iter()
        .map(|cost| minus(*cost, expected).map(absolute))
        .collect();
    let spread = median(&distances?);
    let far = absolute(minus(day.used.cost, expected)?);
    // An even log has no spread: half as much again is then what stands out.
    let stands_out = far > times(spread, Exact::whole(SPREADS))? && plus(far, far)? > expected;
    if !stands_out || far.is_zero() {
        return Ok(None);
    }
    let mut requests: Vec<u64> = others.iter().map(|other| other.used.requests).collect();
    sort_by(&mut requests, u64::cmp);
    Ok(Some(Outlier {
        day: *day,
        expected,
        requests: requests.get((requests.len() - 1) / 2).copied().unwrap_or(0),
        others: others.iter().map(|other| other.day).collect(),
    }))
}

/// By what the reason for a day is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum By {
    Model,
    Project,
    Key,
    User,
    Workspace,
}

impl By {
    const ALL: [Self; 5] = [
        Self::Model,
        Self::Project,
        Self::Key,
        Self::User,
        Self::Workspace,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Project => "project",
            Self::Key => "key",
            Self::User => "user",
            Self::Workspace => "workspace",
        }
    }

    fn of(self, record: &StoredRecord<'_>) -> Option<Text> {
        let shape = record.shape;
        match self {
            Self::Model => shape.model,
            Self::Project => shape.project,
            Self::Key => shape.key,
            Self::User => shape.user,
            Self::Workspace => shape.workspace,
        }
    }
}

/// What was used on the days in question, by model, project, key, user and workspace.
struct Drivers<'l> {
    log: &'l PricedLog<'l>,
    used: HashMap<(By, Text, Day), Used>,
}

impl<'l> Drivers<'l> {
    fn of(log: &'l PricedLog<'l>, outliers: &[Outlier]) -> Result<Self, UsageLogError> {
        let mut used: HashMap<(By, Text, Day), Used> = HashMap::new();
        let days: std::collections::HashSet<Day> = outliers
            .iter()
            .flat_map(|outlier| outlier.others.iter().copied().chain([outlier.day.day]))
            .collect();
        if !days.is_empty() {
            for (record, cost) in log.iter() {
                let day = log.local(&record).map(|local| local.day);
                let Some(day) = day.filter(|day| days.contains(day)) else {
                    continue;
                };
                for by in By::ALL {
                    if let Some(name) = by.of(&record) {
                        let used = used.entry((by, name, day)).or_default();
                        used.cost = plus(used.cost, cost.unwrap_or(Exact::ZERO))?;
                    }
                }
            }
        }
        Ok(Self { log, used })
    }

    /// What accounts for most of the difference: the name, and its share of the difference.
    fn main(&self, by: By, outlier: &Outlier) -> Result<Option<(String, f64)>, UsageLogError> {
        let mut names: Vec<Text> = Vec::new();
        for (known, name, day) in self.used.keys() {
            let concerned = *day == outlier.day.day || outlier.others.contains(day);
            if *known == by && concerned && !names.contains(name) {
                names.push(*name);
            }
        }
        let text = |name: Text| self.log.log.records.text(name);
        sort_by(&mut names, |a, b| text(*a).cmp(text(*b)));
        let cost = |name: Text, day: Day| {
            let used = self.used.get(&(by, name, day));
            used.map_or(Exact::ZERO, |used| used.cost)
        };
        let difference = minus(outlier.day.used.cost, outlier.expected)?;
        let mut main: Option<(String, f64)> = None;
        for name in names {
            let usual: Vec<Exact> = outlier.others.iter().map(|day| cost(name, *day)).collect();
            let own = minus(cost(name, outlier.day.day), median(&usual))?;
            let share = own.to_f64() / difference.to_f64();
            if main.as_ref().is_none_or(|(_, most)| share > *most) {
                main = Some((text(name).to_owned(), share));
            }
        }
        Ok(main.filter(|(_, share)| *share >= 0.5))
    }
}

fn reason(outlier: &Outlier, drivers: &Drivers<'_>) -> Result<String, UsageLogError> {
    let (day, used) = (&outlier.day, outlier.day.used);
    let weekday = day.day.date().weekday();
    let mut text = if !day.has_records {
        format!(
            "There is no record of this {weekday}, which usually costs {}: either nothing was used, or a \
             file is missing.",
            dollars(outlier.expected)
        )
    } else {
        let compared = if outlier.expected.is_zero() {
            format!(
                "{} on a {weekday}, which usually costs nothing",
                dollars(used.cost)
            )
        } else {
            format!(
                "{:.1} times the usual cost of a {weekday}",
                used.cost.to_f64() / outlier.expected.to_f64()
            )
        };
        format!(
            "{compared}: {} requests instead of {}, at {} each instead of {}.",
            used.requests,
            outlier.requests,
            each(used.cost, used.requests),
            each(outlier.expected, outlier.requests),
        )
    };
    for by in By::ALL {
        if let Some((name, share)) = drivers.main(by, outlier)? {
            text += &format!(
                " The {} {name} accounts for {:.0}% of the difference.",
                by.word(),
                share * 100.0
            );
        }
    }
    Ok(text)
}

/// What one of several requests cost, as people read it.
fn each(cost: Exact, requests: u64) -> String {
    let count = u32::try_from(requests).ok();
    match count.and_then(|count| cost.checked_div_rounded(count)) {
        Some(each) => dollars(each),
        None => "$0.00".to_owned(),
    }
}
