//! `cargo xtask pricing`: the hand-edited price files and what is made from them.

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use clap::{Args, Subcommand};
use tokenfare::pricing::authoring;

use crate::paths;

/// Options of `cargo xtask pricing`.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write pricing/catalog.json and pricing/schema.json from the types and pricing/*.toml
    Build,
}

/// `cargo xtask pricing`.
pub fn run(options: &Options) -> Result<()> {
    match options.command {
        Command::Build => {
            for (path, text) in generated(&paths::root().join("pricing"))? {
                fs::write(path, text)?;
            }
            Ok(())
        }
    }
}

/// Fails where a committed file is not what `pricing build` would write.
pub fn check_fresh() -> Result<()> {
    for (path, text) in generated(&paths::root().join("pricing"))? {
        ensure!(
            fs::read_to_string(&path)? == text,
            "{} is stale: run `cargo xtask pricing build`",
            paths::relative(&path).display()
        );
    }
    Ok(())
}

fn generated(folder: &Path) -> Result<[(std::path::PathBuf, String); 2]> {
    let failed = |error: Box<dyn std::error::Error>| anyhow!("{error}");
    let catalog = authoring::load_directory(folder).map_err(|error| failed(error.into()))?;
    let json = authoring::to_json(&catalog).map_err(|error| failed(error.into()))?;
    Ok([
        (folder.join("catalog.json"), json),
        (folder.join("schema.json"), authoring::json_schema()),
    ])
}
