//! The error for a name that nothing resolves: why, and what was probably meant.

use std::sync::Arc;

use tokenfare_model_name::{Reading, read};

use super::resolve::Names;
use crate::near_match::{MAX_NAME, near_matches};
use crate::pricing::catalog::schema::ProviderFile;
use crate::pricing::error::PricingError;
use crate::pricing::number::Day;

impl Names {
    /// The error for a name that [`resolve`](Self::resolve) does not know: near matches, and the
    /// reason where the name says one.
    pub fn unknown(&self, providers: &[Arc<ProviderFile>], name: &str, day: Day) -> PricingError {
        if name.len() > MAX_NAME {
            return PricingError::unknown_model(name, None, Vec::new());
        }
        error(self, providers, name, &read(name), day)
    }
}

fn error(
    names: &Names,
    providers: &[Arc<ProviderFile>],
    name: &str,
    reading: &Reading<'_>,
    day: Day,
) -> PricingError {
    let vendors = vendors_model(names, providers, reading, day);
    let reason = reading.refused.clone().or_else(|| {
        let seller = seller(reading)?;
        let knows = |id: &str| providers.iter().any(|provider| provider.provider == id);
        Some(match reading.sellers.last() {
            Some(last) if knows(last.origin.id) => {
                format!("the catalog has no price of {seller} for it")
            }
            _ => {
                format!("the catalog has no prices of {seller}, which may differ from the vendor's")
            }
        })
    });
    let suggestions = match vendors {
        Some(id) => vec![id],
        None => near_matches(reading.model, names.all(), 5),
    };
    PricingError::unknown_model(name, reason, suggestions)
}

/// Who the name says sells the model: the outermost seller, or the word before the first slash.
fn seller<'n>(reading: &Reading<'n>) -> Option<&'n str> {
    let first = reading.sellers.first().map(|seller| seller.word);
    first.or_else(|| Some(reading.model.split_once('/')?.0))
}

/// The vendor's own model of the name, whoever sells it: a suggestion, not an answer.
fn vendors_model(
    names: &Names,
    providers: &[Arc<ProviderFile>],
    reading: &Reading<'_>,
    day: Day,
) -> Option<String> {
    let mut rest = reading.model;
    loop {
        let alone = Reading {
            model: rest,
            ..Reading::default()
        };
        if let Some(found) = names.sold(providers, &alone, day) {
            let provider = providers.get(found.place.provider)?;
            return Some(provider.models.get(found.place.model)?.id.clone());
        }
        rest = rest.split_once('/')?.1;
    }
}
