//! The price files: those that people edit, and those made from them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, anyhow, ensure};
use tokenfare::pricing::authoring;
use tokenfare::pricing::schema::CatalogFile;

use crate::paths;

/// Reads the hand-edited files.
pub fn load() -> Result<CatalogFile> {
    // As text, because the error value holds the whole file.
    authoring::load_directory(&paths::root().join("pricing")).map_err(|error| anyhow!("{error}"))
}

/// Fails if a committed file differs from what `pricing build` would write.
pub fn check_fresh() -> Result<()> {
    for (path, text) in generated()? {
        ensure!(
            fs::read_to_string(&path)? == text,
            "{} is stale: run `cargo xtask pricing build`",
            paths::relative(&path).display()
        );
    }
    Ok(())
}

/// What `pricing build` writes.
pub fn generated() -> Result<[(PathBuf, String); 2]> {
    let folder = paths::root().join("pricing");
    let json = authoring::to_json(&load()?).map_err(|error| anyhow!("{error}"))?;
    Ok([
        (folder.join("catalog.json"), json),
        (folder.join("schema.json"), authoring::json_schema()),
    ])
}
