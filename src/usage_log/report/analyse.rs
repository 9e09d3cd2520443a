//! The report of a log, put together.

use super::alike::alike;
use super::anomalies::anomalies;
use super::budget::outlook;
use super::days::days;
use super::distribution::{cost_per_request, distribution};
use super::groups::groups;
use super::levers::levers;
use super::options::UsageAnalysis;
use super::peaks::peaks;
use super::priced::priced;
use super::reconciliation::reconcile;
use super::result::{UnpricedModel, UsageRange, UsageReport};
use super::shares::shares;
use super::what_if::WhatIf;
use crate::pricing::{Catalog, Money};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::log::UsageLog;

impl UsageLog {
    /// Prices every record at the prices of its day, and sums it up. `billed` is the log of a costs
    /// export to compare it with.
    ///
    /// # Errors
    /// [`UsageLogError::LimitExceeded`] if a sum needs more than 28 digits.
    pub fn analyse(
        &self,
        analysis: &UsageAnalysis,
        billed: Option<&Self>,
        catalog: &Catalog,
    ) -> Result<UsageReport, UsageLogError> {
        let priced = priced(self, catalog)?;
        let days = days(&priced)?;
        let alike = alike(&priced, catalog)?;
        let what_if = WhatIf { log: self, catalog };
        let shares = shares(&priced);
        let budget = analysis.budget.as_ref();
        let budget = budget.map(|budget| outlook(budget, &days, priced.total));
        let billed = (analysis.billed, billed);
        let unpriced = priced.unpriced.iter();
        Ok(UsageReport {
            total: Money::new(priced.total),
            range: priced.range.map(|(low, high)| UsageRange {
                low: Money::new(low),
                high: Money::new(high),
            }),
            assumptions: priced.assumptions.clone(),
            groups: groups(&priced, &analysis.by)?,
            distribution: distribution(&priced),
            cost_per_request: cost_per_request(&priced)?,
            cache_hit_rate: shares.cached,
            output_share: shares.output,
            peaks: peaks(&days),
            anomalies: anomalies(&priced, &days)?,
            reconciliation: reconcile(&priced, &alike, &days, what_if, billed)?,
            budget: budget.transpose()?.flatten(),
            levers: levers(&priced, &alike, what_if)?,
            unpriced: unpriced
                .map(|((model, reason), unpriced)| UnpricedModel {
                    model: model.clone(),
                    records: unpriced.records,
                    reason: reason.clone(),
                    source: unpriced.source.clone(),
                    line: unpriced.line,
                })
                .collect(),
            reported: priced.reported.map(Money::new),
        })
    }
}
