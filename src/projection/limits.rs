//! Rate limits: what the busiest hour needs, which limit binds, when it is passed, what would do.

use crate::sorted_map::SortedMap;

use super::calls::is_output;
use super::error::ProjectionError;
use super::outline::Outline;
use super::real::Volume;
use super::result::{LimitOutlook, LimitUse, SufficientTier};
use super::retries::attempts;
use super::scenario::RateLimits;
use super::waiting::waiting;
use crate::near_match::near_matches;
use crate::pricing::schema::{ProviderFile, RateLimit};
use crate::pricing::{Catalog, Component, Tier};

/// The names of the limits, as the scenario and the result spell them.
const NAMES: [&str; 5] = [
    "requestsPerMinute",
    "requestsPerDay",
    "tokensPerMinute",
    "tokensPerDay",
    "batchQueueTokens",
];
type Five = [Option<f64>; 5];

/// What one request of a workload needs of one model.
#[derive(Clone, Copy, Default)]
struct Need {
    calls: f64,
    tokens: f64,
    batch_calls: f64,
    batch_input: f64,
}

/// What a model must bear in a month, in the order of [`NAMES`].
type Demand = [f64; 5];

/// The outlook of each workload on each of its models.
pub(super) fn outlook(
    limits: &RateLimits,
    outline: &Outline<'_>,
) -> Result<Vec<LimitOutlook>, ProjectionError> {
    let months = outline.frame.calendar.months.len();
    let mut shared: SortedMap<String, Vec<Demand>> = SortedMap::new();
    let mut own = Vec::new();
    for (plan, evaluated) in &outline.workloads {
        for (model, need) in needs(plan, outline)? {
            let peak_share = plan
                .workload
                .peak_hour_share
                .map_or(1.0 / 24.0, |share| share.to_f64());
            let reaching = plan.reaching.to_f64();
            let demands: Vec<Demand> = (0..months)
                .map(|month| {
                    let requests = evaluated.months[month].peak_day * reaching;
                    let a_minute = requests * peak_share / 60.0;
                    [
                        a_minute * need.calls,
                        requests * need.calls,
                        a_minute * need.tokens,
                        requests * need.tokens,
                        requests * need.batch_input,
                    ]
                })
                .collect();
            let all = shared
                .entry(model.clone())
                .or_insert_with(|| vec![[0.0; 5]; months]);
            for (sum, demand) in all.iter_mut().zip(&demands) {
                for (sum, demand) in sum.iter_mut().zip(demand) {
                    *sum += demand;
                }
            }
            let latency = plan
                .workload
                .latency_seconds
                .map(|seconds| seconds.to_f64());
            own.push((plan.workload.name.clone(), model, demands, latency));
        }
    }
    own.into_iter()
        .map(|(workload, model, demands, latency)| {
            let together = shared.get(&model).cloned().unwrap_or_default();
            one(
                limits, outline, workload, model, &demands, &together, latency,
            )
        })
        .collect()
}

/// Calls and tokens per request that reaches the API, by model.
fn needs(
    plan: &super::evaluate::Plan<'_>,
    outline: &Outline<'_>,
) -> Result<SortedMap<String, Need>, ProjectionError> {
    let drivers = super::base_drivers(plan);
    let (periods, _) = plan.periods(&drivers, outline.frame)?;
    let tries = attempts::<Volume>(plan.workload.retries.as_ref());
    let mut needs: SortedMap<String, Need> = SortedMap::new();
    let turns = plan
        .workload
        .conversation
        .as_ref()
        .map_or(1.0, |conversation| conversation.turns.base().to_f64());
    for leg in &plan.legs {
        let calls = leg.weight.to_f64() * tries.input.to_f64();
        let calls = if leg.step.is_none() {
            calls * turns
        } else {
            calls
        };
        let need = needs.entry(leg.model.clone()).or_default();
        if leg.tier == Tier::Batch {
            need.batch_calls += calls;
        } else {
            need.calls += calls;
        }
    }
    for line in periods.first().map_or(&[][..], |period| &period.lines) {
        if !line.component.is_tokens() || line.component == Component::Training {
            continue;
        }
        let leg = &plan.legs[line.leg];
        let need = needs.entry(leg.model.clone()).or_default();
        let tokens = line.per_request.to_f64();
        if leg.tier != Tier::Batch {
            need.tokens += tokens;
        } else if !is_output(line.component) {
            need.batch_input += tokens;
        }
    }
    Ok(needs)
}

fn one(
    limits: &RateLimits,
    outline: &Outline<'_>,
    workload: String,
    model: String,
    own: &[Demand],
    together: &[Demand],
    latency: Option<f64>,
) -> Result<LimitOutlook, ProjectionError> {
    let catalog = outline.frame.catalog;
    let published = published(catalog, &model)?;
    let mut known: Five = [None; 5];
    let mut tier_name = None;
    if let Some(wanted) = &limits.tier {
        match &published {
            None => {}
            Some((_, tiers)) => {
                let row = tiers.iter().find(|row| same_tier(&row.tier, wanted));
                let row = row.ok_or_else(|| unknown_tier(wanted, &model, tiers))?;
                known = five(row);
                tier_name = Some(row.tier.clone());
            }
        }
    }
    let explicit = [
        limits.requests_per_minute,
        limits.requests_per_day,
        limits.tokens_per_minute,
        limits.tokens_per_day,
        limits.batch_queue_tokens,
    ];
    for (known, explicit) in known.iter_mut().zip(explicit) {
        if let Some(limit) = explicit {
            *known = Some(limit.to_f64());
        }
    }

    let uses: Vec<LimitUse> = known
        .iter()
        .enumerate()
        .filter_map(|(index, limit)| Some((index, (*limit)?)))
        .map(|(index, limit)| {
            let required = greatest(together, index);
            LimitUse {
                name: NAMES[index],
                limit,
                required,
                utilisation: required / limit,
                first_exceeded: first_over(together, index, limit)
                    .map(|month| outline.frame.calendar.months[month].label()),
            }
        })
        .collect();
    let binding = uses
        .iter()
        .max_by(|a, b| a.utilisation.total_cmp(&b.utilisation));
    let first_exceeded = uses.iter().filter_map(|u| u.first_exceeded.clone()).min();
    let sufficient_tier = if first_exceeded.is_some() {
        published.and_then(|(provider, tiers)| sufficient(provider, tiers, together))
    } else {
        None
    };
    let rate = greatest(own, 0);
    let wait_seconds = match (known[0], latency) {
        (Some(limit), Some(latency)) if latency > 0.0 => {
            Some(waiting(greatest(together, 0) / 60.0, limit / 60.0, latency))
        }
        _ => None,
    };
    Ok(LimitOutlook {
        binding: binding.map(|b| b.name),
        utilisation: binding.map_or(0.0, |b| b.utilisation),
        first_exceeded,
        required_requests_per_minute: rate,
        required_tokens_per_minute: greatest(own, 2),
        concurrency: latency.map_or(0.0, |latency| rate / 60.0 * latency),
        limits: uses,
        wait_seconds,
        sufficient_tier,
        tier: tier_name,
        workload,
        model,
    })
}

fn greatest(months: &[Demand], index: usize) -> f64 {
    months
        .iter()
        .map(|demand| demand[index])
        .fold(0.0, f64::max)
}

fn first_over(months: &[Demand], index: usize, limit: f64) -> Option<usize> {
    months.iter().position(|demand| demand[index] > limit)
}

#[allow(clippy::cast_precision_loss)]
fn five(row: &RateLimit) -> Five {
    [
        row.requests_per_minute,
        row.requests_per_day,
        row.tokens_per_minute,
        row.tokens_per_day,
        row.batch_queue_tokens,
    ]
    .map(|limit| limit.map(|limit| limit as f64))
}

type Published<'c> = (&'c ProviderFile, Vec<&'c RateLimit>);

/// The limits that the vendor publishes for a model, by usage tier.
fn published<'c>(
    catalog: &'c Catalog,
    model: &str,
) -> Result<Option<Published<'c>>, ProjectionError> {
    let resolved = catalog
        .resolve(model, false)
        .map_err(|source| ProjectionError::pricing("limits", source))?;
    let provider = resolved.provider_file();
    let set = resolved
        .record()
        .limits
        .as_ref()
        .and_then(|key| provider.limits.get(key));
    // Rows with `above` are the separate bucket of long requests.
    Ok(set.map(|set| {
        let rows = set.tiers.iter().filter(|row| row.above.is_none()).collect();
        (provider, rows)
    }))
}

/// "tier_1", "Tier 1", "tier-1" and "1" are all "tier 1".
fn same_tier(known: &str, wanted: &str) -> bool {
    let plain = |name: &str| {
        let name = name.to_ascii_lowercase().replace(['_', '-'], " ");
        name.strip_prefix("tier ")
            .map(str::to_owned)
            .unwrap_or(name)
    };
    plain(known) == plain(wanted)
}

fn unknown_tier(wanted: &str, model: &str, tiers: &[&RateLimit]) -> ProjectionError {
    let names: Vec<&str> = tiers.iter().map(|row| row.tier.as_str()).collect();
    let shown: String = wanted.chars().take(40).collect();
    ProjectionError::Invalid {
        path: "limits.tier".to_owned(),
        message: format!(
            "{model} has no usage tier {shown:?}; there are {}",
            names.join(", ")
        ),
        suggestions: near_matches(wanted, names, 3),
    }
}

fn sufficient(
    provider: &ProviderFile,
    tiers: Vec<&RateLimit>,
    together: &[Demand],
) -> Option<SufficientTier> {
    let row = tiers.into_iter().find(|row| {
        five(row)
            .iter()
            .enumerate()
            .all(|(index, limit)| limit.is_none_or(|limit| greatest(together, index) <= limit))
    })?;
    let qualification = provider
        .usage_tiers
        .iter()
        .find(|tier| tier.tier == row.tier)
        .map(|tier| tier.qualification.clone());
    Some(SufficientTier {
        tier: row.tier.clone(),
        qualification,
    })
}
