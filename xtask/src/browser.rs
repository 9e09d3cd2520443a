//! Chromium and its driver, for the tests in a browser.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{output, run, say};

/// A browser and its WebDriver.
pub struct Browser {
    pub chrome: PathBuf,
    pub driver: PathBuf,
}

const CHROMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
const APPLICATIONS: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/// Finds both in `CHROME` and `CHROMEDRIVER` or on the PATH; on Debian as root, installs them.
pub fn find() -> Result<Browser> {
    if let Some(browser) = look() {
        return Ok(browser);
    }
    if Path::new("/etc/debian_version").exists()
        && output(Command::new("id").arg("-u")).as_deref() == Some("0")
    {
        say("installing Chromium and its driver with apt");
        let apt = || {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        };
        run(apt().args(["update", "-q"]))?;
        run(apt().args([
            "install",
            "-y",
            "-q",
            "--no-install-recommends",
            "chromium",
            "chromium-driver",
        ]))?;
        if let Some(browser) = look() {
            return Ok(browser);
        }
    }
    bail!(
        "the browser tests need Chrome or Chromium and the chromedriver of the same version: \
         install both, or name them in CHROME and CHROMEDRIVER"
    )
}

fn look() -> Option<Browser> {
    Some(Browser {
        chrome: named("CHROME")
            .or_else(|| CHROMES.iter().find_map(|name| on_path(name)))
            .or_else(|| {
                APPLICATIONS
                    .iter()
                    .map(PathBuf::from)
                    .find(|path| path.exists())
            })?,
        driver: named("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?,
    })
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.exists())
}

fn on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&name))
        .find(|file| file.is_file())
}
