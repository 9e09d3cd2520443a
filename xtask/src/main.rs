//! The one entry for people and CI: `cargo xtask <command>`.

mod pricing;
mod unicode_classes;
mod vocab;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or("no repository")?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["pricing", "build"] => pricing::build(root),
        ["vocab"] => Ok(vocab::run(root, false)?),
        ["vocab", "--check"] => Ok(vocab::run(root, true)?),
        _ => Err("usage: cargo xtask pricing build | vocab [--check]".into()),
    }
}
