//! `cargo xtask oracle <encoding> <file>`: counts a text with tiktoken-rs, for tests in other
//! languages.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

/// What to count.
#[derive(Args)]
pub struct Options {
    encoding: String,
    file: PathBuf,
}

/// Prints the number of tokens, special tokens read as ordinary text.
pub fn run(options: &Options) -> Result<()> {
    let bpe = match options.encoding.as_str() {
        "o200k_base" => tiktoken_rs::o200k_base(),
        "cl100k_base" => tiktoken_rs::cl100k_base(),
        "p50k_base" => tiktoken_rs::p50k_base(),
        "r50k_base" => tiktoken_rs::r50k_base(),
        other => bail!("no oracle for {other}"),
    }?;
    let text = fs::read_to_string(&options.file)
        .with_context(|| format!("cannot read {}", options.file.display()))?;
    println!("{}", bpe.encode_ordinary(&text).len());
    Ok(())
}
