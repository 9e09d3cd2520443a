//! What would save: each lever is a changed workload, reckoned by the same engine, so that its saving
//! is the difference that its patch makes.
//!
//! A lever that rests on an assumption (half of the prompt repeats, one question in ten was asked
//! before) states it. None touches a stated need: a latency, a modality, a length of context, a
//! conversation.

mod fine_tune;
mod model;
mod prompt;

use super::dollars::Dollars;
use super::evaluate::Plan;
use super::evaluated::Evaluated;
use super::fixed::evaluate_fixed;
use super::outline::Outline;
use super::result::Lever;
use super::scenario::*;
use super::{base_drivers, total_with};
use crate::json::{Json, JsonError, to_value};
use crate::pricing::{Exact, Tier};
use crate::sorting::sort_by;

/// Workloads that levers are looked for in, the costliest first; in the first of them also models of
/// other providers. Each lever is an evaluation of its workload, so the bound keeps long scenarios
/// quick; what is left out is a small part of the cost.
const WORKLOADS: usize = 8;
/// Levers reported.
const REPORTED: usize = 12;

/// A change that may save.
struct Candidate {
    name: &'static str,
    workload: Workload,
    /// A cost that comes with it.
    fixed: Option<FixedCost>,
    explanation: String,
}

/// The levers of the costliest workloads, best first.
pub(super) fn levers(scenario: &Scenario, outline: &Outline<'_>, total: Dollars) -> Vec<Lever> {
    let mut found: Vec<(Dollars, usize, Candidate)> = Vec::new();
    for (rank, index) in outline.costliest().into_iter().take(WORKLOADS).enumerate() {
        let (plan, evaluated) = &outline.workloads[index];
        if evaluated.total <= Dollars::ZERO {
            continue;
        }
        for candidate in candidates(plan, outline, rank == 0) {
            // What is not sold, or cannot be reckoned, is no lever.
            if let Some(saves) = saving(scenario, outline, index, &candidate, total)
                && saves > Dollars::ZERO
            {
                found.push((saves, index, candidate));
            }
        }
    }
    sort_by(&mut found, |a, b| {
        let name = |index: usize| &outline.workloads[index].0.workload.name;
        b.0.cmp(&a.0)
            .then_with(|| name(a.1).cmp(name(b.1)))
            .then_with(|| a.2.name.cmp(b.2.name))
    });
    found.truncate(REPORTED);
    found
        .into_iter()
        .map(|(saves, index, candidate)| Lever {
            name: candidate.name,
            workload: scenario.workloads[index].name.clone(),
            saves,
            patch: patch(scenario, index, &candidate),
            explanation: candidate.explanation,
        })
        .collect()
}

fn saving(
    scenario: &Scenario,
    outline: &Outline<'_>,
    index: usize,
    candidate: &Candidate,
    total: Dollars,
) -> Option<Dollars> {
    let path = outline.workloads[index].0.path.clone();
    let plan = Plan::new(&candidate.workload, path, outline.frame).ok()?;
    let evaluated = plan.evaluate(&base_drivers(&plan), outline.frame).ok()?;
    let mut with = total_with(scenario, outline, index, &evaluated).ok()?;
    if let Some(fixed) = &candidate.fixed {
        // A hard budget and a new fixed cost: the difference would depend on each other; leave it.
        if scenario
            .budget
            .as_ref()
            .is_some_and(|b| b.hard == Some(true))
        {
            return None;
        }
        let cost: Evaluated = evaluate_fixed(fixed, "fixed", outline.frame).ok()?;
        with = with.checked_add(cost.total)?;
    }
    total.checked_sub(with)
}

/// Arrays are replaced whole by a merge patch, so it carries all workloads.
fn patch(scenario: &Scenario, index: usize, candidate: &Candidate) -> Json {
    let mut workloads = scenario.workloads.clone();
    workloads[index] = candidate.workload.clone();
    // Their keys are texts, so writing them cannot fail.
    let mut patch = Json::Object(Vec::new());
    let value = |written: Result<Json, JsonError>| written.unwrap_or(Json::Null);
    patch.set("workloads", value(to_value(&workloads)));
    if let Some(fixed) = &candidate.fixed {
        let mut all = scenario.fixed.clone().unwrap_or_default();
        all.push(fixed.clone());
        patch.set("fixed", value(to_value(&all)));
    }
    patch
}

fn number(text: &str) -> Number {
    Number(text.parse().unwrap_or_default())
}

/// `value × factor` as a whole number.
fn scaled(value: Exact, factor: f64) -> Option<Number> {
    Exact::from_f64(libm::floor(value.to_f64() * factor)).map(Number)
}

fn candidates(plan: &Plan<'_>, outline: &Outline<'_>, costliest: bool) -> Vec<Candidate> {
    let workload = plan.workload;
    let mut list = Vec::new();
    let mut add = |name, explanation: String, change: &dyn Fn(&mut Workload)| {
        let mut changed = workload.clone();
        change(&mut changed);
        list.push(Candidate {
            name,
            workload: changed,
            fixed: None,
            explanation,
        });
    };
    let tier = workload.tier.unwrap_or(Tier::Standard);
    let patient = workload.latency_seconds.is_none() && workload.conversation.is_none();
    let batched = workload.batch_share.is_some() || tier == Tier::Batch;

    if patient && !batched {
        add(
            "batch",
            "Send the requests through the batch tier, if their answers may take up to a day; \
             lower batchShare to the share that can wait."
                .to_owned(),
            &|w| w.batch_share = Some(1.into()),
        );
    }
    if patient && tier == Tier::Standard && !batched {
        add(
            "flex",
            "Use the flex tier, if answers may be slow and now and then have to be asked for again."
                .to_owned(),
            &|w| w.tier = Some(Tier::Flex),
        );
    }
    if matches!(tier, Tier::Priority | Tier::Ultrafast) && workload.latency_seconds.is_none() {
        add(
            "standard-tier",
            "Use the standard tier; the scenario states no latency that needs a faster one."
                .to_owned(),
            &|w| w.tier = Some(Tier::Standard),
        );
    }
    if workload.response_cache_hit_rate.is_none() && workload.conversation.is_none() {
        add(
            "response-cache",
            "Answer repeated requests from a cache of your own; reckoned with one request in ten."
                .to_owned(),
            &|w| w.response_cache_hit_rate = Some(number("0.1")),
        );
    }
    prompt::request(workload, &mut add);
    prompt::conversation(workload, &mut add);
    list.extend(prompt::cache(plan, outline));
    list.extend(model::cheaper(plan, outline, costliest));
    list.extend(fine_tune::lever(plan, outline));
    list
}

type Add<'a> = dyn FnMut(&'static str, String, &dyn Fn(&mut Workload)) + 'a;
