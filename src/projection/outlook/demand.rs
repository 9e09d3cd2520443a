//! What each model must serve: the calls and tokens of every workload, at the busiest hour of the
//! busiest day of each month.

use crate::pricing::{Component, Tier};
use crate::projection::months::forecast::{Forecast, WorkloadForecast};
use crate::projection::price::periods::is_output;
use crate::projection::volume::numeric::Volume;
use crate::projection::volume::retries::attempts;
use crate::sorted_map::SortedMap;

/// The share of a day's requests in its busiest hour, if the scenario states none.
const EVEN_HOUR_SHARE: f64 = 1.0 / 24.0;

/// What a model must serve in a month: requests per minute and per day, tokens per minute and per
/// day, and tokens in the batch queue.
pub(super) type Demand = [f64; 5];

/// What one workload demands of one model.
pub(super) struct WorkloadDemand {
    pub workload: String,
    pub model: String,
    pub by_month: Vec<Demand>,
    pub latency_seconds: Option<f64>,
}

/// What all workloads demand.
pub(super) struct Demands {
    pub by_workload: Vec<WorkloadDemand>,
    /// What all workloads together demand of a model, month by month.
    pub by_model: SortedMap<String, Vec<Demand>>,
}

/// What one request of a workload demands of one model.
#[derive(Clone, Copy, Default)]
struct RequestDemand {
    calls: f64,
    tokens: f64,
    batch_input_tokens: f64,
}

impl Demands {
    pub fn new(forecast: &Forecast<'_>) -> Self {
        let months = forecast.basis.calendar.months.len();
        let mut demands = Self {
            by_workload: Vec::new(),
            by_model: SortedMap::new(),
        };
        for workload in &forecast.workloads {
            for (model, request) in demand_of_request(workload) {
                let by_month = demand_by_month(workload, request);
                let together = demands
                    .by_model
                    .entry(model.clone())
                    .or_insert_with(|| vec![[0.0; 5]; months]);
                for (sum, demand) in together.iter_mut().zip(&by_month) {
                    for (sum, demand) in sum.iter_mut().zip(demand) {
                        *sum += demand;
                    }
                }
                let plan = &workload.plan;
                demands.by_workload.push(WorkloadDemand {
                    workload: plan.workload.name.clone(),
                    model,
                    by_month,
                    latency_seconds: plan
                        .workload
                        .latency_seconds
                        .map(|seconds| seconds.to_f64()),
                });
            }
        }
        demands
    }
}

fn demand_by_month(workload: &WorkloadForecast<'_>, request: RequestDemand) -> Vec<Demand> {
    let plan = &workload.plan;
    let peak_hour_share = plan
        .workload
        .peak_hour_share
        .map_or(EVEN_HOUR_SHARE, |share| share.to_f64());
    let reaching_api = plan.reaching_api.to_f64();
    let months = workload.costs.months.iter();
    months
        .map(|month| {
            let per_day = month.peak_day_requests * reaching_api;
            let per_minute = per_day * peak_hour_share / 60.0;
            [
                per_minute * request.calls,
                per_day * request.calls,
                per_minute * request.tokens,
                per_day * request.tokens,
                per_day * request.batch_input_tokens,
            ]
        })
        .collect()
}

/// What one request that reaches the API demands, by model, at the rates of the first day.
fn demand_of_request(workload: &WorkloadForecast<'_>) -> SortedMap<String, RequestDemand> {
    let plan = &workload.plan;
    let attempts = attempts::<Volume>(plan.workload.retries.as_ref());
    let turns = plan
        .workload
        .conversation
        .as_ref()
        .map_or(1.0, |conversation| conversation.turns.base().to_f64());
    let mut demands: SortedMap<String, RequestDemand> = SortedMap::new();
    for call in &plan.calls {
        let calls = call.per_request.to_f64() * attempts.input.to_f64();
        let calls = if call.step.is_none() {
            calls * turns
        } else {
            calls
        };
        let demand = demands.entry(call.model.clone()).or_default();
        if call.tier != Tier::Batch {
            demand.calls += calls;
        }
    }
    for line in workload.prices.periods.first().into_iter().flatten() {
        if !line.component.is_tokens() || line.component == Component::Training {
            continue;
        }
        let call = &plan.calls[line.call];
        let demand = demands.entry(call.model.clone()).or_default();
        let tokens = line.per_request.to_f64();
        if call.tier != Tier::Batch {
            demand.tokens += tokens;
        } else if !is_output(line.component) {
            demand.batch_input_tokens += tokens;
        }
    }
    demands
}
