//! The generated price files are fresh: what `cargo xtask pricing build` would write is committed.

use std::path::Path;

use tokenfare::pricing::authoring;

#[test]
fn catalog_json_is_what_the_toml_files_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pricing");
    let catalog = authoring::load_directory(&folder).unwrap();
    let fresh = authoring::to_json(&catalog).unwrap();
    let committed = std::fs::read_to_string(folder.join("catalog.json")).unwrap();
    assert!(
        fresh == committed,
        "catalog.json is stale: cargo xtask pricing build"
    );
    let reread: tokenfare::pricing::schema::CatalogFile = serde_json::from_str(&fresh).unwrap();
    assert!(
        reread == catalog,
        "catalog.json does not read back as what was written"
    );
}

#[test]
fn schema_json_is_what_the_types_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pricing");
    let committed = std::fs::read_to_string(folder.join("schema.json")).unwrap();
    assert!(
        authoring::json_schema() == committed,
        "schema.json is stale: cargo xtask pricing build"
    );
}
