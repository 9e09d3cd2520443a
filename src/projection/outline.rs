//! All workloads and fixed costs evaluated, and what their days cost together.

use super::dollars::Dollars;
use super::drivers::Drivers;
use super::evaluate::Plan;
use super::evaluated::Evaluated;
use super::frame::Frame;
use crate::pricing::Day;
use crate::sorting::sort_by;

/// The evaluated scenario, before budgets and credits.
pub(crate) struct Outline<'a> {
    pub frame: &'a Frame<'a>,
    pub workloads: Vec<(&'a Plan<'a>, Evaluated)>,
    pub fixed: Vec<Evaluated>,
}

impl Outline<'_> {
    /// Whether any input has a spread.
    pub fn is_uncertain(&self) -> bool {
        let mut uncertain = false;
        for (plan, _) in &self.workloads {
            Drivers::of(plan.workload, &plan.path, |value, _| {
                uncertain |= !value.is_certain();
            });
        }
        uncertain
    }

    /// The places of all workloads, the costliest first.
    pub fn costliest(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.workloads.len()).collect();
        sort_by(&mut order, |a, b| {
            let ((plan_a, a), (plan_b, b)) = (&self.workloads[*a], &self.workloads[*b]);
            let by_name = || plan_a.workload.name.cmp(&plan_b.workload.name);
            b.total.cmp(&a.total).then_with(by_name)
        });
        order
    }

    /// What is asked for in a month.
    pub fn month_cost(&self, month: usize) -> Dollars {
        let workloads = self.workloads.iter().map(|(_, e)| e.months[month].cost);
        workloads
            .chain(self.fixed.iter().map(|e| e.months[month].cost))
            .sum()
    }

    /// What each day of a month costs.
    pub fn days(&self, month: usize) -> Vec<Dollars> {
        let span = &self.frame.calendar.months[month];
        let mut days = vec![Dollars::ZERO; span.steps() as usize];
        for (plan, evaluated) in &self.workloads {
            evaluated.add_days(month, span, Some(&plan.weights), &mut days);
        }
        for evaluated in &self.fixed {
            evaluated.add_days(month, span, None, &mut days);
        }
        days
    }

    /// The first day on which the cost since the beginning of its month is as asked for.
    pub fn first_day(&self, wanted: impl Fn(Dollars) -> bool) -> Option<Day> {
        let months = &self.frame.calendar.months;
        let month = (0..months.len()).find(|month| wanted(self.month_cost(*month)))?;
        let days = self.days(month);
        let mut sum = Dollars::ZERO;
        for (day, cost) in (0u32..).zip(&days) {
            sum = sum.checked_add(*cost)?;
            if wanted(sum) {
                return Some(months[month].date(day));
            }
        }
        // Rounding of the days at the 24th decimal.
        Some(months[month].date(months[month].steps().saturating_sub(1)))
    }
}
