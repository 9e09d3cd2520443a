//! Levers that take another model.

use super::candidate::Candidate;
use crate::pricing::{Confidence, Exact, Modality, Resolved};
use crate::projection::months::forecast::{Forecast, WorkloadForecast};
use crate::projection::price::plan::Plan;
use crate::projection::scenario::{ModelChoice, RequestQuantities};
use crate::projection::volume::calendar::Calendar;
use crate::projection::volume::calls::{call_quantities, tokens_of_conversation};
use crate::projection::volume::numeric::{Numeric, Volume};
use crate::projection::volume::quantities::{
    INPUT, OUTPUT, QuantityValues, quantity_index, rounded, to_pricing,
};

/// The cheapest model found so far.
struct Cheapest<'c> {
    cost: f64,
    model: Option<Resolved<'c>>,
}

/// The cheapest model of the same provider that can do the same. With `other_providers` also the
/// cheapest of any other provider, among those whose rates the vendor itself publishes.
pub(super) fn cheaper(
    workload: &WorkloadForecast<'_>,
    forecast: &Forecast<'_>,
    other_providers: bool,
) -> Vec<Candidate> {
    search(workload, forecast, other_providers).unwrap_or_default()
}

fn search(
    workload: &WorkloadForecast<'_>,
    forecast: &Forecast<'_>,
    other_providers: bool,
) -> Option<Vec<Candidate>> {
    let plan = &workload.plan;
    let ModelChoice::One(current) = &plan.workload.model else {
        return None;
    };
    let (call, index) = plan.request_call()?;
    let rates = &plan.rates[index];
    let resolved = rates.card.resolved();
    if resolved.is_fine_tuned() {
        return None;
    }
    let now = workload.prices.calls[index].cost();
    let values = call_quantities(plan.workload, &plan.base_case, call, rates.cache);
    let values = rounded(&values)?;
    let needs = Needs::new(plan, &values, resolved);
    let none = RequestQuantities::default();
    let wanted = to_pricing(&values, call.request(plan.workload).unwrap_or(&none));

    let calendar = &forecast.basis.calendar;
    let catalog = forecast.basis.catalog;
    let cheapest = || Cheapest {
        cost: now,
        model: None,
    };
    let (mut same_provider, mut elsewhere) = (cheapest(), cheapest());
    for other in catalog.all() {
        let is_same_provider = other.provider() == resolved.provider();
        if !(is_same_provider || other_providers && has_published_rates(&other))
            || other.record().id == resolved.record().id
            || !needs.are_met_by(&other, calendar)
        {
            continue;
        }
        let cost = catalog
            .rate_card(&other.record().id, calendar.start, call.tier, None)
            .and_then(|card| card.total(&card.usage(&wanted)?));
        let cheapest = if is_same_provider {
            &mut same_provider
        } else {
            &mut elsewhere
        };
        // A model without a price for this request is no candidate.
        if let Ok(cost) = cost
            && cost.to_f64() < cheapest.cost
        {
            cheapest.cost = cost.to_f64();
            cheapest.model = Some(other);
        }
    }
    let candidate = |name: &'static str, cheapest: Cheapest<'_>, caution: &str| {
        let id = cheapest.model?.record().id.clone();
        Some(Candidate::new(
            name,
            plan.workload,
            format!(
                "{id} costs {:.0}% of {current} on this request and takes the same input and \
                 context; try whether its answers are good enough. This assumes the same number of \
                 tokens{caution}.",
                cheapest.cost / now * 100.0
            ),
            |w| w.model = ModelChoice::One(id.clone()),
        ))
    };
    let caution = ", though each vendor counts them in its own way";
    let same_provider = candidate("cheaper-model", same_provider, "");
    let elsewhere = candidate("other-provider", elsewhere, caution);
    Some(same_provider.into_iter().chain(elsewhere).collect())
}

/// Whether the rates of a model are those that its vendor publishes.
fn has_published_rates(model: &Resolved<'_>) -> bool {
    let mut rates = model.record().rates.iter();
    rates.any(|row| row.confidence == Confidence::Confirmed)
}

/// What a model must be able to do.
struct Needs<'c> {
    current: Resolved<'c>,
    input: Vec<Modality>,
    /// Tokens of the longest prompt with its answer.
    context: f64,
    /// Tokens of an answer.
    output: f64,
}

impl<'c> Needs<'c> {
    fn new(plan: &Plan<'_>, values: &QuantityValues<Exact>, current: Resolved<'c>) -> Self {
        let value = |index: usize| values[index].map_or(0.0, Exact::to_f64);
        let request = plan.workload.request.as_ref();
        let mut input = vec![Modality::Text];
        if request.is_some_and(|r| !r.images.is_empty())
            || value(const { quantity_index("imageInputTokens") }) > 0.0
        {
            input.push(Modality::Image);
        }
        if value(const { quantity_index("audioInputTokens") }) > 0.0
            || value(const { quantity_index("audioInputSeconds") }) > 0.0
        {
            input.push(Modality::Audio);
        }
        let (mut prompt, mut output) = (value(INPUT), value(OUTPUT));
        let drivers = &plan.base_case;
        if let Some(tokens) = tokens_of_conversation(plan.workload, drivers, None) {
            prompt = tokens.longest.to_f64();
            output = drivers
                .conversation
                .map_or(0.0, |turns| turns.answer.max(Volume::zero()).to_f64());
        }
        Self {
            current,
            input,
            context: prompt + output,
            output,
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn are_met_by(&self, other: &Resolved<'_>, calendar: &Calendar) -> bool {
        let record = other.record();
        !record.legacy
            && record.deprecated.is_none_or(|day| day >= calendar.end)
            && record.retires.is_none_or(|day| day >= calendar.end)
            && record.released.is_none_or(|day| day <= calendar.start)
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
