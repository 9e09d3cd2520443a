//! The outlooks that a scenario asks for.

use super::{budget, credits, limits};
use crate::projection::error::ProjectionError;
use crate::projection::months::forecast::Forecast;
use crate::projection::result::{BudgetOutlook, CreditsOutlook, LimitOutlook};

/// The outlooks that a scenario asks for.
pub(crate) struct Outlooks {
    pub budget: Option<BudgetOutlook>,
    pub credits: Option<CreditsOutlook>,
    pub limits: Option<Vec<LimitOutlook>>,
}

impl Outlooks {
    pub fn new(forecast: &Forecast<'_>) -> Result<Self, ProjectionError> {
        let scenario = forecast.scenario;
        let budget = scenario
            .budget
            .as_ref()
            .map(|budget| {
                budget::outlook(budget, forecast).ok_or_else(ProjectionError::total_too_large)
            })
            .transpose()?;
        let credits = scenario
            .credits
            .as_ref()
            .map(|credits| {
                credits::outlook(credits, forecast).ok_or_else(ProjectionError::total_too_large)
            })
            .transpose()?;
        let limits = scenario
            .limits
            .as_ref()
            .map(|limits| limits::outlook(limits, forecast))
            .transpose()?;
        Ok(Self {
            budget,
            credits,
            limits,
        })
    }
}
