//! The tools that a build needs, installed once for each user and version.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{cargo, output, run, say};
use crate::{browser, npm, paths};

const WASM_PACK: &str = "0.15.1";
/// Must be the version of the crate `wasm-bindgen` in Cargo.lock; `set_up` checks it.
const WASM_BINDGEN: &str = "0.2.129";
const CARGO_DENY: &str = "0.20.2";

/// Everything, for `cargo xtask setup`.
pub fn set_up_all() -> Result<()> {
    set_up()?;
    for folder in npm::FOLDERS {
        npm::install(folder)?;
    }
    browser::find()?;
    println!("all tools are in place");
    Ok(())
}

/// What compiling the engine needs: the wasm target, wasm-pack, wasm-bindgen.
pub fn set_up() -> Result<()> {
    check_node()?;
    check_wasm_bindgen_version()?;
    add_wasm_target()?;
    install("wasm-pack", WASM_PACK)?;
    install("wasm-bindgen-cli", WASM_BINDGEN)
}

/// A command with wasm-pack and wasm-bindgen first on its PATH, in the repository's root.
pub fn with_tools(program: &str) -> Result<Command> {
    let mut folders = vec![
        folder("wasm-pack", WASM_PACK).join("bin"),
        folder("wasm-bindgen-cli", WASM_BINDGEN).join("bin"),
    ];
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    let path: OsString = env::join_paths(folders).context("PATH holds a folder with a colon")?;
    let mut command = Command::new(self::program(program));
    command.current_dir(paths::root()).env("PATH", path);
    Ok(command)
}

/// The path of a program of wasm-pack or wasm-bindgen.
pub fn program(name: &str) -> PathBuf {
    if name == "wasm-pack" {
        in_bin(&folder("wasm-pack", WASM_PACK), name)
    } else {
        in_bin(&folder("wasm-bindgen-cli", WASM_BINDGEN), name)
    }
}

/// Installs cargo-deny, which only `cargo xtask audit` needs.
pub fn install_cargo_deny() -> Result<PathBuf> {
    install("cargo-deny", CARGO_DENY)?;
    Ok(in_bin(&folder("cargo-deny", CARGO_DENY), "cargo-deny"))
}

/// An installed cargo-deny: ours, or the one on the PATH.
pub fn installed_cargo_deny() -> Option<PathBuf> {
    let ours = in_bin(&folder("cargo-deny", CARGO_DENY), "cargo-deny");
    let found = if ours.exists() {
        ours
    } else {
        PathBuf::from("cargo-deny")
    };
    output(Command::new(&found).arg("--version")).map(|_| found)
}

fn in_bin(folder: &Path, program: &str) -> PathBuf {
    folder
        .join("bin")
        .join(format!("{program}{}", env::consts::EXE_SUFFIX))
}

fn folder(name: &str, version: &str) -> PathBuf {
    paths::cache().join(format!("tools/{name}-{version}"))
}

/// Runs `cargo install` into the shared cache. Cargo moves binaries there only once all are built.
fn install(name: &str, version: &str) -> Result<()> {
    let root = folder(name, version);
    let program = name.strip_suffix("-cli").unwrap_or(name);
    if in_bin(&root, program).exists() {
        return Ok(());
    }
    say(&format!(
        "installing {name} {version} into {} (once, some minutes)",
        root.display()
    ));
    run(cargo()
        .args(["install", name, "--version", version, "--locked", "--root"])
        .arg(&root)
        .env_remove("CARGO_TARGET_DIR"))
    .with_context(|| {
        format!(
            "installing {name} needs a network or a filled cargo cache; run the command again later"
        )
    })
}

fn add_wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let installed = output(Command::new("rustc").current_dir(paths::root()).args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))
    .is_some_and(|folder| PathBuf::from(folder).exists());
    if installed {
        return Ok(());
    }
    say(&format!("adding the Rust target {TARGET}"));
    run(Command::new("rustup")
        .current_dir(paths::root())
        .args(["target", "add", TARGET]))
    .with_context(|| format!("install the Rust target {TARGET} the way you installed Rust"))
}

fn check_node() -> Result<()> {
    let version = output(Command::new("node").arg("--version"));
    let major = version.as_deref().and_then(|text| {
        text.trim_start_matches('v')
            .split('.')
            .next()?
            .parse::<u32>()
            .ok()
    });
    match (major, version) {
        (Some(20..), _) => Ok(()),
        (_, Some(version)) => bail!("Node 20 or newer is needed; this is {version}"),
        (_, None) => bail!("Node 20 or newer is needed, with npm; install it and try again"),
    }
}

/// The crate wasm-bindgen and its command-line tool must have the same version.
fn check_wasm_bindgen_version() -> Result<()> {
    let lock = std::fs::read_to_string(paths::root().join("Cargo.lock"))?;
    let wanted = format!("name = \"wasm-bindgen\"\nversion = \"{WASM_BINDGEN}\"");
    if !lock.replace("\r\n", "\n").contains(&wanted) {
        bail!(
            "Cargo.lock has another wasm-bindgen than xtask/src/tools.rs ({WASM_BINDGEN}); change both together"
        );
    }
    Ok(())
}
