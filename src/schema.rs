//! JSON Schemas of every public type, made from the Rust types.
//!
//! `cargo xtask types` writes them to `schemas/` and makes the TypeScript declarations of the package
//! from them. Only tools need this module: it exists with the feature `authoring`.

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::pricing::schema::Discount;
use crate::pricing::{
    CatalogOverrides, Comparison, Coverage, ImageInput, ImageOutput, ImageSize, ImageTokens,
    MediaInput, ModelFilter, PriceOptions, PriceSheet, Quantities, Quote, QuoteRequest,
    ResponseDefaults, ResponsePrice, ResponseUsage, TokenEstimate,
};
use crate::projection::{Projection, Scenario, ScenarioComparison};
use crate::request::DescribedModel;
use crate::tokenizer::{EncodingMatch, RequestCount, chat::ChatCount};
use crate::usage_log::{
    ToScenarioOptions, UsageAnalysis, UsageLogSummary, UsageReadOptions, UsageReport,
};

/// The schemas of what callers hand over, by the name of the type.
pub fn inputs() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .with_transform(WithoutNull)
        .into_generator();
    name::<QuoteRequest>(&mut generator);
    name::<Quantities>(&mut generator);
    name::<ImageInput>(&mut generator);
    name::<ImageOutput>(&mut generator);
    name::<MediaInput>(&mut generator);
    name::<ModelFilter>(&mut generator);
    name::<PriceOptions>(&mut generator);
    name::<ResponseDefaults>(&mut generator);
    name::<CatalogOverrides>(&mut generator);
    name::<Discount>(&mut generator);
    name::<Scenario>(&mut generator);
    name::<UsageReadOptions>(&mut generator);
    name::<UsageAnalysis>(&mut generator);
    name::<ToScenarioOptions>(&mut generator);
    document("inputs", generator)
}

/// The schemas of what the functions return, by the name of the type.
pub fn results() -> Value {
    let mut generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(WithoutNull)
        .into_generator();
    name::<DescribedModel>(&mut generator);
    name::<EncodingMatch>(&mut generator);
    name::<ChatCount>(&mut generator);
    name::<RequestCount>(&mut generator);
    name::<PriceSheet>(&mut generator);
    name::<Coverage>(&mut generator);
    name::<Quote>(&mut generator);
    name::<Comparison>(&mut generator);
    name::<ImageTokens>(&mut generator);
    name::<ImageSize>(&mut generator);
    name::<TokenEstimate>(&mut generator);
    name::<ResponseUsage>(&mut generator);
    name::<ResponsePrice>(&mut generator);
    name::<Projection>(&mut generator);
    name::<ScenarioComparison>(&mut generator);
    name::<UsageLogSummary>(&mut generator);
    name::<UsageReport>(&mut generator);
    document("results", generator)
}

/// The schema of a scenario, as the engine carries it: JSON text in one line.
pub fn scenario() -> String {
    let mut schema = SchemaSettings::draft2020_12()
        .with_transform(WithoutNull)
        .into_generator()
        .into_root_schema_for::<Scenario>();
    schema.insert("$id".to_owned(), "tokenfare:scenario-1".into());
    serde_json::to_string(&schema).unwrap_or_default()
}

fn name<T: JsonSchema>(generator: &mut SchemaGenerator) {
    generator.subschema_for::<T>();
}

fn document(id: &str, mut generator: SchemaGenerator) -> Value {
    let definitions: Map<String, Value> = generator.take_definitions(true);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("tokenfare:{id}"),
        "$defs": definitions,
    })
}

/// A field that may be left out is left out, never `null`: neither in what is read nor in what is
/// written. schemars allows both for every `Option`.
#[derive(Clone, Debug)]
struct WithoutNull;

impl Transform for WithoutNull {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let required: Vec<String> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect();
        let Some(Value::Object(properties)) = schema.get_mut("properties") else {
            return;
        };
        for (name, property) in properties {
            if !required.contains(name) {
                without_null(property);
            }
        }
    }
}

fn without_null(property: &mut Value) {
    let Value::Object(members) = property else {
        return;
    };
    // { "type": ["string", "null"] }
    if let Some(Value::Array(types)) = members.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            members.insert("type".to_owned(), only);
        }
    }
    // { "anyOf": [{ … }, { "type": "null" }] }
    if let Some(Value::Array(choices)) = members.get_mut("anyOf") {
        choices.retain(|choice| choice != &json!({ "type": "null" }));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            members.remove("anyOf");
            for (key, value) in only {
                members.entry(key).or_insert(value);
            }
        }
    }
}
