//! A scenario to months: what it will cost, when the money runs out, and what to do about it.
//!
//! ```
//! use tokenfare::pricing::Catalog;
//! use tokenfare::projection::{Scenario, project};
//!
//! // A chatbot: 50 tokens in, 100 out, 10,000 times a day, for a month of 30 days.
//! let scenario = Scenario::from_json(r#"{
//!     "version": 1, "months": 1, "monthLength": 30,
//!     "workloads": [{
//!         "name": "chatbot", "model": "gpt-5.4-mini",
//!         "requests": { "perDay": 10000 },
//!         "request": { "inputTokens": 50, "outputTokens": 100 }
//!     }]
//! }"#)?;
//! let projection = project(&scenario, Catalog::embedded()?)?;
//! // 300,000 × (50 × $0.75 + 100 × $4.50) / 1M = 300,000 × $0.0004875
//! assert_eq!(projection.total.to_string(), "146.25");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Volumes come from [`scenario::Workload`]s (`volume`, `conversation`, `retries`, `calls`), prices
//! from [`crate::pricing`]; `evaluate` multiplies them, month by month. On that stand the money
//! (`budget`, `credits`), the rate limits (`limits`), the simulation (`simulation`) and what would
//! save (`levers`). Amounts of the base case are exact decimals; only the simulation uses floats.

mod break_even;
mod budget;
mod calendar;
mod calls;
mod compare;
mod compiled;
mod conversation;
mod credits;
mod distribution;
mod dollars;
mod drivers;
mod error;
mod evaluate;
mod evaluated;
mod fixed;
mod frame;
mod hard_budget;
mod levers;
mod limits;
mod merge_patch;
mod outline;
mod reader;
mod real;
mod result;
mod retries;
pub mod scenario;
mod schema;
mod simulation;
mod validate;
mod volume;
mod waiting;
mod warnings;

use crate::sorted_map::SortedMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub use self::break_even::{cache_break_even, cache_least_hit_rate, fine_tune_break_even};
pub use self::compare::{MAX_VARIANTS, compare_scenarios, compare_values};
pub use self::dollars::Dollars;
pub use self::error::ProjectionError;
pub use self::merge_patch::{merge_patch, patch_between};
pub use self::reader::{MAX_DRAWS, MAX_MONTHS, MAX_TURNS, MAX_WORKLOADS};
pub use self::real::VOLUME_DECIMALS;
pub use self::result::{
    Bands, BudgetOutlook, CreditsOutlook, Crossing, Delta, Lever, LimitOutlook, LimitUse,
    ProjectedLine, ProjectedMonth, Projection, Recharge, ScenarioComparison, Sensitivity,
    SufficientTier, Wait,
};
pub use self::scenario::Scenario;
pub use self::schema::SCENARIO_SCHEMA;
#[cfg(feature = "authoring")]
pub use self::schema::generate as generate_scenario_schema;

use self::drivers::Drivers;
use self::evaluate::Plan;
use self::evaluated::Evaluated;
use self::fixed::evaluate_fixed;
use self::frame::Frame;
use self::hard_budget::cost_under_hard_budget;
use self::outline::Outline;
use self::reader::element;
use self::real::{Real, Volume};
use crate::pricing::{Catalog, Tier};

/// Projects a scenario. The same arguments give the same result, to the last digit.
///
/// # Errors
/// [`ProjectionError`] with the field: models that are unknown or not sold in this way, volumes too
/// large to be reckoned exactly.
pub fn project(scenario: &Scenario, catalog: &Catalog) -> Result<Projection, ProjectionError> {
    let frame = Frame::new(scenario, catalog)?;
    let plans = plans(scenario, &frame)?;
    let outline = outline(scenario, &plans, &frame)?;
    let mut projection = assemble(scenario, &outline)?;
    if let Some(limits) = &scenario.limits {
        projection.limits = Some(limits::outlook(limits, &outline)?);
    }
    let months: Vec<f64> = projection.months.iter().map(|m| m.cost.to_f64()).collect();
    (projection.bands, projection.sensitivity) =
        simulation::simulate(scenario, &outline, projection.total, &months)?;
    projection.levers = levers::levers(scenario, &outline, projection.total);
    warnings::collect(scenario, &outline, &mut projection)?;
    Ok(projection)
}

/// The base case of a workload's drivers.
pub(crate) fn base_drivers(plan: &Plan<'_>) -> Drivers<Volume> {
    Drivers::of(plan.workload, &plan.path, |value, _| {
        Volume::exact(value.base())
    })
}

fn plans<'a>(scenario: &'a Scenario, frame: &Frame<'_>) -> Result<Vec<Plan<'a>>, ProjectionError> {
    scenario
        .workloads
        .iter()
        .enumerate()
        .map(|(i, workload)| Plan::new(workload, element("workloads", i), frame))
        .collect()
}

fn outline<'a>(
    scenario: &Scenario,
    plans: &'a [Plan<'a>],
    frame: &'a Frame<'a>,
) -> Result<Outline<'a>, ProjectionError> {
    let workloads = plans
        .iter()
        .map(|plan| Ok((plan, plan.evaluate(&base_drivers(plan), frame)?)))
        .collect::<Result<Vec<_>, ProjectionError>>()?;
    let fixed = scenario
        .fixed
        .iter()
        .flatten()
        .enumerate()
        .map(|(i, cost)| evaluate_fixed(cost, &element("fixed", i), frame))
        .collect::<Result<Vec<Evaluated>, _>>()?;
    Ok(Outline {
        frame,
        workloads,
        fixed,
    })
}

fn too_large() -> ProjectionError {
    ProjectionError::limit("", "the total has more digits than can be reckoned exactly")
}

/// Months, lines and total, under a hard budget where there is one; then budget and credits.
fn assemble(scenario: &Scenario, outline: &Outline<'_>) -> Result<Projection, ProjectionError> {
    let frame = outline.frame;
    let hard = scenario
        .budget
        .as_ref()
        .filter(|budget| budget.hard == Some(true));
    let hard = match hard {
        Some(budget) => Some(Dollars::exact(budget.monthly.0).ok_or_else(too_large)?),
        None => None,
    };
    // What the budget keeps back, by workload: requests and dollars.
    let mut kept: SortedMap<usize, (Decimal, Dollars)> = SortedMap::new();
    let mut months = Vec::with_capacity(frame.calendar.months.len());
    let mut total = Dollars::ZERO;
    for (index, month) in frame.calendar.months.iter().enumerate() {
        let mut requests = Decimal::ZERO;
        let mut by_workload = Vec::with_capacity(outline.workloads.len() + outline.fixed.len());
        for (plan, evaluated) in &outline.workloads {
            requests = requests.saturating_add(evaluated.months[index].requests);
            by_workload.push((plan.workload.name.clone(), evaluated.months[index].cost));
        }
        let mut fixed = Dollars::ZERO;
        for (cost, evaluated) in scenario.fixed.iter().flatten().zip(&outline.fixed) {
            let amount = evaluated.months[index].cost;
            fixed = fixed.checked_add(amount).ok_or_else(too_large)?;
            by_workload.push((cost.name.clone(), amount));
        }
        let mut unserved = None;
        if let Some(monthly) = hard {
            let asked: Vec<Dollars> = by_workload[..outline.workloads.len()]
                .iter()
                .map(|(_, cost)| *cost)
                .collect();
            let mut sum = Decimal::ZERO;
            for (i, back) in budget::held_back(monthly, &asked, fixed)
                .into_iter()
                .enumerate()
            {
                if back == Dollars::ZERO {
                    continue;
                }
                let of = outline.workloads[i].1.months[index].requests;
                let share = back.to_f64() / asked[i].to_f64();
                let count = Volume::of(of) * Volume::from_float(share.min(1.0));
                let count = count.settled().unwrap_or_default();
                sum = sum.saturating_add(count);
                by_workload[i].1 = by_workload[i].1.checked_sub(back).ok_or_else(too_large)?;
                let entry = kept.entry(i).or_default();
                entry.0 = entry.0.saturating_add(count);
                entry.1 = entry.1.checked_add(back).ok_or_else(too_large)?;
            }
            unserved = Some(sum.to_f64().unwrap_or(f64::NAN));
        }
        let mut cost = Dollars::ZERO;
        for (_, amount) in &by_workload {
            cost = cost.checked_add(*amount).ok_or_else(too_large)?;
        }
        total = total.checked_add(cost).ok_or_else(too_large)?;
        months.push(ProjectedMonth {
            month: month.label(),
            from: month.first,
            days: month.days.to_f64().unwrap_or(f64::NAN),
            requests: requests.to_f64().unwrap_or(f64::NAN),
            unserved_requests: unserved,
            cost,
            by_workload,
        });
    }
    let budget = match &scenario.budget {
        Some(budget) => Some(budget::outlook(budget, outline).ok_or_else(too_large)?),
        None => None,
    };
    let credits = match &scenario.credits {
        Some(credits) => Some(credits::outlook(credits, outline).ok_or_else(too_large)?),
        None => None,
    };
    Ok(Projection {
        scenario: scenario.clone(),
        months,
        total,
        lines: lines(scenario, outline, &kept),
        budget,
        credits,
        limits: None,
        bands: None,
        sensitivity: None,
        levers: Vec::new(),
        warnings: Vec::new(),
    })
}

/// The total if one workload were evaluated otherwise, under a hard budget where there is one.
pub(crate) fn total_with(
    scenario: &Scenario,
    outline: &Outline<'_>,
    index: usize,
    replacement: &Evaluated,
) -> Result<Dollars, ProjectionError> {
    let hard = scenario
        .budget
        .as_ref()
        .filter(|budget| budget.hard == Some(true))
        .and_then(|budget| Dollars::exact(budget.monthly.0));
    if hard.is_none() {
        let others = outline.workloads.iter().enumerate();
        let others = others.map(|(i, (_, own))| if i == index { replacement } else { own });
        return others
            .chain(&outline.fixed)
            .try_fold(Dollars::ZERO, |sum, evaluated| {
                sum.checked_add(evaluated.total)
            })
            .ok_or_else(too_large);
    }
    let mut total = Dollars::ZERO;
    for month in 0..outline.frame.calendar.months.len() {
        let fixed: Dollars = outline.fixed.iter().map(|e| e.months[month].cost).sum();
        let workloads: Dollars = outline
            .workloads
            .iter()
            .enumerate()
            .map(|(i, (_, evaluated))| {
                let evaluated = if i == index { replacement } else { evaluated };
                evaluated.months[month].cost
            })
            .sum();
        let asked = workloads.checked_add(fixed).ok_or_else(too_large)?;
        let cost = hard.map_or(asked, |monthly| {
            cost_under_hard_budget(asked, fixed, monthly)
        });
        total = total.checked_add(cost).ok_or_else(too_large)?;
    }
    Ok(total)
}

fn lines(
    scenario: &Scenario,
    outline: &Outline<'_>,
    kept: &SortedMap<usize, (Decimal, Dollars)>,
) -> Vec<ProjectedLine> {
    let line = |name: &str, total: &evaluated::LineTotal| ProjectedLine {
        workload: name.to_owned(),
        model: total.model.clone(),
        tier: total.tier,
        component: total.component,
        quantity: dollars::plain(total.quantity),
        unit: total.unit,
        amount: total.amount,
    };
    let mut lines = Vec::new();
    for (index, (plan, evaluated)) in outline.workloads.iter().enumerate() {
        let name = &plan.workload.name;
        lines.extend(evaluated.lines.iter().map(|total| line(name, total)));
        if let Some((requests, back)) = kept.get(&index) {
            lines.push(ProjectedLine {
                workload: name.clone(),
                model: String::new(),
                tier: Tier::Standard,
                component: "unserved",
                quantity: dollars::plain(*requests),
                unit: "request",
                amount: Dollars::ZERO.checked_sub(*back).unwrap_or(Dollars::ZERO),
            });
        }
    }
    for (cost, evaluated) in scenario.fixed.iter().flatten().zip(&outline.fixed) {
        lines.extend(evaluated.lines.iter().map(|total| line(&cost.name, total)));
    }
    lines
}
