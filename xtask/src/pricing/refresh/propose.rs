//! What the lists would change in the catalog.

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;
use tokenfare::pricing::price_list::ListedModel;
use tokenfare::pricing::schema::{Condition, ModelRecord, RateRow};
use tokenfare::pricing::{Catalog, Component, Confidence, Day, Exact, Resolved, Tier};

use super::compare::{Compared, Comparison, Verdict, compare};
use super::draft;
use super::judge::{families, ranked};
use crate::pricing::known::Known;
use crate::pricing::lists::{List, Origin, family};

/// The kinds of proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Kind {
    /// Rows that lists confirm, and the days of the lists
    Dates,
    /// Retirements, context windows and other facts of models
    Fields,
    /// Rates that known models lack
    Rates,
    /// Models that the catalog lacks
    Models,
}

/// An edit of one model.
#[derive(Debug)]
pub struct Proposal {
    /// Our id of the provider.
    pub provider: String,
    /// Our id of the model.
    pub model: String,
    /// The edit.
    pub change: Change,
}

/// What would change.
#[derive(Debug)]
pub enum Change {
    /// A row is confirmed by these lists, and as sure as that makes it.
    Confirm {
        /// Its place in `rates`.
        row: usize,
        /// Keys of the lists.
        by: Vec<String>,
        /// How sure the row is now.
        confidence: Confidence,
    },
    /// A fact of the model that it lacks.
    Field {
        /// The key in the file.
        key: &'static str,
        /// Its value in TOML.
        value: String,
        /// Who says so.
        by: String,
    },
    /// Rows that the model lacks.
    Rates {
        /// The rows.
        rows: Vec<RateRow>,
        /// How many independent lists agree on the least sure of their rates.
        agreeing: usize,
    },
    /// A model that the catalog lacks.
    Model {
        /// Its record.
        record: Box<ModelRecord>,
        /// How many independent lists agree on its rates.
        agreeing: usize,
    },
    /// Lists print other figures: for a person to judge.
    Differs {
        /// The rate in words.
        what: String,
        /// The catalog's figure.
        ours: Exact,
        /// What is printed, and by whom.
        theirs: Vec<(Exact, Vec<String>)>,
    },
}

impl Proposal {
    /// The kind by which the proposal is accepted; none if only a person can act on it.
    pub fn kind(&self) -> Option<Kind> {
        match self.change {
            Change::Confirm { .. } => Some(Kind::Dates),
            Change::Field { .. } => Some(Kind::Fields),
            Change::Rates { .. } => Some(Kind::Rates),
            Change::Model { .. } => Some(Kind::Models),
            Change::Differs { .. } => None,
        }
    }

    /// How many independent lists agree on it.
    pub fn agreeing(&self) -> usize {
        match self.change {
            Change::Rates { agreeing, .. } | Change::Model { agreeing, .. } => agreeing,
            _ => usize::MAX,
        }
    }
}

/// All proposals, in the order of the catalog.
pub fn propose(catalog: &Catalog, lists: &[List], known: &Known) -> Vec<Proposal> {
    let comparisons: Vec<(&List, Comparison)> = lists
        .iter()
        .map(|list| (list, compare(catalog, list)))
        .collect();
    let mut proposals = Vec::new();
    for model in catalog.all() {
        let listed: Vec<(&List, &Compared)> = comparisons
            .iter()
            .filter_map(|(list, comparison)| {
                let same = |compared: &&Compared| {
                    compared.provider == model.provider() && compared.id == model.record().id
                };
                Some((*list, comparison.models.iter().find(same)?))
            })
            .collect();
        of_model(&model, &listed, lists, known, &mut proposals);
    }
    new_models(catalog, &comparisons, known, &mut proposals);
    proposals
}

/// Our rate, and what each list prints instead.
type Difference<'a> = (Exact, Vec<(&'a Origin, Exact)>);

fn of_model(
    model: &Resolved<'_>,
    listed: &[(&List, &Compared<'_>)],
    lists: &[List],
    known: &Known,
    proposals: &mut Vec<Proposal>,
) {
    let record = model.record();
    let mut add = |change| {
        proposals.push(Proposal {
            provider: model.provider().to_owned(),
            model: record.id.clone(),
            change,
        });
    };
    for (at, row) in record.rates.iter().enumerate() {
        if let Some(change) = confirmation(model, at, row, listed, lists) {
            add(change);
        }
    }
    let explained = |list: &List, compared: &Compared, finding| {
        known
            .reason(&list.origin.key, &compared.provider, &compared.id, finding)
            .is_some()
    };
    // What differs, by the rate's words.
    let mut differing: BTreeMap<String, Difference<'_>> = BTreeMap::new();
    for (list, compared) in listed {
        for finding in &compared.findings {
            if let Verdict::Differs { ours, theirs } = finding.verdict
                && !explained(list, compared, finding)
            {
                let (_, printed) = differing
                    .entry(finding.what())
                    .or_insert((ours, Vec::new()));
                printed.push((&list.origin, theirs));
            }
        }
    }
    for (what, (ours, printed)) in differing {
        let theirs = ranked(printed)
            .into_iter()
            .map(|figure| (figure.usd, keys(&figure.printed_by)))
            .collect();
        add(Change::Differs { what, ours, theirs });
    }
    for change in fields(record, listed) {
        add(change);
    }
    let sources: Vec<(&Origin, &ListedModel)> = listed
        .iter()
        .map(|(list, compared)| (&list.origin, compared.listed))
        .collect();
    let lacking = |origin: &Origin, tier: Tier, component: Component, when: &Condition| {
        listed.iter().any(|(list, compared)| {
            list.origin == *origin
                && compared.findings.iter().any(|finding| {
                    finding.is_missing()
                        && (finding.tier, finding.component) == (tier, component)
                        && finding.when == *when
                        && !explained(list, compared, finding)
                })
        })
    };
    let rows = draft::missing_rows(record, &sources, lacking);
    if !rows.is_empty() {
        let agreeing = rows
            .iter()
            .map(|row| 1 + row.confirmed_by.len())
            .min()
            .unwrap_or(1);
        let sure = rows
            .iter()
            .all(|row| row.confidence == Confidence::Confirmed);
        let agreeing = if sure { agreeing.max(2) } else { 1 };
        add(Change::Rates { rows, agreeing });
    }
}

/// The lists that print all rates of a row in force, if they say more than the file does.
fn confirmation(
    model: &Resolved<'_>,
    at: usize,
    row: &RateRow,
    listed: &[(&List, &Compared<'_>)],
    lists: &[List],
) -> Option<Change> {
    let mut agreeing: Vec<&Origin> = Vec::new();
    let mut covered: BTreeSet<Component> = BTreeSet::new();
    for (list, compared) in listed {
        let of_row = || {
            compared
                .findings
                .iter()
                .filter(|finding| finding.row == Some(at))
        };
        let equal = of_row().filter(|finding| finding.verdict == Verdict::Equal);
        let components: BTreeSet<Component> = equal.map(|finding| finding.component).collect();
        let all_equal = of_row().all(|finding| finding.verdict == Verdict::Equal);
        if all_equal && row.in_force(list.origin.day) && !components.is_empty() {
            agreeing.push(&list.origin);
            covered.extend(components);
        }
    }
    // A list may leave a part out; together they must print every rate of the row.
    if agreeing.is_empty() || !row.usd.keys().all(|component| covered.contains(component)) {
        return None;
    }
    let own = row.source.as_ref().or(model.record().source.as_ref())?;
    // What a list said that is not among today's stands: nobody has looked at it since.
    let not_read = row
        .confirmed_by
        .iter()
        .filter(|key| lists.iter().all(|list| list.origin.key != **key));
    let by: BTreeSet<String> = keys(&agreeing)
        .into_iter()
        .filter(|key| key != own)
        .chain(not_read.cloned())
        .collect();
    let by: Vec<String> = by.into_iter().collect();
    let confidence = surer(row.confidence, &agreeing, own, &by);
    let dated = |key: &String| {
        let source = model.provider_file().sources.get(key);
        let day = listed
            .iter()
            .find(|(list, _)| list.origin.key == *key)?
            .0
            .origin
            .day;
        source
            .is_some_and(|source| source.checked >= day)
            .then_some(())
    };
    let up_to_date = keys(&agreeing).iter().all(|key| dated(key).is_some());
    let unchanged = by == row.confirmed_by && confidence == row.confidence && up_to_date;
    (!unchanged).then_some(Change::Confirm {
        row: at,
        by,
        confidence,
    })
}

/// How sure a row is that these lists print, beside `own`, in which it was read, and those that
/// confirmed it before.
fn surer(confidence: Confidence, agreeing: &[&Origin], own: &str, by: &[String]) -> Confidence {
    let sources: BTreeSet<&str> = by
        .iter()
        .map(String::as_str)
        .chain([own])
        .map(family)
        .collect();
    match confidence {
        Confidence::SingleSource if sources.len() >= 2 => Confidence::Confirmed,
        Confidence::Derived | Confidence::Inferred if families(agreeing) >= 2 => {
            Confidence::Confirmed
        }
        Confidence::Inferred => Confidence::SingleSource,
        other => other,
    }
}

fn keys(origins: &[&Origin]) -> Vec<String> {
    let keys: BTreeSet<&str> = origins.iter().map(|origin| origin.key.as_str()).collect();
    keys.into_iter().map(str::to_owned).collect()
}

/// Facts of the model that lists know and the file lacks.
fn fields(record: &ModelRecord, listed: &[(&List, &Compared<'_>)]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut field = |key, lacks: bool, value: &dyn Fn(&ListedModel) -> Option<String>| {
        let mut said = listed
            .iter()
            .filter_map(|(list, compared)| Some((list, value(compared.listed)?)));
        if let (true, Some((list, value))) = (lacks, said.next()) {
            changes.push(Change::Field {
                key,
                value,
                by: list.origin.key.clone(),
            });
        }
    };
    let day = |day: Option<Day>| day.map(|day| format!("{:?}", day.to_string()));
    field(
        "context_window",
        record.context_window.is_none(),
        &|listed| listed.context_window.map(draft::grouped),
    );
    field(
        "max_output_tokens",
        record.max_output_tokens.is_none(),
        &|listed| {
            let fits = |most: &u64| record.context_window.is_none_or(|window| *most < window);
            listed.max_output_tokens.filter(fits).map(draft::grouped)
        },
    );
    let first = record.rates.iter().filter_map(|row| row.from).min();
    field("released", record.released.is_none(), &|listed| {
        let fits = |day: &Day| {
            first.is_none_or(|from| *day <= from)
                && record
                    .deprecated
                    .or(record.retires)
                    .is_none_or(|end| *day <= end)
        };
        day(listed.released.filter(fits))
    });
    field(
        "retires",
        record.retires.is_none() && !record.legacy,
        &|listed| {
            let fits = |day: &Day| record.released.is_none_or(|released| released < *day);
            day(listed.retires.filter(fits))
        },
    );
    field(
        "knowledge_cutoff",
        record.knowledge_cutoff.is_none(),
        &|listed| {
            listed
                .knowledge_cutoff
                .as_ref()
                .map(|day| format!("{day:?}"))
        },
    );
    let retires = record.retires.is_some();
    field("successor", record.successor.is_none(), &|listed| {
        let successor = listed
            .successor
            .as_ref()
            .filter(|_| retires || listed.retires.is_some())?;
        let name = successor.rsplit('/').next().unwrap_or(successor);
        Some(format!("{name:?}"))
    });
    changes
}

/// Models that lists have and the catalog lacks, drafted from all that print them.
fn new_models(
    catalog: &Catalog,
    comparisons: &[(&List, Comparison<'_>)],
    known: &Known,
    proposals: &mut Vec<Proposal>,
) {
    let mut missing: BTreeMap<(String, String), Vec<(&Origin, &ListedModel)>> = BTreeMap::new();
    for (list, comparison) in comparisons {
        for listed in &comparison.missing {
            let explained = known
                .leaves_out(&list.origin.key, &listed.provider, &listed.name, usize::MAX)
                .is_some();
            if !explained {
                let key = (listed.provider.clone(), listed.name.to_ascii_lowercase());
                missing.entry(key).or_default().push((&list.origin, listed));
            }
        }
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for ((provider, _), listed) in missing {
        let Some((record, agreeing)) = draft::model(catalog, &provider, &listed) else {
            continue;
        };
        let left_out = listed.iter().all(|(origin, listed)| {
            known
                .leaves_out(&origin.key, &provider, &listed.name, agreeing)
                .is_some()
        });
        if left_out {
            continue;
        }
        // Two spellings of one name.
        if !taken.insert(record.id.to_ascii_lowercase().replace('.', "-")) {
            continue;
        }
        proposals.push(Proposal {
            provider,
            model: record.id.clone(),
            change: Change::Model {
                record: Box::new(record),
                agreeing,
            },
        });
    }
}
