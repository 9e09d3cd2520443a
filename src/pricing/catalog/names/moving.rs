//! Names that do not stay with one model: "-latest" moves, and a snapshot's date says which it was.

use std::sync::Arc;

use tokenfare_model_name::dated;

use super::found::Place;
use crate::pricing::catalog::schema::{ModelRecord, ProviderFile};
use crate::pricing::number::Day;

/// How many days before its release a model's first snapshot may be dated, and how many after it:
/// Claude Opus 4.5 of 1 November came out on the 24th.
const BEFORE_RELEASE: i32 = 45;
const AFTER_RELEASE: i32 = 7;

/// Whether a date is that of a model's first snapshot. Later ones may have prices of their own.
pub(super) fn is_first_snapshot(record: &ModelRecord, day: &str) -> bool {
    let (Some(released), Ok(day)) = (record.released, day.parse::<Day>()) else {
        return false;
    };
    let age = day.days_since(released);
    (-BEFORE_RELEASE..=AFTER_RELEASE).contains(&age)
}

/// The model that "claude-sonnet-latest" stands for on a day: the newest of its family that is then
/// served, where it is the only one of its day. `provider` limits the search.
pub(super) fn newest(
    providers: &[Arc<ProviderFile>],
    provider: Option<usize>,
    name: &str,
    day: Day,
) -> Option<Place> {
    let wanted = name.to_ascii_lowercase();
    let wanted = wanted.strip_suffix("-latest")?;
    let mut newest: Option<(Day, Place)> = None;
    let mut is_alone = true;
    for (at, file) in providers.iter().enumerate() {
        if provider.is_some_and(|only| only != at) {
            continue;
        }
        for (model, record) in file.models.iter().enumerate() {
            let Some(released) = record.released.filter(|released| *released <= day) else {
                continue;
            };
            let served = !record.legacy && record.retires.is_none_or(|retires| retires > day);
            if !served || family(&record.id) != wanted {
                continue;
            }
            let place = Place {
                provider: at,
                model,
            };
            match newest {
                Some((best, _)) if released < best => {}
                Some((best, _)) if released == best => is_alone = false,
                _ => {
                    is_alone = true;
                    newest = Some((released, place));
                }
            }
        }
    }
    newest.filter(|_| is_alone).map(|(_, place)| place)
}

/// A model's id without its version, its date and "preview": "claude-sonnet", "gpt-sol",
/// "gemini-flash".
fn family(id: &str) -> String {
    let stem = dated(id)
        .map_or(id, |dated| dated.stem)
        .to_ascii_lowercase();
    let words = stem.split('-').filter(|word| {
        let is_version = word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        !is_version && *word != "preview"
    });
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{family, is_first_snapshot};
    use crate::pricing::catalog::schema::ModelRecord;

    #[test]
    fn families_have_no_version() {
        for (id, wanted) in [
            ("claude-sonnet-5-5", "claude-sonnet"),
            ("gpt-6.2-sol", "gpt-sol"),
            ("grok-4.7", "grok"),
            ("gemini-3.1-pro-preview", "gemini-pro"),
            ("gpt-4o-2024-05-13", "gpt-4o"),
        ] {
            assert_eq!(family(id), wanted);
        }
    }

    #[test]
    fn a_first_snapshot_is_of_about_the_day_of_release() {
        let record = ModelRecord {
            released: Some("2025-11-24".parse().unwrap()),
            ..ModelRecord::default()
        };
        assert!(is_first_snapshot(&record, "2025-11-01"));
        assert!(is_first_snapshot(&record, "2025-11-24"));
        assert!(!is_first_snapshot(&record, "2026-02-01"));
        assert!(!is_first_snapshot(&record, "2025-13-01"));
        assert!(!is_first_snapshot(&ModelRecord::default(), "2025-11-01"));
    }
}
