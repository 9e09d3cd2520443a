//! A workload compiled to floats for the simulation.
//!
//! In one band of context length, what a call costs is linear in its quantities, and what a month
//! costs is linear in its level. The prices come from the exact engine by probing it: once at the
//! base, once with each quantity a little larger.

use super::calls::{
    CacheOffer, Leg, call_fields, call_parts, fixed_quantities, is_output, length_bounds, settled,
};
use super::conversation::Bound;
use super::drivers::{Drivers, FIELDS, Fields, field, quantities};
use super::error::ProjectionError;
use super::evaluate::Plan;
use super::frame::Frame;
use super::real::Volume;
use super::retries::{Attempts, attempts};
use super::scenario::RequestQuantities;
use super::volume::{GrowthPath, levels, season};
use crate::pricing::{Exact, RateCard};
use crate::sorting::sort_by;

/// Where a driver's value comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    Base(f64),
    /// The n-th uncertain input.
    Input(usize),
}

impl Source {
    fn value(self, inputs: &[f64]) -> f64 {
        match self {
            Self::Base(value) => value,
            Self::Input(index) => inputs[index],
        }
    }
}

/// The price of a call with at most `up_to` input tokens.
#[derive(Clone, Debug)]
struct Band {
    up_to: f64,
    constant: f64,
    slopes: Vec<(usize, f64)>,
}

/// A leg in one period.
#[derive(Clone, Debug)]
struct CompiledLeg {
    leg: Leg,
    offer: Option<CacheOffer>,
    bands: Vec<Band>,
    /// Where the turns of a conversation are split; none otherwise.
    bounds: Vec<Bound<f64>>,
}

/// Some days of a month: cost = unit cost of the period × (per_day × level + per_month × level).
#[derive(Clone, Copy, Debug)]
struct Span {
    month: usize,
    period: usize,
    per_day: f64,
    per_month: f64,
}

/// A workload in floats.
pub(crate) struct Compiled<'a> {
    plan: &'a Plan<'a>,
    drivers: Drivers<Source>,
    growth: GrowthPath<f64>,
    periods: Vec<Vec<CompiledLeg>>,
    spans: Vec<Span>,
    /// Known where no quantity of a call is uncertain.
    fixed_units: Option<Vec<f64>>,
}

impl<'a> Compiled<'a> {
    pub fn new(
        plan: &'a Plan<'a>,
        base: &Drivers<Volume>,
        drivers: Drivers<Source>,
        frame: &Frame<'_>,
    ) -> Result<Self, ProjectionError> {
        let tries = attempts::<f64>(plan.workload.retries.as_ref());
        let mut periods = Vec::with_capacity(plan.days.len());
        for day in &plan.days {
            let mut legs = Vec::with_capacity(plan.legs.len());
            for leg in &plan.legs {
                let (card, offer) = plan.card(leg, *day, frame)?;
                let fields = call_fields(plan.workload, base, leg, offer);
                legs.push(CompiledLeg {
                    leg: leg.clone(),
                    offer,
                    bands: bands(plan, leg, &card, &fields, tries),
                    bounds: match (&plan.workload.conversation, leg.step) {
                        (Some(_), None) => length_bounds(&card),
                        _ => Vec::new(),
                    },
                });
            }
            periods.push(legs);
        }
        let mut compiled = Self {
            plan,
            growth: plan.growth.floats(),
            periods,
            spans: spans(plan, frame),
            fixed_units: None,
            drivers,
        };
        let certain = |fields: &Fields<Source>| {
            fields
                .iter()
                .flatten()
                .all(|source| matches!(source, Source::Base(_)))
        };
        let talk = compiled.drivers.conversation.as_ref().is_none_or(|turns| {
            [turns.turns, turns.system, turns.user, turns.answer]
                .iter()
                .all(|source| matches!(source, Source::Base(_)))
        });
        if talk && certain(&compiled.drivers.request) && compiled.drivers.steps.iter().all(certain)
        {
            let drivers = base.map(|value| value.to_f64());
            compiled.fixed_units = Some(compiled.units(&drivers));
        }
        Ok(compiled)
    }

    fn units(&self, drivers: &Drivers<f64>) -> Vec<f64> {
        self.periods
            .iter()
            .map(|legs| {
                legs.iter()
                    .map(|leg| leg.cost(self.plan, drivers))
                    .sum::<f64>()
            })
            .collect()
    }

    /// Adds what each month costs with these inputs to `months`.
    pub fn add(&self, inputs: &[f64], months: &mut [f64], buffer: &mut Vec<(f64, f64)>) {
        let drivers = self.drivers.map(|source| source.value(inputs));
        buffer.clear();
        levels(&drivers, &self.growth, months.len(), |_, level| {
            buffer.push((level.per_day, level.per_month));
        });
        let drawn;
        let units = match &self.fixed_units {
            Some(units) => units,
            None => {
                drawn = self.units(&drivers);
                &drawn
            }
        };
        for span in &self.spans {
            let (per_day, per_month) = buffer[span.month];
            months[span.month] +=
                units[span.period] * (per_day * span.per_day + per_month * span.per_month);
        }
    }
}

impl CompiledLeg {
    fn cost(&self, plan: &Plan<'_>, drivers: &Drivers<f64>) -> f64 {
        if self.bounds.is_empty() {
            let fields = call_fields(plan.workload, drivers, &self.leg, self.offer);
            return self
                .band(&fields)
                .map_or(0.0, |band| band.constant + band.variable(&fields));
        }
        call_parts(plan.workload, drivers, &self.leg, self.offer, &self.bounds)
            .iter()
            .enumerate()
            .filter_map(|(index, fields)| {
                let band = self.band(fields)?;
                // What does not depend on the turns is in the first part.
                let constant = if index == 0 { band.constant } else { 0.0 };
                Some(constant + band.variable(fields))
            })
            .sum()
    }

    /// The band of the average call.
    fn band(&self, fields: &Fields<f64>) -> Option<&Band> {
        const INPUT: usize = field("inputTokens");
        const REQUESTS: usize = field("requests");
        let length = fields[INPUT].unwrap_or(0.0) / fields[REQUESTS].unwrap_or(1.0).max(1e-9);
        let band = self.bands.iter().find(|band| length <= band.up_to);
        band.or(self.bands.last())
    }
}

impl Band {
    fn variable(&self, fields: &Fields<f64>) -> f64 {
        let slopes = self.slopes.iter();
        slopes
            .map(|(index, slope)| slope * fields[*index].unwrap_or(0.0))
            .sum::<f64>()
    }
}

fn spans(plan: &Plan<'_>, frame: &Frame<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    let markup = frame.markup.map_or(1.0, Exact::to_f64);
    for (index, month) in frame.calendar.months.iter().enumerate() {
        let factor = season(plan.workload, month).to_f64()
            * plan.reaching.to_f64()
            * frame.price_factor(index)
            * markup;
        let whole = Volume::of(plan.weights.days(month, 0, month.steps())).to_f64();
        let mut from = 0;
        while from < month.steps() {
            let date = month.date(from);
            let period = plan.days.iter().rposition(|day| *day <= date).unwrap_or(0);
            let to = plan
                .days
                .iter()
                .filter_map(|day| month.day_within(*day))
                .find(|day| *day > from)
                .unwrap_or(month.steps());
            let weight = Volume::of(plan.weights.days(month, from, to)).to_f64();
            spans.push(Span {
                month: index,
                period,
                per_day: weight * factor,
                per_month: if whole > 0.0 {
                    weight / whole * factor
                } else {
                    0.0
                },
            });
            from = to;
        }
    }
    spans
}

/// The bands of context length, each with its slopes.
fn bands(
    plan: &Plan<'_>,
    leg: &Leg,
    card: &RateCard<'_>,
    base: &Fields<Volume>,
    tries: Attempts<f64>,
) -> Vec<Band> {
    const INPUT: usize = field("inputTokens");
    const REQUESTS: usize = field("requests");
    let Some(base) = settled(base) else {
        return Vec::new();
    };
    let none = RequestQuantities::default();
    let rest = fixed_quantities(plan.workload, leg, &none);
    let weight = leg.weight.to_f64();
    let cost = |fields: &Fields<Exact>| -> Option<f64> {
        let usage = card.usage(&quantities(fields, rest)).ok()?;
        let parts = card.price(&usage.as_average()).ok()?;
        let sum: f64 = parts
            .iter()
            .map(|part| {
                let billed = if is_output(part.component) {
                    tries.output
                } else {
                    tries.input
                };
                part.amount.to_f64() * billed
            })
            .sum();
        Some(sum * weight)
    };
    let band = |at: &Fields<Exact>, up_to: f64| -> Option<Band> {
        let value = cost(at)?;
        let mut constant = value;
        let mut slopes = Vec::new();
        for index in 0..FIELDS {
            let Some(there) = at[index] else { continue };
            // A part cannot outgrow its whole: where more is refused, try less.
            let slope = [Exact::ONE, Exact::ZERO.checked_sub(Exact::ONE)?]
                .into_iter()
                .find_map(|step| {
                    let mut moved = *at;
                    let to = there.checked_add(step)?;
                    if to.is_negative() || (index == REQUESTS && to.is_zero()) {
                        return None;
                    }
                    moved[index] = Some(to);
                    Some((cost(&moved)? - value) / step.to_f64())
                })
                .unwrap_or(0.0);
            constant -= slope * there.to_f64();
            slopes.push((index, slope));
        }
        slopes.retain(|(_, slope)| *slope != 0.0);
        Some(Band {
            up_to,
            constant,
            slopes,
        })
    };
    let mut bounds: Vec<f64> = card
        .rates()
        .filter_map(|(_, _, row)| row.when.as_ref())
        .flat_map(|when| {
            #[allow(clippy::cast_precision_loss)]
            let whole = |bound: Option<u64>| bound.map(|b| b as f64);
            let under = |bound: Option<u64>| whole(bound).map(|b| b * (1.0 - 1e-15));
            [
                whole(when.above),
                whole(when.up_to),
                under(when.at_least),
                under(when.below),
            ]
        })
        .flatten()
        .collect();
    sort_by(&mut bounds, f64::total_cmp);
    bounds.dedup();
    bounds.push(f64::INFINITY);
    let requests = base[REQUESTS].map_or(1.0, Exact::to_f64).max(1e-9);
    let length = base[INPUT].map_or(0.0, Exact::to_f64) / requests;
    let mut low = -1.0;
    let mut list = Vec::with_capacity(bounds.len());
    for bound in bounds {
        let mut probe = base;
        if !(length > low && length <= bound) && base[INPUT].is_some() {
            // Well inside of this band.
            let inside = if bound.is_finite() {
                libm::floor((low.max(0.0) + bound) / 2.0)
            } else {
                low * 1.25
            };
            probe[INPUT] = Exact::from_f64(libm::floor(inside * requests));
        }
        if let Some(band) = band(&probe, bound) {
            list.push(band);
        }
        low = bound;
    }
    list
}
