//! The Python wheel, and its tests in a virtual environment of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{output, run, say};
use crate::stamp::{Input, once};
use crate::{notices, paths};

/// Names under which Python is called, the likeliest first.
const PROGRAMS: &[&str] = &["python3", "python"];

/// The oldest Python for which the packages that the tests use are published.
const OLDEST: (u32, u32) = (3, 11);

/// What to install into a virtual environment.
#[derive(Clone, Copy, PartialEq)]
enum Packages {
    /// What builds and tests the wheel.
    Test,
    /// Also the engines: some 700 MB.
    Engines,
}

impl Packages {
    fn lock(self) -> PathBuf {
        paths::root().join(match self {
            Self::Test => "python/requirements-test.txt",
            Self::Engines => "python/requirements-engines.txt",
        })
    }

    fn folder(self) -> PathBuf {
        paths::target().join(match self {
            Self::Test => "python/test",
            Self::Engines => "python/engines",
        })
    }
}

/// Builds the wheel for this platform, as users get it; returns its path.
pub fn wheel() -> Result<PathBuf> {
    let python = environment(Packages::Test)?;
    build(&python, "release")
}

/// Installs the wheel and runs its tests, those of the engines too if asked for. The wheel is
/// compiled as the Rust tests are, and shares what these have compiled.
pub fn test(engines: bool) -> Result<()> {
    let packages = if engines {
        Packages::Engines
    } else {
        Packages::Test
    };
    let python = environment(packages)?;
    let wheel = build(&python, "dev")?;
    say("installing the wheel, without a network");
    run(pip(&python)
        .args(["install", "--no-index", "--no-deps", "--force-reinstall"])
        .arg(&wheel))?;
    say("tests of the wheel");
    let tests = paths::root().join("python/tests");
    // Outside of the sources, whose folder `tokenfare` would hide the wheel.
    let mut command = Command::new(&python);
    command
        .current_dir(&tests)
        .args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]);
    if !engines {
        command.args(["--ignore", "engines"]);
    }
    run(&mut command)
}

/// Builds the wheel in a profile of `python/Cargo.toml`.
fn build(python: &Path, profile: &str) -> Result<PathBuf> {
    say("building the Python wheel");
    let folder = paths::target().join("wheel").join(profile);
    // Whatever else is there was built before.
    let _ = fs::remove_dir_all(&folder);
    gather_licenses()?;
    run(Command::new(python)
        .current_dir(paths::root().join("python"))
        .env("CARGO_TARGET_DIR", paths::target())
        .args(["-m", "maturin", "build", "--locked", "--quiet"])
        .args(["--profile", profile, "--out"])
        .arg(&folder))?;
    let entry = fs::read_dir(&folder)?.next();
    Ok(entry.context("maturin built no wheel")??.path())
}

/// Copies the licences into the package's folder: a wheel takes no file from elsewhere.
fn gather_licenses() -> Result<()> {
    let root = paths::root();
    let folder = root.join("python/licenses");
    fs::create_dir_all(&folder)?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(root.join(name), folder.join(name))?;
    }
    for entry in fs::read_dir(root.join("tokenizer/vocab/licenses"))? {
        let entry = entry?;
        fs::copy(entry.path(), folder.join(entry.file_name()))?;
    }
    let crates = notices::of_crates(&root.join("python/Cargo.toml"))?;
    fs::write(folder.join("CRATES.txt"), crates)?;
    Ok(())
}

/// A virtual environment with exactly what the lock file names; returns its Python.
fn environment(packages: Packages) -> Result<PathBuf> {
    let program = find()?;
    let (folder, lock) = (packages.folder(), packages.lock());
    let python = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let version = output(Command::new(program).arg("--version")).unwrap_or_default();
    let input = Input::default().word(&version).file(&lock)?;
    once(&folder.join("stamp"), &python, input, || {
        say("installing Python packages from their lock file");
        run(Command::new(program)
            .args(["-m", "venv", "--clear"])
            .arg(&folder))?;
        run(pip(&python)
            .args([
                "install",
                "--quiet",
                "--require-hashes",
                "--only-binary",
                ":all:",
            ])
            // Spark is published as sources only, which are Python and jars.
            .args(["--no-binary", "pyspark", "--requirement"])
            .arg(&lock))
        .context("pip needs a network or a filled cache; run the command again later")
    })?;
    Ok(python)
}

fn pip(python: &Path) -> Command {
    let mut command = Command::new(python);
    command
        .args(["-m", "pip", "--disable-pip-version-check"])
        .env("PIP_NO_INPUT", "1");
    command
}

/// The name of a Python that is new enough.
fn find() -> Result<&'static str> {
    const VERSION: &str = "import sys; print(*sys.version_info[:2])";
    let is_new_enough = |program: &&&str| {
        let version = output(Command::new(program).args(["-c", VERSION])).unwrap_or_default();
        let mut numbers = version.split(' ').map_while(|number| number.parse().ok());
        (numbers.next(), numbers.next()) >= (Some(OLDEST.0), Some(OLDEST.1))
    };
    match PROGRAMS.iter().find(is_new_enough) {
        Some(program) => Ok(program),
        None => bail!(
            "Python {}.{} or later is missing: the tests of the wheel need it",
            OLDEST.0,
            OLDEST.1
        ),
    }
}
