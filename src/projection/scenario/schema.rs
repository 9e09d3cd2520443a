//! The scenario's JSON Schema, draft 2020-12, made from the Rust types.
//!
//! The engine carries the text. `cargo xtask types` makes it (`crate::schema` with the feature
//! `authoring`), and a check keeps it fresh.

/// The schema as JSON text.
pub const SCENARIO_SCHEMA: &str = include_str!("scenario.schema.json");
