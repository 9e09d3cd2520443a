//! Levers that take another tier.

use super::candidate::Candidate;
use crate::pricing::Tier;
use crate::projection::scenario::Workload;

/// The batch tier, the flex tier, or the standard tier in place of a faster one.
pub(super) fn candidates(workload: &Workload) -> Vec<Candidate> {
    let mut list = Vec::new();
    let tier = workload.tier.unwrap_or(Tier::Standard);
    let can_wait = workload.latency_seconds.is_none() && workload.conversation.is_none();
    let is_batched = workload.batch_share.is_some() || tier == Tier::Batch;
    if can_wait && !is_batched {
        list.push(Candidate::new(
            "batch",
            workload,
            "Send the requests through the batch tier, if their answers may take up to a day; \
             choose a smaller share if not all of them can wait.",
            |w| w.batch_share = Some(1.into()),
        ));
    }
    if can_wait && tier == Tier::Standard && !is_batched {
        list.push(Candidate::new(
            "flex",
            workload,
            "Use the flex tier, if answers may be slow and now and then have to be requested \
             again.",
            |w| w.tier = Some(Tier::Flex),
        ));
    }
    if matches!(tier, Tier::Priority | Tier::Ultrafast) && workload.latency_seconds.is_none() {
        list.push(Candidate::new(
            "standard-tier",
            workload,
            "Use the standard tier; the scenario states no latency that needs a faster one.",
            |w| w.tier = Some(Tier::Standard),
        ));
    }
    list
}
