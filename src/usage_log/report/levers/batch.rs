//! Sending requests through the batch tier.

use super::lever::{Basis, UsageLever};
use crate::pricing::{Money, Tier};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::what_if::Change;

pub(super) fn lever(basis: &Basis<'_>) -> Result<UsageLever, UsageLogError> {
    let saves = basis.saving(|_, alike| {
        let is_standard = alike.terms.tier.unwrap_or(Tier::Standard) == Tier::Standard;
        let change = Change {
            tier: Some(Tier::Batch),
            ..Change::default()
        };
        is_standard.then(|| (change, alike.quantities.clone()))
    })?;
    Ok(UsageLever {
        name: "batch",
        model: None,
        saves: Money::new(saves),
        explanation: "All requests of the standard tier, through the batch tier where their model is \
                      sold in it. Batches are answered within a day: requests that somebody waits for \
                      cannot go there."
            .to_owned(),
    })
}
