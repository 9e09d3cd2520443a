//! Records that are priced alike, summed up, so that what would have been is priced a few hundred
//! times and not a million.
//!
//! Requests of one model, tier and day have the same rates where their prompts are on the same side of
//! every threshold of the catalog. Their sum then costs, to the last digit, what they cost together,
//! and so it does under every other rate. Requests with quantities that are rounded or have a minimum,
//! as seconds of audio do, are kept apart.

use std::collections::HashMap;

use super::amounts::plus;
use super::priced::PricedLog;
use crate::pricing::{Catalog, Count, Day, Exact, Quantities, Tier};
use crate::sorting::sorted_distinct;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::record::RecordKind;
use crate::usage_log::store::{StoredRecord, Text};

/// Records that are priced alike.
#[derive(Clone, Debug)]
pub(in crate::usage_log) struct Alike {
    pub terms: Terms,
    /// The sum of what they used; `requests` is their number, unless the log does not say it.
    pub quantities: Quantities,
    /// What they cost together.
    pub cost: Exact,
}

/// What a price depends on besides quantities.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::usage_log) struct Terms {
    /// As the log names it.
    pub model: Option<Text>,
    pub provider: Option<Text>,
    pub tier: Option<Tier>,
    pub region: Option<Text>,
    pub variant: Option<Text>,
    pub kind: RecordKind,
    pub day: Option<Day>,
}

/// The records of a log that have a price and are billed, by what is priced alike.
#[derive(Debug, Default)]
pub(in crate::usage_log) struct AlikeRecords {
    pub all: Vec<Alike>,
    /// By the place of each record in the priced log, where it is in `all`.
    pub of_record: Vec<Option<u32>>,
}

/// The sides of all thresholds on which the tokens of a request are: of its input, its uncached
/// input, and all of its tokens.
type Sides = [usize; 3];

/// Sums up the records that are priced alike.
pub(in crate::usage_log) fn alike(
    log: &PricedLog<'_>,
    catalog: &Catalog,
) -> Result<AlikeRecords, UsageLogError> {
    let thresholds = thresholds(catalog);
    let mut found = AlikeRecords::default();
    let mut places: HashMap<(u32, Option<Day>, Sides), u32> = HashMap::new();
    let mut by_terms: HashMap<(Terms, Sides), u32> = HashMap::new();
    for (record, cost) in log.iter() {
        let billed = cost.filter(|_| record.shape.kind != RecordKind::Free);
        let Some(cost) = billed else {
            found.of_record.push(None);
            continue;
        };
        let day = log.local(&record).map(|local| local.day);
        let sides = sides(&record, &thresholds);
        let known = sides.and_then(|sides| {
            let place = (record.shape_number, day, sides);
            if let Some(at) = places.get(&place) {
                return Some(*at);
            }
            let at = *by_terms.get(&(terms(&record, day), sides))?;
            places.insert(place, at);
            Some(at)
        });
        let at = match known {
            Some(at) => {
                if let Some(alike) = found.all.get_mut(at as usize) {
                    alike.cost = plus(alike.cost, cost)?;
                    add(&mut alike.quantities, &record)?;
                }
                at
            }
            None => {
                let at = u32::try_from(found.all.len()).map_err(|_| UsageLogError::digits())?;
                let terms = terms(&record, day);
                if let Some(sides) = sides {
                    places.insert((record.shape_number, day, sides), at);
                    by_terms.insert((terms.clone(), sides), at);
                }
                found.all.push(Alike {
                    terms,
                    quantities: with_requests(&record),
                    cost,
                });
                at
            }
        };
        found.of_record.push(Some(at));
    }
    Ok(found)
}

/// All token counts at which a rate of the catalog changes.
fn thresholds(catalog: &Catalog) -> Vec<Exact> {
    let bounds = catalog.all().flat_map(|model| {
        let conditions = model.rows().filter_map(|row| row.when.as_ref());
        conditions.flat_map(|when| [when.above, when.at_least, when.up_to, when.below])
    });
    sorted_distinct(bounds.flatten().map(Exact::whole))
}

fn terms(record: &StoredRecord<'_>, day: Option<Day>) -> Terms {
    let shape = record.shape;
    Terms {
        model: shape.model,
        provider: shape.provider,
        tier: shape.tier,
        region: shape.region,
        variant: shape.variant,
        kind: shape.kind,
        day,
    }
}

/// On which sides of the thresholds a record is; `None` if it cannot be added to others.
fn sides(record: &StoredRecord<'_>, thresholds: &[Exact]) -> Option<Sides> {
    let q = &record.quantities;
    if !is_additive(q) {
        return None;
    }
    let amount = |count: Option<Count>| count.map_or(Exact::ZERO, Count::exact);
    let input = amount(q.input_tokens);
    let uncached = input.checked_sub(amount(q.cached_input_tokens))?;
    let all = input.checked_add(amount(q.output_tokens))?;
    let requests = match (record.shape.kind, q.requests) {
        // Without a number of requests they are all taken to be short.
        (RecordKind::Sum, None) => return Some([usize::MAX; 3]),
        (_, requests) => requests.map_or(Exact::ONE, Count::exact),
    };
    let side = |tokens: Exact| {
        let bound = |threshold: &Exact| match requests == Exact::ONE {
            true => Some(*threshold),
            false => threshold.checked_mul(requests),
        };
        let below = thresholds.partition_point(|t| bound(t).is_some_and(|bound| bound < tokens));
        let at = thresholds
            .get(below)
            .and_then(bound)
            .is_some_and(|bound| bound == tokens);
        2 * below + usize::from(at)
    };
    Some([side(input), side(uncached), side(all)])
}

/// Whether the price of a sum is the sum of the prices: nothing of it is rounded or has a minimum.
fn is_additive(q: &Quantities) -> bool {
    const ADDITIVE: [&str; 9] = [
        "requests",
        "inputTokens",
        "cachedInputTokens",
        "cacheWriteTokens",
        "longCacheWriteTokens",
        "outputTokens",
        "reasoningTokens",
        "webSearchCalls",
        "fileSearchCalls",
    ];
    q.images.is_empty()
        && q.generated_images.is_empty()
        && q.video_resolution.is_none()
        && q.given().all(|(name, _)| ADDITIVE.contains(&name))
}

/// What a record used. A single request is stated as one, so that their sum knows their number.
fn with_requests(record: &StoredRecord<'_>) -> Quantities {
    let mut quantities = record.quantities.clone();
    if record.shape.kind == RecordKind::Request && quantities.requests.is_none() {
        quantities.requests = Count::new(Exact::ONE);
    }
    quantities
}

/// Adds the amounts that records that are alike can have.
fn add(sum: &mut Quantities, record: &StoredRecord<'_>) -> Result<(), UsageLogError> {
    let q = &record.quantities;
    let requests = match record.shape.kind {
        RecordKind::Request => q.requests.or_else(|| Count::new(Exact::ONE)),
        _ => q.requests,
    };
    for (total, amount) in [
        (&mut sum.requests, requests),
        (&mut sum.input_tokens, q.input_tokens),
        (&mut sum.cached_input_tokens, q.cached_input_tokens),
        (&mut sum.cache_write_tokens, q.cache_write_tokens),
        (&mut sum.long_cache_write_tokens, q.long_cache_write_tokens),
        (&mut sum.output_tokens, q.output_tokens),
        (&mut sum.reasoning_tokens, q.reasoning_tokens),
        (&mut sum.web_search_calls, q.web_search_calls),
        (&mut sum.file_search_calls, q.file_search_calls),
    ] {
        if let Some(amount) = amount {
            let before = total.map_or(Exact::ZERO, Count::exact);
            *total = Count::new(plus(before, amount.exact())?);
        }
    }
    Ok(())
}
