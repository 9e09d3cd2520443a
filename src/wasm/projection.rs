//! Projections for JavaScript: a scenario's JSON in, a projection's JSON out.

use wasm_bindgen::prelude::wasm_bindgen;

use super::Thrown;
use super::error::INTERNAL;
use super::pricing::with_catalog;
use crate::projection::{self, Scenario};

fn write<T: serde::Serialize>(value: &T) -> Result<String, Thrown> {
    serde_json::to_string(value).map_err(|error| Thrown {
        code: INTERNAL,
        message: error.to_string(),
        path: None,
        suggestions: Vec::new(),
    })
}

/// Projects a scenario with the prices of a catalog.
#[wasm_bindgen(js_name = projectScenario)]
pub fn project_scenario(catalog: u32, scenario: &str) -> Result<String, Thrown> {
    let scenario = Scenario::from_json(scenario)?;
    with_catalog(catalog, |catalog| {
        write(&projection::project(&scenario, catalog)?)
    })
}
