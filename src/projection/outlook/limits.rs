//! Rate limits: how near each model is to them, which one binds, when it is passed, and which usage
//! tier would suffice.

use super::demand::{Demand, Demands, WorkloadDemand};
use super::waiting::waiting;
use crate::near_match::near_matches;
use crate::pricing::Catalog;
use crate::pricing::schema::{ProviderFile, RateLimit};
use crate::projection::error::ProjectionError;
use crate::projection::months::forecast::Forecast;
use crate::projection::result::{LimitOutlook, LimitUse, SufficientTier};
use crate::projection::scenario::RateLimits;

/// The names of the limits, in the order of [`Demand`].
const NAMES: [&str; 5] = [
    "requestsPerMinute",
    "requestsPerDay",
    "tokensPerMinute",
    "tokensPerDay",
    "batchQueueTokens",
];
const REQUESTS_PER_MINUTE: usize = 0;
const TOKENS_PER_MINUTE: usize = 2;

/// The known limits, in the order of [`NAMES`].
type Limits = [Option<f64>; 5];

/// The limits that a vendor publishes for a model, by usage tier.
struct PublishedLimits<'a> {
    provider: &'a ProviderFile,
    tiers: Vec<&'a RateLimit>,
}

/// The outlook of each workload on each of its models.
pub(super) fn outlook(
    limits: &RateLimits,
    forecast: &Forecast<'_>,
) -> Result<Vec<LimitOutlook>, ProjectionError> {
    let Demands {
        by_workload,
        by_model,
    } = Demands::new(forecast);
    by_workload
        .into_iter()
        .map(|demand| {
            let together = by_model.get(&demand.model).map_or(&[][..], Vec::as_slice);
            outlook_of(limits, forecast, demand, together)
        })
        .collect()
}

/// The outlook of one workload on one model, of which all workloads demand `together`.
fn outlook_of(
    limits: &RateLimits,
    forecast: &Forecast<'_>,
    demand: WorkloadDemand,
    together: &[Demand],
) -> Result<LimitOutlook, ProjectionError> {
    let published = published(forecast.basis.catalog, &demand.model)?;
    let (known, tier) = known_limits(limits, &demand.model, published.as_ref())?;
    let uses: Vec<LimitUse> = known
        .iter()
        .enumerate()
        .filter_map(|(index, limit)| Some((index, (*limit)?)))
        .map(|(index, limit)| {
            let required = peak(together, index);
            let exceeded = together.iter().position(|demand| demand[index] > limit);
            LimitUse {
                name: NAMES[index],
                limit,
                required,
                utilisation: required / limit,
                first_exceeded: exceeded.map(|month| forecast.basis.calendar.months[month].label()),
            }
        })
        .collect();
    let binding = uses
        .iter()
        .max_by(|a, b| a.utilisation.total_cmp(&b.utilisation));
    let first_exceeded = uses.iter().filter_map(|u| u.first_exceeded.clone()).min();
    let sufficient_tier = match published {
        Some(published) if first_exceeded.is_some() => sufficient_tier(&published, together),
        _ => None,
    };
    let latency = demand.latency_seconds;
    let requests_per_minute = peak(&demand.by_month, REQUESTS_PER_MINUTE);
    let wait_seconds = match (known[REQUESTS_PER_MINUTE], latency) {
        (Some(limit), Some(latency)) if latency > 0.0 => {
            let arrivals = peak(together, REQUESTS_PER_MINUTE) / 60.0;
            Some(waiting(arrivals, limit / 60.0, latency))
        }
        _ => None,
    };
    Ok(LimitOutlook {
        binding: binding.map(|limit| limit.name),
        utilisation: binding.map_or(0.0, |limit| limit.utilisation),
        first_exceeded,
        required_requests_per_minute: requests_per_minute,
        required_tokens_per_minute: peak(&demand.by_month, TOKENS_PER_MINUTE),
        concurrency: latency.map_or(0.0, |latency| requests_per_minute / 60.0 * latency),
        limits: uses,
        wait_seconds,
        sufficient_tier,
        tier,
        workload: demand.workload,
        model: demand.model,
    })
}

/// The limits of the usage tier that the scenario names, replaced by those that it states, and the
/// name of the tier.
fn known_limits(
    limits: &RateLimits,
    model: &str,
    published: Option<&PublishedLimits<'_>>,
) -> Result<(Limits, Option<String>), ProjectionError> {
    let mut known: Limits = [None; 5];
    let mut tier = None;
    if let (Some(wanted), Some(PublishedLimits { tiers, .. })) = (&limits.tier, published) {
        let row = tiers.iter().find(|row| is_same_tier(&row.tier, wanted));
        let row = row.ok_or_else(|| unknown_tier(wanted, model, tiers))?;
        known = limits_of(row);
        tier = Some(row.tier.clone());
    }
    let stated = [
        limits.requests_per_minute,
        limits.requests_per_day,
        limits.tokens_per_minute,
        limits.tokens_per_day,
        limits.batch_queue_tokens,
    ];
    for (known, stated) in known.iter_mut().zip(stated) {
        if let Some(limit) = stated {
            *known = Some(limit.to_f64());
        }
    }
    Ok((known, tier))
}

/// The greatest demand of any month.
fn peak(months: &[Demand], index: usize) -> f64 {
    months
        .iter()
        .map(|demand| demand[index])
        .fold(0.0, f64::max)
}

#[allow(clippy::cast_precision_loss)]
fn limits_of(row: &RateLimit) -> Limits {
    [
        row.requests_per_minute,
        row.requests_per_day,
        row.tokens_per_minute,
        row.tokens_per_day,
        row.batch_queue_tokens,
    ]
    .map(|limit| limit.map(|limit| limit as f64))
}

fn published<'a>(
    catalog: &'a Catalog,
    model: &str,
) -> Result<Option<PublishedLimits<'a>>, ProjectionError> {
    let resolved = catalog
        .resolve(model, false)
        .map_err(|source| ProjectionError::pricing("limits", source))?;
    let provider = resolved.provider_file();
    let set = resolved
        .record()
        .limits
        .as_ref()
        .and_then(|key| provider.limits.get(key));
    Ok(set.map(|set| PublishedLimits {
        provider,
        // Rows with `above` are limits of long requests alone.
        tiers: set.tiers.iter().filter(|row| row.above.is_none()).collect(),
    }))
}

/// "tier_1", "Tier 1", "tier-1" and "1" are all "tier 1".
fn is_same_tier(known: &str, wanted: &str) -> bool {
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

/// The lowest usage tier whose limits hold what all workloads demand together.
fn sufficient_tier(published: &PublishedLimits<'_>, together: &[Demand]) -> Option<SufficientTier> {
    let row = published.tiers.iter().find(|row| {
        let limits = limits_of(row).into_iter().enumerate();
        limits
            .flat_map(|(index, limit)| Some((index, limit?)))
            .all(|(index, limit)| peak(together, index) <= limit)
    })?;
    let qualification = published
        .provider
        .usage_tiers
        .iter()
        .find(|tier| tier.tier == row.tier)
        .map(|tier| tier.qualification.clone());
    Some(SufficientTier {
        tier: row.tier.clone(),
        qualification,
    })
}
