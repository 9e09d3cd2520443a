//! Resolves the name of a model, in any of the spellings that people, tools and hosts use.
//!
//! `tokenfare_model_name` takes a name apart by rules that know no model; the tokenizer reads names
//! with the same rules. Here what it finds is looked up:
//!
//! - `found`: a resolved name, and how it was resolved.
//! - `index`: every id, alias and snapshot of a catalog, also in other spellings.
//! - `sellers`: which providers may sell a name, so that no host's name takes another seller's price.
//! - `moving`: names that move from model to model ("-latest"), and first snapshots.
//! - `resolve`: the order in which all of this is tried.
//! - `unknown`: the error for a name that nothing resolves.

mod found;
mod index;
mod moving;
mod resolve;
mod sellers;
mod unknown;

pub use found::NameMatch;
pub(in crate::pricing) use resolve::Names;
