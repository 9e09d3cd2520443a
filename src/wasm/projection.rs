//! Projections for JavaScript.

use serde_json::{Map, Value};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::Thrown;
use super::border::{read, read_json, write};
use super::pricing::with_catalog;
use crate::ErrorCode;
use crate::projection::{self, Scenario};

/// Projects a scenario with the prices of a catalog. The result is JSON text.
#[wasm_bindgen(js_name = projectScenario)]
pub fn project_scenario(catalog: u32, scenario: JsValue) -> Result<String, Thrown> {
    let scenario: Scenario = read(scenario, ErrorCode::InvalidScenario)?;
    let scenario = scenario.checked()?;
    with_catalog(catalog, |catalog| {
        write(&projection::project(&scenario, catalog)?)
    })
}

/// Projects a base scenario and its variants, merge patches by name. The result is JSON text.
#[wasm_bindgen(js_name = compareScenarios)]
pub fn compare_scenarios(catalog: u32, base: JsValue, variants: JsValue) -> Result<String, Thrown> {
    let base = read_json(base, ErrorCode::InvalidScenario)?;
    let variants: Map<String, Value> =
        read(variants, ErrorCode::InvalidScenario).map_err(|thrown| thrown.under("variants"))?;
    with_catalog(catalog, |catalog| {
        write(&projection::compare_scenarios(&base, &variants, catalog)?)
    })
}

/// A document with a merge patch (RFC 7396) applied. The result is JSON text.
#[wasm_bindgen(js_name = mergePatch)]
pub fn merge_patch(target: JsValue, patch: JsValue) -> Result<String, Thrown> {
    let target = document(target, "target")?;
    let patch = document(patch, "patch")?;
    write(&projection::merge_patch(&target, &patch)?)
}

/// The merge patch that turns one document into another. The result is JSON text.
#[wasm_bindgen(js_name = patchBetween)]
pub fn patch_between(from: JsValue, to: JsValue) -> Result<String, Thrown> {
    let from = document(from, "from")?;
    let to = document(to, "to")?;
    write(&projection::patch_between(&from, &to)?)
}

fn document(value: JsValue, name: &str) -> Result<Value, Thrown> {
    read_json(value, ErrorCode::InvalidArgument).map_err(|thrown| thrown.under(name))
}

/// The scenario's JSON Schema, as JSON text.
#[wasm_bindgen(js_name = scenarioSchema)]
pub fn scenario_schema() -> String {
    projection::SCENARIO_SCHEMA.to_owned()
}
