//! The months of the whole scenario, as they are served and billed: under the hard budget, if there
//! is one.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::costs::LineSum;
use super::forecast::Forecast;
use super::hard_budget::held_back;
use crate::pricing::Tier;
use crate::projection::error::ProjectionError;
use crate::projection::money::{Dollars, plain_digits};
use crate::projection::price::periods::LineItem;
use crate::projection::result::{ProjectedLine, ProjectedMonth};
use crate::projection::volume::calendar::Month;
use crate::projection::volume::numeric::{Numeric, Volume};

/// The months, lines and total of a projection.
pub(crate) struct Served {
    pub months: Vec<ProjectedMonth>,
    pub lines: Vec<ProjectedLine>,
    pub total: Dollars,
}

/// The requests of a workload that the hard budget leaves unserved, and what they would cost.
#[derive(Clone, Copy, Default)]
struct Unserved {
    requests: Decimal,
    cost: Dollars,
}

impl Served {
    /// The forecast under its hard budget.
    pub fn new(forecast: &Forecast<'_>) -> Result<Self, ProjectionError> {
        let mut unserved = vec![Unserved::default(); forecast.workloads.len()];
        let mut total = Dollars::ZERO;
        let mut months = Vec::with_capacity(forecast.basis.calendar.months.len());
        for (index, month) in forecast.basis.calendar.months.iter().enumerate() {
            let month = serve_month(forecast, index, month, &mut unserved)
                .ok_or_else(ProjectionError::total_too_large)?;
            total = total
                .checked_add(month.cost)
                .ok_or_else(ProjectionError::total_too_large)?;
            months.push(month);
        }
        Ok(Self {
            months,
            lines: lines(forecast, &unserved),
            total,
        })
    }
}

/// A month under the hard budget. `None` if a sum does not fit.
fn serve_month(
    forecast: &Forecast<'_>,
    index: usize,
    month: &Month,
    unserved: &mut [Unserved],
) -> Option<ProjectedMonth> {
    let workloads = &forecast.workloads;
    let mut costs: Vec<Dollars> = workloads
        .iter()
        .map(|workload| workload.costs.months[index].cost)
        .collect();
    let unserved_requests = match forecast.hard_budget {
        Some(monthly) => {
            let fixed = forecast.fixed_cost(index);
            Some(hold_back(
                forecast, index, monthly, fixed, &mut costs, unserved,
            )?)
        }
        None => None,
    };
    let names = workloads.iter().map(|w| &w.plan.workload.name);
    let fixed = forecast.scenario.fixed.iter().flatten();
    let fixed = fixed
        .zip(&forecast.fixed)
        .map(|(cost, fixed)| (cost.name.clone(), fixed.costs.months[index].cost));
    let by_workload: Vec<(String, Dollars)> = names.cloned().zip(costs).chain(fixed).collect();
    let requests = workloads.iter().fold(Decimal::ZERO, |sum, workload| {
        sum.saturating_add(workload.costs.months[index].requests)
    });
    Some(ProjectedMonth {
        month: month.label(),
        from: month.first,
        days: to_f64(month.days),
        requests: to_f64(requests),
        unserved_requests: unserved_requests.map(to_f64),
        cost: by_workload
            .iter()
            .try_fold(Dollars::ZERO, |sum, (_, cost)| sum.checked_add(*cost))?,
        by_workload,
    })
}

/// Takes what the hard budget holds back from the costs of the workloads, adds it to `unserved` and
/// returns the number of requests that are not served. `None` if a sum does not fit.
fn hold_back(
    forecast: &Forecast<'_>,
    month: usize,
    monthly: Dollars,
    fixed: Dollars,
    costs: &mut [Dollars],
    unserved: &mut [Unserved],
) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    let held = held_back(monthly, costs, fixed);
    for (i, held) in held.into_iter().enumerate() {
        if held == Dollars::ZERO {
            continue;
        }
        let share = Volume::from_f64((held.to_f64() / costs[i].to_f64()).min(1.0));
        let requests = Volume::from(forecast.workloads[i].costs.months[month].requests) * share;
        let requests = requests.rounded().unwrap_or_default();
        sum = sum.saturating_add(requests);
        costs[i] = costs[i].checked_sub(held)?;
        unserved[i].requests = unserved[i].requests.saturating_add(requests);
        unserved[i].cost = unserved[i].cost.checked_add(held)?;
    }
    Some(sum)
}

fn lines(forecast: &Forecast<'_>, unserved: &[Unserved]) -> Vec<ProjectedLine> {
    let mut lines = Vec::new();
    for (workload, unserved) in forecast.workloads.iter().zip(unserved) {
        let name = &workload.plan.workload.name;
        let items = workload.prices.items.iter().zip(&workload.costs.lines);
        lines.extend(items.map(|(item, sum)| line(name, item, sum)));
        if unserved.cost != Dollars::ZERO {
            lines.push(ProjectedLine {
                workload: name.clone(),
                model: String::new(),
                tier: Tier::Standard,
                component: "unserved",
                quantity: plain_digits(unserved.requests),
                unit: "request",
                amount: Dollars::ZERO
                    .checked_sub(unserved.cost)
                    .unwrap_or(Dollars::ZERO),
            });
        }
    }
    for (cost, fixed) in forecast
        .scenario
        .fixed
        .iter()
        .flatten()
        .zip(&forecast.fixed)
    {
        let items = fixed.prices.items.iter().zip(&fixed.costs.lines);
        lines.extend(items.map(|(item, sum)| line(&cost.name, item, sum)));
    }
    lines
}

fn line(workload: &str, item: &LineItem, sum: &LineSum) -> ProjectedLine {
    ProjectedLine {
        workload: workload.to_owned(),
        model: item.model.clone(),
        tier: item.tier,
        component: item.component,
        quantity: plain_digits(sum.quantity),
        unit: item.unit,
        amount: sum.amount,
    }
}

fn to_f64(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}
