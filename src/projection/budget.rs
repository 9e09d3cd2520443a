//! A monthly budget: when it is crossed, what it pays for, what a hard limit keeps back.

use rust_decimal::Decimal;

use super::dollars::Dollars;
use super::evaluated::Evaluated;
use super::hard_budget::cost_under_hard_budget;
use super::outline::Outline;
use super::result::{BudgetOutlook, Crossing};
use super::scenario::{Budget, Number};

/// Thresholds where the scenario names none.
const THRESHOLDS: [&str; 3] = ["0.5", "0.8", "1"];

/// The outlook, from what is asked for, whether it is served or not.
pub(super) fn outlook(budget: &Budget, outline: &Outline<'_>) -> Option<BudgetOutlook> {
    let monthly = Dollars::exact(budget.monthly.0)?;
    let thresholds: Vec<Number> = match &budget.thresholds {
        Some(thresholds) => thresholds.clone(),
        None => THRESHOLDS
            .iter()
            .filter_map(|share| share.parse().ok().map(Number))
            .collect(),
    };
    let mut crossings = Vec::with_capacity(thresholds.len());
    for threshold in &thresholds {
        // A share with more digits than an amount holds is crossed at the next one below.
        let bound = monthly.checked_mul(threshold.0).unwrap_or(monthly);
        crossings.push(Crossing {
            threshold: threshold.to_f64(),
            date: outline.first_day(|cost| cost >= bound && cost > Dollars::ZERO),
        });
    }
    Some(BudgetOutlook {
        first_exceeded: outline.first_day(|cost| cost > monthly),
        crossings,
        affordable_requests_per_month: affordable(monthly, outline),
    })
}

fn affordable(monthly: Dollars, outline: &Outline<'_>) -> f64 {
    const ENDLESS: f64 = 9_007_199_254_740_991.0;
    let months = outline.workloads.first().map_or(0, |w| w.1.months.len());
    let sum = |list: &[&Evaluated], month: usize| -> Dollars {
        list.iter().map(|e| e.months[month].cost).sum()
    };
    let workloads: Vec<&Evaluated> = outline.workloads.iter().map(|(_, e)| e).collect();
    let fixed: Vec<&Evaluated> = outline.fixed.iter().collect();
    for month in 0..months {
        let requests: Decimal = workloads.iter().fold(Decimal::ZERO, |sum, e| {
            sum.saturating_add(e.months[month].requests)
        });
        if requests.is_zero() {
            continue;
        }
        let each = sum(&workloads, month).part(Decimal::ONE, requests);
        let left = monthly
            .checked_sub(sum(&fixed, month))
            .unwrap_or(Dollars::ZERO);
        if each == Dollars::ZERO {
            return ENDLESS;
        }
        #[allow(clippy::cast_precision_loss)]
        return left.whole_steps(each) as f64;
    }
    0.0
}

/// What a hard budget holds back of each workload's cost in a month: in proportion to the costs, with
/// the rounding in the last one.
pub(super) fn held_back(monthly: Dollars, workloads: &[Dollars], fixed: Dollars) -> Vec<Dollars> {
    let asked: Dollars = workloads.iter().copied().sum();
    let over = asked
        .checked_add(fixed)
        .and_then(|cost| cost.checked_sub(cost_under_hard_budget(cost, fixed, monthly)))
        .unwrap_or(Dollars::ZERO);
    if over <= Dollars::ZERO {
        return vec![Dollars::ZERO; workloads.len()];
    }
    let last = workloads.iter().rposition(|cost| *cost > Dollars::ZERO);
    let mut left = over;
    let mut held = Vec::with_capacity(workloads.len());
    for (index, cost) in workloads.iter().enumerate() {
        let part = if Some(index) == last {
            left
        } else {
            cost.share_of(over, asked)
        };
        left = left.checked_sub(part).unwrap_or(Dollars::ZERO);
        held.push(part);
    }
    held
}
