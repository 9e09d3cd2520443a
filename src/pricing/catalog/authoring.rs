//! From the hand-edited `pricing/*.toml` to `catalog.json`: for `xtask` and tests, feature
//! `authoring`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::schema::{CatalogFile, FORMAT, ProviderFile};

/// A price file that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuthoringError {
    /// The file or folder cannot be read.
    #[error("{path}: {error}", path = .0.display(), error = .1)]
    Io(PathBuf, #[source] std::io::Error),
    /// The file breaks the syntax or the schema; the text names line and column.
    #[error("{path}: {error}", path = .0.display(), error = .1)]
    Parse(PathBuf, #[source] Box<toml::de::Error>),
    /// `provider` is not the name of the file.
    #[error(
        "{path}: says provider = {provider:?}; the file must be called {provider}.toml",
        path = .0.display(),
        provider = .1
    )]
    Misnamed(PathBuf, String),
    /// The catalog cannot be written as JSON.
    #[error(transparent)]
    Json(serde_json::Error),
}

/// Reads one provider's file.
///
/// # Errors
/// What breaks the syntax or the schema, with line and column.
pub fn parse_provider(toml: &str) -> Result<ProviderFile, Box<toml::de::Error>> {
    toml::from_str(toml).map_err(Box::new)
}

/// Reads every `*.toml` of a directory and sorts providers and models by name.
///
/// # Errors
/// The first file that cannot be read, breaks the schema, or is not called as its provider is.
pub fn load_directory(directory: &Path) -> Result<CatalogFile, AuthoringError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |error| AuthoringError::Io(path, error)
    };
    let mut providers = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(io(directory))? {
        let path = entry.map_err(io(directory))?.path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).map_err(io(&path))?;
        let file =
            parse_provider(&text).map_err(|error| AuthoringError::Parse(path.clone(), error))?;
        if path
            .file_stem()
            .is_none_or(|stem| stem != file.provider.as_str())
        {
            return Err(AuthoringError::Misnamed(path, file.provider));
        }
        providers.push(file);
    }
    Ok(assemble(providers))
}

/// Joins providers into one catalog, sorted by provider and model id, so that the same files always
/// give the same bytes.
pub fn assemble(mut providers: Vec<ProviderFile>) -> CatalogFile {
    providers.sort_by(|a, b| a.provider.cmp(&b.provider));
    for provider in &mut providers {
        provider.models.sort_by(|a, b| a.id.cmp(&b.id));
    }
    CatalogFile {
        format: FORMAT,
        providers: providers.into_iter().map(Arc::new).collect(),
        discounts: Vec::new(),
        unread: Vec::new(),
    }
}

/// Writes `catalog.json`: compact, one model a line, so that a change of one price is a diff of one
/// line.
///
/// # Errors
/// None that data of these types can cause; serde's signature has one.
pub fn to_json(catalog: &CatalogFile) -> Result<String, AuthoringError> {
    let json = |value: &ProviderFile| serde_json::to_string(value).map_err(AuthoringError::Json);
    let mut text = format!("{{\"format\":{},\"providers\":[", catalog.format);
    for (i, provider) in catalog.providers.iter().enumerate() {
        let head = ProviderFile {
            models: Vec::new(),
            ..ProviderFile::clone(provider)
        };
        text.push_str(if i == 0 { "\n" } else { ",\n" });
        let head = json(&head)?;
        text.push_str(head.strip_suffix('}').unwrap_or(&head));
        text.push_str(",\"model\":[");
        for (j, model) in provider.models.iter().enumerate() {
            text.push_str(if j == 0 { "\n" } else { ",\n" });
            text.push_str(&serde_json::to_string(model).map_err(AuthoringError::Json)?);
        }
        text.push_str("\n]}");
    }
    text.push_str("\n]}\n");
    Ok(text)
}

/// The JSON Schema (draft 2020-12) of a provider's file: `pricing/schema.json`.
pub fn json_schema() -> String {
    let schema = schemars::schema_for!(ProviderFile);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
