//! The licences of the crates that a library contains.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::cargo;

/// The licence texts of all crates that are linked into the package of a manifest. Macros run while it
/// is compiled and stay outside.
pub fn of_crates(manifest: &Path) -> Result<String> {
    let tree = words_of(
        cargo().arg("tree").arg("--locked").args([
            "--edges=normal,no-proc-macro",
            "--prefix=none",
            "--format={p}",
            "--manifest-path",
        ]),
        manifest,
    )?;
    let linked: HashSet<String> = tree
        .lines()
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
        .collect();
    let metadata = words_of(
        cargo().args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--manifest-path",
        ]),
        manifest,
    )?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let mut notices = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let of = |key: &str| package[key].as_str().unwrap_or_default();
        let (name, version) = (of("name"), of("version"));
        // Our own crates have no source; their licences stand beside this file.
        if package["source"].is_null() || !linked.contains(&format!("{name} v{version}")) {
            continue;
        }
        let texts = texts(
            Path::new(of("manifest_path"))
                .parent()
                .unwrap_or(Path::new("")),
        )?;
        if texts.is_empty() {
            bail!("{name} {version} comes without the text of its licence");
        }
        notices.push(format!(
            "{name} {version} ({})\n{}\n\n{}",
            of("license"),
            of("repository"),
            texts.join("\n\n")
        ));
    }
    notices.sort();
    Ok(format!(
        "The library contains the crates below and parts of Rust's standard library\n\
         (MIT OR Apache-2.0, https://github.com/rust-lang/rust).\n\n{}\n",
        notices.join(&format!("\n\n{}\n\n", "-".repeat(80)))
    ))
}

fn words_of(command: &mut Command, manifest: &Path) -> Result<String> {
    let output = command
        .arg(manifest)
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("cargo failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The texts of the licences in a folder. Of a choice of licences, MIT is taken.
fn texts(folder: &Path) -> Result<Vec<String>> {
    const NAMES: [&str; 6] = [
        "license",
        "licence",
        "copying",
        "notice",
        "unlicense",
        "copyright",
    ];
    let mut names: Vec<String> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| {
            let name = name.to_lowercase();
            NAMES.iter().any(|known| name.starts_with(known))
        })
        .collect();
    names.sort();
    let is_mit = |name: &String| name.to_lowercase().contains("mit");
    if names.iter().any(is_mit) {
        names.retain(is_mit);
    }
    let paths = names.iter().map(|name| folder.join(name));
    let texts = paths.filter(|path| path.is_file()).map(fs::read_to_string);
    Ok(texts.collect::<std::io::Result<Vec<_>>>()?)
}
