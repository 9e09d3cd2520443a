//! Folders of the repository, of Cargo and of the tool cache.

use std::env;
use std::path::{Path, PathBuf};

/// The repository's root. Determined at run time, because a `target` folder may have been copied
/// with its checkout, and a binary in it would still name the old folder.
pub fn root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask
        .parent()
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target folder, which `CARGO_TARGET_DIR` may name.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// The folder of tools, which all clones share. `TOKENFARE_CACHE` overrides it.
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

/// A path for messages: relative to the repository's root if it lies inside.
pub fn relative(path: &Path) -> &Path {
    path.strip_prefix(root()).unwrap_or(path)
}
