//! The sensitivity of the total to one input at a time, all others at their base case: exact.

use super::inputs::Input;
use crate::projection::error::ProjectionError;
use crate::projection::money::Dollars;
use crate::projection::months::forecast::Forecast;
use crate::projection::months::workload::{months_of, months_with};
use crate::projection::result::Sensitivity;
use crate::projection::volume::drivers::Drivers;
use crate::projection::volume::numeric::{Numeric, Volume};
use crate::sorting::sort_by;

/// If nothing is uncertain: how far each input is moved down and up.
const ASSUMED_SPREAD: f64 = 0.1;
/// If nothing is uncertain: in how many workloads the inputs are moved, the costliest first.
const ASSUMED_WORKLOADS: usize = 3;

/// The total with each uncertain input at its p10 and at its p90.
pub(super) fn of_uncertain(
    forecast: &Forecast<'_>,
    inputs: &[Input],
) -> Result<Vec<Sensitivity>, ProjectionError> {
    inputs
        .iter()
        .map(|input| {
            let plan = &forecast.workloads[input.workload].plan;
            let total = |share: f64| {
                let value = Volume::from_f64(input.distribution.quantile(share));
                let drivers = Drivers::of(plan.workload, &plan.path, |uncertain, path| {
                    if !uncertain.is_certain() && path() == input.path {
                        value
                    } else {
                        Volume::from_exact(uncertain.base())
                    }
                });
                let costs = months_with(plan, &drivers, &forecast.basis)?;
                forecast.total_with(input.workload, &costs)
            };
            Ok(Sensitivity {
                path: input.path.clone(),
                low: total(0.1)?,
                high: total(0.9)?,
                variance_share: None,
            })
        })
        .collect()
}

/// The total with each input 10 % lower and 10 % higher, if the scenario states no spread. An input
/// that cannot be moved alone (a part that would outgrow its whole) is left out.
pub(super) fn of_certain(forecast: &Forecast<'_>) -> Vec<Sensitivity> {
    let mut list = Vec::new();
    for index in forecast.costliest().into_iter().take(ASSUMED_WORKLOADS) {
        let plan = &forecast.workloads[index].plan;
        let mut paths = Vec::new();
        Drivers::of(plan.workload, &plan.path, |value, path| {
            if !value.base().is_zero() {
                paths.push(path());
            }
        });
        for path in paths {
            let low = total_with_factor(forecast, index, &path, 1.0 - ASSUMED_SPREAD);
            let high = total_with_factor(forecast, index, &path, 1.0 + ASSUMED_SPREAD);
            if let (Some(low), Some(high)) = (low, high) {
                list.push(Sensitivity {
                    path,
                    low,
                    high,
                    variance_share: None,
                });
            }
        }
    }
    widest_first(&mut list);
    list
}

/// The total with one input of a workload multiplied by `factor`. `None` if that cannot be priced.
fn total_with_factor(
    forecast: &Forecast<'_>,
    workload: usize,
    input: &str,
    factor: f64,
) -> Option<Dollars> {
    let plan = &forecast.workloads[workload].plan;
    let drivers = Drivers::of(plan.workload, &plan.path, |value, path| {
        let base = Volume::from_exact(value.base());
        if path() == input {
            base * Volume::from_f64(factor)
        } else {
            base
        }
    });
    // Inputs of the volume leave the prices of the calls as they are.
    let field = input.strip_prefix(plan.path.as_str()).unwrap_or(input);
    let costs = if field.starts_with(".requests.") || field.starts_with(".growth.") {
        let prices = &forecast.workloads[workload].prices;
        months_of(plan, prices, &drivers, &forecast.basis)
    } else {
        months_with(plan, &drivers, &forecast.basis)
    };
    forecast.total_with(workload, &costs.ok()?).ok()
}

/// Sorts by the difference that an input makes, the widest first.
pub(super) fn widest_first(list: &mut Vec<Sensitivity>) {
    sort_by(list, |a, b| {
        let width = |s: &Sensitivity| s.high.checked_sub(s.low).map(Dollars::abs);
        width(b).cmp(&width(a)).then_with(|| a.path.cmp(&b.path))
    });
}
