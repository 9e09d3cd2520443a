//! The lever that replaces a long prompt by a fine-tuned model.

use super::candidate::{Candidate, scaled};
use crate::pricing::{Component, Quantities};
use crate::projection::months::forecast::{Forecast, WorkloadForecast};
use crate::projection::outlook::break_even::fine_tune_break_even;
use crate::projection::price::periods::price_call;
use crate::projection::price::plan::Plan;
use crate::projection::scenario::{Every, FixedCost, ModelChoice, Uncertain};

/// Tokens of the examples times the epochs of training.
const ASSUMED_TRAINING_TOKENS: u32 = 1_000_000;
/// A shorter prompt leaves nothing to teach.
const SHORTEST_PROMPT: f64 = 1_000.0;
/// The share of the prompt that is still sent to the fine-tuned model.
const REMAINING_PROMPT: f64 = 0.25;

/// A model that is fine-tuned on what a long prompt says.
pub(super) fn candidate(
    workload: &WorkloadForecast<'_>,
    forecast: &Forecast<'_>,
) -> Option<Candidate> {
    let plan = &workload.plan;
    let (ModelChoice::One(model), Some(request)) = (&plan.workload.model, &plan.workload.request)
    else {
        return None;
    };
    if plan.workload.conversation.is_some()
        || plan.workload.cache.is_some()
        || model.starts_with("ft:")
    {
        return None;
    }
    let Some(Uncertain::Fixed(input)) = request.input_tokens.as_deref() else {
        return None;
    };
    if input.to_f64() < SHORTEST_PROMPT {
        return None;
    }
    let (_, rates) = plan.request_call()?;
    let card = &plan.rates[rates].card;
    let record = card.resolved().record();
    let retires = record
        .retires
        .is_some_and(|day| day < forecast.basis.calendar.end);
    if record.fine_tuned.is_empty() || retires {
        return None;
    }
    let (_, training_rate, _) = card
        .rates()
        .find(|(component, _, _)| *component == Component::Training)?;
    let remaining = scaled(input.0, REMAINING_PROMPT)?;
    let mut tuned = plan.workload.clone();
    tuned.model = ModelChoice::One(format!("ft:{}", record.id));
    if let Some(request) = &mut tuned.request {
        request.input_tokens = Some(Uncertain::Fixed(remaining).into());
    }
    let prompted_cost = workload.prices.calls[rates].cost();
    let tuned_cost = {
        let plan = Plan::new(&tuned, plan.path.clone(), &forecast.basis).ok()?;
        let (call, rates) = plan.first_rates().next()?;
        let priced = price_call(&plan, call, &plan.rates[rates], &plan.base_case);
        priced.ok()?.cost()
    };
    let training_cost = training_rate.to_f64() * f64::from(ASSUMED_TRAINING_TOKENS) / 1e6;
    let requests = fine_tune_break_even(training_cost, prompted_cost, tuned_cost)?;
    Some(Candidate {
        name: "fine-tune",
        explanation: format!(
            "Fine-tune {} on what three quarters of the prompt say; this assumes {} tokens of \
             training. It pays after {requests} requests.",
            record.id, ASSUMED_TRAINING_TOKENS
        ),
        workload: tuned,
        fixed: Some(FixedCost {
            name: format!("training for {}", plan.workload.name),
            model: Some(record.id.clone()),
            quantities: Some(Quantities {
                training_tokens: Some(u64::from(ASSUMED_TRAINING_TOKENS).into()),
                ..Quantities::default()
            }),
            amount: None,
            every: Some(Every::Once),
        }),
    })
}
