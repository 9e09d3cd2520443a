//! The records by day, model, project, …

use std::collections::HashMap;

use super::options::UsageDimension;
use super::priced::{PricedLog, requests_of};
use super::result::UsageGroup;
use crate::pricing::{AMOUNTS, Count, Exact, Money, Quantities};
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::store::{StoredRecord, Text};

impl UsageDimension {
    /// Its name in keys.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Hour => "hour",
            Self::Weekday => "weekday",
            Self::Model => "model",
            Self::Provider => "provider",
            Self::Project => "project",
            Self::Key => "key",
            Self::User => "user",
            Self::Workspace => "workspace",
            Self::Session => "session",
            Self::Source => "source",
            Self::Tier => "tier",
        }
    }

    fn is_time(self) -> bool {
        matches!(self, Self::Day | Self::Hour | Self::Weekday)
    }

    /// What a record is in this dimension; empty where the log does not say it.
    fn of(self, record: &StoredRecord<'_>, log: &PricedLog<'_>) -> String {
        let text = |text: Option<Text>| {
            text.map_or("", |text| log.log.records.text(text))
                .to_owned()
        };
        let shape = record.shape;
        let local = || log.local(record);
        match self {
            Self::Day => local().map_or_else(String::new, |local| local.day.to_string()),
            Self::Hour => local().map_or_else(String::new, |local| match local.hour {
                Some(hour) => format!("{}T{hour:02}", local.day),
                None => String::new(),
            }),
            Self::Weekday => {
                local().map_or_else(String::new, |local| weekday(local.weekday).to_owned())
            }
            Self::Model => log.model(record).0.to_owned(),
            Self::Provider => log.model(record).1.to_owned(),
            Self::Project => text(shape.project),
            Self::Key => text(shape.key),
            Self::User => text(shape.user),
            Self::Workspace => text(shape.workspace),
            Self::Session => text(shape.session),
            Self::Source => text(shape.source),
            Self::Tier => shape
                .tier
                .map_or("standard", |tier| tier.as_str())
                .to_owned(),
        }
    }
}

/// A weekday in English; sorted as weeks begin on Monday, not by name.
fn weekday(weekday: time::Weekday) -> &'static str {
    use time::Weekday as W;
    match weekday {
        W::Monday => "Monday",
        W::Tuesday => "Tuesday",
        W::Wednesday => "Wednesday",
        W::Thursday => "Thursday",
        W::Friday => "Friday",
        W::Saturday => "Saturday",
        W::Sunday => "Sunday",
    }
}

const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A sum over records.
#[derive(Clone, Debug)]
struct Sum {
    values: Vec<String>,
    requests: u64,
    amounts: [Option<Exact>; AMOUNTS],
    cost: Exact,
    unpriced: u64,
}

/// The records by dimensions: the earliest first where the first dimension is one of time, else the
/// most expensive.
pub(super) fn groups(
    log: &PricedLog<'_>,
    by: &[UsageDimension],
) -> Result<Vec<UsageGroup>, UsageLogError> {
    let mut sums: Vec<Sum> = Vec::new();
    let mut places: HashMap<Vec<String>, usize> = HashMap::new();
    for (record, cost) in log.iter() {
        let values: Vec<String> = by
            .iter()
            .map(|dimension| dimension.of(&record, log))
            .collect();
        let at = *places.entry(values).or_insert_with_key(|values| {
            sums.push(Sum {
                values: values.clone(),
                requests: 0,
                amounts: [None; AMOUNTS],
                cost: Exact::ZERO,
                unpriced: 0,
            });
            sums.len() - 1
        });
        if let Some(sum) = sums.get_mut(at) {
            add(sum, &record, cost).ok_or_else(UsageLogError::digits)?;
        }
    }
    let order = |value: &str| WEEKDAYS.iter().position(|day| *day == value);
    let by_values = |a: &Sum, b: &Sum| {
        let ordered = |sum: &Sum| -> Vec<(Option<usize>, String)> {
            sum.values
                .iter()
                .map(|value| (order(value), value.clone()))
                .collect()
        };
        ordered(a).cmp(&ordered(b))
    };
    let begins_with_time = by.first().is_some_and(|first| first.is_time());
    sort_by(&mut sums, |a, b| match begins_with_time {
        true => by_values(a, b),
        false => b.cost.cmp(&a.cost).then_with(|| by_values(a, b)),
    });
    Ok(sums.into_iter().map(|sum| group(sum, by)).collect())
}

fn add(sum: &mut Sum, record: &StoredRecord<'_>, cost: Option<Exact>) -> Option<()> {
    sum.requests = sum.requests.checked_add(requests_of(record))?;
    for (total, amount) in sum.amounts.iter_mut().zip(record.quantities.amounts()) {
        if let Some(amount) = amount {
            *total = Some(total.unwrap_or(Exact::ZERO).checked_add(amount.exact())?);
        }
    }
    sum.unpriced += u64::from(cost.is_none());
    sum.cost = sum.cost.checked_add(cost.unwrap_or(Exact::ZERO))?;
    Some(())
}

fn group(sum: Sum, by: &[UsageDimension]) -> UsageGroup {
    let mut amounts = sum.amounts.map(|amount| amount.and_then(Count::new));
    // The first amount is the number of requests.
    amounts[0] = Some(sum.requests.into());
    let names = by.iter().map(|dimension| dimension.name().to_owned());
    UsageGroup {
        key: names.zip(sum.values).collect(),
        requests: sum.requests,
        quantities: Quantities::<Count>::default().with_amounts(amounts),
        cost: Money::new(sum.cost),
        unpriced: sum.unpriced,
    }
}
