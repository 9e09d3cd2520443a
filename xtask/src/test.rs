//! `cargo xtask test`: everything, in the order from quick to slow.

use std::process::Command;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::process::{cargo, run as run_command, say};
use crate::{browser, engine, npm, package, paths, python, site, tools};

/// Which tests to run.
#[derive(Args)]
pub struct Options {
    /// Also the long ones, which take too long for every change
    #[arg(long)]
    all: bool,

    /// Only this kind
    #[arg(long)]
    only: Option<Kind>,
}

/// The kinds of tests, from quick to slow.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Kind {
    /// The Rust tests
    Rust,
    /// The Python wheel, which otherwise --all alone tests; with --all, in engines too
    Python,
    /// The wasm layer in Node and Chromium
    Wasm,
    /// The packed package
    Package,
    /// The page
    Page,
}

/// Consumers with packages of their own, for `--all`.
const HEAVY_CONSUMERS: &[&str] = &["tests/npm/consumers/next"];

/// Runs the tests; stops at the first kind that fails.
pub fn run_all_of_rust() -> Result<()> {
    say("Rust tests");
    run_command(cargo().args(["test", "--workspace", "--all-features", "--quiet"]))
}

/// `cargo xtask test`.
pub fn run(options: &Options) -> Result<()> {
    if options.only == Some(Kind::Python) {
        // It needs neither Node nor a browser.
        return python::test(options.all);
    }
    // Set-up first: what is missing shows at once, not after minutes of tests.
    crate::tools::set_up()?;
    let browser = browser::find()?;

    let wanted = |kind| options.only.is_none_or(|only| only == kind);
    if wanted(Kind::Rust) {
        run_all_of_rust()?;
    }
    if options.all && options.only.is_none() {
        python::test(true)?;
    }
    if wanted(Kind::Wasm) {
        wasm(&browser)?;
    }
    if wanted(Kind::Package) {
        packed_package(options, &browser)?;
    }
    if wanted(Kind::Page) {
        page(options, &browser)?;
    }
    println!("all tests passed");
    Ok(())
}

/// The wasm layer and the tokenizer's vector instructions, in Node and in a browser.
///
/// Through cargo with wasm-bindgen's runner, which is all that `wasm-pack test` does, except that
/// it would compile every other test for wasm too, with references that exist natively only.
fn wasm(browser: &browser::Browser) -> Result<()> {
    let layer = ["tokenfare", "--features", "wasm", "--test", "wasm"];
    let instructions = ["tokenfare-tokenizer", "--lib"];
    for tests in [&layer[..], &instructions[..]] {
        let test = || {
            let mut command = cargo();
            command
                .args(["test", "--target", "wasm32-unknown-unknown", "--package"])
                .args(tests)
                .env(
                    "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
                    tools::program("wasm-bindgen-test-runner"),
                );
            command
        };
        say(&format!("wasm tests of {} in Node", tests[0]));
        run_command(&mut test())?;
        say(&format!("wasm tests of {} in headless Chromium", tests[0]));
        run_command(
            test()
                .env("WASM_BINDGEN_USE_BROWSER", "1")
                .env("CHROMEDRIVER", &browser.driver),
        )?;
    }
    Ok(())
}

/// The tarball, as users get it.
fn packed_package(options: &Options, browser: &browser::Browser) -> Result<()> {
    let tarball = package::pack()?;
    npm::install("tests/npm")?;
    npm::install_tarball("tests/npm", &tarball)?;
    if options.all {
        // Too much to download for every change.
        for consumer in HEAVY_CONSUMERS {
            npm::install(consumer)?;
            npm::install_tarball(consumer, &tarball)?;
        }
    }
    let panicking = engine::build_with_forced_panic()?;
    say("tests of the packed package");
    let folder = paths::root().join("tests/npm");
    run_command(
        with_environment(npm::npm(&folder).arg("test"), options, browser)
            .env("TOKENFARE_TARBALL", tarball)
            .env("TOKENFARE_PANICKING_ENGINE", panicking),
    )
}

/// The page in a browser.
fn page(options: &Options, browser: &browser::Browser) -> Result<()> {
    let www = paths::root().join("www");
    if !www.join("package.json").exists() {
        return Ok(());
    }
    let site = site::build()?;
    say("tests of the page");
    run_command(
        with_environment(npm::npm(&www).arg("test"), options, browser).env("TOKENFARE_SITE", site),
    )
}

fn with_environment<'a>(
    command: &'a mut Command,
    options: &Options,
    browser: &browser::Browser,
) -> &'a mut Command {
    command
        .env("CHROME", &browser.chrome)
        .env("CHROMEDRIVER", &browser.driver)
        .env("TOKENFARE_TEST_ALL", if options.all { "1" } else { "" })
}
