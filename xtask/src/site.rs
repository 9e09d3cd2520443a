//! The page, built from the packed package.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::process::{run, say};
use crate::stamp::{Input, once};
use crate::{npm, package, paths};

/// Builds `target/site/` and returns it.
///
/// `www/` builds with `npm run build`, which writes `www/dist/`; `tokenfare.html` in it is the page
/// as one file.
pub fn build() -> Result<PathBuf> {
    let tarball = package::pack()?;
    npm::install("www")?;
    npm::install_tarball("www", &tarball)?;
    let www = paths::root().join("www");
    let site = paths::target().join("site");
    let input = Input::default()
        .file(&tarball)?
        .folder(&www, &["node_modules", "dist"])?;
    once(
        &paths::target().join("site.stamp"),
        &site.join("index.html"),
        input,
        || {
            say("building the page");
            run(npm::npm(&www).args(["run", "build"]))?;
            let built = www.join("dist");
            if !built.join("index.html").exists() {
                bail!("`npm run build` in www left no dist/index.html");
            }
            let _ = fs::remove_dir_all(&site);
            copy_folder(&built, &site)
        },
    )?;
    Ok(site)
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}
