//! `cargo xtask bench --only usage [LINES]`: how fast a usage log is read and priced, natively and
//! through the npm package.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::process::{cargo, run as run_command, say};
use crate::{npm, package, paths};

/// Measures a log of so many lines; a million, if it is left out.
pub fn run(words: &[String]) -> Result<()> {
    let lines = words.first().map_or("1000000", String::as_str);
    let benches = paths::root().join("benches");
    let target = paths::target().join("bench");
    let log = target.join("usage-log");
    let program = |words: &[&str]| -> Result<()> {
        run_command(
            cargo()
                .current_dir(benches.join("rust"))
                .args(["run", "--quiet", "--release", "--package", "usage-log"])
                .arg("--target-dir")
                .arg(target.join("rust"))
                .arg("--")
                .args(words),
        )
    };
    say("usage logs, native");
    program(&[lines])?;
    say("usage logs, wasm");
    npm::install("benches")?;
    npm::install_tarball("benches", &package::pack()?)?;
    program(&[lines, &log.to_string_lossy()])?;
    run_command(
        Command::new("node")
            .current_dir(&benches)
            .arg("usage-log.mjs")
            .arg(&log),
    )?;
    fs::remove_dir_all(&log)?;
    Ok(())
}
