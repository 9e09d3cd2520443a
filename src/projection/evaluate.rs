//! One workload, month by month: volumes times rates, exactly.

use rust_decimal::Decimal;

use super::calls::{
    CacheOffer, Leg, cache_offer, call_parts, fixed_quantities, is_output, legs, length_bounds,
    settled,
};
use super::dollars::Dollars;
use super::drivers::{Drivers, quantities};
use super::error::ProjectionError;
use super::evaluated::{Evaluated, LineTotal, Piece, Sums, WorkloadMonth, total_of};
use super::frame::Frame;
use super::real::{Real, Volume};
use super::retries::attempts;
use super::scenario::{RequestQuantities, Workload};
use super::volume::{GrowthPath, Weights, levels, season};
use crate::pricing::{Component, Day, Exact, PricedPart, RateCard};
use crate::sorting::sort_by;

type Outcome<T> = Result<T, ProjectionError>;

/// A part of a leg's price: so much of a component per request, at a rate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PricedLine {
    pub leg: usize,
    pub component: Component,
    /// Per request of the workload, retries and shares included.
    pub per_request: Volume,
    pub rate: Exact,
    /// Power of ten and divisor from the unit to one.
    pub scale: (i32, u32),
    /// Where it is summed up.
    pub total: usize,
}

/// The prices from a day on.
#[derive(Clone, Debug)]
pub(crate) struct Period {
    pub from: Day,
    pub lines: Vec<PricedLine>,
}

/// A workload with everything that does not depend on its drivers.
pub(crate) struct Plan<'a> {
    pub workload: &'a Workload,
    pub path: String,
    pub legs: Vec<Leg>,
    pub weights: Weights,
    pub growth: GrowthPath<Volume>,
    /// Days on which a price of one of the models changes, the first day of the scenario first.
    pub days: Vec<Day>,
    /// Share of the requests that reaches the API.
    pub reaching: Volume,
}

pub(crate) fn too_large(path: &str) -> ProjectionError {
    ProjectionError::limit(
        path,
        "grows beyond what can be reckoned exactly (28 digits); use a smaller volume, growth or rate",
    )
}

impl<'a> Plan<'a> {
    pub fn new(workload: &'a Workload, path: String, frame: &Frame<'_>) -> Outcome<Self> {
        let legs = legs(workload, &path).ok_or_else(|| too_large(&path))?;
        let mut days = vec![frame.start];
        for leg in &legs {
            let changes = frame
                .catalog
                .price_changes(&leg.model, frame.start, frame.end)
                .map_err(|source| ProjectionError::pricing(&leg.model_path, source))?;
            days.extend(changes);
        }
        sort_by(&mut days, Ord::cmp);
        days.dedup();
        let reaching = workload
            .response_cache_hit_rate
            .map_or(Volume::one(), |hits| Volume::one() - Volume::exact(hits.0));
        Ok(Self {
            weights: Weights::of(workload, &frame.calendar),
            growth: GrowthPath::of(workload, frame.calendar.months.len()),
            workload,
            path,
            legs,
            days,
            reaching,
        })
    }

    /// The rate card of a leg on a day, and its prompt cache.
    pub fn card<'c>(
        &self,
        leg: &Leg,
        day: Day,
        frame: &Frame<'c>,
    ) -> Outcome<(RateCard<'c>, Option<CacheOffer>)> {
        let card = frame
            .catalog
            .rate_card(&leg.model, day, leg.tier, None)
            .map_err(|source| ProjectionError::pricing(&leg.model_path, source))?;
        let offer = cache_offer(&card);
        Ok((card, offer))
    }

    /// The priced parts of one call.
    pub fn price<'c>(
        &self,
        leg: &Leg,
        card: &RateCard<'c>,
        offer: Option<CacheOffer>,
        drivers: &Drivers<Volume>,
    ) -> Outcome<Vec<PricedPart<'c>>> {
        let none = RequestQuantities::default();
        let bounds = match (&self.workload.conversation, leg.step) {
            (Some(_), None) => length_bounds(card),
            _ => Vec::new(),
        };
        let mut priced = Vec::new();
        let calls = call_parts(self.workload, drivers, leg, offer, &bounds);
        for (index, fields) in calls.iter().enumerate() {
            let fields = settled(fields).ok_or_else(|| too_large(&self.path))?;
            let rest = match index {
                0 => fixed_quantities(self.workload, leg, &none),
                _ => &none,
            };
            let parts = card
                .usage(&quantities(&fields, rest))
                // A share of the calls may use nothing: minimums of single uses do not hold on average.
                .and_then(|usage| card.price(&usage.as_average()));
            priced.extend(parts.map_err(|source| self.pricing_error(leg, source))?);
        }
        Ok(priced)
    }

    fn pricing_error(&self, leg: &Leg, source: crate::pricing::PricingError) -> ProjectionError {
        use crate::Coded;
        let prefix = match leg.step {
            Some(step) => format!("{}.steps[{step}].request", self.path),
            None => format!("{}.request", self.path),
        };
        // "quantities.images[0]" is "workloads[0].request.images[0]" here.
        let path = match source
            .path()
            .and_then(|path| path.strip_prefix("quantities"))
        {
            Some(tail) => format!("{prefix}{tail}"),
            None => leg.model_path.clone(),
        };
        ProjectionError::pricing(path, source)
    }

    /// The prices of every period, and the totals that their lines are summed up in.
    pub fn periods(
        &self,
        drivers: &Drivers<Volume>,
        frame: &Frame<'_>,
    ) -> Outcome<(Vec<Period>, Vec<LineTotal>)> {
        let attempts = attempts::<Volume>(self.workload.retries.as_ref());
        let mut totals: Vec<LineTotal> = Vec::new();
        let mut periods = Vec::with_capacity(self.days.len());
        for day in &self.days {
            let mut lines = Vec::new();
            for (index, leg) in self.legs.iter().enumerate() {
                let (card, offer) = self.card(leg, *day, frame)?;
                for part in self.price(leg, &card, offer, drivers)? {
                    let billed = if is_output(part.component) {
                        attempts.output
                    } else {
                        attempts.input
                    };
                    lines.push(PricedLine {
                        leg: index,
                        component: part.component,
                        per_request: Volume::exact(part.quantity)
                            * Volume::exact(leg.weight)
                            * billed,
                        rate: part.rate,
                        scale: part.unit.scale(part.component),
                        total: total_of(
                            &mut totals,
                            &leg.model,
                            leg.tier,
                            part.component.as_str(),
                            part.unit.as_str(),
                        ),
                    });
                }
            }
            periods.push(Period { from: *day, lines });
        }
        Ok((periods, totals))
    }

    /// The months of the workload with these drivers.
    pub fn evaluate(&self, drivers: &Drivers<Volume>, frame: &Frame<'_>) -> Outcome<Evaluated> {
        let (periods, totals) = self.periods(drivers, frame)?;
        self.months(&periods, totals, drivers, frame)
    }

    /// The months of the workload with the prices of its calls known; of the drivers, only those of the
    /// volume are looked at.
    pub fn months(
        &self,
        periods: &[Period],
        totals: Vec<LineTotal>,
        drivers: &Drivers<Volume>,
        frame: &Frame<'_>,
    ) -> Outcome<Evaluated> {
        let count = frame.calendar.months.len();
        let mut levels_of = Vec::with_capacity(count);
        levels(drivers, &self.growth, count, |_, level| {
            levels_of.push(level)
        });

        let mut sums = Sums::new(totals, count);
        let mut period = 0;
        for (index, month) in frame.calendar.months.iter().enumerate() {
            let level = levels_of[index];
            let season = season(self.workload, month);
            let whole = Volume::of(self.weights.days(month, 0, month.steps()));
            let per_weight = if whole > Volume::zero() {
                level.per_month / whole
            } else {
                Volume::zero()
            };
            let per_weight = (level.per_day + per_weight) * season;
            let mut result = WorkloadMonth {
                requests: Decimal::ZERO,
                cost: Dollars::ZERO,
                pieces: Vec::with_capacity(1),
                peak_day: (per_weight * Volume::of(self.weights.busiest())).to_f64(),
            };
            let mut from = 0;
            loop {
                // A price that changes on the first day, or on days that a fixed month lacks.
                while periods.get(period + 1).is_some_and(|next| {
                    next.from <= month.first || (from > 0 && next.from <= month.date(from))
                }) {
                    period += 1;
                }
                let to = periods
                    .get(period + 1)
                    .and_then(|next| month.day_within(next.from))
                    .unwrap_or(month.steps());
                let weight = self.weights.days(month, from, to);
                let requests =
                    if from == 0 && to == month.steps() && level.per_day == Volume::zero() {
                        // A volume per month is that volume, whatever the days.
                        if whole > Volume::zero() {
                            level.per_month * season
                        } else {
                            Volume::zero()
                        }
                    } else {
                        per_weight * Volume::of(weight)
                    };
                let cost = self.piece(&periods[period], requests, index, frame, &mut sums)?;
                result.requests += requests.settled().ok_or_else(|| too_large(&self.path))?;
                result.cost = result
                    .cost
                    .checked_add(cost)
                    .ok_or_else(|| too_large(&self.path))?;
                result.pieces.push(Piece {
                    from,
                    to,
                    weight,
                    cost,
                });
                if to >= month.steps() {
                    break;
                }
                from = to;
            }
            sums.month(result).ok_or_else(|| too_large(&self.path))?;
        }
        Ok(sums.done())
    }

    fn piece(
        &self,
        period: &Period,
        requests: Volume,
        month: usize,
        frame: &Frame<'_>,
        sums: &mut Sums,
    ) -> Outcome<Dollars> {
        let served = requests * self.reaching;
        let mut cost = Dollars::ZERO;
        for line in &period.lines {
            let added = (served * line.per_request)
                .settled()
                .zip(frame.unit_price(line, month))
                .and_then(|(quantity, price)| sums.add(line.total, quantity, price))
                .and_then(|amount| cost.checked_add(amount));
            cost = added.ok_or_else(|| too_large(&self.path))?;
        }
        Ok(cost)
    }
}
