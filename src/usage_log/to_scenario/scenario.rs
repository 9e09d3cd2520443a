//! The scenario that continues a log.

use super::options::ToScenarioOptions;
use super::pattern::{Pattern, pattern};
use super::request::request;
use super::streams::{OfDay, Stream, Streams, streams};
use crate::pricing::{Catalog, Day, Exact};
use crate::projection::scenario::bounds::{Bounded, MAX_WORKLOADS, Whole};
use crate::projection::scenario::{
    ActiveDays, Growth, ModelChoice, Number, Requests, Scenario, Seasonality, Uncertain, Workload,
};
use crate::usage_log::error::UsageLogError;
use crate::usage_log::log::UsageLog;
use crate::usage_log::report::priced;

/// How many months, if nothing else is said.
const MONTHS: u32 = 12;
/// A log that spans more days than this has a wrong time in it.
const MAX_DAYS: i32 = 3_660;

impl UsageLog {
    /// A scenario that continues what the log shows: a workload for each model and tier, with its
    /// volume, its growth where the log has eight weeks or more, the factors of its weekdays, and what a
    /// request uses on average. How the means of days vary stands in samples.
    ///
    /// Records without a time or a price, and what is free, are no part of it; the scenario's name says
    /// how many were left out.
    ///
    /// ```
    /// use tokenfare::pricing::Catalog;
    /// use tokenfare::projection::project;
    /// use tokenfare::usage_log::{ToScenarioOptions, UsageReadOptions, UsageReader};
    ///
    /// let mut reader = UsageReader::new(&UsageReadOptions::default())?;
    /// reader.push(
    ///     br#"{"type":"assistant","timestamp":"2026-08-23T10:00:00Z","message":{"id":"msg_1",
    ///     "type":"message","model":"claude-opus-4-8","usage":{"input_tokens":1000,"output_tokens":100}}}"#,
    ///     None,
    /// );
    /// let options = ToScenarioOptions { months: Some(1), from: None };
    /// let catalog = Catalog::embedded()?;
    /// let scenario = reader.finish().to_scenario(&options, catalog)?;
    /// // One request a day from 2026-08-24 to 2026-09-23, at (1,000 × $5 + 100 × $25) / 1M each.
    /// assert_eq!(project(&scenario, catalog)?.total.to_string(), "0.2325");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`UsageLogError::InvalidArgument`] for a number of months out of range, and for a log in which
    /// no record has both a time and a price; [`UsageLogError::LimitExceeded`] for one that spans more
    /// than ten years, and for sums of more than 28 digits.
    pub fn to_scenario(
        &self,
        options: &ToScenarioOptions,
        catalog: &Catalog,
    ) -> Result<Scenario, UsageLogError> {
        let wrong = |path: &str, message: &str| UsageLogError::InvalidArgument {
            message: message.to_owned(),
            path: path.to_owned(),
            suggestions: Vec::new(),
        };
        let months = Whole::new(options.months.unwrap_or(MONTHS))
            .ok_or_else(|| wrong("options.months", "must be a whole number from 1 to 600"))?;
        let streams = streams(&priced(self, catalog)?)?;
        let Some((first, last)) = streams.period else {
            let message = "no record of the log has both a time and a price";
            return Err(wrong("log", message));
        };
        if last.days_since(first) > MAX_DAYS {
            return Err(UsageLogError::LimitExceeded {
                message: format!("the log spans more than ten years, from {first} to {last}"),
            });
        }
        let workloads: Result<Vec<Workload>, _> = streams
            .all
            .iter()
            .take(MAX_WORKLOADS)
            .map(|stream| workload(stream, &streams, (first, last), catalog))
            .collect();
        Ok(Scenario {
            version: Whole::new(1).ok_or_else(UsageLogError::digits)?,
            name: Some(name(&streams, first, last)),
            start: options.from.or(last.checked_add_days(1)),
            months,
            month_length: None,
            workloads: workloads?.into(),
            fixed: None,
            budget: None,
            credits: None,
            limits: None,
            price_change_per_year: None,
            markup: None,
            uncertainty: None,
        })
    }
}

fn name(streams: &Streams, first: Day, last: Day) -> String {
    let mut name = format!("From the usage log of {first} to {last}");
    if streams.left_out > 0 {
        let records = if streams.left_out == 1 {
            "record"
        } else {
            "records"
        };
        name += &format!(
            ", less {} {records} without a price or a time",
            streams.left_out
        );
    }
    let more = streams.all.len().saturating_sub(MAX_WORKLOADS);
    if more > 0 {
        name += &format!(", without the {more} models that cost least");
    }
    name
}

fn workload(
    stream: &Stream,
    streams: &Streams,
    (first, last): (Day, Day),
    catalog: &Catalog,
) -> Result<Workload, UsageLogError> {
    let mut volume = Vec::new();
    let mut day = first;
    while day <= last {
        let weekday = usize::from(day.date().weekday().number_days_from_monday());
        volume.push((
            weekday,
            stream.days.get(&day).map_or(0, |day: &OfDay| day.requests),
        ));
        day = day.checked_add_days(1).ok_or_else(UsageLogError::digits)?;
    }
    let Pattern {
        per_day,
        weekdays_only,
        weekdays,
        growth,
    } = pattern(&volume)?;
    let number = |value: f64| Exact::from_f64(value).map_or(Number(Exact::ZERO), Number);
    let fixed = |value: Exact| Uncertain::Fixed(Number(value));
    Ok(Workload {
        name: workload_name(stream, streams),
        model: ModelChoice::One(model_name(stream, catalog)),
        tier: stream.tier,
        batch_share: None,
        requests: Requests {
            per_day: Some(Bounded::new(fixed(per_day))),
            active_days: weekdays_only.then_some(ActiveDays::Weekdays),
            ..Requests::default()
        },
        growth: growth.map(|growth| Growth::Compound {
            per_month: Bounded::new(Uncertain::Fixed(number(growth))),
        }),
        seasonality: weekdays.map(|weekdays| {
            let factors = weekdays.map(|factor| Bounded::new(number(factor)));
            Seasonality {
                months: None,
                weekdays: Some(factors.to_vec().into()),
            }
        }),
        request: Some(request(stream)?),
        conversation: None,
        cache: None,
        response_cache_hit_rate: None,
        retries: None,
        peak_hour_share: busiest_hour(stream).map(|share| Bounded::new(number(share))),
        latency_seconds: None,
        steps: None,
    })
}

/// A name by which the catalog finds the stream's model at its provider.
fn model_name(stream: &Stream, catalog: &Catalog) -> String {
    let with_provider = format!("{}/{}", stream.provider, stream.model);
    let is_found = |name: &String| {
        let found = catalog.resolve(name, false);
        found.is_ok_and(|found| found.provider() == stream.provider)
    };
    match !is_found(&stream.model) && is_found(&with_provider) {
        true => with_provider,
        false => stream.model.clone(),
    }
}

/// The workload's name: that of the model, with the tier where it is not the standard one, and a number where two providers
/// call a model the same.
fn workload_name(stream: &Stream, streams: &Streams) -> String {
    let same = |other: &&Stream| other.model == stream.model && other.tier == stream.tier;
    let before = streams
        .all
        .iter()
        .take_while(|other| !std::ptr::eq(*other, stream));
    let count = before.filter(same).count();
    let mut name = stream.model.clone();
    if let Some(tier) = stream.tier {
        name += &format!(" ({tier})");
    }
    if count > 0 {
        name += &format!(" {}", count + 1);
    }
    name
}

/// The share of the requests in the busiest hour of the day.
fn busiest_hour(stream: &Stream) -> Option<f64> {
    let hours = stream.hours?;
    let all: u64 = hours.iter().sum();
    let most = hours.iter().max().copied()?;
    let share = Exact::whole(most).to_f64() / Exact::whole(all).to_f64();
    (all > 0).then(|| (share * 10_000.0).round() / 10_000.0)
}
