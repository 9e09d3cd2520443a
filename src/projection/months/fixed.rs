//! The months of a fixed cost.

use rust_decimal::Decimal;

use super::costs::{Costs, MonthCost, SegmentCost};
use crate::projection::error::ProjectionError;
use crate::projection::money::Dollars;
use crate::projection::price::basis::Basis;
use crate::projection::price::fixed::FixedPrices;
use crate::projection::scenario::Every;
use crate::projection::volume::calendar::Month;
use crate::projection::volume::numeric::Volume;

/// The months of the fixed cost at `path` of the scenario.
pub(super) fn months_of(
    prices: &FixedPrices,
    path: &str,
    basis: &Basis<'_>,
) -> Result<Costs, ProjectionError> {
    let months = &basis.calendar.months;
    let mut costs = Costs::new(prices.items.len(), months.len());
    for (index, month) in months.iter().enumerate() {
        add_month(prices, (index, month), basis, &mut costs)
            .ok_or_else(|| ProjectionError::too_large(path))?;
    }
    Ok(costs)
}

/// Adds a month to `costs`. `None` if a number has too many digits.
fn add_month(
    prices: &FixedPrices,
    (index, month): (usize, &Month),
    basis: &Basis<'_>,
    costs: &mut Costs,
) -> Option<()> {
    // The days of the month on which the cost is due are its first ones.
    let due_days = match prices.every {
        Every::Day => month.day_count(),
        Every::Month => 1,
        Every::Once => u32::from(index == 0),
    };
    let mut month_cost = MonthCost::default();
    for segment in month.segments(due_days, &prices.period_starts) {
        let times = match prices.every {
            // The last day of a month of fixed length may count in part.
            Every::Day => Decimal::from(segment.to).min(month.days) - Decimal::from(segment.from),
            Every::Month | Every::Once => Decimal::ONE,
        };
        let mut cost = Dollars::ZERO;
        for line in &prices.periods[segment.period] {
            let quantity = (line.per_request * Volume::from(times)).rounded()?;
            let price = basis.unit_price(line.rate, line.scale, index)?;
            cost = cost.checked_add(costs.add(line.item, quantity, price)?)?;
        }
        if let Some((amount, item)) = prices.amount {
            let paid = amount_times(amount, times)?;
            costs.add_amount(item, times, paid)?;
            cost = cost.checked_add(paid)?;
        }
        month_cost.push(SegmentCost {
            segment,
            weight: times,
            cost,
        })?;
    }
    costs.push(month_cost)
}

/// `amount × times`, rounded at the 24th decimal place. `None` if it does not fit.
fn amount_times(amount: Dollars, times: Decimal) -> Option<Dollars> {
    let times = times.normalize();
    let divisor = Decimal::from(10_u64.pow(times.scale().min(18)));
    let product = amount.checked_mul_whole(times.mantissa())?;
    Some(product.part(Decimal::ONE, divisor))
}
