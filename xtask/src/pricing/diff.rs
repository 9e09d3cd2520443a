//! `cargo xtask pricing diff LIST…`: differences from other projects' price lists.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tokenfare::pricing::Catalog;

use super::known::Known;
use super::lists::List;
use super::refresh::compare::{Verdict, compare};

/// The differences, model by model, as text; and how many of them nothing explains.
pub fn report(catalog: &Catalog, list: &List, known: &Known) -> (String, usize) {
    let mut text = String::new();
    let comparison = compare(catalog, list);
    let (mut equal, mut different) = (0, 0);
    let mut explained: BTreeMap<&str, usize> = BTreeMap::new();
    let mut unexplained = 0;
    for model in &comparison.models {
        let mut lines = Vec::new();
        for finding in &model.findings {
            let (ours, theirs) = match &finding.verdict {
                Verdict::Equal => continue,
                Verdict::Differs { ours, theirs } => (ours.to_string(), theirs),
                Verdict::Missing { theirs } => ("none".to_owned(), theirs),
            };
            let line = format!("{}: ours {ours}, theirs {theirs}", finding.what());
            match known.reason(&list.origin.key, &model.provider, &model.id, finding) {
                Some(reason) => *explained.entry(reason).or_default() += 1,
                None => lines.push(line),
            }
        }
        if lines.is_empty() {
            equal += 1;
            continue;
        }
        lines.sort();
        different += 1;
        unexplained += lines.len();
        let _ = writeln!(text, "{} ({})", model.id, model.provider);
        for line in lines {
            let _ = writeln!(text, "    {line}");
        }
    }
    let mut missing = Vec::new();
    for model in &comparison.missing {
        match known.leaves_out(&list.origin.key, &model.provider, &model.name, 1) {
            Some(reason) => *explained.entry(reason).or_default() += 1,
            None => missing.push(format!("{} ({})", model.name, model.provider)),
        }
    }
    missing.sort();
    unexplained += missing.len();
    section(&mut text, "only theirs", &missing);
    section(&mut text, "only ours", &comparison.only_ours);
    if !explained.is_empty() {
        let total: usize = explained.values().sum();
        let _ = writeln!(text, "explained: {total}");
        for (reason, count) in explained {
            let _ = writeln!(text, "    {count} × {reason}");
        }
    }
    let _ = writeln!(
        text,
        "{}, {}: {} models compared, {equal} equal or explained, {different} different",
        list.origin.name,
        list.origin.day,
        equal + different,
    );
    (text, unexplained)
}

fn section(text: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = writeln!(text, "{title}: {}", lines.len());
        for line in lines {
            let _ = writeln!(text, "    {line}");
        }
    }
}
