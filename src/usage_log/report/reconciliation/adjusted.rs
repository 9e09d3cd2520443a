//! Bills that are adjusted after pricing: discounts, taxes, allowances and rounding.

use std::collections::HashMap;

use super::case::{Case, Hypothesis};
use super::cells::{Cell, Cells};
use super::result::CauseName;
use crate::pricing::{Day, Exact};
use crate::sorting::{sort_by, sorted_distinct};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::amounts::{absolute, dollars, median, minus, plus, rounded, times};

pub(super) fn hypotheses(case: &Case<'_>) -> Result<Vec<Hypothesis>, UsageLogError> {
    let mut found = Vec::new();
    found.extend(list_price(case)?);
    found.extend(percentage(case)?);
    found.extend(daily_allowance(case)?);
    found.extend(credit(case)?);
    found.extend(rounding(case)?);
    Ok(found)
}

/// Discounts that the bill itself states, as a list price beside the cost.
fn list_price(case: &Case<'_>) -> Result<Option<Hypothesis>, UsageLogError> {
    let (mut billed, mut off) = (case.computed.clone(), Exact::ZERO);
    for line in &case.bill.lines {
        if let Some(list) = line.list {
            let less = minus(line.amount, list)?;
            billed.add(case.bill.detail.cell(line.day, &line.model), less)?;
            off = plus(off, less)?;
        }
    }
    Ok((!off.is_zero()).then(|| Hypothesis {
        cause: CauseName::Discount,
        billed,
        detail: format!(
            "the bill states list prices beside its costs, which are {} lower",
            dollars(off.negated())
        ),
        fitted: 0.0,
    }))
}

/// The same percentage on everything.
fn percentage(case: &Case<'_>) -> Result<Option<Hypothesis>, UsageLogError> {
    let computed = case.computed.total()?;
    if computed.is_zero() {
        return Ok(None);
    }
    let ratio = case.bill.total.to_f64() / computed.to_f64();
    let percent = (ratio * 100.0).round();
    let Some(factor) = Exact::from_f64(percent).and_then(|factor| factor.checked_shift(-2)) else {
        return Ok(None);
    };
    if factor == Exact::ONE || factor.is_zero() || factor.is_negative() || percent > 1_000.0 {
        return Ok(None);
    }
    let mut billed = Cells::default();
    for (cell, amount) in case.computed.iter() {
        billed.add(cell.clone(), times(amount, factor)?)?;
    }
    let (cause, detail) = match factor < Exact::ONE {
        true => (
            CauseName::Discount,
            format!("a discount of {}% on all prices", 100.0 - percent),
        ),
        false => (
            CauseName::Surcharge,
            format!(
                "all prices are {}% higher, as with a tax or a fee",
                percent - 100.0
            ),
        ),
    };
    Ok(Some(Hypothesis {
        cause,
        billed,
        detail,
        fitted: 0.03,
    }))
}

/// The days of the bill with what was billed and computed on each.
fn by_day(case: &Case<'_>) -> Result<Vec<(Day, Exact, Exact)>, UsageLogError> {
    let (billed, computed) = (case.bill.cells.by_day()?, case.computed.by_day()?);
    let all = billed.keys().chain(computed.keys()).copied();
    let amount = |of: &HashMap<Option<Day>, Exact>, day: Day| {
        of.get(&Some(day)).copied().unwrap_or(Exact::ZERO)
    };
    Ok(sorted_distinct(all.flatten())
        .into_iter()
        .map(|day| (day, amount(&billed, day), amount(&computed, day)))
        .collect())
}

/// The same amount free on each day.
fn daily_allowance(case: &Case<'_>) -> Result<Option<Hypothesis>, UsageLogError> {
    /// On fewer days, any difference is the same on each.
    const LEAST_DAYS: usize = 3;
    if !case.bill.detail.days {
        return Ok(None);
    }
    let days = by_day(case)?;
    let free = days
        .iter()
        .filter(|(_, billed, computed)| !billed.is_zero() && billed < computed);
    let free: Result<Vec<Exact>, _> = free.map(|(_, b, c)| minus(*c, *b)).collect();
    let free = free?;
    let allowance = median(&free);
    if free.len() < LEAST_DAYS || allowance.is_zero() {
        return Ok(None);
    }
    let billed = without(
        case,
        days.iter().map(|(day, ..)| (*day, allowance)).collect(),
        false,
    )?;
    Ok(Some(Hypothesis {
        cause: CauseName::FreeAllowance,
        billed,
        detail: format!("{} a day is free", dollars(allowance)),
        fitted: 0.03,
    }))
}

/// An amount that is free once, and used up from the first day on.
fn credit(case: &Case<'_>) -> Result<Option<Hypothesis>, UsageLogError> {
    let free = minus(case.computed.total()?, case.bill.total)?;
    if free <= Exact::ZERO || !case.bill.detail.days {
        return Ok(None);
    }
    let days = by_day(case)?;
    let Some((first, ..)) = days.first() else {
        return Ok(None);
    };
    Ok(Some(Hypothesis {
        cause: CauseName::FreeAllowance,
        billed: without(case, vec![(*first, free)], true)?,
        detail: format!(
            "the first {} are free, or were paid from credits",
            dollars(free)
        ),
        fitted: 0.03,
    }))
}

/// What was computed, less an amount on each day: of the most expensive model first. What a day
/// leaves of its amount is free on the next, if `carries`.
fn without(
    case: &Case<'_>,
    free: Vec<(Day, Exact)>,
    carries: bool,
) -> Result<Cells, UsageLogError> {
    let mut free: HashMap<Day, Exact> = free.into_iter().collect();
    let mut cells: Vec<_> = case
        .computed
        .iter()
        .map(|(cell, amount)| (cell.clone(), amount))
        .collect();
    sort_by(&mut cells, |a, b| {
        let by_amount = b.1.cmp(&a.1);
        a.0.0
            .cmp(&b.0.0)
            .then(by_amount)
            .then_with(|| a.0.1.cmp(&b.0.1))
    });
    let mut left = Exact::ZERO;
    let mut billed = Cells::default();
    for ((day, model), amount) in cells {
        if let Some(of_day) = day.and_then(|day| free.remove(&day)) {
            left = if carries { plus(left, of_day)? } else { of_day };
        }
        let used = left.min(amount);
        left = minus(left, used)?;
        billed.add((day, model), minus(amount, used)?)?;
    }
    Ok(billed)
}

/// Lines that agree with what was computed but for their last decimal.
fn rounding(case: &Case<'_>) -> Result<Option<Hypothesis>, UsageLogError> {
    /// Bills have cents at least.
    const LEAST_DECIMALS: u32 = 2;
    /// More decimals are no rounding that anybody would see.
    const MOST_DECIMALS: u32 = 8;
    let lines = &case.bill.lines;
    let amounts = lines
        .iter()
        .map(|line| line.amount)
        .chain([case.bill.total]);
    let decimals = amounts.map(|amount| amount.as_ratio().1).max().unwrap_or(0);
    let decimals = decimals.clamp(LEAST_DECIMALS, MOST_DECIMALS);
    let Some(one) = i32::try_from(decimals)
        .ok()
        .and_then(|d| Exact::ONE.checked_shift(-d))
    else {
        return Ok(None);
    };
    // A bill of one amount is one line; each other has a line for each part of a day and a model.
    let mut billed = case.computed.clone();
    if lines.is_empty() {
        let total = case.computed.total()?;
        let Some(shown) = rounded(total, decimals) else {
            return Ok(None);
        };
        billed.add((None, String::new()), minus(shown, total)?)?;
    } else {
        let mut counts: HashMap<Cell, u64> = HashMap::new();
        for line in lines {
            let cell = case.bill.detail.cell(line.day, &line.model);
            *counts.entry(cell).or_default() += 1;
        }
        for (cell, amount) in case.bill.cells.iter() {
            let count = counts.get(cell).copied().unwrap_or(1);
            let difference = minus(amount, case.computed.get(cell))?;
            if absolute(difference) <= times(one, Exact::whole(count))? {
                billed.add(cell.clone(), difference)?;
            }
        }
    }
    Ok(Some(Hypothesis {
        cause: CauseName::Rounding,
        billed,
        detail: format!("amounts are rounded to {decimals} decimals"),
        fitted: 0.0,
    }))
}
