//! All levers of a log, the best first.

use super::lever::{Basis, UsageLever};
use super::{batch, caching, cheaper_model, output_cap};
use crate::pricing::Exact;
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::alike::AlikeRecords;
use crate::usage_log::report::priced::PricedLog;
use crate::usage_log::report::what_if::WhatIf;

/// How many levers are reported.
const MAX_LEVERS: usize = 12;

/// What would have saved money in the period of the log, the best first. The savings are those of each
/// change alone.
pub(in crate::usage_log::report) fn levers(
    log: &PricedLog<'_>,
    alike: &AlikeRecords,
    what_if: WhatIf<'_>,
) -> Result<Vec<UsageLever>, UsageLogError> {
    let basis = Basis {
        log,
        alike,
        what_if,
    };
    let mut levers = vec![batch::lever(&basis)?];
    levers.extend(caching::lever(&basis)?);
    levers.extend(cheaper_model::levers(&basis)?);
    levers.extend(output_cap::levers(&basis)?);
    levers.retain(|lever| lever.saves.amount() > Exact::ZERO);
    sort_by(&mut levers, |a, b| {
        let by_saving = b.saves.amount().cmp(&a.saves.amount());
        by_saving.then_with(|| (a.name, &a.model).cmp(&(b.name, &b.model)))
    });
    levers.truncate(MAX_LEVERS);
    Ok(levers)
}
