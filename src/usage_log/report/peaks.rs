//! The most expensive hours.

use serde::Serialize;

use super::days::Days;
use crate::pricing::Money;
use crate::sorting::sort_by;

/// One of the most expensive hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct UsagePeak {
    /// The day and the hour in the zone of the log, "2026-08-01T13".
    pub hour: String,
    /// Its requests.
    pub requests: u64,
    /// What they cost, in US dollars.
    pub cost: Money,
}

/// How many hours are named.
const PEAKS: usize = 5;

/// The most expensive hours, the most expensive first; none where the log has only days.
pub(super) fn peaks(days: &Days) -> Vec<UsagePeak> {
    let mut hours = days.hours.clone();
    sort_by(&mut hours, |a, b| {
        (b.2.cost, b.2.requests).cmp(&(a.2.cost, a.2.requests))
    });
    hours.truncate(PEAKS);
    let peak = hours.into_iter().map(|(day, hour, used)| UsagePeak {
        hour: format!("{day}T{hour:02}"),
        requests: used.requests,
        cost: Money::new(used.cost),
    });
    peak.collect()
}
