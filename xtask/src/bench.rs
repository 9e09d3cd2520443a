//! `cargo xtask bench`: builds the libraries to compare, then runs `benches/harness`.

mod requests;
mod usage;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::process::{cargo, run as run_command, say};
use crate::stamp::{Input, once};
use crate::tools::with_tools;
use crate::{engine, npm, package, paths, tools};

/// Options of `cargo xtask bench`.
#[derive(Args)]
pub struct Options {
    /// Options of the harness: `--quick`, `--only <sections>`, `--texts`, `--libraries`,
    /// `--rounds`, `--no-write`. `--only requests PATH` compares counts of recorded requests with
    /// their bills instead, `--only usage [LINES]` reads and prices a usage log.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    harness: Vec<String>,
}

/// The crates that are compared in wasm.
const PEERS: &[&str] = &["tiktoken-rs-wasm", "tiktoken-wasm"];

/// Builds the package and the peers and runs the harness.
pub fn run(options: &Options) -> Result<()> {
    if let [only, section, rest @ ..] = options.harness.as_slice()
        && only == "--only"
        && section == "requests"
    {
        return requests::run(rest);
    }
    if let [only, section, rest @ ..] = options.harness.as_slice()
        && only == "--only"
        && section == "usage"
    {
        return usage::run(rest);
    }
    npm::install("npm")?;
    npm::install("benches")?;
    tools::set_up()?;
    for peer in PEERS {
        build_wasm("peers", peer)?;
    }
    if options
        .harness
        .iter()
        .any(|word| word.contains("tokenfare-core"))
    {
        build_wasm("rust", "tokenfare-core-wasm")?;
        fs::copy(
            paths::root().join("tokenizer/vocab/o200k_base.tfv"),
            pkg("tokenfare_core_wasm").join("o200k_base.tfv"),
        )?;
    }
    if wants_native(&options.harness) {
        build_native()?;
    }
    npm::install_tarball("benches", &package::pack()?)?;
    run_command(
        Command::new("node")
            .current_dir(paths::root())
            .args(["--no-warnings", "benches/harness/main.mjs"])
            .args(&options.harness),
    )
}

/// The native crates take minutes to compile, so they are built only for a run that uses them.
fn wants_native(harness: &[String]) -> bool {
    let quick = harness.iter().any(|word| word == "--quick");
    let only = harness.iter().position(|word| word == "--only");
    match only.and_then(|at| harness.get(at + 1)) {
        Some(sections) => sections.split(',').any(|section| section == "native"),
        None => !quick,
    }
}

fn workspace(name: &str) -> PathBuf {
    paths::root().join("benches").join(name)
}

fn target(name: &str) -> PathBuf {
    paths::target().join("bench").join(name)
}

fn pkg(library: &str) -> PathBuf {
    workspace("peers").join("pkg").join(library)
}

/// Compiles one library with SIMD, the same glue and the same wasm-opt as our engine.
fn build_wasm(name: &str, package: &str) -> Result<()> {
    let library = package.replace('-', "_");
    say(&format!("compiling {package}"));
    run_command(
        cargo()
            .current_dir(workspace(name))
            .args([
                "build",
                "--quiet",
                "--release",
                "--target",
                "wasm32-unknown-unknown",
            ])
            .args(["--package", package, "--target-dir"])
            .arg(target(name))
            .env("RUSTFLAGS", "-Ctarget-feature=+simd128,+bulk-memory"),
    )?;
    let compiled = target(name).join(format!("wasm32-unknown-unknown/release/{library}.wasm"));
    let folder = pkg(&library);
    let bytes = folder.join(format!("{library}_bg.wasm"));
    let input = Input::default().file(&compiled)?;
    once(
        &target(name).join(format!("{library}.stamp")),
        &bytes,
        input,
        || {
            run_command(
                with_tools("wasm-bindgen")?
                    .arg(&compiled)
                    .args(["--target", "web", "--out-dir"])
                    .arg(&folder),
            )?;
            engine::optimise(&bytes)
        },
    )
}

fn build_native() -> Result<()> {
    say("compiling the native benchmark (some minutes the first time)");
    run_command(
        cargo()
            .current_dir(workspace("rust"))
            .args([
                "build",
                "--quiet",
                "--release",
                "--package",
                "native",
                "--target-dir",
            ])
            .arg(target("rust")),
    )
}
