//! npm packages, always from a committed lock file.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process::{run, say};
use crate::stamp::{Input, once};
use crate::{paths, process};

/// The folders that have a package.json and a lock file of their own.
pub const FOLDERS: &[&str] = &["npm", "www"];

/// `npm` in a folder of the repository.
pub fn npm(folder: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command
        .current_dir(folder)
        .env("npm_config_audit", "false")
        .env("npm_config_fund", "false")
        .env("npm_config_update_notifier", "false");
    command
}

/// Runs `npm ci` if the lock file has changed since the last run.
pub fn install(folder: &str) -> Result<()> {
    let folder = paths::root().join(folder);
    let lock = folder.join("package-lock.json");
    if !lock.exists() {
        return Ok(());
    }
    let modules = folder.join("node_modules");
    let node = process::output(Command::new("node").arg("--version")).unwrap_or_default();
    let input = Input::default().word(&node).file(&lock)?;
    once(&modules.join(".tokenfare-stamp"), &modules, input, || {
        say(&format!("npm ci in {}", paths::relative(&folder).display()));
        run(npm(&folder).arg("ci"))
            .context("npm needs a network or a filled cache; run the command again later")
    })
}

/// Installs the packed tarball beside the locked packages, without recording it in the lock file.
pub fn install_tarball(folder: &str, tarball: &Path) -> Result<()> {
    let folder = paths::root().join(folder);
    let modules = folder.join("node_modules");
    let input = Input::default().file(tarball)?;
    once(
        &modules.join(".tokenfare-tarball"),
        &modules.join("tokenfare"),
        input,
        || {
            say(&format!(
                "installing the packed package in {}",
                paths::relative(&folder).display()
            ));
            // npm does not reinstall a tarball of the same version.
            let _ = std::fs::remove_dir_all(modules.join("tokenfare"));
            run(npm(&folder)
                .args([
                    "install",
                    "--no-save",
                    "--no-package-lock",
                    "--prefer-offline",
                    "--loglevel=error",
                ])
                .arg(tarball))
        },
    )
}
