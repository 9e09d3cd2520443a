//! What would save: each lever is a changed workload, reckoned by the same engine, so that its saving
//! is the difference that its patch makes.
//!
//! A lever that rests on an assumption (half of the prompt repeats, one question in ten was asked
//! before) states it. None touches a stated need: a latency, a modality, a length of context, a
//! conversation.

use crate::json::Json;

use crate::json::{JsonError, to_value};

use super::break_even::{cache_break_even, cache_least_hit_rate, fine_tune_break_even};
use super::calls::{call_fields, settled};
use super::dollars::Dollars;
use super::drivers::{field, quantities};
use super::evaluate::{Evaluated, Plan, evaluate_fixed};
use super::outline::Outline;
use super::real::Volume;
use super::result::Lever;
use super::scenario::*;
use super::{base_drivers, total_with};
use crate::pricing::{Component, Exact, Modality, Resolved, Tier};
use crate::sorting::sort_by;

/// Workloads that levers are looked for in, the costliest first.
const WORKLOADS: usize = 5;
/// Levers reported.
const REPORTED: usize = 12;
/// Of the prompt, where no prefix is stated.
const ASSUMED_PREFIX: &str = "0.5";
const ASSUMED_HITS: &str = "0.8";
/// Epochs of a fine-tune times tokens of its examples.
const ASSUMED_TRAINING_TOKENS: u32 = 1_000_000;

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
    let mut order: Vec<usize> = (0..outline.workloads.len()).collect();
    sort_by(&mut order, |a, b| {
        let ((plan_a, a), (plan_b, b)) = (&outline.workloads[*a], &outline.workloads[*b]);
        let by_name = || plan_a.workload.name.cmp(&plan_b.workload.name);
        b.total.cmp(&a.total).then_with(by_name)
    });
    let mut found: Vec<(Dollars, usize, Candidate)> = Vec::new();
    for index in order.into_iter().take(WORKLOADS) {
        let (plan, evaluated) = &outline.workloads[index];
        if evaluated.total <= Dollars::ZERO {
            continue;
        }
        for candidate in candidates(plan, outline) {
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
        with = with.plus(cost.total)?;
    }
    total.minus(with)
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

fn candidates(plan: &Plan<'_>, outline: &Outline<'_>) -> Vec<Candidate> {
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
    request_levers(workload, &mut add);
    conversation_levers(workload, &mut add);
    if let Some(candidate) = prompt_cache(plan, outline) {
        list.push(candidate);
    }
    list.extend(cheaper_model(plan, outline));
    list.extend(fine_tune(plan, outline));
    list
}

type Add<'a> = dyn FnMut(&'static str, String, &dyn Fn(&mut Workload)) + 'a;

fn request_levers(workload: &Workload, add: &mut Add<'_>) {
    let Some(request) = &workload.request else {
        return;
    };
    if workload.conversation.is_none()
        && let Some(Uncertain::Fixed(output)) = &request.output_tokens
        && let Some(capped) = scaled(output.0, 0.8)
        && [
            &request.reasoning_tokens,
            &request.audio_output_tokens,
            &request.image_output_tokens,
        ]
        .iter()
        .all(|part| part.is_none())
    {
        add(
            "cap-output",
            format!(
                "Cap the answers at {} tokens, a fifth less, by instruction or max_tokens.",
                capped.0
            ),
            &|w| {
                if let Some(request) = &mut w.request {
                    request.output_tokens = Some(Uncertain::Fixed(capped));
                }
            },
        );
    }
    if let Some(cache) = workload.cache
        && let Some(Uncertain::Fixed(input)) = &request.input_tokens
        && let Some(trimmed) = scaled(cache.prefix_tokens.0, 0.75)
        && let Some(input) = cache
            .prefix_tokens
            .0
            .minus(trimmed.0)
            .and_then(|less| input.0.minus(less))
        && !input.is_negative()
    {
        add(
            "trim-prefix",
            format!(
                "Shorten the fixed prefix by a quarter, to {} tokens.",
                trimmed.0
            ),
            &|w| {
                if let (Some(cache), Some(request)) = (&mut w.cache, &mut w.request) {
                    cache.prefix_tokens = trimmed;
                    request.input_tokens = Some(Uncertain::Fixed(Number(input)));
                }
            },
        );
    }
    let finer = request
        .images
        .iter()
        .flatten()
        .any(|image| image.detail.as_deref() != Some("low"));
    if finer {
        add(
            "image-detail",
            "Send the images with detail \"low\", if their gist suffices.".to_owned(),
            &|w| {
                let images = w
                    .request
                    .as_mut()
                    .and_then(|request| request.images.as_mut());
                for image in images.into_iter().flatten() {
                    image.detail = Some("low".to_owned());
                }
            },
        );
    }
}

fn conversation_levers(workload: &Workload, add: &mut Add<'_>) {
    let Some(conversation) = &workload.conversation else {
        return;
    };
    if conversation.caching.unwrap_or(ConversationCaching::None) == ConversationCaching::None {
        add(
            "prompt-caching",
            "Keep the history at the beginning of the prompt unchanged, so that each turn reads \
             what the turn before has sent from the prompt cache."
                .to_owned(),
            &|w| {
                if let Some(conversation) = &mut w.conversation {
                    conversation.caching = Some(ConversationCaching::Automatic);
                }
            },
        );
    }
    if let Uncertain::Fixed(system) = &conversation.system_tokens
        && let Some(trimmed) = scaled(system.0, 0.75)
    {
        add(
            "trim-prefix",
            format!(
                "Shorten the system prompt by a quarter, to {} tokens.",
                trimmed.0
            ),
            &|w| {
                if let Some(conversation) = &mut w.conversation {
                    conversation.system_tokens = Uncertain::Fixed(trimmed);
                }
            },
        );
    }
    if let Uncertain::Fixed(answer) = &conversation.answer_tokens
        && let Some(capped) = scaled(answer.0, 0.8)
    {
        add(
            "cap-output",
            format!(
                "Cap the answers at {} tokens, a fifth less; they are sent again, too.",
                capped.0
            ),
            &|w| {
                if let Some(conversation) = &mut w.conversation {
                    conversation.answer_tokens = Uncertain::Fixed(capped);
                }
            },
        );
    }
}

/// Caching half of the prompt, where the scenario states no prefix.
fn prompt_cache(plan: &Plan<'_>, outline: &Outline<'_>) -> Option<Candidate> {
    let workload = plan.workload;
    let request = workload.request.as_ref()?;
    if workload.cache.is_some()
        || workload.conversation.is_some()
        || request.cached_input_tokens.is_some()
        || request.cache_write_tokens.is_some()
    {
        return None;
    }
    let input = request.input_tokens.as_ref()?.base();
    let prefix = scaled(input, ASSUMED_PREFIX.parse().ok()?)?;
    let leg = plan.legs.iter().find(|leg| leg.step.is_none())?;
    let (card, offer) = plan.card(leg, outline.frame.start, outline.frame).ok()?;
    let offer = offer?;
    if prefix.to_f64() < f64::from(offer.minimum.max(1)) {
        return None;
    }
    let rate = |component| {
        card.rates()
            .find(|(c, _, row)| *c == component && row.when.is_none())
            .map(|(_, rate, _)| rate.to_f64())
    };
    let plain = rate(Component::Input)?;
    let read = rate(Component::CachedInput)? / plain;
    let write = rate(Component::CacheWrite).map_or(1.0, |rate| rate / plain);
    let least = cache_least_hit_rate(write, read)?;
    let from = cache_break_even(write, read)?;
    let mut changed = workload.clone();
    changed.cache = Some(PrefixCache {
        prefix_tokens: prefix,
        hit_rate: number(ASSUMED_HITS),
    });
    Some(Candidate {
        name: "prompt-caching",
        workload: changed,
        fixed: None,
        explanation: format!(
            "Begin every prompt with the same {} tokens and let the vendor cache them; reckoned with \
             half of the prompt and 4 hits in 5. It pays from {from:.2} requests per lifetime of the \
             cache on, or {:.0} % hits.",
            prefix.0,
            least * 100.0
        ),
    })
}

/// The cheapest model of the same provider that can do the same.
fn cheaper_model(plan: &Plan<'_>, outline: &Outline<'_>) -> Option<Candidate> {
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
    let sum = |parts: &[crate::pricing::PricedPart<'_>]| -> f64 {
        parts.iter().map(|part| part.amount.to_f64()).sum()
    };
    let now = sum(&parts);
    let fields = settled(&call_fields(workload, &drivers, leg, offer))?;
    let needs = Needs::of(workload, &drivers, &fields, &resolved);
    let none = RequestQuantities::default();
    let rest = super::calls::fixed_quantities(workload, leg, &none);
    let wanted = quantities(&fields, rest);
    let (mut best, mut least) = (None, now);
    for other in frame.catalog.all() {
        if other.provider() != resolved.provider()
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
        if let Ok(cost) = cost
            && cost.to_f64() < least
        {
            least = cost.to_f64();
            best = Some(other);
        }
    }
    let best = best?;
    let id = best.record().id.clone();
    let mut changed = workload.clone();
    changed.model = ModelChoice::One(id.clone());
    Some(Candidate {
        name: "cheaper-model",
        workload: changed,
        fixed: None,
        explanation: format!(
            "{id} costs {:.0} % of {current} on this request and takes the same input and context; \
             try whether its answers are good enough. Reckoned with the same number of tokens.",
            least / now * 100.0
        ),
    })
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
        drivers: &super::drivers::Drivers<Volume>,
        fields: &super::drivers::Fields<Exact>,
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
        if let Some(tokens) = super::calls::conversation_of(workload, drivers, None) {
            use super::real::Real;
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
    fn met_by(
        &self,
        other: &Resolved<'_>,
        start: crate::pricing::Day,
        end: crate::pricing::Day,
    ) -> bool {
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

/// Teaching the model what a long prompt says.
fn fine_tune(plan: &Plan<'_>, outline: &Outline<'_>) -> Option<Candidate> {
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
    let sum = |parts: Vec<crate::pricing::PricedPart<'_>>| -> f64 {
        parts.iter().map(|part| part.amount.to_f64()).sum()
    };
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
