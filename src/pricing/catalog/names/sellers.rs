//! Which providers of a catalog may sell what a name says.
//!
//! A host has prices of its own. Its name is looked up among its own models, and among those of the
//! vendors whose prices it passes on; never anywhere else.

use std::sync::Arc;

use tokenfare_model_name::Reading;

use crate::pricing::catalog::schema::ProviderFile;

/// A provider that may sell a name, and the model's name there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'n> {
    /// The provider's place in the catalog; `None` for any.
    pub provider: Option<usize>,
    pub name: &'n str,
    /// What the provider writes before its own names.
    pub id_prefix: &'static str,
}

/// The providers that may sell a name, the most specific first.
pub(super) fn candidates<'n>(
    providers: &[Arc<ProviderFile>],
    reading: &Reading<'n>,
) -> Vec<Candidate<'n>> {
    let place = |id: &str| {
        providers
            .iter()
            .position(|provider| provider.provider == id)
    };
    let mut found = Vec::new();
    // A prefix that only the catalog knows, as that of a provider which a caller added.
    let whole = reading
        .sellers
        .first()
        .map_or(reading.model, |seller| seller.rest);
    if reading.sellers.is_empty() {
        for (at, provider) in providers.iter().enumerate() {
            if let Some(name) = after_prefix(provider, whole) {
                found.push(Candidate {
                    provider: Some(at),
                    name,
                    id_prefix: "",
                });
            }
        }
        if found.is_empty() {
            found.push(Candidate {
                provider: None,
                name: reading.model,
                id_prefix: "",
            });
        }
        return found;
    }
    let innermost = reading.sellers.len() - 1;
    for (i, seller) in reading.sellers.iter().enumerate() {
        let id = seller.origin.id;
        // What stands before must sell this seller's models at its prices, or be the same.
        let passed_on = reading
            .sellers
            .iter()
            .take(i)
            .all(|outer| outer.origin.id == id || outer.origin.at_vendors_prices.contains(&id));
        if !passed_on {
            break;
        }
        // A region before the id may be a part of it: "global.amazon.nova-2-lite-v1:0".
        if i == innermost && seller.rest != reading.model {
            found.extend(place(id).map(|at| Candidate {
                provider: Some(at),
                name: seller.rest,
                id_prefix: "",
            }));
        }
        found.extend(place(id).map(|at| Candidate {
            provider: Some(at),
            name: if i == innermost {
                reading.model
            } else {
                seller.rest
            },
            id_prefix: seller.origin.id_prefix,
        }));
        if i == innermost {
            let vendors = seller.origin.at_vendors_prices.iter();
            found.extend(
                vendors
                    .filter_map(|vendor| place(vendor))
                    .map(|at| Candidate {
                        provider: Some(at),
                        name: reading.model,
                        id_prefix: "",
                    }),
            );
        }
    }
    found
}

/// The rest of a name after the provider's id or one of its prefixes, the shortest rest first.
fn after_prefix<'n>(provider: &ProviderFile, name: &'n str) -> Option<&'n str> {
    let id = name
        .split_once('/')
        .filter(|(head, _)| head.eq_ignore_ascii_case(&provider.provider))
        .map(|(_, rest)| rest);
    let prefixes = provider.prefixes.iter().filter_map(|prefix| {
        let head = name.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix)
            .then(|| name.get(prefix.len()..))?
    });
    prefixes
        .chain(id)
        .filter(|rest| !rest.is_empty())
        .min_by_key(|rest| rest.len())
}
