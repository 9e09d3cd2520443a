//! A workload with everything that does not depend on its drivers: its calls, the rates of each of
//! them in every price period, its growth path and the weights of its days.

use super::basis::Basis;
use super::rates::CallRates;
use crate::pricing::Day;
use crate::projection::error::ProjectionError;
use crate::projection::scenario::Workload;
use crate::projection::volume::calls::{Call, calls_of};
use crate::projection::volume::drivers::Drivers;
use crate::projection::volume::growth::GrowthPath;
use crate::projection::volume::numeric::{Numeric, Volume};
use crate::projection::volume::season::DayWeights;
use crate::sorting::sort_by;

/// A workload with everything that does not depend on its drivers.
pub(crate) struct Plan<'a> {
    pub workload: &'a Workload,
    /// The field of the scenario that holds the workload, `"workloads[0]"`.
    pub path: String,
    pub calls: Vec<Call>,
    /// The rates of the calls, in the order in which the periods first refer to them. A card holds
    /// over all periods in which no price of its own model changes.
    pub rates: Vec<CallRates<'a>>,
    /// The first day of every price period, in order; the first is the first day of the scenario.
    pub period_starts: Vec<Day>,
    /// For every price period, the index of each call's rates.
    pub rates_by_period: Vec<Vec<usize>>,
    pub base_case: Drivers<Volume>,
    pub growth: GrowthPath<Volume>,
    pub day_weights: DayWeights,
    /// Share of the requests that the application's own cache does not answer.
    pub reaching_api: Volume,
}

impl<'a> Plan<'a> {
    pub fn new(
        workload: &'a Workload,
        path: String,
        basis: &Basis<'a>,
    ) -> Result<Self, ProjectionError> {
        let calendar = &basis.calendar;
        let calls = calls_of(workload, &path).ok_or_else(|| ProjectionError::too_large(&path))?;
        let changes = calls
            .iter()
            .map(|call| {
                basis
                    .catalog
                    .price_changes(&call.model, calendar.start, calendar.end)
                    .map_err(|source| ProjectionError::pricing(&call.model_path, source))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut period_starts = vec![calendar.start];
        period_starts.extend(changes.iter().flatten());
        sort_by(&mut period_starts, Ord::cmp);
        period_starts.dedup();

        let mut rates = Vec::new();
        let mut current = vec![0; calls.len()];
        let mut rates_by_period = Vec::with_capacity(period_starts.len());
        for day in &period_starts {
            for ((call, changes), current) in calls.iter().zip(&changes).zip(&mut current) {
                if *day == calendar.start || changes.contains(day) {
                    *current = rates.len();
                    let is_conversation = workload.conversation.is_some() && call.step.is_none();
                    rates.push(CallRates::new(call, is_conversation, *day, basis)?);
                }
            }
            rates_by_period.push(current.clone());
        }
        Ok(Self {
            day_weights: DayWeights::of(workload, calendar),
            growth: GrowthPath::of(workload, calendar.months.len()),
            base_case: Drivers::base_case(workload),
            reaching_api: workload
                .response_cache_hit_rate
                .map_or(Volume::one(), |hits| {
                    Volume::one() - Volume::from_exact(hits.0)
                }),
            workload,
            path,
            calls,
            rates,
            period_starts,
            rates_by_period,
        })
    }

    /// The calls, each with the index of its rates on the first day of the scenario.
    pub fn first_rates(&self) -> impl Iterator<Item = (&Call, usize)> {
        let first = self.rates_by_period.first().into_iter().flatten();
        self.calls.iter().zip(first.copied())
    }

    /// The first call of the request itself, with the index of its rates on the first day. `None`
    /// if the workload consists of further steps alone.
    pub fn request_call(&self) -> Option<(&Call, usize)> {
        self.first_rates().find(|(call, _)| call.step.is_none())
    }

    /// Whether the scenario says how single requests of the workload differ.
    pub fn has_varied_requests(&self) -> bool {
        let mut varied = false;
        Drivers::of(self.workload, &self.path, |value, _| {
            varied |= value.evens_out() && !value.is_certain();
        });
        varied
    }
}
