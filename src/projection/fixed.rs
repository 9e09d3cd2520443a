//! Costs that are no request: training, storage, a fee.

use rust_decimal::Decimal;

use super::dollars::Dollars;
use super::drivers::quantities;
use super::error::ProjectionError;
use super::evaluate::{Period, PricedLine, too_large};
use super::evaluated::{Evaluated, LineTotal, Piece, Sums, WorkloadMonth, total_of};
use super::frame::Frame;
use super::real::{Real, Volume};
use super::scenario::{Every, FixedCost};
use super::validate::plain_fields;
use crate::pricing::{Day, Tier};

type Outcome<T> = Result<T, ProjectionError>;

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
                amount = amount.zip(added).and_then(|(a, b)| a.checked_add(b));
            }
            if let Some(line) = amount_line {
                let (mantissa, scale) = (times.normalize().mantissa(), times.normalize().scale());
                let paid = plain
                    .times_whole(mantissa)
                    .map(|paid| paid.part(Decimal::ONE, Decimal::from(10_u64.pow(scale.min(18)))));
                let total = &mut sums.result.lines[line];
                total.quantity += times;
                total.amount = paid
                    .and_then(|paid| total.amount.checked_add(paid))
                    .ok_or_else(|| too_large(path))?;
                amount = amount.zip(paid).and_then(|(a, b)| a.checked_add(b));
            }
            let amount = amount.ok_or_else(|| too_large(path))?;
            result.cost = result
                .cost
                .checked_add(amount)
                .ok_or_else(|| too_large(path))?;
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
