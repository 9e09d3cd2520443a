//! The lever that replaces a long prompt by training.

use super::super::base_drivers;
use super::super::break_even::fine_tune_break_even;
use super::super::evaluate::Plan;
use super::super::outline::Outline;
use super::super::scenario::*;
use super::{Candidate, scaled};
use crate::pricing::{Component, PricedPart};

/// Epochs of a fine-tune times tokens of its examples.
const ASSUMED_TRAINING_TOKENS: u32 = 1_000_000;

/// Teaching the model what a long prompt says.
pub(super) fn lever(plan: &Plan<'_>, outline: &Outline<'_>) -> Option<Candidate> {
    let frame = outline.frame;
    let workload = plan.workload;
    let (ModelChoice::One(model), Some(request)) = (&workload.model, &workload.request) else {
        return None;
    };
    if workload.conversation.is_some() || workload.cache.is_some() || model.starts_with("ft:") {
        return None;
    }
    let Some(Uncertain::Fixed(input)) = &request.input_tokens else {
        return None;
    };
    // Short prompts leave nothing to teach.
    if input.to_f64() < 1_000.0 {
        return None;
    }
    let leg = plan.legs.iter().find(|leg| leg.step.is_none())?;
    let (card, offer) = plan.card(leg, frame.start, frame).ok()?;
    let record = card.resolved().record();
    if record.fine_tuned.is_empty() || record.retires.is_some_and(|day| day < frame.end) {
        return None;
    }
    let training = card
        .rates()
        .find(|(component, _, _)| *component == Component::Training)?;
    let short = scaled(input.0, 0.25)?;
    let mut changed = workload.clone();
    changed.model = ModelChoice::One(format!("ft:{}", record.id));
    if let Some(request) = &mut changed.request {
        request.input_tokens = Some(Uncertain::Fixed(short));
    }
    let fixed = FixedCost {
        name: format!("training for {}", workload.name),
        model: Some(record.id.clone()),
        quantities: Some(RequestQuantities {
            training_tokens: Some(ASSUMED_TRAINING_TOKENS.into()),
            ..RequestQuantities::default()
        }),
        amount: None,
        every: Some(Every::Once),
    };
    let drivers = base_drivers(plan);
    let sum =
        |parts: Vec<PricedPart<'_>>| -> f64 { parts.iter().map(|part| part.amount.to_f64()).sum() };
    let prompted = sum(plan.price(leg, &card, offer, &drivers).ok()?);
    let tuned_plan = Plan::new(&changed, plan.path.clone(), frame).ok()?;
    let tuned_leg = tuned_plan.legs.first()?.clone();
    let (tuned_card, tuned_offer) = tuned_plan.card(&tuned_leg, frame.start, frame).ok()?;
    let tuned_drivers = base_drivers(&tuned_plan);
    let tuned = sum(tuned_plan
        .price(&tuned_leg, &tuned_card, tuned_offer, &tuned_drivers)
        .ok()?);
    let cost = training.1.to_f64() * f64::from(ASSUMED_TRAINING_TOKENS) / 1e6;
    // None: a tuned request is as dear as a prompted one, so it never pays.
    let requests = fine_tune_break_even(cost, prompted, tuned)?;
    Some(Candidate {
        name: "fine-tune",
        explanation: format!(
            "Fine-tune {} on what three quarters of the prompt say; reckoned with {} tokens of \
             training. It pays after {requests} requests.",
            record.id, ASSUMED_TRAINING_TOKENS
        ),
        workload: changed,
        fixed: Some(fixed),
    })
}
