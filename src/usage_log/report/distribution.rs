//! What one request costs: the median, the 95th percentile, and the most expensive ones.

use serde::Serialize;

use super::amounts::divided;
use super::priced::{PricedLog, requests_of};
use crate::pricing::{Exact, Money};
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::record::RecordKind;

/// What one request costs. Sums of requests are no part of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsageDistribution {
    /// How many requests it is made from.
    pub requests: u64,
    /// Half of the requests cost this or less.
    pub p50: Money,
    /// 95 of 100 requests cost this or less.
    pub p95: Money,
    /// The ten most expensive requests, the most expensive first.
    pub heaviest: Vec<HeavyRequest>,
}

/// One of the most expensive requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct HeavyRequest {
    /// The source that it stands in, where it has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The line on which it begins, from 1.
    pub line: u32,
    /// The model.
    pub model: String,
    /// What it cost, in US dollars.
    pub cost: Money,
}

/// How many of the most expensive requests are named.
const HEAVIEST: usize = 10;

/// What one request costs; `None` if the log has only sums.
pub(super) fn distribution(log: &PricedLog<'_>) -> Option<UsageDistribution> {
    let mut costs: Vec<Exact> = Vec::new();
    // Rows by cost, the least expensive first, never more than ten.
    let mut heaviest: Vec<(Exact, u32)> = Vec::new();
    for (record, cost) in log.iter() {
        let (RecordKind::Request, Some(cost)) = (record.shape.kind, cost) else {
            continue;
        };
        costs.push(cost);
        let least = heaviest.first().map(|(cost, _)| *cost);
        if heaviest.len() < HEAVIEST || least.is_some_and(|least| cost > least) {
            let place = heaviest.partition_point(|(known, _)| *known < cost);
            heaviest.insert(place, (cost, record.row));
            if heaviest.len() > HEAVIEST {
                heaviest.remove(0);
            }
        }
    }
    let requests = u64::try_from(costs.len()).ok()?;
    sort_by(&mut costs, Exact::cmp);
    let heaviest = heaviest.into_iter().rev().filter_map(|(cost, row)| {
        let record = log.log.records.get(row)?;
        let source = record.shape.source;
        Some(HeavyRequest {
            source: source.map(|source| log.log.records.text(source).to_owned()),
            line: record.line,
            model: log.model(&record).0.to_owned(),
            cost: Money::new(cost),
        })
    });
    Some(UsageDistribution {
        requests,
        p50: Money::new(percentile(&costs, 50)?),
        p95: Money::new(percentile(&costs, 95)?),
        heaviest: heaviest.collect(),
    })
}

/// The least value that so many percent of all do not exceed, of values in order.
pub(super) fn percentile<T: Copy>(sorted: &[T], percent: usize) -> Option<T> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied()
}

/// What a request costs on average, of all records with a price; to 12 decimals.
pub(super) fn cost_per_request(log: &PricedLog<'_>) -> Result<Option<Money>, UsageLogError> {
    let priced = log.iter().filter(|(_, cost)| cost.is_some());
    let requests: u64 = priced.map(|(record, _)| requests_of(&record)).sum();
    match u32::try_from(requests) {
        Ok(0) | Err(_) => Ok(None),
        Ok(requests) => Ok(Some(Money::new(divided(log.total, requests)?))),
    }
}
