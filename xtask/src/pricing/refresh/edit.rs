//! Writes accepted proposals into the price files. Comments and order of the files stay.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use tokenfare::pricing::schema::RateRow;
use tokenfare::pricing::{Catalog, Day};
use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::compare::{Verdict, compare};
use super::draft;
use super::propose::{Change, Proposal};
use super::write;
use crate::paths;
use crate::pricing::lists::{List, Origin};

/// The keys of a model, in the order of the files.
const ORDER: &[&str] = &[
    "id",
    "name",
    "aliases",
    "snapshots",
    "context_window",
    "max_input_tokens",
    "max_output_tokens",
    "input",
    "output",
    "released",
    "deprecated",
    "retires",
    "successor",
    "knowledge_cutoff",
    "legacy",
    "source",
    "use",
    "uplift",
    "cache",
    "limits",
    "image_rule",
    "image_table",
    "media_rule",
    "billed_as",
    "variants",
    "default_variant",
    "default_quality",
    "default_resolution",
    "rates",
    "fine_tuned",
    "not_sold",
];

/// Applies the proposals to the files of their providers.
///
/// # Errors
/// A file that cannot be read or written, or is no TOML.
pub fn apply(catalog: &Catalog, lists: &[List], proposals: &[Proposal]) -> Result<()> {
    let mut by_provider: BTreeMap<&str, Vec<&Proposal>> = BTreeMap::new();
    for proposal in proposals {
        by_provider
            .entry(&proposal.provider)
            .or_default()
            .push(proposal);
    }
    let agreements = Agreements::of(catalog, lists);
    for (provider, proposals) in by_provider {
        let path = path_of(provider);
        let text = if path.exists() {
            fs::read_to_string(&path).with_context(|| path.display().to_string())?
        } else {
            write::header(provider)
        };
        let text = edited(&text, provider, &proposals, lists, &agreements)
            .with_context(|| path.display().to_string())?;
        fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// The text of a provider's file with the proposals applied.
///
/// # Errors
/// Text that is no TOML.
pub fn edited(
    text: &str,
    provider: &str,
    proposals: &[&Proposal],
    lists: &[List],
    agreements: &Agreements,
) -> Result<String> {
    let mut document: DocumentMut = text.parse()?;
    date_sources(&mut document, provider, proposals, lists, agreements);
    for proposal in proposals {
        edit_model(&mut document, proposal);
    }
    let mut text = document.to_string();
    for proposal in proposals {
        if let Change::Model { record, .. } = &proposal.change {
            text.push('\n');
            text.push_str(&write::model(record));
        }
    }
    Ok(text)
}

fn path_of(provider: &str) -> PathBuf {
    paths::root()
        .join("pricing")
        .join(format!("{provider}.toml"))
}

fn edit_model(document: &mut DocumentMut, proposal: &Proposal) {
    let Some(model) = models(document).and_then(|models| {
        models
            .iter_mut()
            .find(|model| says(model, "id", &proposal.model))
    }) else {
        return;
    };
    match &proposal.change {
        Change::Confirm {
            row,
            by,
            confidence,
        } => {
            let rows = model.get_mut("rates").and_then(Item::as_array_mut);
            let row = rows.and_then(|rows| rows.get_mut(*row));
            if let Some(row) = row.and_then(Value::as_inline_table_mut) {
                if by.is_empty() {
                    row.remove("confirmed_by");
                } else {
                    set(row, "confirmed_by", by.iter().collect::<Array>().into());
                }
                match confidence.as_str() {
                    "confirmed" => {
                        row.remove("confidence");
                    }
                    word => set(row, "confidence", word.into()),
                }
                tidy(row);
            }
        }
        Change::Field { key, value, .. } => {
            if let Ok(value) = value.parse::<Value>() {
                model.insert(key, Item::Value(value));
                model.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
            }
        }
        Change::Rates { rows, .. } => {
            explain_variants(model, rows);
            if let Some(rates) = model.get_mut("rates").and_then(Item::as_array_mut) {
                for row in rows {
                    if let Ok(mut row) = write::row(row).parse::<Value>() {
                        row.decor_mut().set_prefix("\n    ");
                        rates.push_formatted(row);
                    }
                }
                rates.set_trailing_comma(true);
                rates.set_trailing("\n");
            }
        }
        Change::Model { .. } | Change::Differs { .. } => {}
    }
}

/// Names the variants that the rows need, for a person to explain.
fn explain_variants(model: &mut Table, rows: &[RateRow]) {
    for row in rows {
        let Some(variant) = row.when.as_ref().and_then(|when| when.variant.as_ref()) else {
            continue;
        };
        if !model.contains_key("variants") {
            model.insert("variants", value(InlineTable::new()));
            model.sort_values_by(|a, _, b, _| rank(a.get()).cmp(&rank(b.get())));
        }
        let variants = model
            .get_mut("variants")
            .and_then(Item::as_inline_table_mut);
        if let Some(variants) = variants.filter(|known| !known.contains_key(variant)) {
            set(variants, variant, draft::words_of_variant(variant).into());
        }
    }
}

fn models(document: &mut DocumentMut) -> Option<&mut ArrayOfTables> {
    document
        .get_mut("model")
        .and_then(Item::as_array_of_tables_mut)
}

fn says(table: &Table, key: &str, word: &str) -> bool {
    table.get(key).and_then(Item::as_str) == Some(word)
}

fn rank(key: &str) -> usize {
    ORDER
        .iter()
        .position(|known| *known == key)
        .unwrap_or(ORDER.len())
}

/// Sets a key of a row, spaced as the files space them.
fn set(row: &mut InlineTable, key: &str, value: Value) {
    row.insert(key, value);
}

/// One space after the opening brace and before the closing one, none elsewhere.
fn tidy(row: &mut InlineTable) {
    let last = row.len().saturating_sub(1);
    for (at, (_, value)) in row.iter_mut().enumerate() {
        value.decor_mut().set_prefix(" ");
        value
            .decor_mut()
            .set_suffix(if at == last { " " } else { "" });
    }
}

/// Which rows each list prints as the catalog does.
pub struct Agreements(BTreeSet<(String, String, String, usize)>);

impl Agreements {
    /// Compares all lists with the catalog.
    pub fn of(catalog: &Catalog, lists: &[List]) -> Self {
        let mut rows = BTreeSet::new();
        for list in lists {
            for model in compare(catalog, list).models {
                let mut differing = BTreeSet::new();
                let mut equal = BTreeSet::new();
                for finding in &model.findings {
                    if let Some(row) = finding.row {
                        match finding.verdict {
                            Verdict::Equal => equal.insert(row),
                            _ => differing.insert(row),
                        };
                    }
                }
                for row in equal.difference(&differing) {
                    let key = &list.origin.key;
                    rows.insert((key.clone(), model.provider.clone(), model.id.clone(), *row));
                }
            }
        }
        Self(rows)
    }

    fn has(&self, origin: &Origin, provider: &str, model: &str, row: usize) -> bool {
        let wanted = (
            origin.key.clone(),
            provider.to_owned(),
            model.to_owned(),
            row,
        );
        self.0.contains(&wanted)
    }
}

/// Sets the days of the lists that the proposals rest on. A row that cites a list which no longer
/// prints its figures keeps the day on which it was compared.
fn date_sources(
    document: &mut DocumentMut,
    provider: &str,
    proposals: &[&Proposal],
    lists: &[List],
    agreements: &Agreements,
) {
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    for proposal in proposals {
        match &proposal.change {
            Change::Confirm { by, .. } => cited.extend(by.iter().map(String::as_str)),
            Change::Rates { rows, .. } => cited.extend(rows.iter().flat_map(write::cited)),
            Change::Model { record, .. } => {
                cited.extend(record.rates.iter().flat_map(write::cited));
            }
            Change::Field { .. } | Change::Differs { .. } => {}
        }
    }
    // A row may be confirmed by its own source alone.
    let confirms = proposals
        .iter()
        .any(|p| matches!(p.change, Change::Confirm { .. }));
    for list in lists {
        let origin = &list.origin;
        let known = document
            .get("sources")
            .and_then(|sources| sources.get(&origin.key));
        let is_cited = cited.contains(origin.key.as_str()) || (confirms && known.is_some());
        if !is_cited {
            continue;
        }
        let before = known.and_then(|source| source.get("checked")?.as_str()?.parse::<Day>().ok());
        if before.is_some_and(|day| day >= origin.day) {
            continue;
        }
        if let Some(before) = before {
            pin(document, provider, origin, before, agreements);
        }
        let mut source = Table::new();
        source.insert("name", value(&origin.name));
        source.insert("url", value(&origin.url));
        source.insert("checked", value(origin.day.to_string()));
        if let Some(sources) = document.get_mut("sources").and_then(Item::as_table_mut) {
            match sources.get_mut(&origin.key).and_then(Item::as_table_mut) {
                Some(known) => {
                    for (key, item) in source {
                        known.insert(&key, item);
                    }
                }
                None => {
                    source.decor_mut().set_prefix("\n");
                    sources.insert(&origin.key, Item::Table(source));
                }
            }
        }
    }
}

/// Notes the old day in the rows that cite a source without a day of their own.
fn pin(
    document: &mut DocumentMut,
    provider: &str,
    origin: &Origin,
    before: Day,
    agreements: &Agreements,
) {
    for model in models(document)
        .into_iter()
        .flat_map(ArrayOfTables::iter_mut)
    {
        let id = model
            .get("id")
            .and_then(Item::as_str)
            .unwrap_or_default()
            .to_owned();
        let of_model = says(model, "source", &origin.key);
        for table in ["rates", "fine_tuned"] {
            let rows = model.get_mut(table).and_then(Item::as_array_mut);
            for (at, row) in rows.into_iter().flat_map(Array::iter_mut).enumerate() {
                let agrees = table == "rates" && agreements.has(origin, provider, &id, at);
                if let Some(row) = row.as_inline_table_mut().filter(|_| !agrees) {
                    pin_row(row, &origin.key, of_model, before);
                }
            }
        }
    }
    let sets = document.get_mut("rate_sets").and_then(Item::as_table_mut);
    for (_, set) in sets.into_iter().flat_map(Table::iter_mut) {
        for row in set
            .as_array_of_tables_mut()
            .into_iter()
            .flat_map(ArrayOfTables::iter_mut)
        {
            if says(row, "source", &origin.key) && !row.contains_key("checked") {
                row.insert("checked", value(before.to_string()));
            }
        }
    }
}

fn pin_row(row: &mut InlineTable, key: &str, of_model: bool, before: Day) {
    let own = row.get("source").and_then(Value::as_str);
    let cites = own.map_or(of_model, |own| own == key);
    let confirming = row.get_mut("confirmed_by").and_then(Value::as_array_mut);
    let confirmed = confirming.is_some_and(|keys| {
        let place = keys.iter().position(|known| known.as_str() == Some(key));
        place.map(|place| keys.remove(place)).is_some()
    });
    if !cites && !confirmed {
        return;
    }
    let checked = row.get("checked").and_then(Value::as_str);
    let later = checked
        .and_then(|day| day.parse::<Day>().ok())
        .is_none_or(|day| day < before);
    // A row of another source has that source's day, which may be the later one.
    if later && (cites && checked.is_none() || confirmed) {
        set(row, "checked", before.to_string().into());
    }
    if row
        .get("confirmed_by")
        .and_then(Value::as_array)
        .is_some_and(Array::is_empty)
    {
        row.remove("confirmed_by");
    }
    tidy(row);
}
