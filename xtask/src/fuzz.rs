//! `cargo xtask fuzz`: random calls of the packed package and links of the page in Node, and the
//! libFuzzer targets of `fuzz/`.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use crate::process::{cargo, run as run_command, say};
use crate::{npm, package, paths};

/// Options of `cargo xtask fuzz`.
#[derive(Args)]
pub struct Options {
    /// How long all of it may take, without what is built first
    #[arg(long, default_value_t = 10)]
    minutes: u32,

    /// Only this kind
    #[arg(long)]
    only: Option<Kind>,

    /// The seed; a finding names the one that shows it again
    #[arg(long)]
    seed: Option<u32>,
}

/// What is fuzzed.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Kind {
    /// The package and the page's links
    Package,
    /// The targets of `fuzz/`
    Rust,
}

/// Coverage for libFuzzer from the stable compiler, as cargo-fuzz asks the nightly one for it.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";
/// Named, because the flags are for the targets and not for build scripts.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Fuzzes for some minutes. A finding is an error.
pub fn run(options: &Options) -> Result<()> {
    let kinds: Vec<Kind> = [Kind::Package, Kind::Rust]
        .into_iter()
        .filter(|kind| options.only.is_none_or(|only| only == *kind))
        .collect();
    let seconds = options.minutes * 60 / kinds.len() as u32;
    let mut failed = Vec::new();
    for kind in kinds {
        let (name, result) = match kind {
            Kind::Package => ("the package", package_and_links(options, seconds)),
            Kind::Rust => ("the targets of fuzz/", targets(options, seconds)),
        };
        // The other kind runs all the same.
        if let Err(error) = result {
            eprintln!("{error:#}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("there are findings in {}", failed.join(" and "));
    }
    Ok(())
}

fn package_and_links(options: &Options, seconds: u32) -> Result<()> {
    let tarball = package::pack()?;
    npm::install("tests/npm")?;
    npm::install_tarball("tests/npm", &tarball)?;
    say("random calls of the package and links of the page");
    let mut command = Command::new("node");
    command
        .current_dir(paths::root().join("tests/npm"))
        .arg("fuzz/main.mjs")
        .args(["--minutes", &(f64::from(seconds) / 60.0).to_string()]);
    if let Some(seed) = options.seed {
        command.args(["--seed", &seed.to_string()]);
    }
    run_command(&mut command)
}

fn targets(options: &Options, seconds: u32) -> Result<()> {
    let folder = paths::root().join("fuzz");
    let target = paths::target().join("fuzz");
    say("building the targets of fuzz/ (some minutes the first time)");
    run_command(
        cargo()
            .current_dir(&folder)
            .args(["build", "--quiet", "--release", "--locked"])
            .args(["--target", PLATFORM, "--target-dir"])
            .arg(&target)
            .env("RUSTFLAGS", COVERAGE),
    )?;
    let names = names(&folder.join("fuzz_targets"))?;
    let each = (seconds / names.len() as u32).max(1);
    let mut failed = Vec::new();
    for name in &names {
        say(&format!("fuzz target {name}, {each} s"));
        // libFuzzer writes what it finds interesting into the first folder and only reads the others.
        let corpus = target.join("corpus").join(name);
        fs::create_dir_all(&corpus)?;
        let artifacts = target.join("artifacts").join(name);
        fs::create_dir_all(&artifacts)?;
        let mut command = Command::new(target.join(PLATFORM).join("release").join(name));
        command
            .current_dir(&folder)
            .arg(&corpus)
            .arg(folder.join("corpus").join(name))
            .arg(format!("-max_total_time={each}"))
            .arg(format!("-seed={}", options.seed.unwrap_or(0)))
            .arg(format!("-artifact_prefix={}/", artifacts.display()))
            .args(["-timeout=60", "-rss_limit_mb=2048", "-print_final_stats=1"]);
        if let Err(error) = run_command(&mut command) {
            eprintln!("{error:#}");
            failed.push(name.as_str());
        }
    }
    if !failed.is_empty() {
        bail!(
            "findings of {}; the inputs are in {}",
            failed.join(", "),
            target.join("artifacts").display()
        );
    }
    Ok(())
}

/// The names of the targets, one file each.
fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}
