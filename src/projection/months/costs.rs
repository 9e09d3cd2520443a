//! The costs of a workload or a fixed cost: by month, by the days of a month, and by line.

use rust_decimal::Decimal;

use crate::projection::money::{Dollars, UnitPrice};
use crate::projection::volume::calendar::{Month, Segment};
use crate::projection::volume::season::DayWeights;

/// What a line of the projection adds up to over all months.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LineSum {
    pub quantity: Decimal,
    pub amount: Dollars,
}

/// What the days of a segment cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SegmentCost {
    pub segment: Segment,
    /// The sum of the weights of its days.
    pub weight: Decimal,
    pub cost: Dollars,
}

/// What a month costs.
#[derive(Clone, Debug, Default)]
pub(crate) struct MonthCost {
    pub requests: Decimal,
    pub cost: Dollars,
    pub segments: Vec<SegmentCost>,
    /// Requests on the busiest day.
    pub peak_day_requests: f64,
}

/// What all months cost.
#[derive(Clone, Debug)]
pub(crate) struct Costs {
    pub months: Vec<MonthCost>,
    /// In the order of the priced items.
    pub lines: Vec<LineSum>,
    pub total: Dollars,
}

impl MonthCost {
    /// Adds a segment. `None` if the sum does not fit.
    pub fn push(&mut self, segment: SegmentCost) -> Option<()> {
        self.cost = self.cost.checked_add(segment.cost)?;
        self.segments.push(segment);
        Some(())
    }
}

impl Costs {
    /// No costs yet, of `lines` items over `months`.
    pub fn new(lines: usize, months: usize) -> Self {
        Self {
            months: Vec::with_capacity(months),
            lines: vec![LineSum::default(); lines],
            total: Dollars::ZERO,
        }
    }

    /// Adds a quantity at a price to a line and returns its amount. `None` if a sum does not fit.
    pub fn add(&mut self, line: usize, quantity: Decimal, price: UnitPrice) -> Option<Dollars> {
        let amount = Dollars::of(quantity, price)?;
        self.add_amount(line, quantity, amount)?;
        Some(amount)
    }

    /// Adds a quantity and its amount to a line. `None` if a sum does not fit.
    pub fn add_amount(&mut self, line: usize, quantity: Decimal, amount: Dollars) -> Option<()> {
        let sum = &mut self.lines[line];
        sum.quantity = sum.quantity.checked_add(quantity)?;
        sum.amount = sum.amount.checked_add(amount)?;
        Some(())
    }

    /// Adds a month. `None` if the total does not fit.
    pub fn push(&mut self, month: MonthCost) -> Option<()> {
        self.total = self.total.checked_add(month.cost)?;
        self.months.push(month);
        Some(())
    }

    /// Adds what each day of a month costs to `days`. Without weights all days cost the same.
    pub fn add_days(
        &self,
        month_index: usize,
        month: &Month,
        weights: Option<&DayWeights>,
        days: &mut [Dollars],
    ) {
        for SegmentCost {
            segment,
            weight,
            cost,
        } in &self.months[month_index].segments
        {
            if *cost == Dollars::ZERO {
                continue;
            }
            let mut left = *cost;
            for day in segment.from..segment.to {
                let part = if day + 1 == segment.to {
                    // The last day takes what rounding at the 24th decimal place has left over.
                    left
                } else {
                    let day = weights.map_or(Decimal::ONE, |weights| weights.day(month, day));
                    cost.part(day, *weight)
                };
                left = left.checked_sub(part).unwrap_or(Dollars::ZERO);
                if let Some(sum) = days.get_mut(day as usize) {
                    *sum = sum.checked_add(part).unwrap_or(*sum);
                }
            }
        }
    }
}
