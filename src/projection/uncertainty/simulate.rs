//! The bands and the sensitivity of a forecast.

use super::inputs::Inputs;
use super::run::{Settings, run};
use super::scenario_model::ScenarioModel;
use super::sensitivity;
use crate::projection::error::ProjectionError;
use crate::projection::months::forecast::Forecast;
use crate::projection::months::served::Served;
use crate::projection::result::{Bands, Sensitivity};
use crate::projection::scenario::bounds::Whole;

/// How many cases are simulated, if the scenario does not say.
const DEFAULT_DRAWS: u32 = 10_000;
/// The seed, if the scenario states none.
const DEFAULT_SEED: u64 = 1;

/// Simulates a forecast and varies its inputs.
///
/// There are no bands if nothing is uncertain and the scenario states no draws. There are neither
/// bands nor sensitivity if something is uncertain and the scenario states 0 draws.
pub(crate) fn simulate(
    forecast: &Forecast<'_>,
    served: &Served,
) -> Result<(Option<Bands>, Option<Vec<Sensitivity>>), ProjectionError> {
    let scenario = forecast.scenario;
    let uncertainty = scenario.uncertainty.unwrap_or_default();
    // Whoever wants 0 draws wants the base case alone, and quickly.
    let stated_draws = uncertainty.draws.map(Whole::get);
    if stated_draws == Some(0) && forecast.is_uncertain() {
        return Ok((None, None));
    }
    let seed = uncertainty.seed.unwrap_or(DEFAULT_SEED);
    let mut inputs = Inputs::new(forecast, seed);
    let draws = match stated_draws {
        Some(draws) => draws,
        None if inputs.list.is_empty() && !forecast.has_varied_requests() => 0,
        None => DEFAULT_DRAWS,
    };
    let settings = Settings {
        draws,
        seed,
        budget: scenario
            .budget
            .as_ref()
            .map(|budget| budget.monthly.to_f64()),
        is_hard: forecast.hard_budget.is_some(),
    };
    if inputs.list.is_empty() && !forecast.has_varied_requests() {
        let bands = (draws > 0).then(|| bands_of_certain(forecast, served, settings));
        return Ok((bands, Some(sensitivity::of_certain(forecast))));
    }
    let mut model = ScenarioModel::new(forecast, &inputs.sources, seed);
    let (bands, variance_shares) = run(&mut model, &mut inputs.list, settings);
    if inputs.list.is_empty() {
        return Ok((Some(bands), Some(sensitivity::of_certain(forecast))));
    }
    let mut sensitivity = sensitivity::of_uncertain(forecast, &inputs.list)?;
    for (entry, share) in sensitivity.iter_mut().zip(variance_shares) {
        entry.variance_share = share;
    }
    sensitivity::widest_first(&mut sensitivity);
    Ok((Some(bands), Some(sensitivity)))
}

/// The bands if nothing is uncertain: every case is the base case.
fn bands_of_certain(forecast: &Forecast<'_>, served: &Served, settings: Settings) -> Bands {
    let costs: Vec<f64> = served.months.iter().map(|m| m.cost.to_f64()).collect();
    let total = served.total.to_f64();
    // What is requested may exceed a hard budget, what is served never does.
    let is_over = |budget: f64, month: usize| forecast.requested_cost(month).to_f64() > budget;
    let probabilities: Option<Vec<f64>> = settings.budget.map(|budget| {
        (0..costs.len())
            .map(|month| if is_over(budget, month) { 1.0 } else { 0.0 })
            .collect()
    });
    Bands {
        p10: costs.clone(),
        p50: costs.clone(),
        p90: costs.clone(),
        mean: costs,
        total_p10: total,
        total_p50: total,
        total_p90: total,
        total_mean: total,
        probability_over_budget: probabilities
            .as_ref()
            .map(|months| months.iter().copied().fold(0.0, f64::max)),
        probability_over_budget_by_month: probabilities,
        draws: settings.draws,
        seed: settings.seed,
    }
}
