//! Resolves the name of a model, in any of the spellings that people and tools use.

use serde::{Deserialize, Serialize};

use super::schema::ProviderFile;
use crate::near_match::{MAX_NAME, near_matches};
use crate::pricing::error::{PricingError, Result};
use crate::sorted_map::SortedMap;

/// How a name was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum NameMatch {
    /// The model's own id.
    Exact,
    /// An alias of the model, or its id in another spelling: upper case, "4.5" for "4-5".
    Alias,
    /// A dated version that is known to cost the same.
    Snapshot,
    /// A name after a provider's prefix: "openai/gpt-4o", "us.anthropic.claude-…-v1:0".
    Provider,
    /// A model fine-tuned from this one: "ft:gpt-4o-mini-2024-07-18:org::id".
    FineTune,
    /// A guess: the longest known name that the name begins with.
    Family,
}

/// A model's place in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pricing) struct Place {
    pub provider: usize,
    pub model: usize,
}

/// A resolved name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pricing) struct Found {
    pub place: Place,
    pub matched: NameMatch,
}

/// All names of a catalog.
#[derive(Clone, Debug, Default)]
pub(in crate::pricing) struct Names {
    by_name: SortedMap<String, Found>,
}

/// How many prefixes a name may have: "openrouter/anthropic/claude-…" is two.
const MAX_PREFIXES: usize = 4;

impl Names {
    /// Indexes every id, alias and snapshot. A name that two models share is the error.
    pub fn index(providers: &[ProviderFile]) -> std::result::Result<Self, String> {
        let mut by_name = Vec::new();
        for (provider, file) in providers.iter().enumerate() {
            for (model, record) in file.models.iter().enumerate() {
                let place = Place { provider, model };
                let names = std::iter::once((&record.id, NameMatch::Exact))
                    .chain(record.aliases.iter().map(|name| (name, NameMatch::Alias)))
                    .chain(
                        record
                            .snapshots
                            .iter()
                            .map(|name| (name, NameMatch::Snapshot)),
                    );
                for (name, matched) in names {
                    by_name.push((name.clone(), Found { place, matched }));
                }
            }
        }
        let by_name = SortedMap::from_unsorted(by_name)?;
        Ok(Self { by_name })
    }

    /// Resolves a name.
    ///
    /// # Errors
    /// [`PricingError::UnknownModel`] with near matches.
    pub fn resolve(
        &self,
        providers: &[ProviderFile],
        name: &str,
        allow_guess: bool,
    ) -> Result<Found> {
        // The search below tries every boundary of a name, which takes long for a long name.
        if name.len() > MAX_NAME {
            return self
                .by_name
                .get(name)
                .copied()
                .ok_or_else(|| PricingError::unknown_model(name, Vec::new()));
        }
        self.plain(providers, name)
            .or_else(|| self.fine_tuned(providers, name))
            .or_else(|| allow_guess.then(|| self.family(providers, name)).flatten())
            .ok_or_else(|| {
                let names = self.by_name.keys().map(String::as_str);
                PricingError::unknown_model(name, near_matches(name, names, 5))
            })
    }

    /// Resolves a name that is neither that of a fine-tuned model nor a guess.
    fn plain(&self, providers: &[ProviderFile], name: &str) -> Option<Found> {
        self.by_name
            .get(name)
            .copied()
            .or_else(|| self.prefixed(providers, name, MAX_PREFIXES))
            .or_else(|| self.respelled(name))
    }

    /// Resolves a name after a provider's prefix. The rest must be a name of that provider, or have
    /// another prefix.
    fn prefixed(&self, providers: &[ProviderFile], name: &str, depth: usize) -> Option<Found> {
        let depth = depth.checked_sub(1)?;
        providers.iter().enumerate().find_map(|(at, provider)| {
            let own = format!("{}/", provider.provider);
            let prefixes = provider.prefixes.iter().chain(std::iter::once(&own));
            // The longest prefix wins: "us.anthropic." before "us.".
            let rest = prefixes
                .filter_map(|prefix| strip(name, prefix))
                .min_by_key(|rest| rest.len())?;
            let of_provider = |name: &str| {
                let found = self
                    .by_name
                    .get(name)
                    .copied()
                    .or_else(|| self.respelled(name))?;
                (found.place.provider == at).then_some(found)
            };
            of_provider(rest)
                .or_else(|| of_provider(&without_host_version(rest)))
                .or_else(|| self.prefixed(providers, rest, depth))
                .map(|found| Found {
                    matched: NameMatch::Provider,
                    ..found
                })
        })
    }

    /// Resolves a name that differs in case, or has dots for dashes, if it fits only one model.
    fn respelled(&self, name: &str) -> Option<Found> {
        let wanted = spelling(name);
        let mut hits = self
            .by_name
            .iter()
            .filter(|(known, _)| spelling(known) == wanted);
        let (_, first) = hits.next()?;
        hits.all(|(_, found)| found.place == first.place)
            .then_some(Found {
                place: first.place,
                matched: NameMatch::Alias,
            })
    }

    /// Resolves "ft:BASE", "ft:BASE:org:suffix:id", and the older "BASE:ft-org-…" and "BASE.ft-…".
    fn fine_tuned(&self, providers: &[ProviderFile], name: &str) -> Option<Found> {
        let name = providers
            .iter()
            .flat_map(|provider| &provider.prefixes)
            .find_map(|prefix| strip(name, prefix).filter(|rest| rest.starts_with("ft:")))
            .unwrap_or(name);
        let base = match name.strip_prefix("ft:") {
            Some(rest) => rest.split(':').next()?,
            None => {
                name.split_once(":ft-")
                    .or_else(|| name.split_once(".ft-"))?
                    .0
            }
        };
        let found = self.plain(providers, base)?;
        Some(Found {
            matched: NameMatch::FineTune,
            ..found
        })
    }

    /// Finds the longest known name that `name` begins with, ending at a boundary between words.
    fn family(&self, providers: &[ProviderFile], name: &str) -> Option<Found> {
        let mut cut = name.len();
        while let Some(boundary) = name[..cut].rfind(['-', '.', ':', '@', '_', '/']) {
            if let Some(found) = self.plain(providers, &name[..boundary]) {
                return Some(Found {
                    matched: NameMatch::Family,
                    ..found
                });
            }
            cut = boundary;
        }
        None
    }
}

/// The region that a model's name implies: that of the prefix with which the part after any
/// "bedrock/" begins.
pub(in crate::pricing) fn region_of<'c>(provider: &'c ProviderFile, name: &str) -> Option<&'c str> {
    let last = name.rsplit('/').next()?;
    let mut regions = provider.prefix_regions.iter();
    let (_, region) = regions.find(|(prefix, _)| strip(last, prefix).is_some())?;
    Some(region)
}

/// The rest of `name` after `prefix`, compared without case; `None` if nothing is left.
fn strip<'a>(name: &'a str, prefix: &str) -> Option<&'a str> {
    let head = name.get(..prefix.len())?;
    (head.eq_ignore_ascii_case(prefix) && name.len() > prefix.len()).then(|| &name[prefix.len()..])
}

/// A name without the version that hosts append: "-v1:0" and "-v2" on Bedrock. Vertex writes the date
/// as "@20250929" where the vendor writes "-20250929".
fn without_host_version(name: &str) -> String {
    let name = name.replace('@', "-");
    let Some((head, tail)) = name.rsplit_once("-v") else {
        return name;
    };
    let version = tail.bytes().all(|b| b.is_ascii_digit() || b == b':');
    if version && tail.starts_with(|c: char| c.is_ascii_digit()) {
        head.to_owned()
    } else {
        name
    }
}

fn spelling(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c == '.' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::without_host_version;

    #[test]
    fn host_versions_are_dropped() {
        assert_eq!(
            without_host_version("claude-3-haiku-20240307-v1:0"),
            "claude-3-haiku-20240307"
        );
        assert_eq!(
            without_host_version("claude-sonnet-4-5@20250929"),
            "claude-sonnet-4-5-20250929"
        );
        assert_eq!(without_host_version("deepseek-v3"), "deepseek");
        assert_eq!(without_host_version("mistral-vision"), "mistral-vision");
    }
}
