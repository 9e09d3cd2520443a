//! The report of a log, put together.

use super::groups::groups;
use super::options::UsageAnalysis;
use super::priced::priced;
use super::result::{UnpricedModel, UsageRange, UsageReport};
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
        let _ = billed;
        let priced = priced(self, catalog)?;
        let unpriced = priced.unpriced.iter();
        Ok(UsageReport {
            total: Money::new(priced.total),
            range: priced.range.map(|(low, high)| UsageRange {
                low: Money::new(low),
                high: Money::new(high),
            }),
            assumptions: priced.assumptions.clone(),
            groups: groups(&priced, &analysis.by)?,
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
