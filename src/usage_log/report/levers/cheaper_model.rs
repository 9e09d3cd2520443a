//! Taking a cheaper model of the same provider.

use std::collections::HashMap;

use super::lever::{Basis, UsageLever, amount};
use crate::pricing::{Catalog, Count, Exact, Modality, Money, Resolved};
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::record::RecordKind;
use crate::usage_log::report::amounts::{minus, plus};
use crate::usage_log::report::what_if::Change;

/// For how many models a cheaper one is looked for, the most expensive ones.
const MAX_MODELS: usize = 5;

/// What the requests of a model need.
struct Needs {
    model: String,
    provider: String,
    cost: Exact,
    /// Where its records are among those that are alike.
    alike: Vec<usize>,
    /// The longest prompt with its answer, and the longest answer.
    context: Exact,
    output: Exact,
    reads_images: bool,
    hears: bool,
}

pub(super) fn levers(basis: &Basis<'_>) -> Result<Vec<UsageLever>, UsageLogError> {
    let mut levers = Vec::new();
    for needs in needs(basis)?.into_iter().take(MAX_MODELS) {
        if let Some((model, cost)) = cheapest(basis, &needs)? {
            levers.push(UsageLever {
                name: "cheaper-model",
                saves: Money::new(minus(needs.cost, cost)?),
                explanation: format!(
                    "Send the requests to {model} instead of {}. It reads the same kinds of input and \
                     has as long a context window; the saving assumes the same number of tokens. Check \
                     the quality of its answers first.",
                    needs.model
                ),
                model: Some(needs.model),
            });
        }
    }
    Ok(levers)
}

/// What the models of the log need, the most expensive first.
fn needs(basis: &Basis<'_>) -> Result<Vec<Needs>, UsageLogError> {
    let mut found: Vec<Needs> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    let mut of_alike: HashMap<u32, usize> = HashMap::new();
    for ((record, cost), at) in basis.log.iter().zip(&basis.alike.of_record) {
        let (Some(cost), Some(at)) = (cost, at) else {
            continue;
        };
        let place = match of_alike.get(at) {
            Some(place) => *place,
            None => {
                let (model, provider) = basis.log.model(&record);
                let name = (model.to_owned(), provider.to_owned());
                let place = *places.entry(name).or_insert_with_key(|(model, provider)| {
                    found.push(Needs {
                        model: model.clone(),
                        provider: provider.clone(),
                        cost: Exact::ZERO,
                        alike: Vec::new(),
                        context: Exact::ZERO,
                        output: Exact::ZERO,
                        reads_images: false,
                        hears: false,
                    });
                    found.len() - 1
                });
                of_alike.insert(*at, place);
                if let Some(needs) = found.get_mut(place) {
                    needs.alike.push(*at as usize);
                }
                place
            }
        };
        let Some(needs) = found.get_mut(place) else {
            continue;
        };
        needs.cost = plus(needs.cost, cost)?;
        let q = &record.quantities;
        let some = |count: Option<Count>| !amount(count).is_zero();
        needs.reads_images |= !q.images.is_empty() || some(q.image_input_tokens);
        needs.hears |= some(q.audio_input_tokens) || some(q.audio_input_seconds);
        if record.shape.kind == RecordKind::Request {
            let output = amount(q.output_tokens);
            needs.output = needs.output.max(output);
            needs.context = needs.context.max(plus(amount(q.input_tokens), output)?);
        }
    }
    sort_by(&mut found, |a, b| {
        b.cost.cmp(&a.cost).then_with(|| a.model.cmp(&b.model))
    });
    Ok(found)
}

/// The cheapest model of the same provider that can do the same, and what it would have cost.
fn cheapest(basis: &Basis<'_>, needs: &Needs) -> Result<Option<(String, Exact)>, UsageLogError> {
    let mut cheapest: Option<(String, Exact)> = None;
    let catalog = basis.what_if.catalog;
    let Some(current) = catalog
        .all()
        .find(|model| model.provider() == needs.provider && model.id() == needs.model)
    else {
        return Ok(None);
    };
    for other in catalog.all() {
        if other.provider() != needs.provider
            || other.record().id == current.record().id
            || !meets(&other, &current, needs, catalog)
        {
            continue;
        }
        let change = Change {
            model: Some((other.id(), needs.provider.clone())),
            ..Change::default()
        };
        let least = cheapest.as_ref().map_or(needs.cost, |(_, cost)| *cost);
        if let Some(cost) = cost_with(basis, needs, &change, least)? {
            cheapest = Some((other.id(), cost));
        }
    }
    Ok(cheapest)
}

/// What all records would have cost, if that is less than `least`; `None` too where one of them has no
/// such price.
fn cost_with(
    basis: &Basis<'_>,
    needs: &Needs,
    change: &Change,
    least: Exact,
) -> Result<Option<Exact>, UsageLogError> {
    let mut sum = Exact::ZERO;
    for at in &needs.alike {
        let Some(alike) = basis.alike.all.get(*at) else {
            continue;
        };
        let Some(cost) = basis.what_if.price(alike, change, &alike.quantities) else {
            return Ok(None);
        };
        sum = plus(sum, cost)?;
        if sum >= least {
            return Ok(None);
        }
    }
    Ok(Some(sum))
}

/// Words in the names of models that do one thing only, whatever text they read and write.
const SINGLE_TASK: &[&str] = &[
    "guard",
    "moderation",
    "transcribe",
    "ocr",
    "embed",
    "rerank",
    "search",
    "research",
    "computer",
    "translate",
];

fn meets(other: &Resolved<'_>, current: &Resolved<'_>, needs: &Needs, catalog: &Catalog) -> bool {
    let record = other.record();
    let today = catalog.checked();
    let holds =
        |most: Option<u64>, tokens: Exact| most.is_none_or(|most| Exact::whole(most) >= tokens);
    let reads = |modality: Modality| record.input.contains(&modality);
    !record.legacy
        && !SINGLE_TASK.iter().any(|word| record.id.contains(word))
        && record.deprecated.is_none_or(|day| day > today)
        && record.retires.is_none_or(|day| day > today)
        && record.output == current.record().output
        && reads(Modality::Text)
        && (!needs.reads_images || reads(Modality::Image))
        && (!needs.hears || reads(Modality::Audio))
        && record.context_window.is_some()
        && holds(record.context_window, needs.context)
        && holds(record.max_output_tokens, needs.output)
}
