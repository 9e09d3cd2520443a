//! Licences, sources and known vulnerabilities of dependencies.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::process::{run as run_command, say};
use crate::{npm, paths, tools};

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

/// The part for `cargo xtask check`: without the network, and only if cargo-deny is installed.
pub fn check_where_installed() -> Result<()> {
    let Some(program) = tools::installed_cargo_deny() else {
        say("cargo-deny is not installed; `cargo xtask audit` installs and runs it");
        return Ok(());
    };
    say("cargo deny");
    deny(&program, &["licenses", "bans", "sources"])
}

fn deny(program: &Path, checks: &[&str]) -> Result<()> {
    run_command(
        Command::new(program)
            .current_dir(paths::root())
            .args(["--log-level", "error", "check"])
            .args(checks),
    )
}
