//! The scenario's JSON Schema, draft 2020-12, made from the Rust types.
//!
//! The engine carries the text; the generator stays outside (feature `authoring`). A test keeps the
//! file fresh.

/// The schema as JSON text.
pub const SCENARIO_SCHEMA: &str = include_str!("scenario.schema.json");

/// Makes the schema anew, as the file holds it.
#[cfg(feature = "authoring")]
pub fn generate() -> String {
    let mut schema = schemars::schema_for!(super::scenario::Scenario);
    schema.insert(
        "$id".to_owned(),
        serde_json::Value::String("tokenfare:scenario-1".to_owned()),
    );
    // In one line: the engine carries it.
    serde_json::to_string(&schema).unwrap_or_default()
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    /// `UPDATE_SCHEMA=1 cargo test --features authoring schema_file` writes the file.
    #[test]
    fn the_schema_file_is_fresh() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/projection/scenario.schema.json"
        );
        let made = super::generate();
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(path, &made).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), made);
    }
}
