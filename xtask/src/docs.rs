//! The reference of the package's API, generated from its types into `docs/api/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{run as run_command, say};
use crate::{npm, paths};

/// `cargo xtask docs`.
pub fn run() -> Result<()> {
    generate(&folder())
}

/// Fails if the committed reference differs from the types.
pub fn check_fresh() -> Result<()> {
    let fresh = paths::target().join("api-docs");
    generate(&fresh)?;
    if texts(&fresh)? != texts(&folder())? {
        bail!("docs/api is not what the types say; run `cargo xtask docs`");
    }
    Ok(())
}

fn folder() -> PathBuf {
    paths::root().join("docs/api")
}

fn generate(out: &Path) -> Result<()> {
    npm::install("npm")?;
    say("reference of the API");
    // Without checking types, which `cargo xtask pack` does: the engine's generated glue, which no
    // public type mentions, need not be built for the reference.
    run_command(
        Command::new("node")
            .current_dir(paths::root().join("npm"))
            .args([
                "node_modules/typedoc/bin/typedoc",
                "--logLevel",
                "Warn",
                "--skipErrorChecking",
                "--out",
            ])
            .arg(out),
    )
}

/// Names and texts of a folder's files, sorted, with normalized line ends.
fn texts(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        found.push((
            name.into_owned(),
            fs::read_to_string(&path)?.replace("\r\n", "\n"),
        ));
    }
    found.sort();
    Ok(found)
}
