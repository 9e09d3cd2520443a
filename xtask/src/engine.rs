//! The engines: Rust compiled to optimized wasm, and its JavaScript glue.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, thread};

use anyhow::{Context, Result, bail};

use crate::process::{run, say};
use crate::stamp::{Input, once};
use crate::tools::with_tools;
use crate::{npm, paths, tools};

/// What Rust's wasm target uses and the SIMD that `.cargo/config.toml` asks for, all of it in Node
/// 20 and in browsers since 2023. Named one by one: with all features, binaryen 132 writes an
/// encoding of imports that Node 20 refuses ("unknown import kind 0x7f").
const FEATURES: [&str; 7] = [
    "bulk-memory",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
    "simd",
];

/// The profile in `Cargo.toml`, and its folder: small, but for what is hot.
const PROFILE: &str = "engine";

/// The engines of the package: the features of `Cargo.toml` that make each, and its folder.
const ENGINES: [(&str, &str); 4] = [
    ("wasm", "engine"),
    ("wasm-tokenizer", "tokenizer-engine"),
    ("wasm-prices", "prices-engine"),
    ("wasm-convert", "convert-engine"),
];

/// Builds the engines. Returns their folders, in the order of `ENGINES`: each has `tokenfare.js`, `.d.ts`
/// and `tokenfare_bg.wasm`.
pub fn build() -> Result<Vec<PathBuf>> {
    tools::set_up()?;
    npm::install("npm")?;
    say("compiling the engines to wasm");
    // Two at a time, because the last step of each, which takes longest, uses one core.
    let mut folders = Vec::new();
    for pair in ENGINES.chunks(2) {
        let built: Vec<Result<PathBuf>> = thread::scope(|scope| {
            let builds: Vec<_> = pair
                .iter()
                .map(|(feature, folder)| scope.spawn(|| build_with(feature, folder)))
                .collect();
            let ended = builds.into_iter().map(|build| {
                build
                    .join()
                    .unwrap_or_else(|_| bail!("the build of an engine panicked"))
            });
            ended.collect()
        });
        for folder in built {
            folders.push(folder?);
        }
    }
    Ok(folders)
}

fn build_with(feature: &str, folder: &str) -> Result<PathBuf> {
    let compiled = compile(&["--profile", PROFILE], PROFILE, feature)?;
    let folder = paths::target().join(folder);
    let stamp = folder.join("stamp");
    let input = Input::default()
        .file(&compiled)?
        .file(&paths::root().join("npm/package-lock.json"))?;
    once(&stamp, &folder.join("tokenfare_bg.wasm"), input, || {
        bind(&compiled, &folder)?;
        optimise(&folder.join("tokenfare_bg.wasm"))
    })?;
    Ok(folder)
}

/// The engine with an export that panics, for tests; its profile builds fast.
pub fn build_with_forced_panic() -> Result<PathBuf> {
    tools::set_up()?;
    say("compiling a test build of the engine that can be made to panic");
    let compiled = compile(&["--dev"], "debug", "forced-panic")?;
    let folder = paths::target().join("engine-forced-panic");
    bind(&compiled, &folder)?;
    Ok(folder)
}

/// Compiles with wasm-pack, whose output folder is not used. Restarting after a panic needs an
/// option of wasm-bindgen that wasm-pack cannot pass, so [`bind`] writes the glue.
///
/// Each set of features has a target folder of its own, because the name of a cdylib does not
/// depend on its features: in one folder, each build would invalidate the other's.
fn compile(profile: &[&str], folder: &str, features: &str) -> Result<PathBuf> {
    let target = paths::target().join("engines").join(features);
    let scratch = target.join("wasm-pack");
    let mut command = with_tools("wasm-pack")?;
    command
        .args([
            "--quiet",
            "build",
            "--target",
            "web",
            "--no-pack",
            "--no-opt",
            "--mode",
            "no-install",
        ])
        .args(profile)
        .arg("--out-dir")
        .arg(&scratch)
        .args([".", "--features", features])
        .env("CARGO_TARGET_DIR", &target);
    if folder == PROFILE {
        command.arg("--config").arg(without_own_paths()?);
    }
    run(&mut command)?;
    Ok(target.join(format!("wasm32-unknown-unknown/{folder}/tokenfare.wasm")))
}

/// Panic messages name source files. Without their absolute paths, the same sources make the same
/// engine in every folder and for every user. Added to the flags of `.cargo/config.toml`.
fn without_own_paths() -> Result<String> {
    let cargo = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
        .context("there is neither a home folder nor CARGO_HOME")?;
    let root = paths::root();
    Ok(format!(
        "target.wasm32-unknown-unknown.rustflags=['--remap-path-prefix={}=/cargo','--remap-path-prefix={}=/tokenfare']",
        cargo.display(),
        root.display(),
    ))
}

fn bind(compiled: &Path, folder: &Path) -> Result<()> {
    let _ = fs::remove_dir_all(folder);
    run(with_tools("wasm-bindgen")?
        .arg(compiled)
        .args([
            "--target",
            "web",
            // Bundlers would emit a second, unused copy of the engine for the default path.
            "--omit-default-module-path",
            "--experimental-reset-state-function",
            "--remove-producers-section",
            "--out-dir",
        ])
        .arg(folder))
}

/// wasm-opt of the pinned npm package `binaryen`, in place.
pub fn optimise(engine: &Path) -> Result<()> {
    say(&format!("optimising {}", paths::relative(engine).display()));
    let optimised = engine.with_extension("optimised");
    let wasm_opt = paths::root().join("npm/node_modules/binaryen/bin/wasm-opt");
    run(Command::new("node")
        .arg(&wasm_opt)
        .arg(engine)
        .arg("-O3")
        // An engine swaps in optimized code when a function is called. A loop that is inlined into
        // its only caller, which is the default, would run unoptimized to its end.
        .arg("--one-caller-inline-max-function-size=64")
        .args(FEATURES.map(|feature| format!("--enable-{feature}")))
        .arg("-o")
        .arg(&optimised))?;
    fs::rename(&optimised, engine).context("cannot replace the engine by the optimised one")?;
    if env::var_os("CI").is_some() {
        println!("engine: {} bytes", fs::metadata(engine)?.len());
    }
    Ok(())
}
