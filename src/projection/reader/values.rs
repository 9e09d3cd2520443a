//! Single values: numbers, plain and uncertain, names, days, words, lists.

use super::fields::{self, Fields, bounded_array, elements};
use super::{MAX_VOLUME, Read};
use crate::json::Json;
use crate::near_match::near_matches;
use crate::pricing::{Day, Exact, Tier};
use crate::projection::error::ProjectionError;
use crate::projection::scenario::*;

const MAX_SAMPLES: usize = 100_000;
const MAX_NAME: usize = 200;

pub(super) fn read_list<T>(
    value: &Json,
    path: String,
    most: usize,
    read: impl Fn(&Json, String) -> Read<T>,
) -> Read<Vec<T>> {
    let list = bounded_array(value, &path, most)?;
    elements(list, &path)
        .map(|(value, path)| read(value, path))
        .collect()
}

pub(super) fn read_month_length(value: &Json, path: String) -> Read<MonthLength> {
    if value.as_text() == Some("calendar") {
        return Ok(MonthLength::Calendar);
    }
    if !matches!(value, Json::Number(_)) {
        return Err(fields::mistyped(
            path,
            "\"calendar\" or a number of days from 1 to 31",
            value,
        ));
    }
    read_number(value, path, 1.0, 31.0).map(MonthLength::Days)
}

/// An uncertain number that is not negative.
pub(super) fn read_uncertain_volume(value: &Json, path: String) -> Read<Uncertain> {
    read_uncertain(value, path, 0.0, MAX_VOLUME)
}

pub(super) fn read_uncertain(value: &Json, path: String, least: f64, most: f64) -> Read<Uncertain> {
    if matches!(value, Json::Number(_)) {
        return read_number(value, path, least, most).map(Uncertain::Fixed);
    }
    if !value.is_object() {
        return Err(fields::mistyped(
            path,
            "a number, { low, mode, high }, { p50, p95 } or { samples }",
            value,
        ));
    }
    let any = Fields::of(
        value,
        &path,
        "an uncertain number",
        &["low", "mode", "high", "p50", "p95", "samples"],
    )?;
    let number = |v: &Json, p| read_number(v, p, least, most);
    if any.has("samples") {
        let fields = Fields::of(value, &path, "a number of samples", &["samples"])?;
        let samples = fields.read("samples", "an array of numbers", |v, p| {
            let samples = read_list(v, p.clone(), MAX_SAMPLES, number)?;
            if samples.is_empty() {
                return Err(ProjectionError::invalid(p, "needs at least one number"));
            }
            Ok(samples)
        })?;
        return Ok(Uncertain::Samples { samples });
    }
    if any.has("p50") || any.has("p95") {
        let fields = Fields::of(value, &path, "a log-normal number", &["p50", "p95"])?;
        let p50 = fields.read("p50", "a number above 0", number)?;
        let p95 = fields.read("p95", "a number not below p50", number)?;
        if p50.0 <= Exact::ZERO || p95 < p50 {
            return Err(ProjectionError::invalid(
                path,
                "needs 0 < p50 <= p95 for a log-normal number",
            ));
        }
        return Ok(Uncertain::LogNormal { p50, p95 });
    }
    let low = any.read("low", "a number", number)?;
    let mode = any.read("mode", "a number", number)?;
    let high = any.read("high", "a number", number)?;
    if low > mode || mode > high {
        return Err(ProjectionError::invalid(path, "needs low <= mode <= high"));
    }
    Ok(Uncertain::Range { low, mode, high })
}

pub(super) fn read_volume(value: &Json, path: String) -> Read<Number> {
    read_number(value, path, 0.0, MAX_VOLUME)
}

pub(super) fn read_share(value: &Json, path: String) -> Read<Number> {
    read_number(value, path, 0.0, 1.0)
}

pub(super) fn read_number(value: &Json, path: String, least: f64, most: f64) -> Read<Number> {
    let Some(float) = value.as_f64() else {
        return Err(fields::mistyped(path, "a number", value));
    };
    if !(least..=most).contains(&float) {
        return Err(ProjectionError::invalid(
            path,
            format!(
                "must be a number from {least} to {most}; got {}",
                fields::describe(value)
            ),
        ));
    }
    let exact = match value {
        Json::Number(digits) => Exact::from_json_number(digits),
        _ => None,
    };
    exact.map(Number).ok_or_else(|| {
        ProjectionError::invalid(
            path,
            format!(
                "has more digits than can be reckoned with exactly; got {}",
                fields::describe(value)
            ),
        )
    })
}

pub(super) fn read_whole(value: &Json, path: String, least: u32, most: u32) -> Read<u32> {
    let wanted = || format!("a whole number from {least} to {most}");
    let Some(float) = value.as_f64() else {
        return Err(fields::mistyped(path, &wanted(), value));
    };
    if float > f64::from(most) {
        return Err(ProjectionError::limit(
            path,
            format!("at most {most}; got {}", fields::describe(value)),
        ));
    }
    if float.fract() != 0.0 || float < f64::from(least) {
        return Err(ProjectionError::invalid(
            path,
            format!("must be {}; got {}", wanted(), fields::describe(value)),
        ));
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Ok(float as u32)
}

pub(super) fn read_seed(value: &Json, path: String) -> Read<u64> {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    match value.as_f64() {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(seed) if seed.fract() == 0.0 && (0.0..=SAFE).contains(&seed) => Ok(seed as u64),
        _ => Err(fields::mistyped(
            path,
            "a whole number from 0 to 2^53 - 1",
            value,
        )),
    }
}

pub(super) fn read_name(value: &Json, path: String) -> Read<String> {
    let Some(name) = value.as_text() else {
        return Err(fields::mistyped(path, "a text", value));
    };
    if name.is_empty() || name.len() > MAX_NAME {
        return Err(ProjectionError::invalid(
            path,
            format!("must have 1 to {MAX_NAME} bytes; got {}", name.len()),
        ));
    }
    Ok(name.to_owned())
}

pub(super) fn read_day(value: &Json, path: String) -> Read<Day> {
    let Some(text) = value.as_text() else {
        return Err(fields::mistyped(path, "a day like \"2026-11-20\"", value));
    };
    match text.parse::<Day>() {
        Ok(day) if (1970..=2500).contains(&day.date().year()) => Ok(day),
        Ok(_) => Err(ProjectionError::invalid(
            path,
            format!("must lie between the years 1970 and 2500; got {text}"),
        )),
        Err(error) => Err(ProjectionError::invalid(path, error.to_string())),
    }
}

pub(super) fn read_tier(value: &Json, path: String) -> Read<Tier> {
    let words = Tier::ALL.iter().map(|tier| (tier.as_str(), *tier));
    let words: Vec<(&str, Tier)> = words.chain([("fast", Tier::Priority)]).collect();
    read_word(value, path, &words)
}

pub(super) fn read_word<T: Copy>(value: &Json, path: String, words: &[(&str, T)]) -> Read<T> {
    let list = || {
        let words: Vec<String> = words.iter().map(|(word, _)| format!("{word:?}")).collect();
        words.join(", ")
    };
    let Some(text) = value.as_text() else {
        return Err(fields::mistyped(path, &format!("one of {}", list()), value));
    };
    if let Some((_, found)) = words.iter().find(|(word, _)| *word == text) {
        return Ok(*found);
    }
    let suggestions = near_matches(text, words.iter().map(|(word, _)| *word), 3);
    let shown: String = text.chars().take(40).collect();
    Err(ProjectionError::Invalid {
        path,
        message: format!("must be one of {}; got {shown:?}", list()),
        suggestions,
    })
}
