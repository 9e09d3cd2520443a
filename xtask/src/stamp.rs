//! Stamps: a step records the digest of its inputs and is skipped while they stay the same.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The inputs of a step.
#[derive(Default)]
pub struct Input(Sha256);

impl Input {
    /// Adds a word, such as a version or an option.
    pub fn word(mut self, word: &str) -> Self {
        self.0.update(word.len().to_le_bytes());
        self.0.update(word);
        self
    }

    /// Adds the content of a file.
    pub fn file(self, path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut input = self.word(&path.to_string_lossy());
        input.0.update(bytes.len().to_le_bytes());
        input.0.update(bytes);
        Ok(input)
    }

    /// Adds all files of a folder and its sub-folders, except what `skip` names.
    pub fn folder(mut self, folder: &Path, skip: &[&str]) -> Result<Self> {
        if !folder.exists() {
            return Ok(self);
        }
        let mut entries: Vec<PathBuf> = fs::read_dir(folder)
            .with_context(|| format!("cannot read {}", folder.display()))?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?;
        entries.sort();
        for path in entries {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if skip.contains(&name.as_ref()) {
                continue;
            }
            self = if path.is_dir() {
                self.folder(&path, skip)?
            } else {
                self.file(&path)?
            };
        }
        Ok(self)
    }

    fn digest(self) -> String {
        self.0
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// Runs `step` unless `stamp` records the same inputs and `product` exists.
pub fn once(
    stamp: &Path,
    product: &Path,
    input: Input,
    step: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let digest = input.digest();
    let done = product.exists() && fs::read_to_string(stamp).is_ok_and(|text| text == digest);
    if done {
        return Ok(());
    }
    // A step that fails half-way must run again.
    let _ = fs::remove_file(stamp);
    step()?;
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(stamp, digest).with_context(|| format!("cannot write {}", stamp.display()))
}
