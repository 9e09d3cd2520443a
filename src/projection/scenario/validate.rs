//! What fields must be to each other, once each is right by itself.

use crate::sorted_map::SortedMap;

use super::*;
use crate::pricing::Exact;
use crate::projection::error::ProjectionError;
use crate::projection::path::element;

type Check = Result<(), ProjectionError>;

/// The most entries in a request's list of images.
const MAX_IMAGES: usize = 1_000;

/// Simulated months at most: draws × (months + 1), eight bytes each.
pub const MAX_SIMULATED_MONTHS: u64 = 40_000_000;
/// Months × models of all workloads at most: 600 months of 1,000 workloads with a model each.
pub const MAX_PERIODS: u64 = 600_000;

/// Steps of the simulation at most: draws × months × workloads.
pub const MAX_SIMULATION_STEPS: u64 = 2_000_000_000;

fn wrong(path: impl Into<String>, message: impl Into<String>) -> Check {
    Err(ProjectionError::invalid(path, message))
}

/// Every rule that concerns more than one field.
pub(crate) fn validate(scenario: &Scenario) -> Check {
    let mut names = SortedMap::new();
    let workloads = scenario.workloads.iter().map(|w| ("workloads", &w.name));
    let fixed = scenario.fixed.iter().flatten().map(|f| ("fixed", &f.name));
    let mut counts = SortedMap::new();
    for (list, name) in workloads.chain(fixed) {
        let index = counts.entry(list).or_insert(0);
        let path = format!("{}.name", element(list, *index));
        *index += 1;
        if let Some(first) = names.insert(name.as_str(), path.clone()) {
            return wrong(
                path,
                format!("{name:?} is taken by {first}; names are unique"),
            );
        }
    }
    for (i, workload) in scenario.workloads.iter().enumerate() {
        validate_workload(workload, &element("workloads", i))?;
    }
    for (i, cost) in scenario.fixed.iter().flatten().enumerate() {
        validate_fixed(cost, &element("fixed", i))?;
    }
    for (i, grant) in scenario.credits.iter().flat_map(|c| &c.grants).enumerate() {
        if let (Some(from), Some(expires)) = (grant.from, grant.expires)
            && expires <= from
        {
            return wrong(
                format!("{}.expires", element("credits.grants", i)),
                format!("must be after `from`, {from}; it is the first day without these credits"),
            );
        }
    }
    validate_days(scenario)?;
    validate_images(scenario)?;
    if let Some(markup) = &scenario.markup
        && markup.0.checked_shift(4).is_none_or(|n| n.as_ratio().1 > 0)
    {
        return wrong("markup", "must have at most 4 decimals, 0.1925 for 19.25 %");
    }
    validate_work(scenario)
}

/// Months are counted from days that people plan with.
fn validate_days(scenario: &Scenario) -> Check {
    let grants = scenario.credits.iter().flat_map(|credits| &credits.grants);
    let of_grants = grants.enumerate().flat_map(|(i, grant)| {
        let path = element("credits.grants", i);
        [
            (format!("{path}.from"), grant.from),
            (format!("{path}.expires"), grant.expires),
        ]
    });
    let start = ("start".to_owned(), scenario.start);
    for (path, day) in std::iter::once(start).chain(of_grants) {
        if let Some(day) = day
            && !(1970..=2500).contains(&day.date().year())
        {
            return wrong(
                path,
                format!("must lie between the years 1970 and 2500, not on {day}"),
            );
        }
    }
    Ok(())
}

fn validate_images(scenario: &Scenario) -> Check {
    for (i, workload) in scenario.workloads.iter().enumerate() {
        let path = element("workloads", i);
        let own = workload
            .request
            .iter()
            .map(|request| (format!("{path}.request"), request));
        let steps = workload.steps.iter().flatten().enumerate();
        let steps = steps.map(|(i, step)| {
            (
                format!("{}.request", element(&format!("{path}.steps"), i)),
                &step.request,
            )
        });
        for (path, request) in own.chain(steps) {
            for (name, length) in [
                ("images", request.images.len()),
                ("generatedImages", request.generated_images.len()),
            ] {
                if length > MAX_IMAGES {
                    return Err(ProjectionError::limit(
                        format!("{path}.{name}"),
                        format!(
                            "must be an array of at most {MAX_IMAGES} elements, not {length}; use `count` for images that are alike"
                        ),
                    ));
                }
            }
        }
    }
    Ok(())
}

/// Exact work: months × the models of every workload, its further steps among them.
fn validate_exact_work(scenario: &Scenario) -> Check {
    let models = |workload: &Workload| {
        let own = match &workload.model {
            ModelChoice::One(_) => 1,
            ModelChoice::Mix(mix) => mix.len(),
        };
        own + workload.steps.as_ref().map_or(0, |steps| steps.len())
    };
    let models: usize = scenario.workloads.iter().map(models).sum();
    let periods = models as u64 * u64::from(scenario.months.get());
    if periods > MAX_PERIODS {
        return Err(ProjectionError::limit(
            "workloads",
            format!(
                "{} months of {models} models, those of all workloads together, are more than the \
                 {MAX_PERIODS} that can be reckoned; use fewer months, workloads or models",
                scenario.months.get()
            ),
        ));
    }
    Ok(())
}

fn validate_work(scenario: &Scenario) -> Check {
    validate_exact_work(scenario)?;
    let draws = scenario.uncertainty.and_then(|u| u.draws);
    let Some(draws) = draws.map(|draws| u64::from(draws.get())) else {
        return Ok(());
    };
    let months = u64::from(scenario.months.get());
    let steps_each = months * scenario.workloads.len() as u64;
    let most = (MAX_SIMULATED_MONTHS / (months + 1)).min(MAX_SIMULATION_STEPS / steps_each.max(1));
    if draws > most {
        return Err(ProjectionError::limit(
            "uncertainty.draws",
            format!(
                "at most {most} for {months} months of {} workloads; got {draws}",
                scenario.workloads.len()
            ),
        ));
    }
    Ok(())
}

fn validate_workload(workload: &Workload, path: &str) -> Check {
    validate_requests(workload, path)?;
    validate_spread(workload, path)?;
    if let ModelChoice::Mix(mix) = &workload.model {
        let sum = mix
            .iter()
            .try_fold(Exact::ZERO, |sum, part| sum.checked_add(part.share.0));
        // A third has no end as a decimal: three of them may miss 1 by a little.
        if sum.is_none_or(|sum| (sum.to_f64() - 1.0).abs() > 1e-9) {
            let sum = sum.map_or_else(|| "too many digits".to_owned(), |sum| sum.to_string());
            return wrong(
                format!("{path}.model"),
                format!("the shares must add up to 1; they add up to {sum}"),
            );
        }
    }
    if workload.request.is_none() && workload.conversation.is_none() && workload.steps.is_none() {
        return wrong(
            format!("{path}.request"),
            "is missing; say what one request uses, or give a conversation",
        );
    }
    if let Some(Growth::Steps { steps }) = &workload.growth {
        for (i, pair) in steps.windows(2).enumerate() {
            if pair[1].month.get() <= pair[0].month.get() {
                return wrong(
                    format!("{}.month", element(&format!("{path}.growth.steps"), i + 1)),
                    format!(
                        "must be after month {}; steps stand in order",
                        pair[0].month.get()
                    ),
                );
            }
        }
    }
    if let Some(Growth::Compound { per_month }) = &workload.growth
        && !per_month.lies_within(-1.0, 100.0)
    {
        return wrong(
            format!("{path}.growth.perMonth"),
            "must be a share from -1 to 100 where growth is compound",
        );
    }
    if let Some(cache) = &workload.cache {
        validate_cache(workload, cache, path)?;
    }
    Ok(())
}

fn validate_requests(workload: &Workload, path: &str) -> Check {
    let requests = &workload.requests;
    let given = [
        requests.per_day.is_some(),
        requests.per_month.is_some(),
        requests.users.is_some() || requests.per_user_per_day.is_some(),
    ];
    let path = format!("{path}.requests");
    let own = matches!(
        workload.growth,
        Some(Growth::Logistic { .. } | Growth::Series { .. })
    );
    match given.iter().filter(|given| **given).count() {
        0 if own => Ok(()),
        0 => wrong(
            path,
            "says no volume; give perDay, perMonth, or users and perUserPerDay",
        ),
        1 if requests.users.is_some() && requests.per_user_per_day.is_none() => wrong(
            format!("{path}.perUserPerDay"),
            "is missing; it must be the requests of a user on an active day",
        ),
        1 if requests.users.is_none() && requests.per_user_per_day.is_some() => wrong(
            format!("{path}.users"),
            "is missing; it must be the number of users",
        ),
        1 => Ok(()),
        _ => wrong(
            path,
            "says the volume twice; give one of perDay, perMonth, or users and perUserPerDay",
        ),
    }
}

/// Single requests differ in what they use. How many there are has no spread of that kind, and a
/// longer conversation costs more than in proportion, so that the mean of its turns says too little.
fn validate_spread(workload: &Workload, path: &str) -> Check {
    let requests = &workload.requests;
    let growth = workload.growth.as_ref().and_then(|growth| match growth {
        Growth::Linear { per_month } => Some((&**per_month, "growth.perMonth")),
        Growth::Compound { per_month } => Some((&**per_month, "growth.perMonth")),
        Growth::Logistic { capacity, .. } => Some((&**capacity, "growth.capacity")),
        Growth::Steps { .. } | Growth::Series { .. } => None,
    });
    let turns = workload.conversation.as_ref().map(|talk| &*talk.turns);
    let averages = [
        (requests.per_day.as_deref(), "requests.perDay"),
        (requests.per_month.as_deref(), "requests.perMonth"),
        (requests.users.as_deref(), "requests.users"),
        (
            requests.per_user_per_day.as_deref(),
            "requests.perUserPerDay",
        ),
        (turns, "conversation.turns"),
    ];
    let mut averages = averages
        .into_iter()
        .filter_map(|(value, field)| Some((value?, field)))
        .chain(growth);
    match averages.find(|(value, _)| value.evens_out()) {
        Some((_, field)) => wrong(
            format!("{path}.{field}.spread"),
            "must be \"average\"; only what a request uses differs from one to the next",
        ),
        None => Ok(()),
    }
}

fn validate_cache(workload: &Workload, cache: &PrefixCache, path: &str) -> Check {
    if workload.conversation.is_some() {
        return wrong(
            format!("{path}.cache"),
            "a conversation states its caching itself, in conversation.caching",
        );
    }
    let request = workload.request.as_ref();
    if request.is_some_and(|r| r.cached_input_tokens.is_some() || r.cache_write_tokens.is_some()) {
        return wrong(
            format!("{path}.cache"),
            "request states cached tokens already; give one of both",
        );
    }
    let input = request
        .and_then(|request| request.input_tokens.as_ref())
        .map_or(Exact::ZERO, |tokens| tokens.base());
    if cache.prefix_tokens.0 > input {
        return wrong(
            format!("{path}.cache.prefixTokens"),
            format!("is a part of request.inputTokens and cannot exceed them, {input}"),
        );
    }
    Ok(())
}

fn validate_fixed(cost: &FixedCost, path: &str) -> Check {
    match (&cost.model, &cost.quantities, &cost.amount) {
        (None, None, None) => wrong(
            format!("{path}.amount"),
            "is missing; give an amount, or a model and quantities",
        ),
        (None, Some(_), _) => wrong(
            format!("{path}.model"),
            "is missing; quantities are priced by a model's rates",
        ),
        (Some(_), None, _) => wrong(
            format!("{path}.quantities"),
            "is missing; say what is used of the model",
        ),
        _ => Ok(()),
    }
}
