//! The cost of a workload in floats: for given values of the uncertain inputs, what each month
//! costs.

use super::call_model::CallModel;
use super::inputs::Source;
use super::single_requests::SingleRequests;
use crate::projection::months::forecast::WorkloadForecast;
use crate::projection::price::basis::Basis;
use crate::projection::price::plan::Plan;
use crate::projection::volume::drivers::Drivers;
use crate::projection::volume::growth::{GrowthPath, levels};
use crate::projection::volume::numeric::Volume;
use crate::projection::volume::quantities::QuantityValues;
use crate::projection::volume::season::month_factor;

/// A segment of a month: its cost is the cost of a request in its price period times
/// `per_day × (requests per day) + per_month × (requests per month)`.
#[derive(Clone, Copy, Debug)]
struct SegmentModel {
    month: usize,
    period: usize,
    per_day: f64,
    per_month: f64,
}

/// A workload in floats.
pub(super) struct WorkloadModel<'a> {
    plan: &'a Plan<'a>,
    sources: Drivers<Source>,
    growth: GrowthPath<f64>,
    /// In the order of [`Plan::rates`].
    calls: Vec<CallModel<'a>>,
    segments: Vec<SegmentModel>,
    /// What a request costs in each price period, if no quantity of a call is uncertain.
    known_request_costs: Option<Vec<f64>>,
    single_requests: Option<SingleRequests>,
}

/// Working memory of a case, by month.
#[derive(Default)]
pub(super) struct CaseMemory {
    /// Requests per day and per month.
    levels: Vec<(f64, f64)>,
    /// What the differences between single requests leave on the cost.
    factors: Vec<f64>,
}

impl<'a> WorkloadModel<'a> {
    pub fn new(
        workload: &'a WorkloadForecast<'a>,
        sources: Drivers<Source>,
        basis: &Basis<'_>,
        seed: u64,
    ) -> Self {
        let plan = &workload.plan;
        let mut calls = Vec::with_capacity(plan.rates.len());
        for rates_of_calls in &plan.rates_by_period {
            for (call, rates) in plan.calls.iter().zip(rates_of_calls) {
                // Rates stand in the order in which periods refer to them.
                if *rates == calls.len() {
                    calls.push(CallModel::new(plan, call, &plan.rates[*rates]));
                }
            }
        }
        let mut model = Self {
            plan,
            growth: plan.growth.to_floats(),
            calls,
            segments: segments(plan, basis),
            known_request_costs: None,
            single_requests: None,
            sources,
        };
        // The prices of the first period stand for all: what counts is a ratio of costs.
        model.single_requests = SingleRequests::new(workload, seed, |drivers| {
            model.request_costs(drivers).first().copied().unwrap_or(0.0)
        });
        if model.has_certain_calls() {
            let drivers = plan.base_case.map(|value| value.to_f64());
            model.known_request_costs = Some(model.request_costs(&drivers));
        }
        model
    }

    fn has_certain_calls(&self) -> bool {
        let is_certain = |source: &Source| matches!(source, Source::Base(_));
        let are_certain = |values: &QuantityValues<Source>| values.iter().flatten().all(is_certain);
        let Drivers {
            request,
            conversation,
            steps,
            ..
        } = &self.sources;
        are_certain(request)
            && steps.iter().all(are_certain)
            && conversation.is_none_or(|conversation| {
                [
                    conversation.turns,
                    conversation.system,
                    conversation.user,
                    conversation.answer,
                ]
                .iter()
                .all(is_certain)
            })
    }

    /// What a request that reaches the API costs in each price period.
    fn request_costs(&self, drivers: &Drivers<f64>) -> Vec<f64> {
        let calls = self.calls.iter();
        let costs: Vec<f64> = calls.map(|call| call.cost(self.plan, drivers)).collect();
        let periods = self.plan.rates_by_period.iter();
        periods
            .map(|rates_of_calls| rates_of_calls.iter().map(|call| costs[*call]).sum::<f64>())
            .collect()
    }

    /// Adds what each month costs with these values of the uncertain inputs to `months`.
    pub fn add_costs(&mut self, inputs: &[f64], months: &mut [f64], memory: &mut CaseMemory) {
        let drivers = self.sources.map(|source| source.value(inputs));
        memory.levels.clear();
        levels(&drivers, &self.growth, months.len(), |_, level| {
            memory.levels.push((level.per_day, level.per_month));
        });
        match &mut self.single_requests {
            Some(requests) => requests.draw(&mut memory.factors),
            None => memory.factors.clear(),
        }
        let drawn;
        let request_costs = match &self.known_request_costs {
            Some(costs) => costs,
            None => {
                drawn = self.request_costs(&drivers);
                &drawn
            }
        };
        for segment in &self.segments {
            let (per_day, per_month) = memory.levels[segment.month];
            let factor = memory.factors.get(segment.month).copied().unwrap_or(1.0);
            months[segment.month] += factor
                * request_costs[segment.period]
                * (per_day * segment.per_day + per_month * segment.per_month);
        }
    }
}

fn segments(plan: &Plan<'_>, basis: &Basis<'_>) -> Vec<SegmentModel> {
    let mut segments = Vec::new();
    for (index, month) in basis.calendar.months.iter().enumerate() {
        let factor = month_factor(plan.workload, month).to_f64()
            * plan.reaching_api.to_f64()
            * basis.price_factor(index)
            * basis.markup_factor();
        let weight_of = |from, to| Volume::from(plan.day_weights.days(month, from, to)).to_f64();
        let whole = weight_of(0, month.day_count());
        for segment in month.segments(month.day_count(), &plan.period_starts) {
            let weight = weight_of(segment.from, segment.to);
            segments.push(SegmentModel {
                month: index,
                period: segment.period,
                per_day: weight * factor,
                per_month: if whole > 0.0 {
                    weight / whole * factor
                } else {
                    0.0
                },
            });
        }
    }
    segments
}
