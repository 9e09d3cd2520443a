//! The projection of a scenario, from its plan to its warnings.

use super::error::ProjectionError;
use super::levers::find::levers;
use super::money::Dollars;
use super::months::forecast::Forecast;
use super::months::served::Served;
use super::outlook::outlooks::Outlooks;
use super::result::Projection;
use super::scenario::Scenario;
use super::uncertainty::simulate::simulate;
use super::warnings;
use crate::pricing::Catalog;

/// Projects a scenario. The same arguments give the same result, to the last digit, on every
/// platform.
///
/// Amounts are in US dollars. Those of the base case are exact; simulated ones are floats.
///
/// ```
/// use tokenfare::pricing::Catalog;
/// use tokenfare::projection::{Scenario, project};
///
/// // 1,000 answers a day on weekdays, from 1 February 2027 on, with 20 % more each month.
/// let scenario = Scenario::from_json(r#"{
///     "version": 1, "start": "2027-02-01", "months": 2,
///     "workloads": [{
///         "name": "answers", "model": "gpt-4o-mini-2024-07-18",
///         "requests": { "perDay": 1000, "activeDays": "weekdays" },
///         "growth": { "kind": "compound", "perMonth": 0.2 },
///         "request": { "inputTokens": 2000, "outputTokens": 500 }
///     }]
/// }"#)?;
/// let projection = project(&scenario, Catalog::embedded()?)?;
/// // A request costs 2,000 × $0.15 / 1M + 500 × $0.60 / 1M = $0.0006. February has 20 weekdays and
/// // March 23: 20 × 1,000 × $0.0006 and 23 × 1,200 × $0.0006.
/// let months: Vec<String> = projection.months.iter().map(|m| m.cost.to_string()).collect();
/// assert_eq!(months, ["12", "16.56"]);
/// assert_eq!(projection.total.to_string(), "28.56");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// - [`ProjectionError::Pricing`] if a model is unknown, or not sold in this tier on that day.
/// - [`ProjectionError::Limit`] if a volume or a sum has more digits than exact numbers hold.
/// - [`ProjectionError::Invalid`] if the months reach beyond the dates that a
///   [`Day`](crate::pricing::Day) can hold, or the scenario names a usage tier that a vendor does
///   not have.
pub fn project(scenario: &Scenario, catalog: &Catalog) -> Result<Projection, ProjectionError> {
    let forecast = Forecast::new(scenario, catalog)?;
    let served = Served::new(&forecast)?;
    let outlooks = Outlooks::new(&forecast)?;
    let (bands, sensitivity) = simulate(&forecast, &served)?;
    let levers = levers(&forecast, served.total);
    let warnings = warnings::collect(&forecast, &outlooks);
    Ok(Projection {
        scenario: scenario.clone(),
        months: served.months,
        total: served.total,
        lines: served.lines,
        budget: outlooks.budget,
        credits: outlooks.credits,
        limits: outlooks.limits,
        bands,
        sensitivity,
        levers,
        warnings,
    })
}

/// The total of a scenario alone.
pub(super) fn total(scenario: &Scenario, catalog: &Catalog) -> Result<Dollars, ProjectionError> {
    Ok(Served::new(&Forecast::new(scenario, catalog)?)?.total)
}
