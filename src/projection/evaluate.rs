//! One workload, month by month: volumes times rates, exactly.

use rust_decimal::Decimal;

use super::calendar::Calendar;
use super::calls::{
    CacheOffer, Leg, cache_offer, call_parts, fixed_quantities, is_output, legs, length_bounds,
    settled,
};
use super::dollars::{Dollars, UnitPrice};
use super::drivers::{Drivers, quantities};
use super::error::ProjectionError;
use super::real::{Real, Volume};
use super::retries::attempts;
use super::scenario::{Every, FixedCost, RequestQuantities, Scenario, Workload};
use super::validate::plain_fields;
use super::volume::{GrowthPath, Weights, levels, season};
use crate::pricing::{Catalog, Component, Day, Exact, PricedPart, RateCard, Tier};
use crate::sorting::sort_by;

type Outcome<T> = Result<T, ProjectionError>;

/// What all workloads of a scenario have in common.
pub(crate) struct Frame<'c> {
    pub catalog: &'c Catalog,
    pub calendar: Calendar,
    pub start: Day,
    /// The first day after the last month.
    pub end: Day,
    /// Factors of the what-if price path, month by month; `None` for none.
    price_path: Option<Vec<f64>>,
    /// 1 + markup.
    pub markup: Option<Exact>,
}

impl<'c> Frame<'c> {
    pub fn new(scenario: &Scenario, catalog: &'c Catalog) -> Outcome<Self> {
        let start = scenario.start.unwrap_or(catalog.checked());
        let too_far = || ProjectionError::invalid("start", "is too far from today to count months");
        let calendar =
            Calendar::new(start, scenario.months, scenario.month_length).ok_or_else(too_far)?;
        let end = calendar.end().ok_or_else(too_far)?;
        let change = scenario.price_change_per_year.map(|change| change.to_f64());
        let months = scenario.months;
        let price_path = change.filter(|change| *change != 0.0).map(|change| {
            (0..months)
                .map(|month| libm::pow(1.0 + change, f64::from(month) / 12.0))
                .collect()
        });
        let markup = scenario
            .markup
            .and_then(|markup| Exact::ONE.plus(markup.0))
            .filter(|factor| *factor != Exact::ONE);
        Ok(Self {
            catalog,
            calendar,
            start,
            end,
            price_path,
            markup,
        })
    }

    /// The factor of the what-if path on the rates of a month.
    pub fn price_factor(&self, month: usize) -> f64 {
        self.price_path.as_ref().map_or(1.0, |path| path[month])
    }

    /// The price of one unit in a month. A rate on the what-if path is kept to 8 decimals.
    fn unit_price(&self, line: &PricedLine, month: usize) -> Option<UnitPrice> {
        let (places, divisor) = line.scale;
        let rate = match &self.price_path {
            None => line.rate,
            Some(path) => {
                let changed = libm::rint(line.rate.to_f64() * path[month] * 1e8) / 1e8;
                if path[month] == 1.0 {
                    line.rate
                } else {
                    Exact::from_f64(changed)?
                }
            }
        };
        UnitPrice::new(rate, places, divisor, self.markup.as_slice())
    }

    /// An amount of the scenario with the markup.
    pub fn marked_up(&self, amount: Exact) -> Option<Dollars> {
        Dollars::exact(match self.markup {
            Some(factor) => amount.times(factor)?,
            None => amount,
        })
    }
}

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
    total: usize,
}

/// The prices from a day on.
#[derive(Clone, Debug)]
pub(crate) struct Period {
    pub from: Day,
    pub lines: Vec<PricedLine>,
}

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

fn too_large(path: &str) -> ProjectionError {
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
                    .plus(cost)
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
                .and_then(|amount| cost.plus(amount));
            cost = added.ok_or_else(|| too_large(&self.path))?;
        }
        Ok(cost)
    }
}

/// The index of a line's total, made if there is none.
fn total_of(
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
struct Sums {
    result: Evaluated,
}

impl Sums {
    fn new(lines: Vec<LineTotal>, months: usize) -> Self {
        Self {
            result: Evaluated {
                months: Vec::with_capacity(months),
                lines,
                total: Dollars::ZERO,
            },
        }
    }

    fn add(&mut self, line: usize, quantity: Decimal, price: UnitPrice) -> Option<Dollars> {
        let amount = Dollars::of(quantity, price)?;
        let total = &mut self.result.lines[line];
        total.quantity = total.quantity.checked_add(quantity)?;
        total.amount = total.amount.plus(amount)?;
        Some(amount)
    }

    fn month(&mut self, month: WorkloadMonth) -> Option<()> {
        self.result.total = self.result.total.plus(month.cost)?;
        self.result.months.push(month);
        Some(())
    }

    fn done(self) -> Evaluated {
        self.result
    }
}

/// A fixed cost, month by month.
pub(crate) fn evaluate_fixed(
    cost: &FixedCost,
    path: &str,
    frame: &Frame<'_>,
) -> Outcome<Evaluated> {
    let every = cost.every.unwrap_or(Every::Month);
    let mut days = vec![frame.start];
    let model_path = format!("{path}.model");
    if let Some(model) = &cost.model {
        let changes = frame.catalog.price_changes(model, frame.start, frame.end);
        days.extend(changes.map_err(|source| ProjectionError::pricing(&model_path, source))?);
    }
    let mut totals = Vec::new();
    let mut periods = Vec::new();
    for day in days {
        periods.push(Period {
            from: day,
            lines: fixed_lines(cost, day, path, frame, &mut totals)?,
        });
    }
    let plain = cost.amount.map(|amount| amount.0).unwrap_or_default();
    let plain = frame.marked_up(plain).ok_or_else(|| too_large(path))?;
    let amount_line = cost
        .amount
        .map(|_| total_of(&mut totals, "", Tier::Standard, "fixed", "payment"));

    let mut sums = Sums::new(totals, frame.calendar.months.len());
    for (index, month) in frame.calendar.months.iter().enumerate() {
        let last = match every {
            Every::Day => month.steps(),
            Every::Month => 1,
            Every::Once => u32::from(index == 0),
        };
        let mut result = WorkloadMonth {
            requests: Decimal::ZERO,
            cost: Dollars::ZERO,
            pieces: Vec::new(),
            peak_day: 0.0,
        };
        let mut from = 0;
        while from < last {
            let date = month.date(from);
            let current = periods.iter().rposition(|period| period.from <= date);
            let period = &periods[current.unwrap_or(0)];
            let to = periods
                .iter()
                .filter_map(|period| month.day_within(period.from))
                .find(|day| *day > from)
                .unwrap_or(last)
                .min(last);
            let times = if every == Every::Day {
                Decimal::from(to).min(month.days) - Decimal::from(from)
            } else {
                Decimal::ONE
            };
            let mut amount = Some(Dollars::ZERO);
            for line in &period.lines {
                let added = (line.per_request * Volume::of(times))
                    .settled()
                    .zip(frame.unit_price(line, index))
                    .and_then(|(quantity, price)| sums.add(line.total, quantity, price));
                amount = amount.zip(added).and_then(|(a, b)| a.plus(b));
            }
            if let Some(line) = amount_line {
                let (mantissa, scale) = (times.normalize().mantissa(), times.normalize().scale());
                let paid = plain
                    .times_whole(mantissa)
                    .map(|paid| paid.part(Decimal::ONE, Decimal::from(10_u64.pow(scale.min(18)))));
                let total = &mut sums.result.lines[line];
                total.quantity += times;
                total.amount = paid
                    .and_then(|paid| total.amount.plus(paid))
                    .ok_or_else(|| too_large(path))?;
                amount = amount.zip(paid).and_then(|(a, b)| a.plus(b));
            }
            let amount = amount.ok_or_else(|| too_large(path))?;
            result.cost = result.cost.plus(amount).ok_or_else(|| too_large(path))?;
            result.pieces.push(Piece {
                from,
                to,
                weight: times,
                cost: amount,
            });
            from = to;
        }
        sums.month(result).ok_or_else(|| too_large(path))?;
    }
    Ok(sums.done())
}

fn fixed_lines(
    cost: &FixedCost,
    day: Day,
    path: &str,
    frame: &Frame<'_>,
    totals: &mut Vec<LineTotal>,
) -> Outcome<Vec<PricedLine>> {
    let (Some(model), Some(given)) = (&cost.model, &cost.quantities) else {
        return Ok(Vec::new());
    };
    let fail = |source: crate::pricing::PricingError| {
        use crate::Coded;
        let path = match source.path().and_then(|p| p.strip_prefix("quantities")) {
            Some(tail) => format!("{path}.quantities{tail}"),
            None => format!("{path}.model"),
        };
        ProjectionError::pricing(path, source)
    };
    let card = frame
        .catalog
        .rate_card(model, day, Tier::Standard, None)
        .map_err(fail)?;
    let usage = card
        .usage(&quantities(&plain_fields(given), given))
        .map_err(fail)?;
    let parts = card.price(&usage).map_err(fail)?;
    Ok(parts
        .into_iter()
        .map(|part| PricedLine {
            leg: 0,
            component: part.component,
            per_request: Volume::exact(part.quantity),
            rate: part.rate,
            scale: part.unit.scale(part.component),
            total: total_of(
                totals,
                model,
                Tier::Standard,
                part.component.as_str(),
                part.unit.as_str(),
            ),
        })
        .collect())
}

impl Evaluated {
    /// Adds what each day of a month costs to `days`.
    pub fn add_days(
        &self,
        month_index: usize,
        month: &super::calendar::Month,
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
                left = left.minus(part).unwrap_or(Dollars::ZERO);
                if let Some(sum) = days.get_mut(day as usize) {
                    *sum = sum.plus(part).unwrap_or(*sum);
                }
            }
        }
    }
}
