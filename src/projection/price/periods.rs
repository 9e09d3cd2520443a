//! The priced calls of a plan for given drivers, and what one request costs in each price period.

use super::plan::Plan;
use super::rates::CallRates;
use crate::Coded;
use crate::pricing::{Component, Exact, PricedPart, Tier, Usage};
use crate::projection::error::ProjectionError;
use crate::projection::path;
use crate::projection::scenario::RequestQuantities;
use crate::projection::volume::calls::{Call, call_quantities_by_band};
use crate::projection::volume::drivers::Drivers;
use crate::projection::volume::numeric::{Numeric, Volume};
use crate::projection::volume::quantities::{rounded, to_pricing};
use crate::projection::volume::retries::attempts;

/// What one call uses and costs in one context band.
pub(crate) struct PricedBand<'a> {
    pub usage: Usage,
    pub parts: Vec<PricedPart<'a>>,
}

/// What one call uses and costs. Only the turns of a conversation have more than one band.
pub(crate) struct PricedCall<'a> {
    pub bands: Vec<PricedBand<'a>>,
}

/// One component of what a request costs in a price period.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PricedLine {
    /// The index of the call that it is a part of.
    pub call: usize,
    pub component: Component,
    /// Quantity per request that reaches the API, with calls per request and attempts included.
    pub per_request: Volume,
    /// US dollars per unit.
    pub rate: Exact,
    /// The power of ten and the divisor from the unit to one.
    pub scale: (i32, u32),
    /// The index of its [`LineItem`].
    pub item: usize,
}

/// What a line of the projection is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineItem {
    pub model: String,
    pub tier: Tier,
    pub component: &'static str,
    pub unit: &'static str,
}

/// The priced calls of a plan for given drivers.
pub(crate) struct Prices<'a> {
    /// In the order of [`Plan::rates`].
    pub calls: Vec<PricedCall<'a>>,
    /// For every price period, what one request costs.
    pub periods: Vec<Vec<PricedLine>>,
    /// What the lines of all periods are about, in the order of the projection's lines.
    pub items: Vec<LineItem>,
}

impl<'a> PricedCall<'a> {
    /// The parts of all bands.
    pub fn parts(&self) -> impl Iterator<Item = &PricedPart<'a>> {
        self.bands.iter().flat_map(|band| &band.parts)
    }

    /// US dollars as a float, to compare models with each other.
    pub fn cost(&self) -> f64 {
        self.parts().map(|part| part.amount.to_f64()).sum()
    }
}

impl<'a> Prices<'a> {
    /// Prices the calls of `plan` with these drivers.
    pub fn new(plan: &Plan<'a>, drivers: &Drivers<Volume>) -> Result<Self, ProjectionError> {
        let attempts = attempts::<Volume>(plan.workload.retries.as_ref());
        let mut prices = Self {
            calls: Vec::with_capacity(plan.rates.len()),
            periods: Vec::with_capacity(plan.rates_by_period.len()),
            items: Vec::new(),
        };
        for rates_of_calls in &plan.rates_by_period {
            let mut lines = Vec::new();
            for (index, (call, rates)) in plan.calls.iter().zip(rates_of_calls).enumerate() {
                // Rates stand in the order in which periods refer to them.
                if *rates == prices.calls.len() {
                    let priced = price_call(plan, call, &plan.rates[*rates], drivers)?;
                    prices.calls.push(priced);
                }
                for part in prices.calls[*rates].parts() {
                    let attempts = if is_output(part.component) {
                        attempts.output
                    } else {
                        attempts.input
                    };
                    lines.push(PricedLine {
                        call: index,
                        component: part.component,
                        per_request: Volume::from_exact(part.quantity)
                            * Volume::from_exact(call.per_request)
                            * attempts,
                        rate: part.rate,
                        scale: part.unit.scale(part.component),
                        item: item_index(
                            &mut prices.items,
                            &call.model,
                            call.tier,
                            part.component.as_str(),
                            part.unit.as_str(),
                        ),
                    });
                }
            }
            prices.periods.push(lines);
        }
        Ok(prices)
    }
}

/// The index of the item, which is added if it is new.
pub(super) fn item_index(
    items: &mut Vec<LineItem>,
    model: &str,
    tier: Tier,
    component: &'static str,
    unit: &'static str,
) -> usize {
    let known = items.iter().position(|item| {
        item.component == component && item.unit == unit && item.tier == tier && item.model == model
    });
    known.unwrap_or_else(|| {
        items.push(LineItem {
            model: model.to_owned(),
            tier,
            component,
            unit,
        });
        items.len() - 1
    })
}

/// Prices one call of a workload at these rates.
pub(crate) fn price_call<'a>(
    plan: &Plan<'_>,
    call: &Call,
    rates: &CallRates<'a>,
    drivers: &Drivers<Volume>,
) -> Result<PricedCall<'a>, ProjectionError> {
    let none = RequestQuantities::default();
    let bounds = rates.conversation_bounds();
    let quantities = call_quantities_by_band(plan.workload, drivers, call, rates.cache, &bounds);
    let mut bands = Vec::with_capacity(quantities.len());
    for (index, values) in quantities.iter().enumerate() {
        let values = rounded(values).ok_or_else(|| ProjectionError::too_large(&plan.path))?;
        let rest = match index {
            0 => call.request(plan.workload).unwrap_or(&none),
            _ => &none,
        };
        let band = rates
            .card
            .usage(&to_pricing(&values, rest))
            .and_then(|usage| {
                // The quantities are averages over many calls, and minimums concern single uses.
                let usage = usage.as_average();
                let parts = rates.card.price(&usage)?;
                Ok(PricedBand { usage, parts })
            })
            .map_err(|source| {
                let request = call.request_path(&plan.path);
                let path = path::of_quantity(&request, source.path());
                ProjectionError::pricing(path.unwrap_or_else(|| call.model_path.clone()), source)
            })?;
        bands.push(band);
    }
    Ok(PricedCall { bands })
}

/// Whether a component is a part of the answer. A failed attempt may be billed less of it.
pub(crate) fn is_output(component: Component) -> bool {
    matches!(
        component,
        Component::Output
            | Component::ReasoningOutput
            | Component::AudioOutput
            | Component::ImageOutput
            | Component::VideoOutput
            | Component::CitationOutput
            | Component::ImageGeneration
    )
}
