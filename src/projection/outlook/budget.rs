//! A monthly budget: when it is crossed, and how many requests it pays for.

use rust_decimal::Decimal;

use crate::projection::money::Dollars;
use crate::projection::months::forecast::Forecast;
use crate::projection::result::{BudgetOutlook, Crossing};
use crate::projection::scenario::{Budget, Number};

/// Shares of the budget whose first crossing is dated, if the scenario states none.
const THRESHOLDS: [&str; 3] = ["0.5", "0.8", "1"];

/// The number of affordable requests if a request costs nothing: the greatest whole number that a
/// double holds exactly.
const UNLIMITED: f64 = 9_007_199_254_740_991.0;

/// The outlook of what is requested, whether a hard budget lets it be served or not. `None` if the
/// budget has too many digits.
pub(super) fn outlook(budget: &Budget, forecast: &Forecast<'_>) -> Option<BudgetOutlook> {
    let monthly = Dollars::exact(budget.monthly.0)?;
    let thresholds: Vec<Number> = match &budget.thresholds {
        Some(thresholds) => thresholds.iter().map(|share| **share).collect(),
        None => THRESHOLDS
            .iter()
            .filter_map(|share| share.parse().ok().map(Number))
            .collect(),
    };
    let crossings = thresholds.iter().map(|threshold| {
        // A share of the budget with too many digits for an amount counts as the whole budget.
        let bound = monthly.checked_mul(threshold.0).unwrap_or(monthly);
        Crossing {
            threshold: threshold.to_f64(),
            date: forecast.first_day(|cost| cost >= bound && cost > Dollars::ZERO),
        }
    });
    Some(BudgetOutlook {
        crossings: crossings.collect(),
        first_exceeded: forecast.first_day(|cost| cost > monthly),
        affordable_requests_per_month: affordable_requests(monthly, forecast),
    })
}

/// The requests that the budget pays for after the fixed costs, at the average cost of a request in
/// the first month that has any.
fn affordable_requests(monthly: Dollars, forecast: &Forecast<'_>) -> f64 {
    for month in 0..forecast.basis.calendar.months.len() {
        let workloads = forecast.workloads.iter();
        let requests = workloads.fold(Decimal::ZERO, |sum, workload| {
            sum.saturating_add(workload.costs.months[month].requests)
        });
        if requests.is_zero() {
            continue;
        }
        let each = forecast.request_cost(month).part(Decimal::ONE, requests);
        if each == Dollars::ZERO {
            return UNLIMITED;
        }
        let left = monthly.checked_sub(forecast.fixed_cost(month));
        #[allow(clippy::cast_precision_loss)]
        return left.unwrap_or(Dollars::ZERO).whole_steps(each) as f64;
    }
    0.0
}
