//! `cargo xtask pricing refresh LIST…`: what the lists would change in the price files, and the
//! edits that a person accepts.

pub mod compare;
mod draft;
pub mod edit;
mod judge;
pub mod propose;
mod report;
mod write;

use anyhow::Result;
use clap::Args;

use super::files;
use propose::Kind;

use super::known::Known;
use super::lists::{self, ListFile};

/// Options of `cargo xtask pricing refresh`.
#[derive(Args)]
pub struct Options {
    /// The lists, each as FILE,VERSION,DAY: litellm.json,1.110.2,2026-11-20
    #[arg(required = true)]
    lists: Vec<ListFile>,
    /// Write the proposals of these kinds into the price files
    #[arg(long, value_enum, value_delimiter = ',')]
    accept: Vec<Kind>,
    /// Only proposals for these providers
    #[arg(long, value_delimiter = ',')]
    provider: Vec<String>,
    /// Only proposals for these models
    #[arg(long, value_delimiter = ',')]
    model: Vec<String>,
    /// Only new rates and models that so many independent lists agree on
    #[arg(long, default_value_t = 1)]
    agreeing: usize,
}

/// Proposes edits, and writes those that are accepted.
///
/// # Errors
/// A list or a price file that cannot be read, and a file that cannot be written.
pub fn run(options: &Options) -> Result<()> {
    let lists = lists::read_all(&options.lists)?;
    let catalog = files::catalog()?;
    let known = Known::load()?;
    let mut proposals = propose::propose(&catalog, &lists, &known);
    let wanted = |words: &[String], word: &str| words.is_empty() || words.iter().any(|w| w == word);
    proposals.retain(|proposal| {
        wanted(&options.provider, &proposal.provider)
            && wanted(&options.model, &proposal.model)
            && (proposal.agreeing() >= options.agreeing
                || proposal.kind().is_none_or(|kind| kind < Kind::Rates))
    });
    print!("{}", report::text(&proposals, &lists));
    if !options.accept.is_empty() {
        proposals.retain(|proposal| {
            proposal
                .kind()
                .is_some_and(|kind| options.accept.contains(&kind))
        });
        edit::apply(&catalog, &lists, &proposals)?;
    }
    Ok(())
}
