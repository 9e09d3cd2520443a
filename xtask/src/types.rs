//! The public types as JSON Schemas and as TypeScript declarations, generated from the Rust types.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{run as run_command, say};
use crate::{npm, paths};

/// The generated files, from the repository's root.
const FILES: [&str; 4] = [
    "schemas/inputs.json",
    "schemas/results.json",
    "src/projection/scenario/scenario.schema.json",
    "npm/src/api/data.ts",
];

/// `cargo xtask types`.
pub fn run() -> Result<()> {
    generate(&paths::root())
}

/// Whether the committed files are what the Rust types say.
pub fn check_fresh() -> Result<()> {
    let fresh = paths::target().join("types");
    generate(&fresh)?;
    for file in FILES {
        let read = |folder: &Path| {
            let path = folder.join(file);
            fs::read_to_string(&path).with_context(|| format!("no {}", path.display()))
        };
        if read(&fresh)? != read(&paths::root())? {
            bail!("{file} is not what the Rust types say; run `cargo xtask types`");
        }
    }
    Ok(())
}

fn generate(root: &Path) -> Result<()> {
    npm::install("npm")?;
    say("public types");
    let pretty = |schema: &serde_json::Value| -> Result<String> {
        Ok(serde_json::to_string_pretty(schema)? + "\n")
    };
    let texts = [
        pretty(&tokenfare::schema::inputs())?,
        pretty(&tokenfare::schema::results())?,
        tokenfare::schema::scenario(),
    ];
    for (file, text) in FILES.iter().zip(texts) {
        write(&root.join(file), &text)?;
    }
    let [inputs, results, _, declarations] = FILES.map(|file| root.join(file));
    write(&declarations, "")?;
    run_command(
        Command::new("node")
            .current_dir(paths::root().join("npm"))
            .arg("scripts/declarations.mjs")
            .args([&inputs, &results, &declarations]),
    )
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
