//! The months of the whole scenario, as they are requested: before budgets and credits.

use super::costs::Costs;
use super::hard_budget::cost_under_hard_budget;
use super::{fixed, workload};
use crate::pricing::{Catalog, Day};
use crate::projection::error::ProjectionError;
use crate::projection::money::Dollars;
use crate::projection::path::element;
use crate::projection::price::basis::Basis;
use crate::projection::price::fixed::FixedPrices;
use crate::projection::price::periods::Prices;
use crate::projection::price::plan::Plan;
use crate::projection::scenario::{FixedCost, Scenario};
use crate::projection::volume::drivers::Drivers;
use crate::sorting::sort_by;

/// A workload with its prices and costs in the base case.
pub(crate) struct WorkloadForecast<'a> {
    pub plan: Plan<'a>,
    pub prices: Prices<'a>,
    pub costs: Costs,
}

/// A fixed cost with its prices and costs.
pub(crate) struct FixedForecast {
    pub prices: FixedPrices,
    pub costs: Costs,
}

/// The scenario with the prices and costs of its base case.
pub(crate) struct Forecast<'a> {
    pub scenario: &'a Scenario,
    pub basis: Basis<'a>,
    pub workloads: Vec<WorkloadForecast<'a>>,
    pub fixed: Vec<FixedForecast>,
    /// The monthly budget, if it is a hard one.
    pub hard_budget: Option<Dollars>,
}

impl FixedForecast {
    /// The fixed cost at `path` of the scenario.
    pub fn new(cost: &FixedCost, path: &str, basis: &Basis<'_>) -> Result<Self, ProjectionError> {
        let prices = FixedPrices::new(cost, path, basis)?;
        let costs = fixed::months_of(&prices, path, basis)?;
        Ok(Self { prices, costs })
    }
}

impl<'a> Forecast<'a> {
    pub fn new(scenario: &'a Scenario, catalog: &'a Catalog) -> Result<Self, ProjectionError> {
        let basis = Basis::new(scenario, catalog)?;
        let plans = scenario
            .workloads
            .iter()
            .enumerate()
            .map(|(i, workload)| Plan::new(workload, element("workloads", i), &basis))
            .collect::<Result<Vec<_>, _>>()?;
        let workloads = plans
            .into_iter()
            .map(|plan| {
                let prices = Prices::new(&plan, &plan.base_case)?;
                let costs = workload::months_of(&plan, &prices, &plan.base_case, &basis)?;
                Ok(WorkloadForecast {
                    plan,
                    prices,
                    costs,
                })
            })
            .collect::<Result<Vec<_>, ProjectionError>>()?;
        let fixed = scenario
            .fixed
            .iter()
            .flatten()
            .enumerate()
            .map(|(i, cost)| FixedForecast::new(cost, &element("fixed", i), &basis))
            .collect::<Result<Vec<_>, _>>()?;
        let hard_budget = scenario
            .budget
            .as_ref()
            .filter(|budget| budget.hard == Some(true))
            .map(|budget| {
                Dollars::exact(budget.monthly.0).ok_or_else(ProjectionError::total_too_large)
            })
            .transpose()?;
        Ok(Self {
            scenario,
            basis,
            workloads,
            fixed,
            hard_budget,
        })
    }

    /// Whether any driver is uncertain.
    pub fn is_uncertain(&self) -> bool {
        let mut is_uncertain = false;
        for WorkloadForecast { plan, .. } in &self.workloads {
            Drivers::of(plan.workload, &plan.path, |value, _| {
                is_uncertain |= !value.is_certain();
            });
        }
        is_uncertain
    }

    /// Whether the scenario says of any workload how single requests differ.
    pub fn has_varied_requests(&self) -> bool {
        let mut workloads = self.workloads.iter();
        workloads.any(|workload| workload.plan.has_varied_requests())
    }

    /// The indices of all workloads, the costliest first.
    pub fn costliest(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.workloads.len()).collect();
        sort_by(&mut order, |a, b| {
            let (a, b) = (&self.workloads[*a], &self.workloads[*b]);
            let by_name = || a.plan.workload.name.cmp(&b.plan.workload.name);
            b.costs.total.cmp(&a.costs.total).then_with(by_name)
        });
        order
    }

    /// The fixed costs of a month.
    pub fn fixed_cost(&self, month: usize) -> Dollars {
        let fixed = self.fixed.iter();
        fixed.map(|fixed| fixed.costs.months[month].cost).sum()
    }

    /// What the requests of all workloads cost in a month.
    pub fn request_cost(&self, month: usize) -> Dollars {
        let workloads = self.workloads.iter();
        workloads
            .map(|workload| workload.costs.months[month].cost)
            .sum()
    }

    /// What a month costs as it is requested, served or not.
    pub fn requested_cost(&self, month: usize) -> Dollars {
        [self.request_cost(month), self.fixed_cost(month)]
            .into_iter()
            .sum()
    }

    /// What each day of a month costs as it is requested.
    pub fn daily_costs(&self, month_index: usize) -> Vec<Dollars> {
        let month = &self.basis.calendar.months[month_index];
        let mut days = vec![Dollars::ZERO; month.day_count() as usize];
        for WorkloadForecast { plan, costs, .. } in &self.workloads {
            costs.add_days(month_index, month, Some(&plan.day_weights), &mut days);
        }
        for fixed in &self.fixed {
            fixed.costs.add_days(month_index, month, None, &mut days);
        }
        days
    }

    /// The first day on which what its month has cost so far fulfils `condition`.
    pub fn first_day(&self, condition: impl Fn(Dollars) -> bool) -> Option<Day> {
        let months = &self.basis.calendar.months;
        let index = (0..months.len()).find(|month| condition(self.requested_cost(*month)))?;
        let mut sum = Dollars::ZERO;
        for (day, cost) in (0u32..).zip(self.daily_costs(index)) {
            sum = sum.checked_add(cost)?;
            if condition(sum) {
                return Some(months[index].date(day));
            }
        }
        // The days add up to a little less than the month, by rounding at the 24th decimal place.
        let last = months[index].day_count().saturating_sub(1);
        Some(months[index].date(last))
    }

    /// The total under the hard budget, if the costs of one workload were `replacement`.
    pub fn total_with(
        &self,
        index: usize,
        replacement: &Costs,
    ) -> Result<Dollars, ProjectionError> {
        let workloads = || {
            let workloads = self.workloads.iter().enumerate();
            workloads.map(|(i, own)| if i == index { replacement } else { &own.costs })
        };
        let Some(monthly) = self.hard_budget else {
            return workloads()
                .chain(self.fixed.iter().map(|fixed| &fixed.costs))
                .try_fold(Dollars::ZERO, |sum, costs| sum.checked_add(costs.total))
                .ok_or_else(ProjectionError::total_too_large);
        };
        let mut total = Dollars::ZERO;
        for month in 0..self.basis.calendar.months.len() {
            let requests: Dollars = workloads().map(|costs| costs.months[month].cost).sum();
            let fixed = self.fixed_cost(month);
            total = requests
                .checked_add(fixed)
                .map(|requested| cost_under_hard_budget(requested, fixed, monthly))
                .and_then(|cost| total.checked_add(cost))
                .ok_or_else(ProjectionError::total_too_large)?;
        }
        Ok(total)
    }
}
