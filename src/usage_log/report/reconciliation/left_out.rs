//! What stands only on the bill, or only in the log.

use std::collections::HashSet;

use super::bill::{BillLine, GROUPS, groups_of};
use super::case::{Case, Hypothesis};
use super::result::CauseName;
use crate::pricing::{Component, Count, Day, Exact};
use crate::sorting::sorted_distinct;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::amounts::{dollars, minus, plus, total};
use crate::usage_log::report::days::{DayUse, Days};

/// How many names a detail lists.
const MAX_NAMES: usize = 5;

/// What the log has, of each kind that a bill may tell apart.
struct Known {
    days: HashSet<Day>,
    models: HashSet<String>,
    unpriced: HashSet<String>,
    groups: [HashSet<String>; 3],
}

pub(super) fn hypotheses(case: &Case<'_>, days: &Days) -> Result<Vec<Hypothesis>, UsageLogError> {
    let known = known(case);
    let mut found = Vec::new();
    found.extend(missing(case, &known)?);
    if case.bill.lines.is_empty() {
        found.extend(missing_days(case, &days.days)?);
    }
    found.extend(unpriced(case, &known)?);
    found.extend(not_billed(case)?);
    Ok(found)
}

fn known(case: &Case<'_>) -> Known {
    let mut known = Known {
        days: HashSet::new(),
        models: HashSet::new(),
        unpriced: HashSet::new(),
        groups: Default::default(),
    };
    for (record, cost) in case.log.iter() {
        let (model, _) = case.model_of(&record);
        match cost {
            Some(_) => known.models.insert(model),
            None => known.unpriced.insert(model),
        };
        known
            .days
            .extend(case.log.local(&record).map(|local| local.day));
        for (names, name) in known.groups.iter_mut().zip(groups_of(record.shape)) {
            names.extend(name.map(|name| case.log.log.records.text(name).to_owned()));
        }
    }
    known
}

/// What a line of the bill is about that the log lacks.
fn lacking(line: &BillLine, known: &Known) -> Option<String> {
    if let Some(day) = line.day.filter(|day| !known.days.contains(day))
        && !known.days.is_empty()
    {
        return Some(day.to_string());
    }
    let of_model = |models: &HashSet<String>| models.contains(&line.model);
    if !line.model.is_empty() && !of_model(&known.models) && !of_model(&known.unpriced) {
        return Some(line.model.clone());
    }
    let groups = GROUPS.iter().zip(&line.groups).zip(&known.groups);
    for ((kind, name), names) in groups {
        if let Some(name) = name
            && !names.is_empty()
            && !names.contains(name)
        {
            return Some(format!("{kind} {name}"));
        }
    }
    None
}

/// Lines of the bill whose day, model, project, key or workspace the log lacks.
fn missing(case: &Case<'_>, known: &Known) -> Result<Option<Hypothesis>, UsageLogError> {
    let mut billed = case.computed.clone();
    let mut names = Vec::new();
    for line in &case.bill.lines {
        if let Some(name) = lacking(line, known) {
            billed.add(case.bill.detail.cell(line.day, &line.model), line.amount)?;
            names.push(name);
        }
    }
    let names = sorted_distinct(names);
    Ok((!names.is_empty()).then(|| Hypothesis {
        cause: CauseName::MissingFile,
        billed,
        detail: format!(
            "the log has no record of {}, which the bill has",
            list(&names)
        ),
        fitted: 0.0,
    }))
}

/// Days within the log that have no record, at what their weekdays cost.
fn missing_days(case: &Case<'_>, days: &[DayUse]) -> Result<Option<Hypothesis>, UsageLogError> {
    use crate::usage_log::report::amounts::mean;
    let mut billed = case.computed.clone();
    let mut names = Vec::new();
    for day in days.iter().filter(|day| !day.has_records) {
        let same = days
            .iter()
            .filter(|other| other.has_records && other.weekday() == day.weekday());
        let costs: Vec<Exact> = same.map(|other| other.used.cost).collect();
        if costs.is_empty() {
            continue;
        }
        billed.add((None, String::new()), mean(&costs)?)?;
        names.push(day.day.to_string());
    }
    Ok((!names.is_empty()).then(|| Hypothesis {
        cause: CauseName::MissingFile,
        billed,
        detail: format!(
            "the log has no record of {}; estimated at what those weekdays cost on average",
            list(&names)
        ),
        fitted: 0.05,
    }))
}

/// Records of models without a price: at what the bill says, or at what a token of the other models
/// costs on average.
fn unpriced(case: &Case<'_>, known: &Known) -> Result<Option<Hypothesis>, UsageLogError> {
    if known.unpriced.is_empty() {
        return Ok(None);
    }
    let names = list(&sorted_distinct(known.unpriced.iter().cloned()));
    let mut billed = case.computed.clone();
    let on_bill =
        case.bill.lines.iter().filter(|line| {
            known.unpriced.contains(&line.model) && !known.models.contains(&line.model)
        });
    let mut is_on_bill = false;
    for line in on_bill {
        is_on_bill = true;
        billed.add(case.bill.detail.cell(line.day, &line.model), line.amount)?;
    }
    if is_on_bill {
        return Ok(Some(Hypothesis {
            cause: CauseName::UnpricedModels,
            billed,
            detail: format!("{names} has no price here, but is on the bill"),
            fitted: 0.0,
        }));
    }
    let (mut priced, mut others) = (Exact::ZERO, Exact::ZERO);
    for (record, cost) in case.log.iter() {
        let (_, provider) = case.model_of(&record);
        let day = case.log.local(&record).map(|local| local.day);
        if cost.is_some() && !case.covers(day, &provider) {
            continue;
        }
        let q = &record.quantities;
        let amount = |count: Option<Count>| count.map_or(Exact::ZERO, Count::exact);
        let tokens = plus(amount(q.input_tokens), amount(q.output_tokens))?;
        let sum = if cost.is_some() {
            &mut priced
        } else {
            &mut others
        };
        *sum = plus(*sum, tokens)?;
    }
    // An estimate, which only ranks: no amount that anybody is told to have been billed.
    let estimate = case.computed.total()?.to_f64() * others.to_f64() / priced.to_f64();
    let cents = Exact::from_f64((estimate * 100.0).round());
    let Some(estimate) = cents.and_then(|cents| cents.checked_shift(-2)) else {
        return Ok(None);
    };
    billed.add((None, String::new()), estimate)?;
    Ok(Some(Hypothesis {
        cause: CauseName::UnpricedModels,
        billed,
        detail: format!(
            "{names} has no price here; at the average price of a token of the other models, its {others} \
             tokens come to {}",
            dollars(estimate)
        ),
        fitted: 0.05,
    }))
}

/// Tools and models that are not on the bill.
fn not_billed(case: &Case<'_>) -> Result<Vec<Hypothesis>, UsageLogError> {
    let mut found = Vec::new();
    let components = case.parts.iter().flat_map(|part| &part.components);
    let components = sorted_distinct(components.map(|(component, _)| *component));
    if components.len() > 1 {
        for component in components {
            if matches!(component, Component::Input | Component::Output) {
                continue;
            }
            let billed = case.with(|part| {
                let of = part
                    .components
                    .iter()
                    .filter(|(known, _)| *known == component);
                let free = total(of.map(|(_, amount)| *amount)).ok()?;
                minus(part.alike.cost, free).ok()
            })?;
            found.extend(billed.map(|billed| Hypothesis {
                cause: CauseName::FreeAllowance,
                billed,
                detail: format!("{component} is free on the bill"),
                fitted: 0.0,
            }));
        }
    }
    let models = sorted_distinct(case.parts.iter().map(|part| part.model.clone()));
    if models.len() > 1 {
        for model in models {
            let billed = case.with(|part| (part.model == model).then_some(Exact::ZERO))?;
            found.extend(billed.map(|billed| Hypothesis {
                cause: CauseName::FreeAllowance,
                billed,
                detail: format!("{model} is free, or is on another bill"),
                fitted: 0.01,
            }));
        }
    }
    Ok(found)
}

/// The first names, and how many more there are.
fn list(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(MAX_NAMES).map(String::as_str).collect();
    match names.len() {
        n if n > MAX_NAMES => format!("{} and {} more", shown.join(", "), n - MAX_NAMES),
        _ => shown.join(", "),
    }
}
