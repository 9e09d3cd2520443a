//! What one should know before relying on a projection.

use super::money::Dollars;
use super::months::forecast::{Forecast, WorkloadForecast};
use super::outlook::outlooks::Outlooks;
use super::price::plan::Plan;
use super::price::rates::CallRates;
use super::scenario::{ConversationCaching, Growth, Uncertain};
use super::volume::calls::{Call, tokens_of_conversation};
use super::volume::drivers::Drivers;
use super::volume::numeric::{Numeric, Volume};
use crate::pricing::{Day, Warning, WarningCode};
use crate::sorting::sort_by;

fn warning(code: WarningCode, message: String, path: Option<String>) -> Warning {
    Warning {
        code,
        message,
        path,
    }
}

/// All warnings, each once.
pub(super) fn collect(forecast: &Forecast<'_>, outlooks: &Outlooks) -> Vec<Warning> {
    let mut list = Vec::new();
    for workload in &forecast.workloads {
        about_calls(workload, forecast.basis.calendar.end, &mut list);
        about_growth(&workload.plan, &mut list);
        about_spread(&workload.plan, &mut list);
    }
    about_budget(forecast, outlooks, &mut list);
    about_credits(outlooks, &mut list);
    about_limits(outlooks, &mut list);
    distinct(list)
}

/// The list without repetitions; of equal warnings the first stays. A warning about a model holds
/// wherever the model is used.
fn distinct(list: Vec<Warning>) -> Vec<Warning> {
    fn key(warning: &Warning) -> (WarningCode, Option<&str>, &str) {
        let of_model = matches!(
            warning.code,
            WarningCode::ModelDeprecated | WarningCode::ModelRetiresInHorizon
        );
        let path = warning.path.as_deref().filter(|_| !of_model);
        (warning.code, path, &warning.message)
    }
    // The sort is stable, so the first of equal warnings comes first.
    let mut order: Vec<usize> = (0..list.len()).collect();
    sort_by(&mut order, |a, b| key(&list[*a]).cmp(&key(&list[*b])));
    let mut repeated = vec![false; list.len()];
    for two in order.windows(2) {
        repeated[two[1]] = key(&list[two[0]]) == key(&list[two[1]]);
    }
    let marked = list.into_iter().zip(repeated);
    marked
        .filter(|(_, repeated)| !repeated)
        .map(|(warning, _)| warning)
        .collect()
}

fn about_calls(workload: &WorkloadForecast<'_>, end: Day, list: &mut Vec<Warning>) {
    let WorkloadForecast { plan, prices, .. } = workload;
    for (call, index) in plan.first_rates() {
        let rates = &plan.rates[index];
        let record = rates.card.resolved().record();
        let retires = record.retires.filter(|retires| *retires < end);
        if let Some(retires) = retires {
            list.push(about_retirement(call, rates, retires, record.deprecated));
        }
        // What a quote of one call on the first day says. For a conversation this is the average
        // turn of each context band.
        for band in &prices.calls[index].bands {
            let found = rates.card.warnings(&band.usage, &band.parts);
            list.extend(
                found
                    .into_iter()
                    .filter(|found| is_about_call(found, plan, retires))
                    .map(|found| in_scenario(found, plan, call)),
            );
        }
        if call.step.is_none() {
            about_cache(plan, call, rates, list);
            about_conversation(plan, call, rates, list);
        }
    }
}

fn about_retirement(
    call: &Call,
    rates: &CallRates<'_>,
    retires: Day,
    deprecated: Option<Day>,
) -> Warning {
    let (model, start) = (&call.model, rates.card.day());
    let when = match deprecated {
        _ if retires <= start => {
            format!("{model} has not been served since {retires}")
        }
        Some(deprecated) if deprecated <= start => format!(
            "{model} is deprecated since {deprecated} and retires on {retires}, within the scenario"
        ),
        _ => format!("{model} retires on {retires}, within the scenario"),
    };
    warning(
        WarningCode::ModelRetiresInHorizon,
        format!("{when}; its cost is counted to the end all the same"),
        Some(call.model_path.clone()),
    )
}

/// Whether a warning of pricing also concerns the projection.
fn is_about_call(found: &Warning, plan: &Plan<'_>, retires: Option<Day>) -> bool {
    // The average turn says nothing of the longest one, and each turn has its own rates.
    let is_about_average = found.code == WarningCode::ContextOverflow
        || found.path.as_deref() == Some("quantities.requests");
    // Retirement within the horizon has a warning of its own.
    let is_repeated = found.code == WarningCode::ModelDeprecated && retires.is_some();
    !(is_about_average && plan.workload.conversation.is_some() || is_repeated)
}

/// A warning of pricing with the path that the scenario has for it.
fn in_scenario(mut found: Warning, plan: &Plan<'_>, call: &Call) -> Warning {
    let path = found.path.take().filter(|path| path != "model");
    found.path = Some(match path {
        Some(path) => match path.strip_prefix("quantities") {
            Some(tail) => format!("{}{tail}", call.request_path(&plan.path)),
            None => path,
        },
        None => call.model_path.clone(),
    });
    found
}

fn about_cache(plan: &Plan<'_>, call: &Call, rates: &CallRates<'_>, list: &mut Vec<Warning>) {
    let workload = plan.workload;
    if workload.cache.is_none() && !has_cached_conversation(plan) {
        return;
    }
    let model = &call.model;
    let Some(cache) = rates.cache else {
        list.push(warning(
            WarningCode::CacheUnavailable,
            format!("{model} has no price for cached input in this tier; nothing is cached"),
            Some(call.model_path.clone()),
        ));
        return;
    };
    if let Some(prefix) = &workload.cache
        && prefix.prefix_tokens.to_f64() < f64::from(cache.minimum)
    {
        list.push(warning(
            WarningCode::CacheBelowMinimum,
            format!(
                "{model} caches prefixes of {} tokens and more; this one has {} and is not cached",
                cache.minimum, prefix.prefix_tokens.0
            ),
            Some(format!("{}.cache.prefixTokens", plan.path)),
        ));
    }
}

fn has_cached_conversation(plan: &Plan<'_>) -> bool {
    let conversation = plan.workload.conversation.as_ref();
    conversation
        .and_then(|conversation| conversation.caching)
        .is_some_and(|caching| caching != ConversationCaching::None)
}

fn about_conversation(
    plan: &Plan<'_>,
    call: &Call,
    rates: &CallRates<'_>,
    list: &mut Vec<Warning>,
) {
    let (drivers, model) = (&plan.base_case, &call.model);
    let record = rates.card.resolved().record();
    let tokens = tokens_of_conversation(plan.workload, drivers, rates.cache);
    let (Some(window), Some((tokens, turns))) =
        (record.context_window, tokens.zip(drivers.conversation))
    else {
        return;
    };
    let longest = (tokens.longest + turns.answer).to_f64();
    #[allow(clippy::cast_precision_loss)]
    if longest > window as f64 {
        list.push(warning(
            WarningCode::ContextOverflow,
            format!(
                "the last turn needs {longest} tokens with its answer, {model} takes {window}; set \
                 maxContext to cut the history"
            ),
            Some(format!("{}.conversation", plan.path)),
        ));
    }
    if let Some(cache) = rates.cache
        && has_cached_conversation(plan)
        && tokens.longest < Volume::from_u32(cache.minimum)
    {
        list.push(warning(
            WarningCode::CacheBelowMinimum,
            format!(
                "{model} caches prompts of {} tokens and more; the longest here has {}",
                cache.minimum,
                tokens.longest.to_f64()
            ),
            Some(format!("{}.conversation", plan.path)),
        ));
    }
}

/// Percentiles and observed values of what a request uses mostly describe single requests.
fn about_spread(plan: &Plan<'_>, list: &mut Vec<Warning>) {
    Drivers::of(plan.workload, &plan.path, |value, path| {
        let describes_requests = matches!(
            value,
            Uncertain::LogNormal { spread: None, .. } | Uncertain::Samples { spread: None, .. }
        );
        let path = describes_requests.then(path);
        if let Some(path) = path
            && !value.is_certain()
            && !path.contains(".requests.")
            && !path.contains(".growth.")
            && !path.ends_with(".turns")
        {
            list.push(warning(
                WarningCode::SpreadUnstated,
                "read as what is known of the average; if these are the values of single requests, \
                 say `spread: \"requests\"`, and their mean counts"
                    .to_owned(),
                Some(path),
            ));
        }
    });
}

fn about_growth(plan: &Plan<'_>, list: &mut Vec<Warning>) {
    let requests = &plan.workload.requests;
    let has_volume =
        requests.per_day.is_some() || requests.per_month.is_some() || requests.users.is_some();
    if let Some(Growth::Logistic { .. } | Growth::Series { .. }) = plan.workload.growth
        && has_volume
    {
        list.push(warning(
            WarningCode::VolumeFromGrowth,
            "this growth states the requests per day itself; the volume in `requests` is not used"
                .to_owned(),
            Some(format!("{}.requests", plan.path)),
        ));
    }
}

fn about_budget(forecast: &Forecast<'_>, outlooks: &Outlooks, list: &mut Vec<Warning>) {
    let exceeded = outlooks.budget.as_ref().and_then(|b| b.first_exceeded);
    if let Some(date) = exceeded {
        let what = if forecast.hard_budget.is_some() {
            "is used up; the rest of the month is not served"
        } else {
            "is exceeded"
        };
        list.push(warning(
            WarningCode::BudgetExceeded,
            format!("the monthly budget {what} for the first time on {date}"),
            Some("budget.monthly".to_owned()),
        ));
    }
}

fn about_credits(outlooks: &Outlooks, list: &mut Vec<Warning>) {
    let Some(credits) = &outlooks.credits else {
        return;
    };
    if let Some(date) = credits.runs_out_on {
        list.push(warning(
            WarningCode::CreditsExhausted,
            format!("the credits do not pay all of {date}"),
            Some("credits".to_owned()),
        ));
    }
    if credits.expired_unused > Dollars::ZERO {
        list.push(warning(
            WarningCode::CreditsExpired,
            format!("${} of the credits expire unused", credits.expired_unused),
            Some("credits.grants".to_owned()),
        ));
    }
}

fn about_limits(outlooks: &Outlooks, list: &mut Vec<Warning>) {
    for limit in outlooks.limits.iter().flatten() {
        if let (Some(month), Some(binding)) = (&limit.first_exceeded, limit.binding) {
            list.push(warning(
                WarningCode::RateLimitExceeded,
                format!(
                    "{} on {} passes its {binding} limit from {month} on, at most {:.0}% of it",
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
    use super::{WarningCode, distinct, warning};

    #[test]
    fn each_warning_once_in_the_order_of_its_first_mention() {
        let make = |name: &str| warning(WarningCode::BudgetExceeded, name.to_owned(), None);
        let list = ["b", "a", "b", "c", "a"].map(make).to_vec();
        let names: Vec<String> = distinct(list).into_iter().map(|w| w.message).collect();
        assert_eq!(names, ["b", "a", "c"]);
    }
}
