//! `cargo xtask pricing`: the hand-edited price files and the files generated from them.

mod check;
mod coverage;
mod diff;
mod files;
mod known;
mod lists;
mod refresh;
#[cfg(test)]
mod tests;

use std::fs;

use anyhow::{Result, ensure};
use clap::{Args, Subcommand};

use known::Known;
use lists::ListFile;

pub use files::check_fresh;

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
    /// Check schema, rules and lints, and show what is not confirmed, disputed or old
    Check,
    /// Show, vendor by vendor, how old the prices are and how sure
    Coverage,
    /// Show, model by model, what differs from other projects' price lists, and fail if
    /// pricing/differences/known.toml does not explain all of it
    Diff {
        /// The lists, each as FILE,VERSION,DAY: litellm.json,1.110.2,2026-11-20
        #[arg(required = true)]
        lists: Vec<ListFile>,
    },
    /// Propose edits of pricing/*.toml from other projects' price lists, and write those accepted
    Refresh(refresh::Options),
}

/// `cargo xtask pricing`.
pub fn run(options: &Options) -> Result<()> {
    match &options.command {
        Command::Check => check::run(),
        Command::Coverage => {
            print!("{}", coverage::table(&files::catalog()?));
            Ok(())
        }
        Command::Diff { lists } => diff_with(lists),
        Command::Refresh(options) => refresh::run(options),
        Command::Build => {
            for (path, text) in files::generated()? {
                fs::write(path, text)?;
            }
            Ok(())
        }
    }
}

fn diff_with(lists: &[ListFile]) -> Result<()> {
    let catalog = files::catalog()?;
    let known = Known::load()?;
    let mut unexplained = 0;
    for list in lists::read_all(lists)? {
        let (text, of_list) = diff::report(&catalog, &list, &known);
        print!("{text}");
        unexplained += of_list;
    }
    ensure!(
        unexplained == 0,
        "{unexplained} differences are neither mended nor explained in \
         pricing/differences/known.toml"
    );
    Ok(())
}
