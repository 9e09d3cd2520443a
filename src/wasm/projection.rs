//! Projections for JavaScript: a scenario's JSON in, a projection's JSON out.

use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;

use super::Thrown;
use super::error::INTERNAL;
use super::pricing::with_catalog;
use crate::ErrorCode;
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

/// Projects a base scenario and its variants; `variants` is a JSON object of merge patches by name.
#[wasm_bindgen(js_name = compareScenarios)]
pub fn compare_scenarios(catalog: u32, base: &str, variants: &str) -> Result<String, Thrown> {
    let base = read(base, "")?;
    let variants = read(variants, "variants")?;
    let Some(variants) = variants.as_object() else {
        return Err(Thrown::new(
            ErrorCode::InvalidScenario,
            "variants must be an object of merge patches by name",
        )
        .at("variants"));
    };
    with_catalog(catalog, |catalog| {
        write(&projection::compare_scenarios(&base, variants, catalog)?)
    })
}

/// The scenario's JSON Schema.
#[wasm_bindgen(js_name = scenarioSchema)]
pub fn scenario_schema() -> String {
    projection::SCENARIO_SCHEMA.to_owned()
}

fn read(json: &str, path: &str) -> Result<Value, Thrown> {
    serde_json::from_str(json).map_err(|error| {
        let thrown = Thrown::new(
            ErrorCode::InvalidScenario,
            format!("no valid JSON: {error}"),
        );
        if path.is_empty() {
            thrown
        } else {
            thrown.at(path)
        }
    })
}
