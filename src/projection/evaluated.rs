//! Months and lines of a workload or a fixed cost, as they are added up.

use rust_decimal::Decimal;

use super::calendar::Month;
use super::dollars::{Dollars, UnitPrice};
use super::volume::Weights;
use crate::pricing::Tier;

/// A sum over the months.
#[derive(Clone, Debug)]
pub(crate) struct LineTotal {
    pub model: String,
    pub tier: Tier,
    pub component: &'static str,
    pub unit: &'static str,
    pub quantity: Decimal,
    pub amount: Dollars,
}

/// Some days of a month with one price.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    /// Days of the month, 0 the first.
    pub from: u32,
    pub to: u32,
    pub weight: Decimal,
    pub cost: Dollars,
}

/// One month of a workload.
#[derive(Clone, Debug)]
pub(crate) struct WorkloadMonth {
    pub requests: Decimal,
    pub cost: Dollars,
    pub pieces: Vec<Piece>,
    /// Requests on the busiest day.
    pub peak_day: f64,
}

/// All months of a workload or a fixed cost.
#[derive(Clone, Debug)]
pub(crate) struct Evaluated {
    pub months: Vec<WorkloadMonth>,
    pub lines: Vec<LineTotal>,
    pub total: Dollars,
}

/// The index of a line's total, made if there is none.
pub(crate) fn total_of(
    totals: &mut Vec<LineTotal>,
    model: &str,
    tier: Tier,
    component: &'static str,
    unit: &'static str,
) -> usize {
    let known = totals.iter().position(|total| {
        total.component == component
            && total.unit == unit
            && total.tier == tier
            && total.model == model
    });
    known.unwrap_or_else(|| {
        totals.push(LineTotal {
            model: model.to_owned(),
            tier,
            component,
            unit,
            quantity: Decimal::ZERO,
            amount: Dollars::ZERO,
        });
        totals.len() - 1
    })
}

/// Adds up lines and months.
pub(crate) struct Sums {
    pub result: Evaluated,
}

impl Sums {
    pub fn new(lines: Vec<LineTotal>, months: usize) -> Self {
        Self {
            result: Evaluated {
                months: Vec::with_capacity(months),
                lines,
                total: Dollars::ZERO,
            },
        }
    }

    pub fn add(&mut self, line: usize, quantity: Decimal, price: UnitPrice) -> Option<Dollars> {
        let amount = Dollars::of(quantity, price)?;
        let total = &mut self.result.lines[line];
        total.quantity = total.quantity.checked_add(quantity)?;
        total.amount = total.amount.checked_add(amount)?;
        Some(amount)
    }

    pub fn month(&mut self, month: WorkloadMonth) -> Option<()> {
        self.result.total = self.result.total.checked_add(month.cost)?;
        self.result.months.push(month);
        Some(())
    }

    pub fn done(self) -> Evaluated {
        self.result
    }
}

impl Evaluated {
    /// Adds what each day of a month costs to `days`.
    pub fn add_days(
        &self,
        month_index: usize,
        month: &Month,
        weights: Option<&Weights>,
        days: &mut [Dollars],
    ) {
        for piece in &self.months[month_index].pieces {
            if piece.cost == Dollars::ZERO {
                continue;
            }
            let mut left = piece.cost;
            for day in piece.from..piece.to {
                let last = day + 1 == piece.to;
                let part = if last {
                    // What rounding at the 24th decimal has left over.
                    left
                } else {
                    let weight = weights.map_or(Decimal::ONE, |weights| weights.day(month, day));
                    piece.cost.part(weight, piece.weight)
                };
                left = left.checked_sub(part).unwrap_or(Dollars::ZERO);
                if let Some(sum) = days.get_mut(day as usize) {
                    *sum = sum.checked_add(part).unwrap_or(*sum);
                }
            }
        }
    }
}
