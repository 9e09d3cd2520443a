//! What was billed, and for which part of the log.

use super::cells::{Cells, Detail};
use crate::pricing::{Catalog, Day, Exact, QuoteRequest};
use crate::sorting::sorted_distinct;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::log::UsageLog;
use crate::usage_log::record::RecordKind;
use crate::usage_log::report::amounts::plus;
use crate::usage_log::store::{Shape, StoredRecord, Text};

/// What was billed.
#[derive(Debug)]
pub(super) struct Bill {
    pub total: Exact,
    pub cells: Cells,
    pub detail: Detail,
    /// The lines; none of a single amount.
    pub lines: Vec<BillLine>,
    /// From its first to its last day, where it has days.
    pub period: Option<(Day, Day)>,
    /// Whose bill it is, where all lines say it; else empty.
    pub providers: Vec<String>,
}

/// A line of a bill.
#[derive(Clone, Debug)]
pub(super) struct BillLine {
    pub day: Option<Day>,
    /// The model's id in the catalog, or its name on the bill; empty where it names none.
    pub model: String,
    /// The other names by which the line and the log group what was used.
    pub groups: [Option<String>; 3],
    /// What it is for.
    pub item: Option<String>,
    pub amount: Exact,
    /// The amount at the list price, where the bill states it.
    pub list: Option<Exact>,
}

/// By what a bill and a log may group what was used besides the model.
pub(super) const GROUPS: [&str; 3] = ["project", "key", "workspace"];

/// The names of a record in the order of [`GROUPS`].
pub(super) fn groups_of(shape: &Shape) -> [Option<Text>; 3] {
    [shape.project, shape.key, shape.workspace]
}

impl Bill {
    /// A bill that is one amount.
    pub fn of_amount(amount: Exact) -> Result<Self, UsageLogError> {
        let mut cells = Cells::default();
        cells.add((None, String::new()), amount)?;
        Ok(Self {
            total: amount,
            cells,
            detail: Detail::default(),
            lines: Vec::new(),
            period: None,
            providers: Vec::new(),
        })
    }

    /// The bill that a log of costs is; `None` if no record of it states a cost.
    pub fn of_log(log: &UsageLog, catalog: &Catalog) -> Result<Option<Self>, UsageLogError> {
        // Where a log has lines of bills, the costs that other records state are no part of it.
        let has_lines = log
            .records
            .iter()
            .any(|record| record.shape.kind == RecordKind::Cost);
        let mut lines = Vec::new();
        let mut providers: Vec<Option<String>> = Vec::new();
        for record in log.records.iter() {
            if has_lines && record.shape.kind != RecordKind::Cost {
                continue;
            }
            let Some(amount) = record.reported else {
                continue;
            };
            let provider = record
                .shape
                .provider
                .map(|p| log.records.text(p).to_owned());
            if !providers.contains(&provider) {
                providers.push(provider);
            }
            lines.push(line(log, catalog, &record, amount));
        }
        if lines.is_empty() {
            return Ok(None);
        }
        let detail = Detail {
            days: lines.iter().all(|line| line.day.is_some()),
            models: lines.iter().all(|line| !line.model.is_empty()),
        };
        let (mut cells, mut total) = (Cells::default(), Exact::ZERO);
        for line in &lines {
            cells.add(detail.cell(line.day, &line.model), line.amount)?;
            total = plus(total, line.amount)?;
        }
        let days = sorted_distinct(lines.iter().filter_map(|line| line.day));
        let period = days.first().copied().zip(days.last().copied());
        let providers: Option<Vec<String>> = providers.into_iter().collect();
        Ok(Some(Self {
            total,
            cells,
            period: period.filter(|_| detail.days),
            detail,
            lines,
            providers: providers.unwrap_or_default(),
        }))
    }
}

fn line(log: &UsageLog, catalog: &Catalog, record: &StoredRecord<'_>, amount: Exact) -> BillLine {
    let text = |text: Text| log.records.text(text).to_owned();
    let shape = record.shape;
    let local = record.time.and_then(|time| log.zone.local(time));
    let provider = shape.provider.map(text);
    let model = shape.model.map_or_else(String::new, |name| {
        model_id(&text(name), provider.as_deref(), catalog)
    });
    BillLine {
        day: local.map(|local| local.day),
        model,
        groups: groups_of(shape).map(|name| name.map(text)),
        item: shape.item.map(text),
        amount,
        list: record.list_price,
    }
}

/// The id of a model that a bill names, as its vendor does ("claude-haiku-4-5-20251001") or as people
/// do ("Claude Haiku 4.5"); the name itself where the catalog does not know it.
fn model_id(name: &str, provider: Option<&str>, catalog: &Catalog) -> String {
    let written: String = name
        .trim()
        .chars()
        .map(|c| match c {
            ' ' | '.' | '_' => '-',
            c => c.to_ascii_lowercase(),
        })
        .collect();
    let resolve = |model: &str| {
        let request = QuoteRequest {
            model: model.to_owned(),
            provider: provider.map(str::to_owned),
            ..QuoteRequest::default()
        };
        catalog.card_for(&request).ok()
    };
    match resolve(name).or_else(|| resolve(&written)) {
        Some(card) => card.resolved().id(),
        None => name.to_owned(),
    }
}
