//! The months of a workload: its volumes times the prices of its calls.

use super::costs::{Costs, MonthCost, SegmentCost};
use crate::projection::error::ProjectionError;
use crate::projection::money::Dollars;
use crate::projection::price::basis::Basis;
use crate::projection::price::periods::{PricedLine, Prices};
use crate::projection::price::plan::Plan;
use crate::projection::volume::calendar::Month;
use crate::projection::volume::drivers::Drivers;
use crate::projection::volume::growth::{Level, levels};
use crate::projection::volume::numeric::{Numeric, Volume};
use crate::projection::volume::season::month_factor;

/// The months of a workload with these drivers.
pub(crate) fn months_with(
    plan: &Plan<'_>,
    drivers: &Drivers<Volume>,
    basis: &Basis<'_>,
) -> Result<Costs, ProjectionError> {
    months_of(plan, &Prices::new(plan, drivers)?, drivers, basis)
}

/// The months of a workload whose calls are priced. Of the drivers, only those of the volume count.
pub(crate) fn months_of(
    plan: &Plan<'_>,
    prices: &Prices<'_>,
    drivers: &Drivers<Volume>,
    basis: &Basis<'_>,
) -> Result<Costs, ProjectionError> {
    let months = &basis.calendar.months;
    let mut levels_by_month = Vec::with_capacity(months.len());
    levels(drivers, &plan.growth, months.len(), |_, level| {
        levels_by_month.push(level);
    });
    let mut costs = Costs::new(prices.items.len(), months.len());
    for (index, (month, level)) in months.iter().zip(levels_by_month).enumerate() {
        add_month(plan, prices, level, (index, month), basis, &mut costs)
            .ok_or_else(|| ProjectionError::too_large(&plan.path))?;
    }
    Ok(costs)
}

/// Adds a month to `costs`. `None` if a number has too many digits.
fn add_month(
    plan: &Plan<'_>,
    prices: &Prices<'_>,
    level: Level<Volume>,
    (index, month): (usize, &Month),
    basis: &Basis<'_>,
    costs: &mut Costs,
) -> Option<()> {
    let day_count = month.day_count();
    let season = month_factor(plan.workload, month);
    let weight_of_month = Volume::from(plan.day_weights.days(month, 0, day_count));
    let has_active_days = weight_of_month > Volume::zero();
    let from_per_month = if has_active_days {
        level.per_month / weight_of_month
    } else {
        Volume::zero()
    };
    let per_weight = (level.per_day + from_per_month) * season;
    let busiest_day = Volume::from(plan.day_weights.busiest());
    let mut month_cost = MonthCost {
        segments: Vec::with_capacity(1),
        peak_day_requests: (per_weight * busiest_day).to_f64(),
        ..MonthCost::default()
    };
    for segment in month.segments(day_count, &plan.period_starts) {
        let weight = plan.day_weights.days(month, segment.from, segment.to);
        let is_whole_month = segment.from == 0 && segment.to == day_count;
        let requests = if !(is_whole_month && level.per_day == Volume::zero()) {
            per_weight * Volume::from(weight)
        } else if has_active_days {
            // Not divided by the days and multiplied again, so that it stays exact.
            level.per_month * season
        } else {
            Volume::zero()
        };
        let lines = &prices.periods[segment.period];
        let cost = add_requests(requests * plan.reaching_api, lines, index, basis, costs)?;
        month_cost.requests = month_cost.requests.checked_add(requests.rounded()?)?;
        month_cost.push(SegmentCost {
            segment,
            weight,
            cost,
        })?;
    }
    costs.push(month_cost)
}

/// Adds what some requests cost in a month to the lines of `costs` and returns it.
fn add_requests(
    requests: Volume,
    lines: &[PricedLine],
    month: usize,
    basis: &Basis<'_>,
    costs: &mut Costs,
) -> Option<Dollars> {
    let mut sum = Dollars::ZERO;
    for line in lines {
        let quantity = (requests * line.per_request).rounded()?;
        let price = basis.unit_price(line.rate, line.scale, month)?;
        sum = sum.checked_add(costs.add(line.item, quantity, price)?)?;
    }
    Some(sum)
}
