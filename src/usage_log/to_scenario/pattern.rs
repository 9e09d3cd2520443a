//! The volume of a stream of requests, its growth and its weekdays.
//!
//! Shares, factors and rates are estimates, and floats; counts of requests are exact.

use crate::pricing::Exact;
use crate::usage_log::error::UsageLogError;
use crate::usage_log::report::{divided, plus};

/// Requests on the days of a log, from the first to the last.
pub(super) type Volume = Vec<(usize, u64)>;

/// How many requests there are, and when.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    /// On an average day on which there are requests at all.
    pub per_day: Exact,
    /// Requests come on working days only.
    pub weekdays_only: bool,
    /// The factors of the weekdays, Monday first, where they differ.
    pub weekdays: Option<[f64; 7]>,
    /// The share added each month, where the log shows a growth.
    pub growth: Option<f64>,
}

const WEEK: usize = 7;
/// The average month, in days.
const MONTH: f64 = 30.436_875;
/// A shorter log shows no growth.
const LEAST_WEEKS: usize = 8;
/// Weekdays within this share of each other do not differ.
const EVEN: f64 = 0.05;
/// Less growth than this a month is none.
const LEAST_GROWTH: f64 = 0.01;

/// The pattern of a volume: the weekday of each day, 0 for Monday, and its requests.
pub(super) fn pattern(volume: &Volume) -> Result<Pattern, UsageLogError> {
    let growth = growth(volume);
    let means = weekday_means(volume)?;
    let known: Vec<Exact> = means.iter().flatten().copied().collect();
    let rests = [5, 6]
        .into_iter()
        .all(|day: usize| means.get(day).copied().flatten() == Some(Exact::ZERO));
    let weekdays_only = rests && known.len() == WEEK;
    let active = match weekdays_only {
        true => known.get(..5).unwrap_or(&known),
        false => &known,
    };
    let average = average(active)?;
    let factors = factors(&means, average, weekdays_only);
    let per_day = match growth {
        None => average,
        // The level of the last four weeks, as of the middle of the first month that follows.
        Some(growth) => {
            let recent = volume.get(volume.len().saturating_sub(4 * WEEK)..);
            let recent = recent.unwrap_or(volume).to_vec();
            let ahead = (14.0 + MONTH / 2.0) / MONTH;
            let now = level(&recent, weekdays_only)?.to_f64();
            let level = (now * (1.0 + growth).powf(ahead) * 100.0).round() / 100.0;
            Exact::from_f64(level).ok_or_else(UsageLogError::digits)?
        }
    };
    Ok(Pattern {
        per_day,
        weekdays_only,
        weekdays: factors,
        growth,
    })
}

fn level(volume: &Volume, weekdays_only: bool) -> Result<Exact, UsageLogError> {
    let counts = volume
        .iter()
        .filter(|(weekday, _)| !weekdays_only || *weekday < 5)
        .map(|(_, requests)| Exact::whole(*requests));
    average(&counts.collect::<Vec<_>>())
}

fn average(values: &[Exact]) -> Result<Exact, UsageLogError> {
    let sum = values.iter().copied().try_fold(Exact::ZERO, plus)?;
    match u32::try_from(values.len()) {
        Ok(0) | Err(_) => Ok(Exact::ZERO),
        Ok(count) => divided(sum, count),
    }
}

fn weekday_means(volume: &Volume) -> Result<[Option<Exact>; WEEK], UsageLogError> {
    let mut means = [None; WEEK];
    for (number, mean) in means.iter_mut().enumerate() {
        let of_weekday = volume.iter().filter(|(weekday, _)| *weekday == number);
        let counts: Vec<Exact> = of_weekday
            .map(|(_, requests)| Exact::whole(*requests))
            .collect();
        if !counts.is_empty() {
            *mean = Some(average(&counts)?);
        }
    }
    Ok(means)
}

/// The factors of the weekdays, if the log has each of them and they differ.
fn factors(
    means: &[Option<Exact>; WEEK],
    average: Exact,
    weekdays_only: bool,
) -> Option<[f64; WEEK]> {
    let average = average.to_f64();
    let mut factors = [1.0; WEEK];
    for (day, (factor, mean)) in factors.iter_mut().zip(means).enumerate() {
        if !(weekdays_only && day >= 5) {
            *factor = ((*mean)?.to_f64() / average * 10_000.0).round() / 10_000.0;
        }
    }
    let differs = factors.iter().any(|factor| (factor - 1.0).abs() > EVEN);
    (average > 0.0 && differs).then_some(factors)
}

/// The growth a month, from a line through the logarithms of the weeks, if it is clear of their
/// scatter.
fn growth(volume: &Volume) -> Option<f64> {
    let whole_weeks = volume.len() / WEEK * WEEK;
    // The newest weeks count; days before the first whole one are left out.
    let weeks: Vec<f64> = volume
        .get(volume.len() - whole_weeks..)?
        .chunks(WEEK)
        .map(|week| {
            let requests: u64 = week.iter().map(|(_, requests)| requests).sum();
            Exact::whole(requests).to_f64()
        })
        .collect();
    if weeks.len() < LEAST_WEEKS || weeks.iter().any(|requests| *requests <= 0.0) {
        return None;
    }
    let points: Vec<(f64, f64)> = weeks
        .iter()
        .scan(0.0, |week, requests| {
            let at = *week;
            *week += 1.0;
            Some((at, libm::log(*requests)))
        })
        .collect();
    let count = Exact::whole(points.len() as u64).to_f64();
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let spread: f64 = points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum();
    let slope = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>() / spread;
    let rest: f64 = points
        .iter()
        .map(|p| {
            let off = p.1 - y - slope * (p.0 - x);
            off * off
        })
        .sum();
    let error = libm::sqrt(rest / (count - 2.0) / spread);
    let growth = libm::exp(slope * MONTH / 7.0) - 1.0;
    let is_clear = slope.abs() > 3.0 * error && growth.abs() >= LEAST_GROWTH;
    is_clear.then(|| (growth * 10_000.0).round() / 10_000.0)
}
