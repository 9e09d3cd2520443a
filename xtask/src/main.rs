//! The one entry for people and CI: `cargo xtask <command>`.
#![forbid(unsafe_code)]

mod audit;
mod bench;
mod browser;
mod check;
mod docs;
mod engine;
mod fuzz;
mod notices;
mod npm;
mod oracle;
mod package;
mod paths;
mod pricing;
mod process;
mod python;
mod serve;
mod site;
mod stamp;
mod test;
mod tools;
mod types;
mod unicode_classes;
mod unicode_nfc;
mod vocab;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, tests and serves tokenfare. `serve` and `test` set up everything they need.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve the page on http://127.0.0.1:8080
    Serve(serve::Options),
    /// Run all tests: Rust, wasm in Node and Chromium, the packed package, the page
    Test(test::Options),
    /// Formatting, lints, documentation, and that generated files are fresh
    Check,
    /// Licences, sources and known weaknesses of what we build on; signatures of npm packages
    Audit(audit::Options),
    /// Build the npm package: `target/npm/tokenfare-<version>.tgz`
    Pack,
    /// Build the Python wheel for this platform: target/wheel/release/
    Wheel,
    /// Build the example browser extension: target/extension/, to be loaded unpacked
    Extension,
    /// Build the page: target/site/, with the single file tokenfare.html
    Site,
    /// Generate JSON Schemas and TypeScript declarations from the Rust types: schemas/, npm/src/api/data.ts
    Types,
    /// Generate the reference of the API: docs/api/
    Docs,
    /// Run the benchmarks
    Bench(bench::Options),
    /// Make random calls of the package, of the page's links and of the fuzz targets
    Fuzz(fuzz::Options),
    /// Generate the packed vocabularies
    Vocab(vocab::Options),
    /// Generate pricing/catalog.json from the hand-edited files
    Pricing(pricing::Options),
    /// Count a text with tiktoken-rs, the reference of the page's tests
    Oracle(oracle::Options),
    /// Install the tools, without building anything
    Setup,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // What failed and what to do about it; a backtrace of xtask itself helps nobody.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve(options) => serve::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Check => check::run(),
        Command::Audit(options) => audit::run(&options),
        Command::Pack => {
            let tarball = package::pack()?;
            println!("{}", paths::relative(&tarball).display());
            Ok(())
        }
        Command::Wheel => {
            let wheel = python::wheel()?;
            println!("{}", paths::relative(&wheel).display());
            Ok(())
        }
        Command::Extension => package::build_extension(),
        Command::Site => {
            let folder = site::build()?;
            println!("{}", paths::relative(&folder).display());
            Ok(())
        }
        Command::Types => types::run(),
        Command::Docs => docs::run(),
        Command::Bench(options) => bench::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Vocab(options) => vocab::run(&options),
        Command::Pricing(options) => pricing::run(&options),
        Command::Oracle(options) => oracle::run(&options),
        Command::Setup => tools::set_up_all(),
    }
}
