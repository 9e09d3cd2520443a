//! A log against the bill, with the causes ranked.

use std::collections::HashMap;

use super::bill::Bill;
use super::case::{Case, Hypothesis, Part, is_covered};
use super::cells::Cells;
use super::lines::by_line;
use super::result::{ReconciledAmount, ReconciliationCause, UsageReconciliation};
use super::{adjusted, left_out, other_days, other_terms, other_tokens};
use crate::pricing::{Exact, Money};
use crate::sorting::{sort_by, sorted_distinct};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::log::UsageLog;
use crate::usage_log::report::alike::AlikeRecords;
use crate::usage_log::report::amounts::{minus, plus};
use crate::usage_log::report::days::Days;
use crate::usage_log::report::priced::PricedLog;
use crate::usage_log::report::what_if::WhatIf;

/// How many causes are named.
const MAX_CAUSES: usize = 8;
/// A cause that leaves more of the differences than this explains nothing.
const MOST_REMAINS: f64 = 0.95;

/// Compares a log with what was billed: a log of costs, else one amount. `None` if neither says
/// anything.
pub(in crate::usage_log::report) fn reconcile(
    log: &PricedLog<'_>,
    alike: &AlikeRecords,
    days: &Days,
    what_if: WhatIf<'_>,
    billed: (Option<Exact>, Option<&UsageLog>),
) -> Result<Option<UsageReconciliation>, UsageLogError> {
    let bill = match billed {
        (_, Some(billed)) => Bill::of_log(billed, what_if.catalog)?,
        (Some(amount), None) => Some(Bill::of_amount(amount)?),
        (None, None) => None,
    };
    let Some(bill) = bill else { return Ok(None) };
    let parts = parts(log, alike, &what_if, &bill);
    let mut computed = Cells::default();
    for part in &parts {
        computed.add(
            bill.detail.cell(part.alike.terms.day, &part.model),
            part.alike.cost,
        )?;
    }
    let case = Case {
        log,
        what_if,
        bill,
        parts,
        computed,
    };
    let computed = case.computed.total()?;
    let amounts = |sums: HashMap<String, (Exact, Exact)>| {
        let names = sorted_distinct(sums.keys().cloned());
        let amount = |name: String| {
            let (billed, computed) = sums
                .get(&name)
                .copied()
                .unwrap_or((Exact::ZERO, Exact::ZERO));
            Ok(ReconciledAmount {
                name,
                billed: Money::new(billed),
                computed: Money::new(computed),
                difference: Money::new(minus(billed, computed)?),
            })
        };
        names
            .into_iter()
            .map(amount)
            .collect::<Result<Vec<_>, UsageLogError>>()
    };
    let detail = case.bill.detail;
    let by_day = match detail.days {
        true => both(case.bill.cells.by_day()?, case.computed.by_day()?, |day| {
            day.map_or_else(String::new, |day| day.to_string())
        }),
        false => HashMap::new(),
    };
    let by_model = by_model(&case)?;
    Ok(Some(UsageReconciliation {
        billed: Money::new(case.bill.total),
        computed: Money::new(computed),
        difference: Money::new(minus(case.bill.total, computed)?),
        scope: scope(&case, alike),
        by_day: amounts(by_day)?,
        by_model: amounts(by_model)?,
        by_line: amounts(by_line(&case)?)?,
        causes: causes(&case, days)?,
    }))
}

/// The records that a bill is about.
fn parts<'a>(
    log: &PricedLog<'_>,
    alike: &'a AlikeRecords,
    what_if: &WhatIf<'_>,
    bill: &Bill,
) -> Vec<Part<'a>> {
    let mut names: HashMap<u32, (String, String)> = HashMap::new();
    for ((record, _), at) in log.iter().zip(&alike.of_record) {
        if let Some(at) = at {
            names.entry(*at).or_insert_with(|| {
                let (model, provider) = log.model(&record);
                (model.to_owned(), provider.to_owned())
            });
        }
    }
    let mut parts = Vec::new();
    for (at, alike) in alike.all.iter().enumerate() {
        let name = u32::try_from(at).ok().and_then(|at| names.remove(&at));
        let (model, provider) = name.unwrap_or_default();
        if is_covered(bill, alike.terms.day, &provider) {
            parts.push(Part {
                alike,
                model,
                provider,
                components: what_if.parts(alike),
            });
        }
    }
    parts
}

/// By model, where lines of the bill name models.
fn by_model(case: &Case<'_>) -> Result<HashMap<String, (Exact, Exact)>, UsageLogError> {
    let mut sums: HashMap<String, (Exact, Exact)> = HashMap::new();
    if case.bill.lines.iter().all(|line| line.model.is_empty()) {
        return Ok(sums);
    }
    for line in &case.bill.lines {
        let sum = sums
            .entry(line.model.clone())
            .or_insert((Exact::ZERO, Exact::ZERO));
        sum.0 = plus(sum.0, line.amount)?;
    }
    for part in &case.parts {
        let sum = sums
            .entry(part.model.clone())
            .or_insert((Exact::ZERO, Exact::ZERO));
        sum.1 = plus(sum.1, part.alike.cost)?;
    }
    Ok(sums)
}

fn both<K: std::hash::Hash + Eq>(
    billed: HashMap<K, Exact>,
    computed: HashMap<K, Exact>,
    name: impl Fn(K) -> String,
) -> HashMap<String, (Exact, Exact)> {
    let mut sums: HashMap<String, (Exact, Exact)> = HashMap::new();
    for (key, amount) in billed {
        sums.entry(name(key))
            .or_insert((Exact::ZERO, Exact::ZERO))
            .0 = amount;
    }
    for (key, amount) in computed {
        sums.entry(name(key))
            .or_insert((Exact::ZERO, Exact::ZERO))
            .1 = amount;
    }
    sums
}

fn scope(case: &Case<'_>, alike: &AlikeRecords) -> Option<String> {
    if case.parts.len() == alike.all.len() {
        return None;
    }
    let bill = &case.bill;
    let days = bill
        .period
        .map(|(first, last)| format!("the days from {first} to {last}"));
    let providers = (!bill.providers.is_empty()).then(|| bill.providers.join(", "));
    let words: Vec<String> = days.into_iter().chain(providers).collect();
    Some(format!(
        "the part of the log that the bill is about: {}",
        words.join(", ")
    ))
}

/// What may explain the difference, the likeliest first.
fn causes(case: &Case<'_>, days: &Days) -> Result<Vec<ReconciliationCause>, UsageLogError> {
    let detail = case.bill.detail;
    let apart = case.bill.cells.distance(&case.computed, detail)?.to_f64();
    if apart <= 0.0 {
        return Ok(Vec::new());
    }
    let mut hypotheses = other_terms::hypotheses(case)?;
    hypotheses.extend(other_tokens::hypotheses(case)?);
    hypotheses.extend(left_out::hypotheses(case, days)?);
    hypotheses.extend(adjusted::hypotheses(case)?);
    hypotheses.extend(other_days::hypotheses(case)?);
    let mut ranked: Vec<(f64, ReconciliationCause)> = Vec::new();
    for Hypothesis {
        cause,
        billed,
        detail: words,
        fitted,
    } in hypotheses
    {
        let remains = case.bill.cells.distance(&billed, detail)?.to_f64() / apart;
        if remains > MOST_REMAINS {
            continue;
        }
        let found = ReconciliationCause {
            cause,
            explains: Money::new(billed.difference(&case.computed)?),
            remains,
            detail: words,
        };
        ranked.push((remains + fitted, found));
    }
    sort_by(&mut ranked, |a, b| {
        a.0.total_cmp(&b.0)
            .then_with(|| a.1.cause.cmp(&b.1.cause))
            .then_with(|| a.1.detail.cmp(&b.1.detail))
    });
    // Of the hours of a time zone, only the one that agrees best.
    let mut zones = 0;
    ranked.retain(|(_, found)| {
        zones += usize::from(found.cause == super::result::CauseName::TimeZone);
        found.cause != super::result::CauseName::TimeZone || zones == 1
    });
    ranked.truncate(MAX_CAUSES);
    Ok(ranked.into_iter().map(|(_, cause)| cause).collect())
}
