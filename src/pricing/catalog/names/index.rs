//! Every name of a catalog, and how else it may be spelled.

use std::sync::Arc;

use super::found::{NameMatch, Place};
use crate::pricing::catalog::schema::ProviderFile;
use crate::sorted_map::SortedMap;
use crate::sorting::sort_by;

/// A name's model, and what kind of name it is.
pub(super) type Named = (Place, NameMatch);

/// All names of a catalog.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    by_name: SortedMap<String, Named>,
    /// By spelling; only those that fit one model.
    by_spelling: SortedMap<String, Place>,
}

/// How sure a spelling is: a model's own name, or one without the version at its end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    Own,
    WithoutVersion,
}

impl Index {
    /// Indexes every id, alias and snapshot. A name that two models share is the error.
    pub fn of(providers: &[Arc<ProviderFile>]) -> Result<Self, String> {
        let mut names = Vec::new();
        let mut spellings = Vec::new();
        for (provider, file) in providers.iter().enumerate() {
            for (model, record) in file.models.iter().enumerate() {
                let place = Place { provider, model };
                let aliases = record.aliases.iter().map(|name| (name, NameMatch::Alias));
                let snapshots = record.snapshots.iter();
                let all = std::iter::once((&record.id, NameMatch::Exact))
                    .chain(aliases)
                    .chain(snapshots.map(|name| (name, NameMatch::Snapshot)));
                for (name, matched) in all {
                    names.push((name.clone(), (place, matched)));
                    spellings.push((spelled(name), Certainty::Own, place));
                    // "databricks/databricks-x" answers as "databricks-x".
                    let own = name.strip_prefix(file.provider.as_str());
                    let own = own.and_then(|rest| rest.strip_prefix('/'));
                    if let Some(own) = own.filter(|own| own.starts_with(&file.provider)) {
                        spellings.push((spelled(own), Certainty::Own, place));
                    }
                    // Hosts write "nova-pro-v1" and "nova-pro" for "nova-pro-v1:0".
                    if let Some((head, _)) = name.rsplit_once(':') {
                        let stem = head.rsplit_once("-v").map_or(head, |(stem, _)| stem);
                        for name in [head, stem] {
                            spellings.push((spelled(name), Certainty::WithoutVersion, place));
                        }
                    }
                }
            }
        }
        Ok(Self {
            by_name: SortedMap::from_unsorted(names)?,
            by_spelling: unambiguous(spellings),
        })
    }

    /// The model of a name as it stands.
    pub fn exact(&self, name: &str) -> Option<Named> {
        self.by_name.get(name).copied()
    }

    /// The model of a name as it stands, or in another spelling that fits only one model.
    pub fn get(&self, name: &str) -> Option<Named> {
        self.exact(name).or_else(|| {
            let place = self.by_spelling.get(&spelled(name))?;
            Some((*place, NameMatch::Alias))
        })
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }
}

/// The spellings that fit one model. A model's own name goes before another's without its version.
fn unambiguous(mut all: Vec<(String, Certainty, Place)>) -> SortedMap<String, Place> {
    sort_by(&mut all, |a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let same_name = all.chunk_by(|a, b| a.0 == b.0);
    same_name
        .filter_map(|group| {
            let (name, certainty, place) = group.first()?;
            let rivals = group.iter().filter(|other| other.1 == *certainty);
            let mut rivals = rivals.map(|other| other.2);
            rivals
                .all(|other| other == *place)
                .then(|| (name.clone(), *place))
        })
        .collect()
}

/// A name in lower case, with dashes for dots.
fn spelled(name: &str) -> String {
    name.chars()
        .map(|c| match c {
            '.' => '-',
            other => other.to_ascii_lowercase(),
        })
        .collect()
}
