//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The repository's root. Asked at run time: a `target` folder may have been copied with a checkout,
/// and a binary in it would remember where it was compiled.
pub fn root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target folder, as `CARGO_TARGET_DIR` may have moved it.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The folder of tools that every clone shares. `TOKENFARE_CACHE` moves it.
pub fn cache() -> PathBuf {
    let from = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    from("TOKENFARE_CACHE")
        .or_else(|| from("XDG_CACHE_HOME").map(|folder| folder.join("tokenfare")))
        .or_else(|| from("HOME").map(|folder| folder.join(".cache/tokenfare")))
        .or_else(|| from("LOCALAPPDATA").map(|folder| folder.join("tokenfare")))
        .unwrap_or_else(|| target().join("cache"))
}

/// A path as people read it: from the repository's root where it lies inside.
pub fn relative(path: &Path) -> &Path {
    path.strip_prefix(root()).unwrap_or(path)
}
