//! From JSON to a [`Scenario`], field by field: every error names its field and what would be valid.
//!
//! An own reader rather than derived ones, for three reasons: an untagged choice ("a number, or low,
//! mode and high") keeps its path and its reason, unknown fields come with a near match, and bounds
//! are checked as soon as a field is seen, before any work.

mod fields;
mod values;
mod workload;

use serde::Serialize;

use crate::json::{Json, to_value};

use self::fields::{Fields, describe};
use self::values::*;
use self::workload::{read_quantities, read_workload};
use super::error::ProjectionError;
use super::scenario::*;

type Read<T> = Result<T, ProjectionError>;

/// Months at most.
pub const MAX_MONTHS: u32 = 600;
/// Workloads at most, and fixed costs at most.
pub const MAX_WORKLOADS: usize = 1_000;
/// Simulated cases at most.
pub const MAX_DRAWS: u32 = 1_000_000;
/// Turns of one conversation at most.
pub const MAX_TURNS: u32 = 10_000;
/// The greatest number of anything per request, day or month.
pub const MAX_VOLUME: f64 = 1e15;
const MAX_GRANTS: usize = 1_000;
const MAX_MIX: usize = 100;

impl Scenario {
    /// Reads a scenario from JSON text.
    ///
    /// # Errors
    /// [`ProjectionError`], with the field and what would be valid.
    pub fn from_json(json: &str) -> Result<Self, ProjectionError> {
        let value = crate::json::parse(json)
            .map_err(|error| ProjectionError::invalid("", error.to_string()))?;
        Self::from_parsed(&value)
    }

    /// Reads a scenario from a JSON value.
    ///
    /// # Errors
    /// [`ProjectionError`], with the field and what would be valid.
    pub fn from_value(value: &(impl Serialize + ?Sized)) -> Result<Self, ProjectionError> {
        let value =
            to_value(value).map_err(|error| ProjectionError::invalid("", error.to_string()))?;
        Self::from_parsed(&value)
    }

    /// As [`from_value`](Self::from_value), of a JSON value.
    ///
    /// # Errors
    /// The same.
    pub fn from_parsed(value: &Json) -> Result<Self, ProjectionError> {
        let scenario = read_scenario(value)?;
        super::validate::validate(&scenario)?;
        Ok(scenario)
    }
}

fn read_scenario(value: &Json) -> Read<Scenario> {
    let fields = Fields::of(
        value,
        "",
        "a scenario",
        &[
            "version",
            "name",
            "start",
            "months",
            "monthLength",
            "workloads",
            "fixed",
            "budget",
            "credits",
            "limits",
            "priceChangePerYear",
            "markup",
            "uncertainty",
        ],
    )?;
    let (version, path) = fields.required("version", "1")?;
    if version.as_f64() != Some(1.0) {
        return Err(ProjectionError::invalid(
            path,
            format!(
                "must be 1, the version of this format; got {}",
                describe(version)
            ),
        ));
    }
    Ok(Scenario {
        version: 1,
        name: fields.optional("name", read_name)?,
        start: fields.optional("start", read_day)?,
        months: {
            let (months, path) = fields.required("months", "a whole number from 1 to 600")?;
            read_whole(months, path, 1, MAX_MONTHS)?
        },
        month_length: fields.optional("monthLength", read_month_length)?,
        workloads: {
            let (workloads, path) = fields.required("workloads", "an array of workloads")?;
            read_list(workloads, path, MAX_WORKLOADS, read_workload)?
        },
        fixed: fields.optional("fixed", |value, path| {
            read_list(value, path, MAX_WORKLOADS, read_fixed)
        })?,
        budget: fields.optional("budget", read_budget)?,
        credits: fields.optional("credits", read_credits)?,
        limits: fields.optional("limits", read_limits)?,
        price_change_per_year: fields.optional("priceChangePerYear", |value, path| {
            read_number(value, path, -1.0, 10.0)
        })?,
        markup: fields.optional("markup", |value, path| {
            let number = read_number(value, path.clone(), -1.0, 10.0)?;
            if number.0.checked_shift(4).is_none_or(|n| n.as_ratio().1 > 0) {
                return Err(ProjectionError::invalid(
                    path,
                    "has at most 4 decimals, 0.1925 for 19.25 %",
                ));
            }
            Ok(number)
        })?,
        uncertainty: fields.optional("uncertainty", |value, path| {
            let fields = Fields::of(value, &path, "uncertainty", &["draws", "seed"])?;
            Ok(Uncertainty {
                draws: fields
                    .optional("draws", |value, path| read_whole(value, path, 0, MAX_DRAWS))?,
                seed: fields.optional("seed", read_seed)?,
            })
        })?,
    })
}

fn read_fixed(value: &Json, path: String) -> Read<FixedCost> {
    let fields = Fields::of(
        value,
        &path,
        "a fixed cost",
        &["name", "model", "quantities", "amount", "every"],
    )?;
    Ok(FixedCost {
        name: fields.read("name", "the cost's name", read_name)?,
        model: fields.optional("model", read_name)?,
        quantities: fields.optional("quantities", read_quantities)?,
        amount: fields.optional("amount", |v, p| read_number(v, p, 0.0, MAX_VOLUME))?,
        every: fields.optional("every", |value, path| {
            read_word(
                value,
                path,
                &[
                    ("once", Every::Once),
                    ("month", Every::Month),
                    ("day", Every::Day),
                ],
            )
        })?,
    })
}

fn read_budget(value: &Json, path: String) -> Read<Budget> {
    let fields = Fields::of(value, &path, "budget", &["monthly", "thresholds", "hard"])?;
    Ok(Budget {
        monthly: fields.read("monthly", "US dollars per month", read_volume)?,
        thresholds: fields.optional("thresholds", |value, path| {
            read_list(value, path, MAX_MIX, |v, p| read_number(v, p, 0.0, 100.0))
        })?,
        hard: fields.optional("hard", |value, path| match value {
            Json::Bool(hard) => Ok(*hard),
            other => Err(fields::mistyped(path, "true or false", other)),
        })?,
    })
}

fn read_credits(value: &Json, path: String) -> Read<Credits> {
    let fields = Fields::of(value, &path, "credits", &["grants", "autoRecharge"])?;
    Ok(Credits {
        grants: fields.read("grants", "an array of { amount, from, expires }", |v, p| {
            read_list(v, p, MAX_GRANTS, |value, path| {
                let fields = Fields::of(value, &path, "a grant", &["amount", "from", "expires"])?;
                Ok(Grant {
                    amount: fields.read("amount", "US dollars", read_volume)?,
                    from: fields.optional("from", read_day)?,
                    expires: fields.optional("expires", read_day)?,
                })
            })
        })?,
        auto_recharge: fields.optional("autoRecharge", |value, path| {
            let fields = Fields::of(
                value,
                &path,
                "autoRecharge",
                &["below", "amount", "monthlyMax"],
            )?;
            Ok(AutoRecharge {
                below: fields.read("below", "US dollars", read_volume)?,
                amount: fields.read("amount", "US dollars above 0", |v, p| {
                    read_number(v, p, 0.01, MAX_VOLUME)
                })?,
                monthly_max: fields.optional("monthlyMax", read_volume)?,
            })
        })?,
    })
}

fn read_limits(value: &Json, path: String) -> Read<RateLimits> {
    let fields = Fields::of(
        value,
        &path,
        "limits",
        &[
            "tier",
            "requestsPerMinute",
            "requestsPerDay",
            "tokensPerMinute",
            "tokensPerDay",
            "batchQueueTokens",
        ],
    )?;
    let limit = |name| fields.optional(name, |v, p| read_number(v, p, 1e-6, MAX_VOLUME));
    Ok(RateLimits {
        tier: fields.optional("tier", read_name)?,
        requests_per_minute: limit("requestsPerMinute")?,
        requests_per_day: limit("requestsPerDay")?,
        tokens_per_minute: limit("tokensPerMinute")?,
        tokens_per_day: limit("tokensPerDay")?,
        batch_queue_tokens: limit("batchQueueTokens")?,
    })
}
