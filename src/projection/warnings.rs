//! What one should know before relying on a projection.

use super::calls::{conversation_of, fixed_quantities};
use super::drivers::{Drivers, quantities};
use super::error::ProjectionError;
use super::evaluate::Plan;
use super::outline::Outline;
use super::real::{Real, Volume};
use super::result::Projection;
use super::scenario::{ConversationCaching, Growth, RequestQuantities, Scenario};
use super::{base_drivers, calls};
use crate::pricing::{QuoteRequest, Warning};
use crate::sorting::sort_by;

fn warning(code: &'static str, message: String, path: Option<String>) -> Warning {
    Warning {
        code,
        message,
        path,
    }
}

/// Adds all warnings, each once.
pub(super) fn collect(
    scenario: &Scenario,
    outline: &Outline<'_>,
    projection: &mut Projection,
) -> Result<(), ProjectionError> {
    let mut list = Vec::new();
    for (plan, _) in &outline.workloads {
        about_workload(plan, outline, &mut list)?;
    }
    about_money(scenario, projection, &mut list);
    projection.warnings = distinct(list);
    Ok(())
}

/// The list without repetitions, the first of equal ones kept. What is said of a model holds
/// wherever it is used.
fn distinct(list: Vec<Warning>) -> Vec<Warning> {
    fn key(warning: &Warning) -> (&str, Option<&str>, &str) {
        let of_model = warning.code.starts_with("MODEL_");
        let path = warning.path.as_deref().filter(|_| !of_model);
        (warning.code, path, &warning.message)
    }
    // Sorting keeps the order of equal ones, so each is told from the one before it.
    let mut order: Vec<usize> = (0..list.len()).collect();
    sort_by(&mut order, |a, b| key(&list[*a]).cmp(&key(&list[*b])));
    let mut repeated = vec![false; list.len()];
    for two in order.windows(2) {
        repeated[two[1]] = key(&list[two[0]]) == key(&list[two[1]]);
    }
    let kept = list.into_iter().zip(repeated);
    kept.filter(|(_, repeated)| !repeated)
        .map(|(warning, _)| warning)
        .collect()
}

fn about_workload(
    plan: &Plan<'_>,
    outline: &Outline<'_>,
    list: &mut Vec<Warning>,
) -> Result<(), ProjectionError> {
    let frame = outline.frame;
    let workload = plan.workload;
    let drivers = base_drivers(plan);
    let none = RequestQuantities::default();
    for leg in &plan.legs {
        let (card, offer) = plan.card(leg, frame.start, frame)?;
        let resolved = card.resolved();
        let record = resolved.record();
        let retires = record.retires.filter(|retires| *retires < frame.end);
        if let Some(retires) = retires {
            let model = &leg.model;
            let when = match record.deprecated {
                _ if retires <= frame.start => {
                    format!("{model} has not been served since {retires}")
                }
                Some(deprecated) if deprecated <= frame.start => format!(
                    "{model} is deprecated since {deprecated} and retires on {retires}, within the \
                     scenario"
                ),
                _ => format!("{model} retires on {retires}, within the scenario"),
            };
            list.push(warning(
                "MODEL_RETIRES_IN_HORIZON",
                format!("{when}; its cost is counted to the end all the same"),
                Some(leg.model_path.clone()),
            ));
        }
        // What a quote of a single call on the first day would say; of a conversation, one of the turns
        // of each price.
        let bounds = match workload.conversation {
            Some(_) => calls::length_bounds(&card),
            None => Vec::new(),
        };
        let calls = calls::call_parts(workload, &drivers, leg, offer, &bounds);
        for (index, fields) in calls.iter().enumerate() {
            let Some(fields) = calls::settled(fields) else {
                continue;
            };
            let rest = match index {
                0 => fixed_quantities(workload, leg, &none),
                _ => &none,
            };
            let request = QuoteRequest {
                model: leg.model.clone(),
                quantities: quantities(&fields, rest),
                on: Some(frame.start),
                tier: Some(leg.tier.as_str().to_owned()),
                ..QuoteRequest::default()
            };
            let quote = frame
                .catalog
                .quote(&request)
                .map_err(|source| ProjectionError::pricing(&leg.model_path, source))?;
            for mut found in quote.warnings {
                // The average turn says nothing of the longest, see below; and each turn has its price.
                let of_average = found.code == "CONTEXT_OVERFLOW"
                    || found.path.as_deref() == Some("quantities.requests");
                if of_average && workload.conversation.is_some() {
                    continue;
                }
                // Said above, with the day on which it ends.
                if found.code == "MODEL_DEPRECATED" && retires.is_some() {
                    continue;
                }
                let path = found.path.take().filter(|path| path != "model");
                found.path = Some(match path {
                    Some(path) => match path.strip_prefix("quantities") {
                        Some(tail) => format!("{}.request{tail}", plan.path),
                        None => path,
                    },
                    None => leg.model_path.clone(),
                });
                list.push(found);
            }
        }
        if leg.step.is_none() {
            about_cache(plan, leg, offer, list);
            about_context(plan, leg, offer, &drivers, record.context_window, list);
        }
    }
    if matches!(
        workload.growth,
        Some(Growth::Logistic { .. } | Growth::Series { .. })
    ) && (workload.requests.per_day.is_some()
        || workload.requests.per_month.is_some()
        || workload.requests.users.is_some())
    {
        list.push(warning(
            "VOLUME_FROM_GROWTH",
            "this growth states the requests per day itself; the volume in `requests` is not used"
                .to_owned(),
            Some(format!("{}.requests", plan.path)),
        ));
    }
    Ok(())
}

fn about_cache(
    plan: &Plan<'_>,
    leg: &calls::Leg,
    offer: Option<calls::CacheOffer>,
    list: &mut Vec<Warning>,
) {
    let workload = plan.workload;
    let caching = workload
        .conversation
        .as_ref()
        .and_then(|conversation| conversation.caching)
        .is_some_and(|caching| caching != ConversationCaching::None);
    if workload.cache.is_none() && !caching {
        return;
    }
    let Some(offer) = offer else {
        list.push(warning(
            "CACHE_UNAVAILABLE",
            format!(
                "{} has no price for cached input in this tier; nothing is cached",
                leg.model
            ),
            Some(leg.model_path.clone()),
        ));
        return;
    };
    if let Some(cache) = &workload.cache
        && cache.prefix_tokens.to_f64() < f64::from(offer.minimum)
    {
        list.push(warning(
            "CACHE_BELOW_MINIMUM",
            format!(
                "{} caches prefixes of {} tokens and more; this one has {} and is not cached",
                leg.model, offer.minimum, cache.prefix_tokens.0
            ),
            Some(format!("{}.cache.prefixTokens", plan.path)),
        ));
    }
}

fn about_context(
    plan: &Plan<'_>,
    leg: &calls::Leg,
    offer: Option<calls::CacheOffer>,
    drivers: &Drivers<Volume>,
    window: Option<u64>,
    list: &mut Vec<Warning>,
) {
    let Some(window) = window else { return };
    let Some((tokens, turns)) =
        conversation_of(plan.workload, drivers, offer).zip(drivers.conversation)
    else {
        return;
    };
    let longest = (tokens.longest + turns.answer).to_f64();
    #[allow(clippy::cast_precision_loss)]
    if longest > window as f64 {
        list.push(warning(
            "CONTEXT_OVERFLOW",
            format!(
                "the last turn needs {longest} tokens with its answer, {} takes {window}; set \
                 maxContext to cut the history",
                leg.model
            ),
            Some(format!("{}.conversation", plan.path)),
        ));
    }
    // A minimum that the whole conversation stays below.
    if let Some(offer) = offer
        && plan.workload.conversation.as_ref().is_some_and(|c| {
            c.caching
                .is_some_and(|caching| caching != ConversationCaching::None)
        })
        && tokens.longest < Volume::whole(offer.minimum)
    {
        list.push(warning(
            "CACHE_BELOW_MINIMUM",
            format!(
                "{} caches prompts of {} tokens and more; the longest here has {}",
                leg.model,
                offer.minimum,
                tokens.longest.to_f64()
            ),
            Some(format!("{}.conversation", plan.path)),
        ));
    }
}

fn about_money(scenario: &Scenario, projection: &Projection, list: &mut Vec<Warning>) {
    if let Some(budget) = &projection.budget
        && let Some(date) = budget.first_exceeded
    {
        let what = if scenario
            .budget
            .as_ref()
            .is_some_and(|b| b.hard == Some(true))
        {
            "is used up; the rest of the month is not served"
        } else {
            "is exceeded"
        };
        list.push(warning(
            "BUDGET_EXCEEDED",
            format!("the monthly budget {what} for the first time on {date}"),
            Some("budget.monthly".to_owned()),
        ));
    }
    if let Some(credits) = &projection.credits {
        if let Some(date) = credits.runs_out_on {
            list.push(warning(
                "CREDITS_EXHAUSTED",
                format!("the credits do not pay all of {date}"),
                Some("credits".to_owned()),
            ));
        }
        if credits.expired_unused > super::Dollars::ZERO {
            list.push(warning(
                "CREDITS_EXPIRED",
                format!("${} of the credits expire unused", credits.expired_unused),
                Some("credits.grants".to_owned()),
            ));
        }
    }
    for limit in projection.limits.iter().flatten() {
        if let (Some(month), Some(binding)) = (&limit.first_exceeded, limit.binding) {
            list.push(warning(
                "RATE_LIMIT_EXCEEDED",
                format!(
                    "{} on {} passes its {binding} limit from {month} on, at most {:.0} % of it",
                    limit.workload,
                    limit.model,
                    limit.utilisation * 100.0
                ),
                Some("limits".to_owned()),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{distinct, warning};

    #[test]
    fn each_warning_once_in_the_order_of_its_first_mention() {
        let make = |name: &str| warning("CODE", name.to_owned(), None);
        let list = ["b", "a", "b", "c", "a"].map(make).to_vec();
        let names: Vec<String> = distinct(list).into_iter().map(|w| w.message).collect();
        assert_eq!(names, ["b", "a", "c"]);
    }
}
