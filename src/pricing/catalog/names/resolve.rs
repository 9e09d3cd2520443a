//! The order in which a name is looked up.

use std::sync::Arc;

use tokenfare_model_name::{Reading, changes_price, dated, read, spellings, stem_and_tier};

use super::found::{Found, NameMatch};
use super::index::Index;
use super::moving::{is_first_snapshot, newest};
use super::sellers::{Candidate, candidates};
use crate::near_match::MAX_NAME;
use crate::pricing::catalog::schema::ProviderFile;
use crate::pricing::catalog::vocabulary::Tier;
use crate::pricing::number::Day;

/// All names of a catalog.
#[derive(Clone, Debug, Default)]
pub(in crate::pricing) struct Names(Index);

impl Names {
    /// Indexes every id, alias and snapshot. A name that two models share is the error.
    pub fn index(providers: &[Arc<ProviderFile>]) -> std::result::Result<Self, String> {
        Index::of(providers).map(Self)
    }

    /// Resolves a name as it was understood on a day.
    pub fn resolve(
        &self,
        providers: &[Arc<ProviderFile>],
        name: &str,
        day: Day,
        allow_guess: bool,
    ) -> Option<Found> {
        if let Some((place, matched)) = self.0.exact(name) {
            return Some(Found::new(place, matched));
        }
        // The search for a guess takes long for a long name.
        if name.len() > MAX_NAME {
            return None;
        }
        if let Some((place, matched)) = self.0.get(name) {
            return Some(Found::new(place, matched));
        }
        let reading = read(name);
        if reading.refused.is_some() {
            return None;
        }
        self.sold(providers, &reading, day).or_else(|| {
            allow_guess
                .then(|| self.family(providers, &reading, day))
                .flatten()
        })
    }

    /// Resolves a name that was taken apart, among those who may sell it.
    pub(super) fn sold(
        &self,
        providers: &[Arc<ProviderFile>],
        reading: &Reading<'_>,
        day: Day,
    ) -> Option<Found> {
        let candidates = candidates(providers, reading);
        let mut found = candidates
            .iter()
            .find_map(|candidate| self.named(providers, candidate, day))?;
        let record = &providers[found.place.provider].models[found.place.model];
        let has_seller = !reading.sellers.is_empty() || candidates[0].provider.is_some();
        // A vendor of open weights does not sell what only others host.
        if has_seller && record.rates.is_empty() && record.uses.is_empty() {
            return None;
        }
        found.region.clone_from(&reading.region);
        if let Some(tier) = reading.tier {
            found.tier = Tier::from_word(tier);
        }
        if has_seller && !matches!(found.matched, NameMatch::FineTune | NameMatch::Family) {
            found.matched = NameMatch::Provider;
        }
        Some(found)
    }

    /// Resolves a name among the models of one provider, or of all.
    fn named(
        &self,
        providers: &[Arc<ProviderFile>],
        candidate: &Candidate<'_>,
        day: Day,
    ) -> Option<Found> {
        if let Some(base) = fine_tuned_from(candidate.name) {
            let base = Candidate {
                name: base,
                ..*candidate
            };
            return self.named(providers, &base, day).map(|found| Found {
                matched: NameMatch::FineTune,
                ..found
            });
        }
        let spellings = spellings(candidate.name);
        self.known(providers, candidate, &spellings)
            .or_else(|| self.first_snapshot(providers, candidate, &spellings))
            .or_else(|| {
                let place = newest(providers, candidate.provider, candidate.name, day)?;
                Some(Found::new(place, NameMatch::Alias))
            })
            .or_else(|| {
                let (stem, tier) = stem_and_tier(candidate.name)?;
                let stem = Candidate {
                    name: stem,
                    ..*candidate
                };
                let found = self.named(providers, &stem, day)?;
                let tier = Tier::from_word(tier);
                Some(Found { tier, ..found })
            })
    }

    /// The first of several spellings that is a name in the catalog.
    fn known(
        &self,
        providers: &[Arc<ProviderFile>],
        candidate: &Candidate<'_>,
        spellings: &[String],
    ) -> Option<Found> {
        let of_provider = |name: &str| {
            let (place, matched) = self.0.get(name)?;
            let is_candidate = candidate.provider.is_none_or(|at| at == place.provider);
            is_candidate.then(|| Found::new(place, matched))
        };
        // Where several hosts sell a model under one name, the catalog keeps it under the host's.
        let under_host = |name: &str| {
            let provider = &providers[candidate.provider?].provider;
            of_provider(&format!("{provider}/{name}"))
        };
        spellings.iter().find_map(|name| {
            of_provider(name)
                .or_else(|| {
                    let prefix = candidate.id_prefix;
                    (!prefix.is_empty()).then(|| of_provider(&format!("{prefix}{name}")))?
                })
                .or_else(|| under_host(name))
        })
    }

    /// The first snapshot of a model, where the catalog does not list it.
    fn first_snapshot(
        &self,
        providers: &[Arc<ProviderFile>],
        candidate: &Candidate<'_>,
        spellings: &[String],
    ) -> Option<Found> {
        spellings.iter().find_map(|name| {
            let dated = dated(name)?;
            let found = self.known(providers, candidate, &[dated.stem.to_owned()])?;
            let record = &providers[found.place.provider].models[found.place.model];
            is_first_snapshot(record, &dated.day)
                .then(|| Found::new(found.place, NameMatch::Snapshot))
        })
    }

    /// Guesses the longest known name that `reading` begins with, ending at a boundary between
    /// words. What is left over must not make another price likely.
    fn family(
        &self,
        providers: &[Arc<ProviderFile>],
        reading: &Reading<'_>,
        day: Day,
    ) -> Option<Found> {
        let name = reading.model;
        let mut cut = name.len();
        while let Some(boundary) = name[..cut].rfind(['-', '.', ':', '@', '_', '/']) {
            if changes_price(&name[boundary..]) {
                return None;
            }
            let shorter = Reading {
                model: &name[..boundary],
                ..reading.clone()
            };
            if let Some(found) = self.sold(providers, &shorter, day) {
                return Some(Found {
                    matched: NameMatch::Family,
                    ..found
                });
            }
            cut = boundary;
        }
        None
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.names()
    }
}

/// The base of "ft:BASE", "ft:BASE:org:suffix:id", and of the older "BASE:ft-org-…" and
/// "BASE.ft-…".
fn fine_tuned_from(name: &str) -> Option<&str> {
    let base = match name.strip_prefix("ft:") {
        Some(rest) => rest.split(':').next()?,
        None => {
            name.split_once(":ft-")
                .or_else(|| name.split_once(".ft-"))?
                .0
        }
    };
    (!base.is_empty()).then_some(base)
}
