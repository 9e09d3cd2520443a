//! Where the code of this workspace is.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the crates in this workspace, as its `Cargo.toml` lists them.
pub fn crate_folders() -> Vec<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let members = manifest["workspace"]["members"].as_array().unwrap();
    let members = members
        .iter()
        .map(|member| member.as_str().unwrap().to_owned());
    std::iter::once(".".to_owned()).chain(members).collect()
}

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The file where the code of a crate begins.
pub fn root_file(folder: &str) -> PathBuf {
    let source = root().join(folder).join("src");
    let library = source.join("lib.rs");
    if library.exists() {
        library
    } else {
        source.join("main.rs")
    }
}
