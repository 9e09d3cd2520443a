//! The proposals as text, for a person to judge.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::propose::{Change, Proposal};
use super::write;
use crate::pricing::lists::List;

/// All proposals, provider by provider, and how many there are of each kind.
pub fn text(proposals: &[Proposal], lists: &[List]) -> String {
    let mut text = String::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut provider = "";
    for proposal in proposals {
        if proposal.provider != provider {
            provider = &proposal.provider;
            let _ = writeln!(text, "{provider}");
        }
        let kind = match &proposal.change {
            Change::Confirm {
                row,
                by,
                confidence,
            } => {
                let by = match &by[..] {
                    [] => "its own source".to_owned(),
                    by => by.join(", "),
                };
                let row = row + 1;
                let _ = writeln!(
                    text,
                    "    {}: row {row} is {confidence}, printed by {by}",
                    proposal.model
                );
                "rows confirmed"
            }
            Change::Field { key, value, by } => {
                let _ = writeln!(text, "    {}: {key} = {value}, says {by}", proposal.model);
                "facts of models"
            }
            Change::Rates { rows, .. } => {
                let _ = writeln!(text, "    {}: has no", proposal.model);
                for row in rows {
                    let _ = writeln!(text, "        {}", write::row(row));
                }
                "models with rates that lack"
            }
            Change::Model { record, .. } => {
                let _ = writeln!(text, "    {}: new", proposal.model);
                for row in &record.rates {
                    let _ = writeln!(text, "        {}", write::row(row));
                }
                "new models"
            }
            Change::Differs { what, ours, theirs } => {
                let printed: Vec<String> = theirs
                    .iter()
                    .map(|(usd, by)| format!("{usd} ({})", by.join(", ")))
                    .collect();
                let _ = writeln!(
                    text,
                    "    {}: {what} is {ours} here, {} there",
                    proposal.model,
                    printed.join(", ")
                );
                "rates that differ"
            }
        };
        *counts.entry(kind).or_default() += 1;
    }
    for list in lists {
        let models = list.models.len();
        let others: usize = list.others.iter().map(|(_, models)| models).sum();
        let _ = writeln!(
            text,
            "{}, {}: {models} models of vendors here, {others} of {} others",
            list.origin.name,
            list.origin.day,
            list.others.len()
        );
    }
    if proposals.is_empty() {
        text.push_str("nothing to propose\n");
    }
    for (kind, count) in counts {
        let _ = writeln!(text, "{count} {kind}");
    }
    text
}
