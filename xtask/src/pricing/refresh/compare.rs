//! A list and the catalog side by side, rate by rate.

use std::collections::{BTreeMap, BTreeSet};

use tokenfare::pricing::price_list::{ListedModel, ListedRate};
use tokenfare::pricing::schema::{Billing, Condition, ModelRecord, RateRow};
use tokenfare::pricing::{Catalog, Component, Day, Exact, Resolved, Tier, Unit};

use crate::pricing::lists::List;

/// A list and the catalog side by side.
pub struct Comparison<'l> {
    /// The models that both have.
    pub models: Vec<Compared<'l>>,
    /// The models with a price that only the list has.
    pub missing: Vec<&'l ListedModel>,
    /// Our models of vendors that the list covers, which it lacks.
    pub only_ours: Vec<String>,
}

/// A model in both.
pub struct Compared<'l> {
    /// Our id of the provider.
    pub provider: String,
    /// Our id of the model.
    pub id: String,
    /// What the list says.
    pub listed: &'l ListedModel,
    /// One for each of its rates.
    pub findings: Vec<Finding>,
}

/// What the catalog has for one rate of a list.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The row of `rates` that has the rate; none for a row of a rate set, or if there is no row.
    pub row: Option<usize>,
    /// The service tier.
    pub tier: Tier,
    /// What is priced.
    pub component: Component,
    /// The condition, as the list states it.
    pub when: Condition,
    /// Whether the two agree.
    pub verdict: Verdict,
}

/// Whether the catalog and a list agree on a rate.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// They do.
    Equal,
    /// They print different figures.
    Differs {
        /// The catalog's, in its own unit.
        ours: Exact,
        /// The list's, in the same unit.
        theirs: Exact,
    },
    /// The catalog has no such rate.
    Missing {
        /// The list's.
        theirs: Exact,
    },
}

impl Finding {
    /// Whether the catalog lacks the rate.
    pub fn is_missing(&self) -> bool {
        matches!(self.verdict, Verdict::Missing { .. })
    }

    /// The rate in words: "batch cached_input above 200000".
    pub fn what(&self) -> String {
        let mut words = format!("{} {}", self.tier, self.component);
        if let Some(above) = self.when.above {
            words.push_str(&format!(" above {above}"));
        }
        for choice in [&self.when.variant, &self.when.resolution]
            .into_iter()
            .flatten()
        {
            words.push_str(&format!(" ({choice})"));
        }
        words
    }
}

/// Compares the catalog with a list, as of the list's day.
pub fn compare<'l>(catalog: &Catalog, list: &'l List) -> Comparison<'l> {
    let ours = index(catalog);
    let mut best: BTreeMap<(&str, &str), (u8, &'l ListedModel)> = BTreeMap::new();
    let mut missing = Vec::new();
    for listed in list.models.iter().filter(|model| !model.rates.is_empty()) {
        let key = (listed.provider.clone(), listed.name.to_ascii_lowercase());
        if let Some((kind, provider, id)) = ours.get(&key) {
            let known = best.entry((provider, id)).or_insert((*kind, listed));
            if *kind < known.0 {
                *known = (*kind, listed);
            }
            continue;
        }
        // Another spelling of a model of ours is not compared, and not missing. Nor is what a host
        // sells at the price of the vendor by whose model its name is found.
        let resolved = catalog.resolve(&listed.name, false);
        let is_known = resolved.is_ok_and(|found| {
            found.provider() == listed.provider || is_sold_at_its_price(&found, listed, list)
        });
        if !is_known {
            missing.push(listed);
        }
    }
    let models: Vec<Compared> = catalog
        .all()
        .filter_map(|model| {
            let id = model.record().id.as_str();
            let (_, listed) = best.get(&(model.provider(), id))?;
            Some(Compared {
                provider: model.provider().to_owned(),
                id: id.to_owned(),
                listed,
                findings: findings(&model, listed, list.origin.day),
            })
        })
        .collect();
    let covered: BTreeSet<&str> = list.models.iter().map(|m| m.provider.as_str()).collect();
    let only_ours = catalog
        .all()
        .filter(|model| covered.contains(model.provider()))
        .filter(|model| !best.contains_key(&(model.provider(), model.record().id.as_str())))
        .map(|model| model.record().id.clone())
        .collect();
    Comparison {
        models,
        missing,
        only_ours,
    }
}

/// Whether none of a host's rates differs from those of the vendor's model.
fn is_sold_at_its_price(vendors: &Resolved<'_>, listed: &ListedModel, list: &List) -> bool {
    let findings = findings(vendors, listed, list.origin.day);
    let mut equal = findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Equal);
    let differs = |finding: &Finding| matches!(finding.verdict, Verdict::Differs { .. });
    equal.next().is_some() && !findings.iter().any(differs)
}

type Index<'c> = BTreeMap<(String, String), (u8, &'c str, &'c str)>;

/// Our models by provider and name: ids come before snapshots, those before other names.
fn index(catalog: &Catalog) -> Index<'_> {
    let mut index = Index::new();
    for provider in &catalog.file().providers {
        for record in &provider.models {
            for (kind, name) in names(record) {
                let found = (kind, &*provider.provider, &*record.id);
                let name = name.to_ascii_lowercase();
                // An id with the host's name before it is the list's without.
                let bare = name.strip_prefix(&format!("{}/", provider.provider));
                for name in bare.into_iter().chain([name.as_str()]) {
                    let key = (provider.provider.clone(), name.to_owned());
                    index.entry(key).or_insert(found);
                }
            }
        }
    }
    index
}

/// The names under which a list may have the same model. An alias such as "-latest" may have moved.
fn names(record: &ModelRecord) -> impl Iterator<Item = (u8, &str)> {
    let aliases = record
        .aliases
        .iter()
        .filter(|name| !name.contains("latest"));
    std::iter::once((0, record.id.as_str()))
        .chain(record.snapshots.iter().map(|name| (1, name.as_str())))
        .chain(aliases.map(|name| (2, name.as_str())))
}

fn findings(model: &Resolved<'_>, listed: &ListedModel, day: Day) -> Vec<Finding> {
    // A rate without a resolution, beside rates of several, repeats one of them.
    let repeats = |rate: &ListedRate| {
        rate.when.resolution.is_none()
            && listed.rates.iter().any(|other| {
                (other.tier, other.component) == (rate.tier, rate.component)
                    && other.when.resolution.is_some()
            })
    };
    let in_force = listed
        .rates
        .iter()
        .filter(|rate| rate.in_force(day) && !repeats(rate));
    in_force.map(|rate| finding(model, rate, day)).collect()
}

fn finding(model: &Resolved<'_>, rate: &ListedRate, day: Day) -> Finding {
    let mut found = None;
    for component in candidates(model.record(), rate.component) {
        found = row_of(model, rate, component, day).map(|(at, row)| (at, row, component));
        if found.is_some() {
            break;
        }
    }
    let verdict = match found {
        Some((_, row, component)) => verdict(row, component, rate),
        None => Verdict::Missing { theirs: rate.usd },
    };
    Finding {
        row: found.and_then(|(at, ..)| at),
        tier: rate.tier,
        component: rate.component,
        when: rate.when.clone(),
        verdict,
    }
}

/// The components whose rate bills `component`: itself, else what the catalog or a rule names.
fn candidates(record: &ModelRecord, component: Component) -> Vec<Component> {
    let mut candidates = vec![component];
    candidates.extend(
        record
            .billed_as
            .get(&component)
            .copied()
            .map(Billing::component),
    );
    candidates.extend(match component {
        Component::ReasoningOutput => Some(Component::Output),
        Component::ImageInput => Some(Component::Input),
        Component::CachedImageInput => Some(Component::CachedInput),
        _ => None,
    });
    candidates
}

/// The row of ours for a listed rate; its place in `rates`, if it stands there.
fn row_of<'c>(
    model: &Resolved<'c>,
    rate: &ListedRate,
    component: Component,
    day: Day,
) -> Option<(Option<usize>, &'c RateRow)> {
    let record = model.record();
    let own = record
        .rates
        .iter()
        .enumerate()
        .map(|(at, row)| (Some(at), row));
    let sets = &model.provider_file().rate_sets;
    let shared = record.uses.iter().filter_map(|key| sets.get(key)).flatten();
    let rows: Vec<(Option<usize>, &RateRow)> = own
        .chain(shared.map(|row| (None, row)))
        .filter(|(_, row)| {
            (row.every_tier || rate.every_tier || row.tier == rate.tier)
                && row.in_force(day)
                && row.usd.contains_key(&component)
                && same_choice(record, row, rate)
        })
        .collect();
    let bound = |row: &RateRow| {
        row.when
            .as_ref()
            .and_then(|when| when.above.or(when.at_least))
    };
    // "200,000 and more" and "more than 200,000" are one bound to most lists.
    let near = |ours: Option<u64>| match (ours, rate.when.above) {
        (Some(ours), Some(theirs)) => ours.abs_diff(theirs) <= 1,
        (None, None) => true,
        _ => false,
    };
    rows.iter()
        .find(|(_, row)| near(bound(row)))
        .or_else(|| {
            let has_bounds = |row: &RateRow| row.when.as_ref().is_some_and(Condition::has_bounds);
            rows.iter().find(|(_, row)| !has_bounds(row))
        })
        .copied()
}

fn same_choice(record: &ModelRecord, row: &RateRow, rate: &ListedRate) -> bool {
    let plain = Condition::default();
    let when = row.when.as_ref().unwrap_or(&plain);
    let variant = match &rate.when.variant {
        Some(_) => when.variant == rate.when.variant,
        None => when.variant.is_none() || when.variant == record.default_variant,
    };
    let usual = |ours: &Option<String>, theirs: &Option<String>, default: &Option<String>| {
        ours == theirs || (theirs.is_none() && (ours == default || ours.is_none()))
    };
    variant
        && usual(
            &when.resolution,
            &rate.when.resolution,
            &record.default_resolution,
        )
        && usual(&when.quality, &rate.when.quality, &record.default_quality)
        && when.size.is_none()
}

fn verdict(row: &RateRow, component: Component, rate: &ListedRate) -> Verdict {
    let Some(ours) = row.usd.get(&component).copied() else {
        return Verdict::Missing { theirs: rate.usd };
    };
    if row.unit == rate.unit {
        return if ours == rate.usd {
            Verdict::Equal
        } else {
            Verdict::Differs {
                ours,
                theirs: rate.usd,
            }
        };
    }
    // Lists round prices per second, so that one per minute comes back with an error.
    let seconds = |unit| match unit {
        Unit::Minute => 60_u32,
        Unit::Hour => 3600,
        _ => 1,
    };
    let theirs = rate
        .usd
        .checked_mul(Exact::whole(seconds(row.unit).into()))
        .and_then(|usd| usd.checked_div_rounded(seconds(rate.unit)));
    let Some(theirs) = theirs else {
        return Verdict::Differs {
            ours,
            theirs: rate.usd,
        };
    };
    let (a, b) = (ours.to_f64(), theirs.to_f64());
    if (a - b).abs() <= a.abs().max(b.abs()) * 1e-3 {
        Verdict::Equal
    } else {
        Verdict::Differs { ours, theirs }
    }
}
