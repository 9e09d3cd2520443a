//! Projections for JavaScript: a scenario's JSON in, a projection's JSON out.

use wasm_bindgen::prelude::wasm_bindgen;

use super::Thrown;
use super::json::{parse, write};
use super::pricing::with_catalog;
use crate::ErrorCode;
use crate::projection::{self, Scenario};

/// Projects a scenario with the prices of a catalog.
#[wasm_bindgen(js_name = projectScenario)]
pub fn project_scenario(catalog: u32, scenario: &str) -> Result<String, Thrown> {
    let scenario = Scenario::from_json(scenario)?;
    with_catalog(catalog, |catalog| {
        write(&projection::project(&scenario, catalog)?)
    })
}

/// Projects a base scenario and its variants; `variants` is a JSON object of merge patches by name.
#[wasm_bindgen(js_name = compareScenarios)]
pub fn compare_scenarios(catalog: u32, base: &str, variants: &str) -> Result<String, Thrown> {
    let base = parse(base, ErrorCode::InvalidScenario)?;
    let variants =
        parse(variants, ErrorCode::InvalidScenario).map_err(|thrown| thrown.at("variants"))?;
    with_catalog(catalog, |catalog| {
        write(&projection::compare_values(&base, &variants, catalog)?)
    })
}

/// The scenario's JSON Schema.
#[wasm_bindgen(js_name = scenarioSchema)]
pub fn scenario_schema() -> String {
    projection::SCENARIO_SCHEMA.to_owned()
}
