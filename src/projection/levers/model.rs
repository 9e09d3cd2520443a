//! Levers that take another model.

use super::super::base_drivers;
use super::super::calls::{call_fields, conversation_of, fixed_quantities, settled};
use super::super::drivers::{Drivers, Fields, field, quantities};
use super::super::evaluate::Plan;
use super::super::outline::Outline;
use super::super::real::{Real, Volume};
use super::super::scenario::*;
use super::Candidate;
use crate::pricing::{Confidence, Day, Exact, Modality, Resolved};

/// The cheapest model of the same provider that can do the same; and, where `elsewhere` asks for it, of
/// another provider, if its prices come from the vendor.
pub(super) fn cheaper(plan: &Plan<'_>, outline: &Outline<'_>, elsewhere: bool) -> Vec<Candidate> {
    search(plan, outline, elsewhere).unwrap_or_default()
}

fn search(plan: &Plan<'_>, outline: &Outline<'_>, elsewhere: bool) -> Option<Vec<Candidate>> {
    let frame = outline.frame;
    let workload = plan.workload;
    let ModelChoice::One(current) = &workload.model else {
        return None;
    };
    let leg = plan.legs.iter().find(|leg| leg.step.is_none())?;
    let drivers = base_drivers(plan);
    let (card, offer) = plan.card(leg, frame.start, frame).ok()?;
    let resolved = card.resolved();
    if resolved.is_fine_tuned() {
        return None;
    }
    let parts = plan.price(leg, &card, offer, &drivers).ok()?;
    let now: f64 = parts.iter().map(|part| part.amount.to_f64()).sum();
    let fields = settled(&call_fields(workload, &drivers, leg, offer))?;
    let needs = Needs::of(workload, &drivers, &fields, &resolved);
    let none = RequestQuantities::default();
    let wanted = quantities(&fields, fixed_quantities(workload, leg, &none));
    let (mut here, mut there) = (None, None);
    let (mut least_here, mut least_there) = (now, now);
    for other in frame.catalog.all() {
        let same = other.provider() == resolved.provider();
        if !(same || elsewhere && confirmed(&other))
            || other.record().id == resolved.record().id
            || !needs.met_by(&other, frame.start, frame.end)
        {
            continue;
        }
        let cost = frame
            .catalog
            .rate_card(&other.record().id, frame.start, leg.tier, None)
            .and_then(|card| {
                let usage = card.usage(&wanted)?;
                card.total(&usage)
            });
        let (best, least) = if same {
            (&mut here, &mut least_here)
        } else {
            (&mut there, &mut least_there)
        };
        if let Ok(cost) = cost
            && cost.to_f64() < *least
        {
            *least = cost.to_f64();
            *best = Some(other);
        }
    }
    let candidate = |best: Resolved<'_>, least: f64, name: &'static str, caution: &str| {
        let id = best.record().id.clone();
        let mut changed = workload.clone();
        changed.model = ModelChoice::One(id.clone());
        Candidate {
            name,
            workload: changed,
            fixed: None,
            explanation: format!(
                "{id} costs {:.0} % of {current} on this request and takes the same input and \
                 context; try whether its answers are good enough. Reckoned with the same number of \
                 tokens{caution}.",
                least / now * 100.0
            ),
        }
    };
    let caution = ", though each vendor counts them in its own way";
    let here = here.map(|best| candidate(best, least_here, "cheaper-model", ""));
    let there = there.map(|best| candidate(best, least_there, "other-provider", caution));
    Some(here.into_iter().chain(there).collect())
}

/// Whether the prices of a model are those that its vendor prints.
fn confirmed(model: &Resolved<'_>) -> bool {
    let mut rates = model.record().rates.iter();
    rates.any(|row| row.confidence == Confidence::Confirmed)
}

/// What a model must be able to do.
struct Needs<'c> {
    current: Resolved<'c>,
    input: Vec<Modality>,
    context: f64,
    output: f64,
}

impl<'c> Needs<'c> {
    fn of(
        workload: &Workload,
        drivers: &Drivers<Volume>,
        fields: &Fields<Exact>,
        current: &Resolved<'c>,
    ) -> Self {
        let at = |name: usize| fields[name].map_or(0.0, Exact::to_f64);
        let mut input = vec![Modality::Text];
        let request = workload.request.as_ref();
        if request.is_some_and(|r| r.images.is_some())
            || at(const { field("imageInputTokens") }) > 0.0
        {
            input.push(Modality::Image);
        }
        if at(const { field("audioInputTokens") }) > 0.0
            || at(const { field("audioInputSeconds") }) > 0.0
        {
            input.push(Modality::Audio);
        }
        let (mut prompt, mut output) = (
            at(const { field("inputTokens") }),
            at(const { field("outputTokens") }),
        );
        if let Some(tokens) = conversation_of(workload, drivers, None) {
            prompt = tokens.longest.to_f64();
            output = drivers
                .conversation
                .map_or(0.0, |turns| turns.answer.most(Volume::zero()).to_f64());
        }
        Self {
            current: *current,
            input,
            context: prompt + output,
            output,
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn met_by(&self, other: &Resolved<'_>, start: Day, end: Day) -> bool {
        let record = other.record();
        !record.legacy
            && record.deprecated.is_none_or(|day| day >= end)
            && record.retires.is_none_or(|day| day >= end)
            && record.released.is_none_or(|day| day <= start)
            && self.input.iter().all(|m| record.input.contains(m))
            && record.output == self.current.record().output
            && record
                .context_window
                .is_some_and(|window| window as f64 >= self.context)
            && record
                .max_output_tokens
                .is_none_or(|most| most as f64 >= self.output)
    }
}
