//! `cargo xtask bench`.

use anyhow::Result;
use clap::Args;

use crate::process::{cargo, run as run_command};

/// Options of `cargo xtask bench`.
#[derive(Args)]
pub struct Options {}

/// Runs the Rust benchmarks.
pub fn run(_options: &Options) -> Result<()> {
    run_command(cargo().args(["bench", "--package", "tokenfare"]))
}
