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
        explanation:
            "Send the requests of the standard tier in batches, where their model offers that. \
                      A batch is answered within a day, so requests that somebody is waiting for \
                      cannot be part of one."
                .to_owned(),
    })
}
