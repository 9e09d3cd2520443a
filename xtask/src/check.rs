//! `cargo xtask check`: what a reviewer should not have to look for.

use std::env;

use anyhow::Result;

use crate::process::{cargo, run as run_command, say};
use crate::{audit, docs, pricing, tools, types, vocab};

/// Formatting, lints and documentation with warnings denied, generated files fresh.
pub fn run_lints() -> Result<()> {
    say("cargo fmt");
    run_command(cargo().args(["fmt", "--all", "--check"]))?;
    say("clippy");
    run_command(cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ]))?;
    for feature in ["wasm", "wasm-tokenizer"] {
        say(&format!("clippy for {feature}"));
        run_command(cargo().args([
            "clippy",
            "--package",
            "tokenfare",
            "--target",
            "wasm32-unknown-unknown",
            "--features",
            feature,
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]))?;
    }
    say("fuzz targets");
    // Without its default feature, which is libFuzzer itself: all that this needs a C++ compiler for.
    run_command(
        cargo()
            .args(["clippy", "--manifest-path", "fuzz/Cargo.toml", "--locked"])
            .args(["--no-default-features", "--quiet"])
            .args(["--", "-D", "warnings"]),
    )?;
    say("rustdoc");
    let flags = env::var("RUSTDOCFLAGS").unwrap_or_default();
    run_command(
        cargo()
            .args([
                "doc",
                "--workspace",
                "--no-deps",
                "--all-features",
                "--quiet",
            ])
            .env("RUSTDOCFLAGS", format!("{flags} -D warnings")),
    )
}

/// `cargo xtask check`.
pub fn run() -> Result<()> {
    tools::set_up()?;
    run_lints()?;
    say("generated files");
    vocab::check_fresh()?;
    pricing::check_fresh()?;
    types::check_fresh()?;
    docs::check_fresh()?;
    audit::check_where_installed()?;
    println!("all checks passed");
    Ok(())
}
