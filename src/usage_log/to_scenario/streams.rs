//! The requests of each model and tier, day by day.

use std::collections::HashMap;

use crate::pricing::{AMOUNTS, Count, Day, Exact, Tier};
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::record::RecordKind;
use crate::usage_log::report::{PricedLog, plus, requests_of};

/// The requests of a model in a tier.
#[derive(Debug)]
pub(super) struct Stream {
    pub model: String,
    pub provider: String,
    pub tier: Option<Tier>,
    pub cost: Exact,
    /// By day.
    pub days: HashMap<Day, OfDay>,
    /// By the hour of the day, where every record has one.
    pub hours: Option<[u64; 24]>,
}

/// What one day used.
#[derive(Clone, Copy, Debug)]
pub(super) struct OfDay {
    pub requests: u64,
    /// In the order of [`Quantities::NAMES`](crate::pricing::Quantities::NAMES).
    pub amounts: [Option<Exact>; AMOUNTS],
}

/// The streams of a log, the most expensive first, with its first and last day. What has no price, no
/// time or is not billed is in none of them; how many records that are is told.
pub(super) struct Streams {
    pub all: Vec<Stream>,
    pub period: Option<(Day, Day)>,
    pub left_out: u64,
}

pub(super) fn streams(log: &PricedLog<'_>) -> Result<Streams, UsageLogError> {
    let mut all: Vec<Stream> = Vec::new();
    let mut places: HashMap<(u32, Option<Tier>), usize> = HashMap::new();
    let mut by_name: HashMap<(String, String, Option<Tier>), usize> = HashMap::new();
    let mut period: Option<(Day, Day)> = None;
    let mut left_out = 0;
    for (record, cost) in log.iter() {
        if record.shape.kind == RecordKind::Free {
            continue;
        }
        let (Some(cost), Some(local)) = (cost, log.local(&record)) else {
            left_out += 1;
            continue;
        };
        let (first, last) = period.unwrap_or((local.day, local.day));
        period = Some((first.min(local.day), last.max(local.day)));
        let tier = record.shape.tier.filter(|tier| *tier != Tier::Standard);
        let shape = (record.shape_number, tier);
        let place = match places.get(&shape) {
            Some(place) => *place,
            None => {
                let (model, provider) = log.model(&record);
                let name = (model.to_owned(), provider.to_owned(), tier);
                let place = *by_name.entry(name).or_insert_with(|| {
                    all.push(Stream {
                        model: model.to_owned(),
                        provider: provider.to_owned(),
                        tier,
                        cost: Exact::ZERO,
                        days: HashMap::new(),
                        hours: Some([0; 24]),
                    });
                    all.len() - 1
                });
                places.insert(shape, place);
                place
            }
        };
        let Some(stream) = all.get_mut(place) else {
            continue;
        };
        stream.cost = plus(stream.cost, cost)?;
        let requests = requests_of(&record);
        let of_day = stream.days.entry(local.day).or_insert(OfDay {
            requests: 0,
            amounts: [None; AMOUNTS],
        });
        of_day.requests = of_day.requests.saturating_add(requests);
        for (sum, amount) in of_day.amounts.iter_mut().zip(record.quantities.amounts()) {
            if let Some(amount) = amount.copied().map(Count::exact) {
                *sum = Some(plus(sum.unwrap_or(Exact::ZERO), amount)?);
            }
        }
        match (local.hour, &mut stream.hours) {
            (Some(hour), Some(hours)) => {
                if let Some(sum) = hours.get_mut(usize::from(hour)) {
                    *sum = sum.saturating_add(requests);
                }
            }
            _ => stream.hours = None,
        }
    }
    sort_by(&mut all, |a, b| {
        b.cost
            .cmp(&a.cost)
            .then_with(|| (&a.model, a.tier).cmp(&(&b.model, b.tier)))
    });
    Ok(Streams {
        all,
        period,
        left_out,
    })
}
