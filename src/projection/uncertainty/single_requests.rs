//! What is left, over the requests of a month, of the differences between single requests.
//!
//! The average cost of N requests, each of which costs C ± s independently of the others, is
//! C ± s ÷ √N. It is drawn anew for each month, as a log-normal factor with the mean 1: near the
//! normal distribution where N is large, never below 0, and of the right shape for one request.

use rand_xoshiro::Xoshiro256PlusPlus;
use rust_decimal::prelude::ToPrimitive;

use super::distribution::normal_quantile;
use super::inputs::{generator, uniform};
use crate::projection::months::forecast::WorkloadForecast;
use crate::projection::price::plan::Plan;
use crate::projection::volume::drivers::Drivers;

/// The differences between the single requests of a workload.
pub(super) struct SingleRequests {
    /// σ of each month's factor.
    sigmas: Vec<f64>,
    generator: Xoshiro256PlusPlus,
}

impl SingleRequests {
    /// Those of a workload whose requests cost `cost(drivers)`. `None` if all of them are alike.
    pub fn new(
        workload: &WorkloadForecast<'_>,
        seed: u64,
        cost: impl Fn(&Drivers<f64>) -> f64,
    ) -> Option<Self> {
        let WorkloadForecast { plan, costs, .. } = workload;
        let variation = variation(plan, cost);
        if variation <= 0.0 {
            return None;
        }
        let reaching_api = plan.reaching_api.to_f64();
        let sigmas = costs.months.iter().map(|month| {
            let requests = month.requests.to_f64().unwrap_or(0.0) * reaching_api;
            // A share of a request differs as a whole one does.
            libm::sqrt(libm::log1p(variation / requests.max(1.0)))
        });
        Some(Self {
            sigmas: sigmas.collect(),
            generator: generator(seed, &format!("{}.spread", plan.workload.name)),
        })
    }

    /// Draws the factor on the average cost of each month's requests.
    pub fn draw(&mut self, factors: &mut Vec<f64>) {
        factors.clear();
        for sigma in &self.sigmas {
            let z = normal_quantile(uniform(&mut self.generator));
            factors.push(libm::exp(sigma * z - sigma * sigma / 2.0));
        }
    }
}

/// The variance of a request's cost over the square of its mean: each spread of single requests
/// contributes the square of what one standard deviation of it costs. The answers of a conversation
/// count as equally long, so its spread is rather too wide.
fn variation(plan: &Plan<'_>, cost: impl Fn(&Drivers<f64>) -> f64) -> f64 {
    let mut count = 0;
    Drivers::of(plan.workload, &plan.path, |value, _| {
        count += usize::from(value.evens_out() && !value.is_certain());
    });
    if count == 0 {
        return 0.0;
    }
    let moved = |which: Option<usize>| {
        let mut index = 0;
        cost(&Drivers::of(plan.workload, &plan.path, |value, _| {
            let base = value.base().to_f64();
            if !value.evens_out() || value.is_certain() {
                return base;
            }
            index += 1;
            if which == Some(index) {
                base + value.deviation()
            } else {
                base
            }
        }))
    };
    let mean = moved(None);
    if mean <= 0.0 {
        return 0.0;
    }
    (1..=count)
        .map(|which| {
            let share = (moved(Some(which)) - mean) / mean;
            share * share
        })
        .sum()
}
