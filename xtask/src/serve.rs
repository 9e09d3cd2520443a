//! `cargo xtask serve`: the built page on this machine, and only for it.

use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::process::{hand_over, say};
use crate::{paths, site};

/// Where to serve.
#[derive(Args)]
pub struct Options {
    /// The port to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Builds the site and serves it until the process is ended.
///
/// Vite serves it, with the headers of `www/build/policy.ts`, and prints the address.
pub fn run(options: &Options) -> Result<()> {
    let site = site::build()?;
    say("serving the page until Ctrl-C; --port chooses another port");
    hand_over(
        Command::new("node")
            .current_dir(paths::root().join("www"))
            .args(["node_modules/vite/bin/vite.js", "preview", "--outDir"])
            .arg(site)
            .args(["--port", &options.port.to_string()]),
    )
}
