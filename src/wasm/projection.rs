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

/// A document with a merge patch (RFC 7396) applied.
#[wasm_bindgen(js_name = mergePatch)]
pub fn merge_patch(target: &str, patch: &str) -> Result<String, Thrown> {
    let target = parse(target, ErrorCode::InvalidArgument)?;
    let patch = parse(patch, ErrorCode::InvalidArgument)?;
    write(&projection::merge_patch(&target, &patch)?)
}

/// The merge patch that turns one document into another.
#[wasm_bindgen(js_name = patchBetween)]
pub fn patch_between(from: &str, to: &str) -> Result<String, Thrown> {
    let from = parse(from, ErrorCode::InvalidArgument)?;
    let to = parse(to, ErrorCode::InvalidArgument)?;
    write(&projection::patch_between(&from, &to)?)
}

/// The scenario's JSON Schema.
#[wasm_bindgen(js_name = scenarioSchema)]
pub fn scenario_schema() -> String {
    projection::SCENARIO_SCHEMA.to_owned()
}
