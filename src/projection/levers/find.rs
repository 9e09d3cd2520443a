//! The levers of a forecast, best first, each with its saving and its patch.

use super::candidate::Candidate;
use super::{caching, fine_tune, model, prompt, tier};
use crate::projection::money::Dollars;
use crate::projection::months::forecast::{FixedForecast, Forecast, WorkloadForecast};
use crate::projection::months::workload::months_with;
use crate::projection::price::plan::Plan;
use crate::projection::result::Lever;
use crate::projection::scenario::Scenario;
use crate::sorting::sort_by;
use serde_json::{Map, Value, to_value};

/// In how many workloads levers are searched for, the costliest first. Each candidate is a
/// projection of its workload, so this bounds the time; the workloads left out are a small part of
/// the cost.
const MAX_WORKLOADS: usize = 8;
/// How many levers are reported.
const MAX_LEVERS: usize = 12;

/// A candidate that saves, and how much.
struct Saving {
    amount: Dollars,
    /// The index of its workload.
    workload: usize,
    candidate: Candidate,
}

/// The levers of the costliest workloads, best first. `total` is the total of the forecast.
pub(crate) fn levers(forecast: &Forecast<'_>, total: Dollars) -> Vec<Lever> {
    let mut found: Vec<Saving> = Vec::new();
    let costliest = forecast.costliest().into_iter().take(MAX_WORKLOADS);
    for (rank, index) in costliest.enumerate() {
        let workload = &forecast.workloads[index];
        if workload.costs.total <= Dollars::ZERO {
            continue;
        }
        for candidate in candidates(workload, forecast, rank == 0) {
            // A candidate that is not sold or has too many digits is no lever.
            if let Some(amount) = saving(forecast, index, &candidate, total)
                && amount > Dollars::ZERO
            {
                found.push(Saving {
                    amount,
                    workload: index,
                    candidate,
                });
            }
        }
    }
    let scenario = forecast.scenario;
    let name = |saving: &Saving| &scenario.workloads[saving.workload].name;
    sort_by(&mut found, |a, b| {
        b.amount
            .cmp(&a.amount)
            .then_with(|| name(a).cmp(name(b)))
            .then_with(|| a.candidate.name.cmp(b.candidate.name))
    });
    found.truncate(MAX_LEVERS);
    found
        .into_iter()
        .map(|saving| Lever {
            name: saving.candidate.name,
            workload: name(&saving).clone(),
            saves: saving.amount,
            patch: patch(scenario, saving.workload, &saving.candidate),
            explanation: saving.candidate.explanation,
        })
        .collect()
}

/// All changes to a workload that may save. Models of other providers are searched for only in the
/// costliest one.
fn candidates(
    workload: &WorkloadForecast<'_>,
    forecast: &Forecast<'_>,
    is_costliest: bool,
) -> Vec<Candidate> {
    let plan = &workload.plan;
    let mut list = tier::candidates(plan.workload);
    list.extend(caching::response_cache(plan.workload));
    list.extend(prompt::candidates(plan.workload));
    list.extend(caching::history(plan.workload));
    list.extend(caching::prefix(plan));
    list.extend(model::cheaper(workload, forecast, is_costliest));
    list.extend(fine_tune::candidate(workload, forecast));
    list
}

/// The total less the total with the candidate. `None` if that cannot be computed.
fn saving(
    forecast: &Forecast<'_>,
    index: usize,
    candidate: &Candidate,
    total: Dollars,
) -> Option<Dollars> {
    let path = forecast.workloads[index].plan.path.clone();
    let plan = Plan::new(&candidate.workload, path, &forecast.basis).ok()?;
    let costs = months_with(&plan, &plan.base_case, &forecast.basis).ok()?;
    let mut with_candidate = forecast.total_with(index, &costs).ok()?;
    if let Some(fixed) = &candidate.fixed {
        // A new fixed cost also changes what a hard budget holds back, which no single workload's
        // costs can tell.
        if forecast.hard_budget.is_some() {
            return None;
        }
        let fixed = FixedForecast::new(fixed, "fixed", &forecast.basis).ok()?;
        with_candidate = with_candidate.checked_add(fixed.costs.total)?;
    }
    total.checked_sub(with_candidate)
}

/// The merge patch of a candidate. A merge patch replaces arrays as a whole, so it holds all
/// workloads.
fn patch(scenario: &Scenario, index: usize, candidate: &Candidate) -> Value {
    let mut workloads = scenario.workloads.clone();
    workloads[index] = candidate.workload.clone();
    let mut patch = Map::new();
    // Writing them cannot fail, since their keys are strings.
    patch.insert(
        "workloads".to_owned(),
        to_value(&workloads).unwrap_or_default(),
    );
    if let Some(fixed) = &candidate.fixed {
        let mut all = match &scenario.fixed {
            Some(costs) => costs.to_vec(),
            None => Vec::new(),
        };
        all.push(fixed.clone());
        patch.insert("fixed".to_owned(), to_value(&all).unwrap_or_default());
    }
    Value::Object(patch)
}
