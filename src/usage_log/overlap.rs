//! Sources that may describe the same requests: a tool's own log and the report of the vendor, or that
//! of a gateway between them.

use std::collections::{HashMap, HashSet};

use super::record::RecordKind;
use super::store::Records;
use super::zone::Zone;
use crate::pricing::Day;

/// A sentence for each two formats that have records of the same model on the same day.
pub(super) fn overlaps(records: &Records, zone: &Zone) -> Vec<String> {
    let mut formats: Vec<(String, HashSet<(String, Day)>)> = Vec::new();
    let mut seen: HashMap<(u32, Day), ()> = HashMap::new();
    for record in records.iter() {
        let is_usage = !matches!(record.shape.kind, RecordKind::Cost | RecordKind::Free);
        let day = record
            .time
            .and_then(|time| zone.local(time))
            .map(|local| local.day);
        let (Some(model), Some(day), true) = (record.shape.model, day, is_usage) else {
            continue;
        };
        // Most records have the shape and the day of one before.
        if seen.insert((record.shape_number, day), ()).is_some() {
            continue;
        }
        let format = records.text(record.shape.format);
        let entry = (family(records.text(model)), day);
        match formats.iter_mut().find(|(known, _)| known == format) {
            Some((_, days)) => {
                days.insert(entry);
            }
            None => formats.push((format.to_owned(), HashSet::from([entry]))),
        }
    }
    let mut sentences = Vec::new();
    for (at, (one, days)) in formats.iter().enumerate() {
        for (other, others) in formats.get(at + 1..).unwrap_or_default() {
            let mut common: Vec<&(String, Day)> = days.intersection(others).collect();
            common.sort_unstable();
            if let Some((model, day)) = common.first() {
                sentences.push(format!(
                    "{one} and {other} both have records of {model} on {day} and in {} cases in all: if they \
                     describe the same requests, these count twice",
                    common.len()
                ));
            }
        }
    }
    sentences
}

/// A model's name without its seller and its date, which formats write differently.
fn family(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let end = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let date = name.get(end.len()..).unwrap_or_default();
    let digits = date.bytes().filter(u8::is_ascii_digit).count();
    // A version has fewer digits than a date.
    match digits >= 8 && date.starts_with('-') {
        true => end.to_owned(),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::family;

    #[test]
    fn names_of_a_model_are_one_family() {
        for (name, expected) in [
            ("openai/gpt-5.4-mini-20260317", "gpt-5.4-mini"),
            ("gpt-5.4-mini-2026-03-17", "gpt-5.4-mini"),
            ("gpt-5.4-mini", "gpt-5.4-mini"),
            ("claude-opus-4-6", "claude-opus-4-6"),
        ] {
            assert_eq!(family(name), expected);
        }
    }
}
