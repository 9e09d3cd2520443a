//! What a source is worth: which of several figures is taken, and how sure it is.

use std::collections::BTreeSet;

use tokenfare::pricing::{Confidence, Exact};

use crate::pricing::lists::Origin;

/// A figure, and the lists that print it.
#[derive(Clone, Debug)]
pub struct Figure<'l> {
    /// US dollars.
    pub usd: Exact,
    /// Who prints it, the newest first.
    pub printed_by: Vec<&'l Origin>,
}

impl Figure<'_> {
    /// How many independent sources print the figure.
    pub fn families(&self) -> usize {
        families(&self.printed_by)
    }
}

/// How many of the lists do not copy from each other.
pub fn families(origins: &[&Origin]) -> usize {
    let names: BTreeSet<&str> = origins
        .iter()
        .map(|origin| origin.family.as_str())
        .collect();
    names.len()
}

/// Puts the figures of several lists in order: what most independent lists print comes first, of
/// equals what the newest prints.
pub fn ranked<'l>(printed: impl IntoIterator<Item = (&'l Origin, Exact)>) -> Vec<Figure<'l>> {
    let mut figures: Vec<Figure> = Vec::new();
    for (origin, usd) in printed {
        match figures.iter_mut().find(|figure| figure.usd == usd) {
            Some(known) => {
                if !known.printed_by.contains(&origin) {
                    known.printed_by.push(origin);
                }
            }
            None => figures.push(Figure {
                usd,
                printed_by: vec![origin],
            }),
        }
    }
    for figure in &mut figures {
        figure
            .printed_by
            .sort_by_key(|origin| std::cmp::Reverse(origin.day));
    }
    figures.sort_by_key(|figure| {
        let newest = figure.printed_by.first().map(|origin| origin.day);
        std::cmp::Reverse((figure.families(), newest))
    });
    figures
}

/// How sure a rate is that nobody but these lists prints.
pub fn confidence(printed_by: &[&Origin]) -> Confidence {
    if families(printed_by) >= 2 {
        Confidence::Confirmed
    } else {
        Confidence::SingleSource
    }
}

#[cfg(test)]
mod tests {
    use super::{confidence, ranked};
    use crate::pricing::lists::Origin;
    use tokenfare::pricing::{Confidence, Exact};

    fn origin(key: &str, family: &str, day: &str) -> Origin {
        Origin {
            key: key.to_owned(),
            name: key.to_owned(),
            url: String::new(),
            day: day.parse().unwrap(),
            family: family.to_owned(),
        }
    }

    #[test]
    fn two_copies_of_one_list_are_one_source() {
        let one = origin("models.dev", "models.dev", "2026-09-28");
        let copy = origin("pi-ai", "models.dev", "2026-11-20");
        let other = origin("litellm", "litellm", "2026-11-20");
        assert_eq!(confidence(&[&one, &copy]), Confidence::SingleSource);
        assert_eq!(confidence(&[&one, &other]), Confidence::Confirmed);
        let two: Exact = "2".parse().unwrap();
        let three: Exact = "3".parse().unwrap();
        let ranked = ranked([(&one, three), (&copy, three), (&other, two)]);
        // One source each; the newest of both is of the same day, and the order is stable.
        assert_eq!(ranked.len(), 2);
        assert_eq!(ranked[0].usd, three);
        assert_eq!(ranked[0].families(), 1);
    }
}
