//! The simulation: every uncertain input drawn, the whole scenario reckoned, many times.
//!
//! Each input has a generator of its own, seeded with the scenario's seed and the input's name (its
//! workload's name and its field). So the draws of an input do not depend on the others: adding an
//! uncertain input or changing the order of workloads leaves them as they are, and scenarios side by
//! side are compared on the same draws. An input is drawn once per case, not once per month.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use super::compiled::{Compiled, Source};
use super::distribution::Quantiles;
use super::dollars::Dollars;
use super::drivers::Drivers;
use super::error::ProjectionError;
use super::hard_budget::cost_under_hard_budget;
use super::outline::Outline;
use super::real::{Real, Volume};
use super::result::{Bands, Sensitivity};
use super::scenario::{Scenario, Uncertain};
use super::{base_drivers, total_with};
use crate::sorting::sort_by;

/// Cases where the scenario names no number.
const DRAWS: u32 = 10_000;
const SEED: u64 = 1;
/// Where nothing is uncertain: how far each input is moved down and up, and in how many workloads, the
/// costliest first.
const ASSUMED_SPREAD: f64 = 0.1;
const ASSUMED_WORKLOADS: usize = 3;

/// An uncertain input.
struct Input {
    path: String,
    workload: usize,
    quantiles: Quantiles,
    generator: Xoshiro256PlusPlus,
}

/// FNV-1a, to seed a generator by a name.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A uniform number below 1 from the upper 53 bits.
#[allow(clippy::cast_precision_loss)]
fn uniform(generator: &mut Xoshiro256PlusPlus) -> f64 {
    (generator.next_u64() >> 11) as f64 / 9_007_199_254_740_992.0
}

/// Bands and sensitivity; no bands where nothing is uncertain and no draws are asked for, neither where
/// something is uncertain and no draws are wanted.
pub(super) fn simulate(
    scenario: &Scenario,
    outline: &Outline<'_>,
    base_total: Dollars,
    base_months: &[f64],
) -> Result<(Option<Bands>, Option<Vec<Sensitivity>>), ProjectionError> {
    let settings = scenario.uncertainty.unwrap_or_default();
    let seed = settings.seed.unwrap_or(SEED);
    // "No draws" is said by those who want the base case alone, and soon.
    if settings.draws == Some(0) && outline.is_uncertain() {
        return Ok((None, None));
    }
    let mut inputs: Vec<Input> = Vec::new();
    let mut sources = Vec::with_capacity(outline.workloads.len());
    for (index, (plan, _)) in outline.workloads.iter().enumerate() {
        let drivers = Drivers::of(plan.workload, &plan.path, |value: &Uncertain, path| {
            if value.is_certain() {
                return Source::Base(value.base().to_f64());
            }
            let path = path();
            let tail = path.strip_prefix(&plan.path).unwrap_or(&path);
            let name = format!("{}{tail}", plan.workload.name);
            inputs.push(Input {
                quantiles: Quantiles::of(value),
                generator: Xoshiro256PlusPlus::seed_from_u64(seed ^ hash(&name)),
                workload: index,
                path,
            });
            Source::Input(inputs.len() - 1)
        });
        sources.push(drivers);
    }
    let draws = match settings.draws {
        Some(draws) => draws,
        None if inputs.is_empty() => 0,
        None => DRAWS,
    };
    let budget = scenario
        .budget
        .as_ref()
        .map(|budget| budget.monthly.to_f64());
    if inputs.is_empty() {
        let requested: Vec<f64> = (0..base_months.len())
            .map(|month| outline.month_cost(month).to_f64())
            .collect();
        let bands =
            (draws > 0).then(|| certain(base_total, base_months, &requested, budget, draws, seed));
        return Ok((bands, Some(assumed_spread(scenario, outline))));
    }
    let mut sensitivity = one_at_a_time(scenario, outline, &inputs)?;
    let hard = scenario
        .budget
        .as_ref()
        .is_some_and(|budget| budget.hard == Some(true));
    let model = compile(outline, sources)?;
    let (bands, shares) = run(&model, &mut inputs, budget, hard, draws, seed);
    for (entry, share) in sensitivity.iter_mut().zip(shares) {
        entry.variance_share = share;
    }
    widest_first(&mut sensitivity);
    Ok((Some(bands), Some(sensitivity)))
}

fn widest_first(sensitivity: &mut Vec<Sensitivity>) {
    sort_by(sensitivity, |a, b| {
        let swing = |s: &Sensitivity| s.high.checked_sub(s.low).map(Dollars::abs);
        swing(b).cmp(&swing(a)).then_with(|| a.path.cmp(&b.path))
    });
}

/// Without anything uncertain every case is the base. What is `requested` may exceed a hard budget,
/// the cost of `months` never does.
fn certain(
    total: Dollars,
    months: &[f64],
    requested: &[f64],
    budget: Option<f64>,
    draws: u32,
    seed: u64,
) -> Bands {
    let total = total.to_f64();
    let over = |month: &f64| budget.is_some_and(|budget| *month > budget);
    let share = |over: bool| if over { 1.0 } else { 0.0 };
    Bands {
        p10: months.to_vec(),
        p50: months.to_vec(),
        p90: months.to_vec(),
        total_p10: total,
        total_p50: total,
        total_p90: total,
        total_mean: total,
        probability_over_budget: budget.map(|_| share(requested.iter().any(over))),
        probability_over_budget_by_month: budget
            .map(|_| requested.iter().map(|month| share(over(month))).collect()),
        draws,
        seed,
    }
}

/// The total with one input at its p10 and p90, all others at their base: exact.
fn one_at_a_time(
    scenario: &Scenario,
    outline: &Outline<'_>,
    inputs: &[Input],
) -> Result<Vec<Sensitivity>, ProjectionError> {
    inputs
        .iter()
        .map(|input| {
            let (plan, _) = &outline.workloads[input.workload];
            let total = |share: f64| {
                let value = Volume::from_float(input.quantiles.at(share));
                let drivers = Drivers::of(plan.workload, &plan.path, |uncertain, path| {
                    if !uncertain.is_certain() && path() == input.path {
                        value
                    } else {
                        Volume::exact(uncertain.base())
                    }
                });
                let evaluated = plan.evaluate(&drivers, outline.frame)?;
                total_with(scenario, outline, input.workload, &evaluated)
            };
            Ok(Sensitivity {
                path: input.path.clone(),
                low: total(0.1)?,
                high: total(0.9)?,
                variance_share: None,
            })
        })
        .collect()
}

/// The total with one input a tenth lower and a tenth higher, where the scenario states no spread. An
/// input that cannot be moved alone (a part that would outgrow its whole) is left out.
fn assumed_spread(scenario: &Scenario, outline: &Outline<'_>) -> Vec<Sensitivity> {
    let mut list = Vec::new();
    for index in outline.costliest().into_iter().take(ASSUMED_WORKLOADS) {
        let (plan, _) = &outline.workloads[index];
        let mut inputs = Vec::new();
        Drivers::of(plan.workload, &plan.path, |value: &Uncertain, path| {
            if !value.base().is_zero() {
                inputs.push(path());
            }
        });
        // Inputs of the volume leave the price of a call as it is.
        let Ok((periods, totals)) = plan.periods(&base_drivers(plan), outline.frame) else {
            continue;
        };
        let of_volume = |path: &str| {
            let tail = path.strip_prefix(plan.path.as_str()).unwrap_or(path);
            tail.starts_with(".requests.") || tail.starts_with(".growth.")
        };
        for path in inputs {
            let total = |factor: f64| {
                let drivers = Drivers::of(plan.workload, &plan.path, |value, own| {
                    let base = Volume::exact(value.base());
                    if own() == path {
                        base * Volume::from_float(factor)
                    } else {
                        base
                    }
                });
                let evaluated = if of_volume(&path) {
                    plan.months(&periods, totals.clone(), &drivers, outline.frame)
                } else {
                    plan.evaluate(&drivers, outline.frame)
                };
                total_with(scenario, outline, index, &evaluated.ok()?).ok()
            };
            if let (Some(low), Some(high)) =
                (total(1.0 - ASSUMED_SPREAD), total(1.0 + ASSUMED_SPREAD))
            {
                list.push(Sensitivity {
                    path,
                    low,
                    high,
                    variance_share: None,
                });
            }
        }
    }
    widest_first(&mut list);
    list
}

/// The scenario in floats.
struct Model<'a> {
    workloads: Vec<Compiled<'a>>,
    /// Fixed costs and workloads without uncertain inputs, month by month.
    constant: Vec<f64>,
    /// Fixed costs alone, month by month.
    fixed: Vec<f64>,
}

fn compile<'a>(
    outline: &'a Outline<'_>,
    sources: Vec<Drivers<Source>>,
) -> Result<Model<'a>, ProjectionError> {
    let months = outline.frame.calendar.months.len();
    let mut constant = vec![0.0; months];
    let mut workloads = Vec::new();
    let mut order: Vec<usize> = (0..sources.len()).collect();
    // Floats add up differently in another order; names make the order.
    let name = |index: &usize| &outline.workloads[*index].0.workload.name;
    sort_by(&mut order, |a, b| name(a).cmp(name(b)));
    for index in order {
        let (plan, evaluated) = &outline.workloads[index];
        let mut uncertain = false;
        let drivers = sources[index].map(|source| {
            uncertain |= matches!(source, Source::Input(_));
            *source
        });
        if uncertain {
            workloads.push(Compiled::new(
                plan,
                &base_drivers(plan),
                drivers,
                outline.frame,
            )?);
        } else {
            for (sum, month) in constant.iter_mut().zip(&evaluated.months) {
                *sum += month.cost.to_f64();
            }
        }
    }
    let mut fixed = vec![0.0; months];
    for evaluated in &outline.fixed {
        for (month, costs) in evaluated.months.iter().enumerate() {
            constant[month] += costs.cost.to_f64();
            fixed[month] += costs.cost.to_f64();
        }
    }
    Ok(Model {
        workloads,
        constant,
        fixed,
    })
}

/// Sums for a correlation, around a first value to keep their digits.
#[derive(Clone, Copy, Default)]
struct Moments {
    x: f64,
    xx: f64,
    xy: f64,
}

#[allow(clippy::cast_precision_loss)]
fn run(
    model: &Model<'_>,
    inputs: &mut [Input],
    budget: Option<f64>,
    hard: bool,
    draws: u32,
    seed: u64,
) -> (Bands, Vec<Option<f64>>) {
    let months = model.constant.len();
    let count = draws as usize;
    let mut by_month = vec![0.0; months * count];
    let mut totals = vec![0.0; count];
    let mut over_any = 0_u32;
    let mut over_months = vec![0_u32; months];
    let mut values = vec![0.0; inputs.len()];
    let middle: Vec<f64> = inputs.iter().map(|input| input.quantiles.at(0.5)).collect();
    let mut moments = vec![Moments::default(); inputs.len()];
    let (mut first, mut sum_y, mut sum_yy) = (0.0, 0.0, 0.0);
    let mut costs = vec![0.0; months];
    let mut buffer = Vec::with_capacity(months);
    for draw in 0..count {
        for (value, input) in values.iter_mut().zip(inputs.iter_mut()) {
            *value = input.quantiles.at(uniform(&mut input.generator));
        }
        costs.copy_from_slice(&model.constant);
        for workload in &model.workloads {
            workload.add(&values, &mut costs, &mut buffer);
        }
        let mut total = 0.0;
        let mut over = false;
        for (month, cost) in costs.iter_mut().enumerate() {
            if let Some(budget) = budget
                && *cost > budget
            {
                over = true;
                over_months[month] += 1;
                if hard {
                    *cost = cost_under_hard_budget(*cost, model.fixed[month], budget);
                }
            }
            by_month[month * count + draw] = *cost;
            total += *cost;
        }
        over_any += u32::from(over);
        totals[draw] = total;
        if draw == 0 {
            first = total;
        }
        let y = total - first;
        sum_y += y;
        sum_yy += y * y;
        for ((moment, value), middle) in moments.iter_mut().zip(&values).zip(&middle) {
            let x = value - middle;
            moment.x += x;
            moment.xx += x * x;
            moment.xy += x * y;
        }
    }
    let n = count as f64;
    let spread = sum_yy - sum_y * sum_y / n;
    let squares: Vec<f64> = moments
        .iter()
        .map(|m| {
            let (own, joint) = (m.xx - m.x * m.x / n, m.xy - m.x * sum_y / n);
            if own > 0.0 && spread > 0.0 {
                joint * joint / (own * spread)
            } else {
                0.0
            }
        })
        .collect();
    let all: f64 = squares.iter().sum();
    let shares = squares
        .iter()
        .map(|square| (all > 0.0).then(|| square / all))
        .collect();

    let mut p = [const { Vec::new() }; 3];
    for month in 0..months {
        let column = &mut by_month[month * count..(month + 1) * count];
        for (list, value) in p.iter_mut().zip(deciles(column)) {
            list.push(value);
        }
    }
    let total_mean = first + sum_y / n;
    let [total_p10, total_p50, total_p90] = deciles(&mut totals);
    let [p10, p50, p90] = p;
    let bands = Bands {
        p10,
        p50,
        p90,
        total_p10,
        total_p50,
        total_p90,
        total_mean,
        probability_over_budget: budget.map(|_| f64::from(over_any) / n),
        probability_over_budget_by_month: budget.map(|_| {
            over_months
                .iter()
                .map(|over| f64::from(*over) / n)
                .collect()
        }),
        draws,
        seed,
    };
    (bands, shares)
}

/// p10, p50 and p90, between the two nearest cases in proportion.
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

    #[test]
    fn the_generator_gives_these_digits() {
        let mut generator = Xoshiro256PlusPlus::seed_from_u64(1 ^ hash("w.requests.perDay"));
        let digits: Vec<String> = (0..2)
            .map(|_| uniform(&mut generator).to_string())
            .collect();
        let again = {
            let mut generator = Xoshiro256PlusPlus::seed_from_u64(1 ^ hash("w.requests.perDay"));
            (0..2)
                .map(|_| uniform(&mut generator).to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(digits, again);
        assert!(digits.iter().all(|d| d.starts_with("0.")));
    }
}
