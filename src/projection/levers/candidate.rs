//! A change that may save money.

use crate::pricing::Exact;
use crate::projection::scenario::{FixedCost, Number, Workload};

/// A change that may save money.
pub(super) struct Candidate {
    pub name: &'static str,
    /// The workload with the change.
    pub workload: Workload,
    /// A fixed cost that the change brings about.
    pub fixed: Option<FixedCost>,
    pub explanation: String,
}

impl Candidate {
    /// `workload` with a change.
    pub fn new(
        name: &'static str,
        workload: &Workload,
        explanation: impl Into<String>,
        change: impl FnOnce(&mut Workload),
    ) -> Self {
        let mut workload = workload.clone();
        change(&mut workload);
        Self {
            name,
            workload,
            fixed: None,
            explanation: explanation.into(),
        }
    }
}

/// `value × factor`, rounded down to a whole number.
pub(super) fn scaled(value: Exact, factor: f64) -> Option<Number> {
    Exact::from_f64(libm::floor(value.to_f64() * factor)).map(Number)
}
