//! The cost of a call in floats.
//!
//! In one context band, the cost of a call is linear in its quantities. The coefficients come from
//! probing the exact prices: once at the base case, once with each quantity a little larger.

use crate::pricing::{Exact, RateCard};
use crate::projection::price::periods::is_output;
use crate::projection::price::plan::Plan;
use crate::projection::price::rates::CallRates;
use crate::projection::scenario::RequestQuantities;
use crate::projection::volume::calls::{Call, call_quantities, call_quantities_by_band};
use crate::projection::volume::conversation::LengthBound;
use crate::projection::volume::drivers::Drivers;
use crate::projection::volume::prompt_cache::PromptCache;
use crate::projection::volume::quantities::{
    INPUT, QUANTITY_COUNT, QuantityValues, REQUESTS, rounded, to_pricing,
};
use crate::projection::volume::retries::{Attempts, attempts};
use crate::sorting::sort_by;

/// A bound that prompts must stay below, as one that they may reach: the next smaller number.
const JUST_BELOW: f64 = 1.0 - 1e-15;

/// The cost of a call whose prompt has at most `up_to` tokens: a constant and a slope for each
/// quantity that matters.
#[derive(Clone, Debug)]
struct LinearCost {
    up_to: f64,
    constant: f64,
    slopes: Vec<(usize, f64)>,
}

/// The cost of a call at the rates of some price periods.
pub(super) struct CallModel<'a> {
    call: &'a Call,
    cache: Option<PromptCache>,
    /// By context band, in ascending order.
    bands: Vec<LinearCost>,
    /// The prompt lengths at which the turns of a conversation change their rates.
    conversation_bounds: Vec<LengthBound<f64>>,
}

impl<'a> CallModel<'a> {
    pub fn new(plan: &'a Plan<'_>, call: &'a Call, rates: &CallRates<'_>) -> Self {
        Self {
            call,
            cache: rates.cache,
            bands: linear_costs(plan, call, rates).unwrap_or_default(),
            conversation_bounds: rates.conversation_bounds(),
        }
    }

    /// US dollars per request that reaches the API.
    pub fn cost(&self, plan: &Plan<'_>, drivers: &Drivers<f64>) -> f64 {
        if self.conversation_bounds.is_empty() {
            let values = call_quantities(plan.workload, drivers, self.call, self.cache);
            return self
                .band(&values)
                .map_or(0.0, |band| band.constant + band.variable(&values));
        }
        call_quantities_by_band(
            plan.workload,
            drivers,
            self.call,
            self.cache,
            &self.conversation_bounds,
        )
        .iter()
        .enumerate()
        .filter_map(|(index, values)| {
            let band = self.band(values)?;
            // What does not depend on the turns is in the first part.
            let constant = if index == 0 { band.constant } else { 0.0 };
            Some(constant + band.variable(values))
        })
        .sum()
    }

    /// The context band of the average prompt.
    fn band(&self, values: &QuantityValues<f64>) -> Option<&LinearCost> {
        let length = values[INPUT].unwrap_or(0.0) / values[REQUESTS].unwrap_or(1.0).max(1e-9);
        let band = self.bands.iter().find(|band| length <= band.up_to);
        band.or(self.bands.last())
    }
}

impl LinearCost {
    /// The part of the cost that depends on the quantities.
    fn variable(&self, values: &QuantityValues<f64>) -> f64 {
        let slopes = self.slopes.iter();
        slopes
            .map(|(index, slope)| slope * values[*index].unwrap_or(0.0))
            .sum::<f64>()
    }
}

/// The exact prices of a call, which are probed at several quantities.
struct Probe<'a> {
    card: &'a RateCard<'a>,
    request: &'a RequestQuantities,
    calls_per_request: f64,
    attempts: Attempts<f64>,
}

impl Probe<'_> {
    /// US dollars per request that reaches the API. `None` if there is no price.
    fn cost(&self, values: &QuantityValues<Exact>) -> Option<f64> {
        let usage = self.card.usage(&to_pricing(values, self.request)).ok()?;
        // The quantities are averages over many calls, and minimums concern single uses.
        let parts = self.card.price(&usage.as_average()).ok()?;
        let sum: f64 = parts
            .iter()
            .map(|part| {
                let attempts = if is_output(part.component) {
                    self.attempts.output
                } else {
                    self.attempts.input
                };
                part.amount.to_f64() * attempts
            })
            .sum();
        Some(sum * self.calls_per_request)
    }

    /// The linear cost around these quantities.
    fn linear_cost(&self, at: &QuantityValues<Exact>, up_to: f64) -> Option<LinearCost> {
        let value = self.cost(at)?;
        let mut constant = value;
        let mut slopes = Vec::new();
        for index in 0..QUANTITY_COUNT {
            let Some(base) = at[index] else { continue };
            let slope = self.slope(at, value, index, base).unwrap_or(0.0);
            constant -= slope * base.to_f64();
            slopes.push((index, slope));
        }
        slopes.retain(|(_, slope)| *slope != 0.0);
        Some(LinearCost {
            up_to,
            constant,
            slopes,
        })
    }

    /// What one more of a quantity costs. A part of a whole may not be able to grow alone; it is
    /// then made smaller.
    fn slope(
        &self,
        at: &QuantityValues<Exact>,
        value: f64,
        index: usize,
        base: Exact,
    ) -> Option<f64> {
        let steps = [Exact::ONE, Exact::ZERO.checked_sub(Exact::ONE)?];
        steps.into_iter().find_map(|step| {
            let mut moved = *at;
            let to = base.checked_add(step)?;
            if to.is_negative() || (index == REQUESTS && to.is_zero()) {
                return None;
            }
            moved[index] = Some(to);
            Some((self.cost(&moved)? - value) / step.to_f64())
        })
    }
}

/// The linear cost in each context band, around the base case. `None` if a quantity of the base
/// case has too many digits.
#[allow(clippy::similar_names)]
fn linear_costs(plan: &Plan<'_>, call: &Call, rates: &CallRates<'_>) -> Option<Vec<LinearCost>> {
    let base = call_quantities(plan.workload, &plan.base_case, call, rates.cache);
    let base = rounded(&base)?;
    let none = RequestQuantities::default();
    let probe = Probe {
        card: &rates.card,
        request: call.request(plan.workload).unwrap_or(&none),
        calls_per_request: call.per_request.to_f64(),
        attempts: attempts(plan.workload.retries.as_ref()),
    };
    let requests = base[REQUESTS].map_or(1.0, Exact::to_f64).max(1e-9);
    let length = base[INPUT].map_or(0.0, Exact::to_f64) / requests;
    let bounds = context_bounds(&rates.card);
    let mut low = -1.0;
    let mut list = Vec::with_capacity(bounds.len());
    for bound in bounds {
        let mut at = base;
        if !(length > low && length <= bound) && base[INPUT].is_some() {
            // A prompt well inside of this band.
            let inside = if bound.is_finite() {
                libm::floor((low.max(0.0) + bound) / 2.0)
            } else {
                low * 1.25
            };
            at[INPUT] = Exact::from_f64(libm::floor(inside * requests));
        }
        list.extend(probe.linear_cost(&at, bound));
        low = bound;
    }
    Some(list)
}

/// The prompt lengths up to which a context band reaches, in ascending order, infinity the last.
fn context_bounds(card: &RateCard<'_>) -> Vec<f64> {
    let mut bounds: Vec<f64> = card
        .rates()
        .filter_map(|(_, _, row)| row.when.as_ref())
        .flat_map(|when| {
            #[allow(clippy::cast_precision_loss)]
            let reached = |bound: Option<u64>| bound.map(|b| b as f64);
            let below = |bound: Option<u64>| reached(bound).map(|b| b * JUST_BELOW);
            [
                reached(when.above),
                reached(when.up_to),
                below(when.at_least),
                below(when.below),
            ]
        })
        .flatten()
        .collect();
    sort_by(&mut bounds, f64::total_cmp);
    bounds.dedup();
    bounds.push(f64::INFINITY);
    bounds
}
