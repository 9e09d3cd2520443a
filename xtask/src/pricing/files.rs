//! The price files: those that people edit, and those made from them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, anyhow, ensure};
use tokenfare::Coded;
use tokenfare::pricing::schema::CatalogFile;
use tokenfare::pricing::{Catalog, authoring};

use super::coverage;
use crate::paths;

/// Reads the hand-edited files.
pub fn load() -> Result<CatalogFile> {
    // As text, because the error value holds the whole file.
    authoring::load_directory(&paths::root().join("pricing")).map_err(|error| anyhow!("{error}"))
}

/// Reads and validates the hand-edited files.
pub fn catalog() -> Result<Catalog> {
    let file = load()?;
    Catalog::from_file(file.clone()).map_err(|error| {
        let place = error.path().map(|path| named(&file, path));
        anyhow!("{}: {error}", place.unwrap_or_default())
    })
}

/// Turns `"providers[3].model[7]"` into the names of a file and a model.
fn named(file: &CatalogFile, path: &str) -> String {
    let mut indices = path
        .split(['[', ']'])
        .filter_map(|part| part.parse::<usize>().ok());
    let provider = indices.next().and_then(|i| file.providers.get(i));
    let Some(provider) = provider else {
        return path.to_owned();
    };
    let model = indices.next().and_then(|i| provider.models.get(i));
    match model {
        Some(model) if path.contains(".model[") => {
            format!("pricing/{}.toml, {} ({path})", provider.provider, model.id)
        }
        _ => format!("pricing/{}.toml ({path})", provider.provider),
    }
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
pub fn generated() -> Result<[(PathBuf, String); 3]> {
    let folder = paths::root().join("pricing");
    let json = authoring::to_json(&load()?).map_err(|error| anyhow!("{error}"))?;
    Ok([
        (folder.join("catalog.json"), json),
        (folder.join("schema.json"), authoring::json_schema()),
        (folder.join("COVERAGE.md"), coverage::page(&catalog()?)),
    ])
}
