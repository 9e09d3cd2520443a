//! The simulation: every uncertain input is drawn and the whole scenario computed, many times.

use super::inputs::Input;
use super::scenario_model::ScenarioModel;
use super::workload_model::CaseMemory;
use crate::projection::months::hard_budget::cost_under_hard_budget;
use crate::projection::result::Bands;

/// How many cases to simulate, and under which budget.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    pub draws: u32,
    pub seed: u64,
    /// US dollars per month.
    pub budget: Option<f64>,
    pub is_hard: bool,
}

/// Sums of an input `x` and the total `y` over all cases, for their correlation. Both are taken as
/// differences from a value in their middle, which keeps their digits.
#[derive(Clone, Copy, Default)]
struct Moments {
    x: f64,
    xx: f64,
    xy: f64,
}

/// The totals of all cases, as sums.
#[derive(Clone, Copy, Default)]
struct TotalMoments {
    /// The total of the first case, from which differences are taken.
    first: f64,
    y: f64,
    yy: f64,
}

/// How many cases cost more than the budget.
struct OverBudget {
    in_any_month: u32,
    by_month: Vec<u32>,
}

/// Simulates the scenario. Returns the quantile bands, and for each input its share of the sum of
/// all squared correlations with the total.
pub(super) fn run(
    model: &mut ScenarioModel<'_>,
    inputs: &mut [Input],
    settings: Settings,
) -> (Bands, Vec<Option<f64>>) {
    let months = model.constant.len();
    let count = settings.draws as usize;
    let mut costs_by_month = vec![0.0; months * count];
    let mut totals = vec![0.0; count];
    let mut sums = vec![0.0; months];
    let mut over_budget = OverBudget {
        in_any_month: 0,
        by_month: vec![0; months],
    };
    let mut values = vec![0.0; inputs.len()];
    let middle: Vec<f64> = inputs
        .iter()
        .map(|input| input.distribution.quantile(0.5))
        .collect();
    let mut moments = vec![Moments::default(); inputs.len()];
    let mut total_moments = TotalMoments::default();
    let mut costs = vec![0.0; months];
    let mut memory = CaseMemory::default();
    for draw in 0..count {
        for (value, input) in values.iter_mut().zip(inputs.iter_mut()) {
            *value = input.draw();
        }
        costs.copy_from_slice(&model.constant);
        for workload in &mut model.workloads {
            workload.add_costs(&values, &mut costs, &mut memory);
        }
        over_budget.add(&mut costs, &model.fixed, settings);
        let mut total = 0.0;
        for (month, cost) in costs.iter().enumerate() {
            costs_by_month[month * count + draw] = *cost;
            sums[month] += *cost;
            total += *cost;
        }
        totals[draw] = total;
        if draw == 0 {
            total_moments.first = total;
        }
        let y = total - total_moments.first;
        total_moments.y += y;
        total_moments.yy += y * y;
        for ((moments, value), middle) in moments.iter_mut().zip(&values).zip(&middle) {
            let x = value - middle;
            moments.x += x;
            moments.xx += x * x;
            moments.xy += x * y;
        }
    }
    let shares = variance_shares(&moments, total_moments, f64::from(settings.draws));

    let mut quantiles = [const { Vec::new() }; 3];
    for month in 0..months {
        let cases = &mut costs_by_month[month * count..(month + 1) * count];
        for (list, value) in quantiles.iter_mut().zip(deciles(cases)) {
            list.push(value);
        }
    }
    let [total_p10, total_p50, total_p90] = deciles(&mut totals);
    let [p10, p50, p90] = quantiles;
    let n = f64::from(settings.draws);
    let share = |over: &u32| f64::from(*over) / n;
    let bands = Bands {
        p10,
        p50,
        p90,
        mean: sums.iter().map(|sum| sum / n).collect(),
        total_p10,
        total_p50,
        total_p90,
        total_mean: total_moments.first + total_moments.y / n,
        probability_over_budget: settings.budget.map(|_| share(&over_budget.in_any_month)),
        probability_over_budget_by_month: settings
            .budget
            .map(|_| over_budget.by_month.iter().map(share).collect()),
        draws: settings.draws,
        seed: settings.seed,
    };
    (bands, shares)
}

impl OverBudget {
    /// Counts a case with these requested costs, which a hard budget then limits.
    fn add(&mut self, costs: &mut [f64], fixed: &[f64], settings: Settings) {
        let Some(budget) = settings.budget else {
            return;
        };
        let mut in_any_month = false;
        for ((cost, fixed), count) in costs.iter_mut().zip(fixed).zip(&mut self.by_month) {
            if *cost > budget {
                in_any_month = true;
                *count += 1;
            }
            if settings.is_hard {
                *cost = cost_under_hard_budget(*cost, *fixed, budget);
            }
        }
        self.in_any_month += u32::from(in_any_month);
    }
}

/// For each input its squared correlation with the total, as a share of the sum over all inputs.
/// `None` if no input correlates.
fn variance_shares(inputs: &[Moments], total: TotalMoments, n: f64) -> Vec<Option<f64>> {
    let spread = total.yy - total.y * total.y / n;
    let squares: Vec<f64> = inputs
        .iter()
        .map(|m| {
            let (own, joint) = (m.xx - m.x * m.x / n, m.xy - m.x * total.y / n);
            if own > 0.0 && spread > 0.0 {
                joint * joint / (own * spread)
            } else {
                0.0
            }
        })
        .collect();
    let all: f64 = squares.iter().sum();
    squares
        .iter()
        .map(|square| (all > 0.0).then(|| square / all))
        .collect()
}

/// p10, p50 and p90 of at least one value, interpolated linearly between the two nearest ones.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]
fn deciles(values: &mut [f64]) -> [f64; 3] {
    let last = values.len() - 1;
    let mut from = 0;
    [0.1, 0.5, 0.9].map(|share| {
        let place = share * last as f64;
        let index = place as usize;
        let (_, at, above) = values[from..].select_nth_unstable_by(index - from, f64::total_cmp);
        let low = *at;
        let next = above.iter().copied().fold(f64::INFINITY, f64::min);
        from = index;
        if next.is_finite() {
            low + (next - low) * (place - index as f64)
        } else {
            low
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deciles_of_a_hundred_and_one() {
        let mut values: Vec<f64> = (0..=100).rev().map(f64::from).collect();
        assert_eq!(deciles(&mut values), [10.0, 50.0, 90.0]);
        assert_eq!(deciles(&mut [7.0]), [7.0, 7.0, 7.0]);
        assert_eq!(deciles(&mut [1.0, 2.0])[1], 1.5);
    }
}
