//! The cost of the scenario in floats: its uncertain workloads, and everything else as constants.

use super::inputs::Source;
use super::workload_model::WorkloadModel;
use crate::projection::months::costs::Costs;
use crate::projection::months::forecast::Forecast;
use crate::projection::volume::drivers::Drivers;
use crate::sorting::sort_by;

/// The scenario in floats.
pub(super) struct ScenarioModel<'a> {
    /// The workloads with uncertain inputs, or with requests that differ from each other.
    pub workloads: Vec<WorkloadModel<'a>>,
    /// What the fixed costs and the other workloads cost, month by month.
    pub constant: Vec<f64>,
    /// What the fixed costs alone cost, month by month.
    pub fixed: Vec<f64>,
}

impl<'a> ScenarioModel<'a> {
    /// The forecast with the sources of its drivers, by workload.
    pub fn new(forecast: &'a Forecast<'a>, sources: &[Drivers<Source>], seed: u64) -> Self {
        let months = forecast.basis.calendar.months.len();
        let mut model = Self {
            workloads: Vec::new(),
            constant: vec![0.0; months],
            fixed: vec![0.0; months],
        };
        // The sum of floats depends on their order, so the names of the workloads decide it.
        let mut order: Vec<usize> = (0..sources.len()).collect();
        let name = |index: &usize| &forecast.workloads[*index].plan.workload.name;
        sort_by(&mut order, |a, b| name(a).cmp(name(b)));
        for index in order {
            let workload = &forecast.workloads[index];
            let mut is_uncertain = false;
            let sources = sources[index].map(|source| {
                is_uncertain |= matches!(source, Source::Input(_));
                *source
            });
            if is_uncertain || workload.plan.has_varied_requests() {
                let workload = WorkloadModel::new(workload, sources, &forecast.basis, seed);
                model.workloads.push(workload);
            } else {
                add(&mut model.constant, &workload.costs);
            }
        }
        for fixed in &forecast.fixed {
            add(&mut model.constant, &fixed.costs);
            add(&mut model.fixed, &fixed.costs);
        }
        model
    }
}

fn add(sums: &mut [f64], costs: &Costs) {
    for (sum, month) in sums.iter_mut().zip(&costs.months) {
        *sum += month.cost.to_f64();
    }
}
