//! Licences, sources and known vulnerabilities of dependencies.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::process::{run as run_command, say};
use crate::{npm, paths, tools};

/// What npm packages may be licensed under whose code the package or the page contains. MPL-2.0 asks to
/// deliver them unchanged, which we do, and to say where their source is, which licenses.txt does.
const NPM_LICENCES: [&str; 5] = ["0BSD", "Apache-2.0", "BSD-3-Clause", "MIT", "MPL-2.0"];

/// Options of `cargo xtask audit`.
#[derive(Args)]
pub struct Options {
    /// Leave out what needs the network: known vulnerabilities, signatures of npm packages
    #[arg(long)]
    offline: bool,
}

/// `cargo xtask audit`. Installs cargo-deny if it is missing, which takes some minutes once.
pub fn run(options: &Options) -> Result<()> {
    let program = tools::install_cargo_deny()?;
    let mut checks = vec!["licenses", "bans", "sources"];
    if !options.offline {
        checks.push("advisories");
    }
    say(&format!("cargo deny check {}", checks.join(" ")));
    deny(&program, &checks)?;
    check_npm_licences()?;
    if !options.offline {
        for folder in npm::FOLDERS {
            npm::install(folder)?;
            say(&format!("npm audit signatures in {folder}"));
            run_command(npm::npm(&paths::root().join(folder)).args(["audit", "signatures"]))?;
        }
    }
    println!("nothing found");
    Ok(())
}

/// The licences of npm packages that are no mere tools, by the lock files.
fn check_npm_licences() -> Result<()> {
    say("licences of npm packages");
    for folder in npm::FOLDERS {
        let lock = paths::root().join(folder).join("package-lock.json");
        let text = fs::read_to_string(&lock).with_context(|| format!("{}", lock.display()))?;
        let lock: Value = serde_json::from_str(&text)?;
        let packages = lock["packages"].as_object();
        for (path, package) in packages.into_iter().flatten() {
            let is_tool = package["dev"] == true || package["optional"] == true;
            if path.is_empty() || is_tool || package["license"].is_null() {
                continue;
            }
            let licence = package["license"].as_str().unwrap_or_default();
            if !NPM_LICENCES.contains(&licence) {
                bail!("{folder}/{path} is licensed under {licence:?}, which is not allowed yet");
            }
        }
    }
    Ok(())
}

/// The part for `cargo xtask check`: without the network, and only if cargo-deny is installed.
pub fn check_where_installed() -> Result<()> {
    let Some(program) = tools::installed_cargo_deny() else {
        say("cargo-deny is not installed; `cargo xtask audit` installs and runs it");
        return Ok(());
    };
    say("cargo deny");
    deny(&program, &["licenses", "bans", "sources"])?;
    check_npm_licences()
}

fn deny(program: &Path, checks: &[&str]) -> Result<()> {
    run_command(
        Command::new(program)
            .current_dir(paths::root())
            .args(["--log-level", "error", "check"])
            .args(checks),
    )
}
