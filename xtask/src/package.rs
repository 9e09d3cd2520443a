//! Builds and packs the npm package.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{output, run, say};
use crate::stamp::{Input, once};
use crate::{engine, npm, paths};

/// Builds the package and packs it; returns the tarball.
pub fn pack() -> Result<PathBuf> {
    let version = version()?;
    let engines = engine::build()?;
    let root = paths::root();
    let folder = paths::target().join("npm");
    let tarball = folder.join(format!("tokenfare-{version}.tgz"));
    let mut input = Input::default();
    for engine in &engines {
        input = input.folder(engine, &["stamp"])?;
    }
    let input = input
        .folder(&root.join("npm"), &["dist", "node_modules"])?
        .folder(&root.join("tokenizer/vocab"), &[])?
        .folder(&root.join("pricing"), &[])?
        .file(&root.join("LICENSE-MIT"))?
        .file(&root.join("LICENSE-APACHE"))?;
    once(&folder.join("stamp"), &tarball, input, || {
        say("building the npm package");
        run(Command::new("node")
            .current_dir(&root)
            .arg("npm/scripts/build.mjs")
            .args(&engines))?;
        let npm_folder = root.join("npm");
        for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
            fs::copy(root.join(licence), npm_folder.join(licence))?;
        }
        fs::create_dir_all(&folder)?;
        run(npm::npm(&npm_folder)
            .args(["pack", "--loglevel=error", "--pack-destination"])
            .arg(&folder))
    })?;
    Ok(tarball)
}

/// Assembles `target/extension/` from the packed package.
pub fn build_extension() -> Result<()> {
    pack()?;
    run(Command::new("node")
        .current_dir(paths::root())
        .args(["examples/extension/build.mjs", "npm"])
        .arg(paths::target().join("extension")))
}

/// The version, which crate and package share.
fn version() -> Result<String> {
    let text = fs::read_to_string(paths::root().join("npm/package.json"))?;
    let package: serde_json::Value =
        serde_json::from_str(&text).context("npm/package.json is no JSON")?;
    let version = package["version"]
        .as_str()
        .context("npm/package.json lacks a version")?;
    let krate = output(crate::process::cargo().args(["pkgid", "--package", "tokenfare"]))
        .and_then(|id| Some(id.rsplit(['#', '@']).next()?.to_owned()))
        .context("cargo pkgid failed")?;
    if krate != version {
        bail!("Cargo.toml says version {krate}, npm/package.json {version}; set both to the same");
    }
    Ok(version.to_owned())
}
