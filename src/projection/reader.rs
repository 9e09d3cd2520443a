//! From JSON to a [`Scenario`], field by field: every error names its field and what would be valid.
//!
//! An own reader rather than derived ones, for three reasons: an untagged choice ("a number, or low,
//! mode and high") keeps its path and its reason, unknown fields come with a near match, and bounds
//! are checked as soon as a field is seen, before any work.

mod fields;

use serde::Serialize;

use crate::json::{Json, to_value};

use self::fields::{Fields, at, bounded_array, describe, elements};
use super::error::ProjectionError;
use super::scenario::*;
use crate::near_match::near_matches;
use crate::pricing::{Day, Exact, Tier};

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
const MAX_SAMPLES: usize = 100_000;
const MAX_GRANTS: usize = 1_000;
const MAX_MIX: usize = 100;
const MAX_STEPS: usize = 20;
const MAX_IMAGES: usize = 1_000;
const MAX_NAME: usize = 200;

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
            if number.0.shift(4).is_none_or(|n| n.as_ratio().1 > 0) {
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

fn read_workload(value: &Json, path: String) -> Read<Workload> {
    let fields = Fields::of(
        value,
        &path,
        "a workload",
        &[
            "name",
            "model",
            "tier",
            "batchShare",
            "requests",
            "growth",
            "seasonality",
            "request",
            "conversation",
            "cache",
            "responseCacheHitRate",
            "retries",
            "peakHourShare",
            "latencySeconds",
            "steps",
        ],
    )?;
    Ok(Workload {
        name: fields.read("name", "the workload's name", read_name)?,
        model: fields.read("model", "a model's id, or a mix", read_model)?,
        tier: fields.optional("tier", read_tier)?,
        batch_share: fields.optional("batchShare", read_share)?,
        requests: fields.read(
            "requests",
            "an object with perDay, perMonth, or users and perUserPerDay",
            read_requests,
        )?,
        growth: fields.optional("growth", read_growth)?,
        seasonality: fields.optional("seasonality", read_seasonality)?,
        request: fields.optional("request", read_quantities)?,
        conversation: fields.optional("conversation", read_conversation)?,
        cache: fields.optional("cache", |value, path| {
            let fields = Fields::of(value, &path, "cache", &["prefixTokens", "hitRate"])?;
            Ok(PrefixCache {
                prefix_tokens: fields.read("prefixTokens", "a number of tokens", read_volume)?,
                hit_rate: fields.read("hitRate", "a share from 0 to 1", read_share)?,
            })
        })?,
        response_cache_hit_rate: fields.optional("responseCacheHitRate", read_share)?,
        retries: fields.optional("retries", |value, path| {
            let fields = Fields::of(
                value,
                &path,
                "retries",
                &["rate", "max", "billedOutputShare"],
            )?;
            Ok(Retries {
                rate: fields.read("rate", "a share from 0 to 0.99", |value, path| {
                    read_number(value, path, 0.0, 0.99)
                })?,
                max: fields.read("max", "a whole number from 0 to 100", |value, path| {
                    read_whole(value, path, 0, 100)
                })?,
                billed_output_share: fields.optional("billedOutputShare", read_share)?,
            })
        })?,
        peak_hour_share: fields.optional("peakHourShare", read_share)?,
        latency_seconds: fields.optional("latencySeconds", |value, path| {
            read_number(value, path, 0.0, 86_400.0)
        })?,
        steps: fields.optional("steps", |value, path| {
            read_list(value, path, MAX_STEPS, read_step)
        })?,
    })
}

fn read_step(value: &Json, path: String) -> Read<Step> {
    let fields = Fields::of(
        value,
        &path,
        "a step",
        &["model", "tier", "share", "request"],
    )?;
    Ok(Step {
        model: fields.read("model", "a model's id", read_name)?,
        tier: fields.optional("tier", read_tier)?,
        share: fields.optional("share", |value, path| {
            read_number(value, path, 0.0, 1_000.0)
        })?,
        request: fields.read("request", "what one call uses", read_quantities)?,
    })
}

fn read_model(value: &Json, path: String) -> Read<ModelChoice> {
    if value.as_text().is_some() {
        return read_name(value, path).map(ModelChoice::One);
    }
    if !matches!(value, Json::List(_)) {
        return Err(ProjectionError::invalid(
            path,
            format!(
                "must be a model's id or an array of {{ model, share }}; got {}",
                describe(value)
            ),
        ));
    }
    let mix = read_list(value, path.clone(), MAX_MIX, |value, path| {
        let fields = Fields::of(value, &path, "a share of a mix", &["model", "share"])?;
        Ok(ModelShare {
            model: fields.read("model", "a model's id", read_name)?,
            share: fields.read("share", "a share from 0 to 1", read_share)?,
        })
    })?;
    Ok(ModelChoice::Mix(mix))
}

fn read_requests(value: &Json, path: String) -> Read<Requests> {
    let fields = Fields::of(
        value,
        &path,
        "requests",
        &["perDay", "perMonth", "users", "perUserPerDay", "activeDays"],
    )?;
    Ok(Requests {
        per_day: fields.optional("perDay", read_uncertain_volume)?,
        per_month: fields.optional("perMonth", read_uncertain_volume)?,
        users: fields.optional("users", read_uncertain_volume)?,
        per_user_per_day: fields.optional("perUserPerDay", read_uncertain_volume)?,
        active_days: fields.optional("activeDays", |value, path| {
            read_word(
                value,
                path,
                &[("all", ActiveDays::All), ("weekdays", ActiveDays::Weekdays)],
            )
        })?,
    })
}

fn read_growth(value: &Json, path: String) -> Read<Growth> {
    const KINDS: [(&str, &[&str]); 5] = [
        ("linear", &["kind", "perMonth"]),
        ("compound", &["kind", "perMonth"]),
        ("logistic", &["kind", "capacity", "rate", "midpoint"]),
        ("steps", &["kind", "steps"]),
        ("series", &["kind", "perDay"]),
    ];
    let any = Fields::of(
        value,
        &path,
        "growth",
        &[
            "kind", "perMonth", "capacity", "rate", "midpoint", "steps", "perDay",
        ],
    )?;
    let words: Vec<(&str, usize)> = KINDS
        .iter()
        .enumerate()
        .map(|(i, (word, _))| (*word, i))
        .collect();
    let kind = any.read(
        "kind",
        "\"linear\", \"compound\", \"logistic\", \"steps\" or \"series\"",
        |value, path| read_word(value, path, &words),
    )?;
    // A field of another kind is as wrong as an unknown one.
    let fields = Fields::of(
        value,
        &path,
        &format!("growth of the kind {:?}", KINDS[kind].0),
        KINDS[kind].1,
    )?;
    Ok(match kind {
        0 => Growth::Linear {
            per_month: fields.read("perMonth", "requests per day added each month", |v, p| {
                read_uncertain(v, p, -MAX_VOLUME, MAX_VOLUME)
            })?,
        },
        1 => Growth::Compound {
            per_month: fields.read("perMonth", "a share, 0.12 for 12 % a month", |v, p| {
                read_uncertain(v, p, -1.0, 100.0)
            })?,
        },
        2 => Growth::Logistic {
            capacity: fields.read("capacity", "requests per day", read_uncertain_volume)?,
            rate: fields.read("rate", "a number", |v, p| read_number(v, p, -100.0, 100.0))?,
            midpoint: fields.read("midpoint", "months after the start", |v, p| {
                read_number(v, p, -1e6, 1e6)
            })?,
        },
        3 => Growth::Steps {
            steps: fields.read("steps", "an array of { month, factor }", |v, p| {
                read_list(v, p, MAX_MONTHS as usize, |value, path| {
                    let fields = Fields::of(value, &path, "a step", &["month", "factor"])?;
                    Ok(GrowthStep {
                        month: fields.read("month", "a month, 1 is the first", |v, p| {
                            read_whole(v, p, 1, MAX_MONTHS)
                        })?,
                        factor: fields.read("factor", "a factor", read_volume)?,
                    })
                })
            })?,
        },
        _ => Growth::Series {
            per_day: fields.read("perDay", "requests per day, month by month", |v, p| {
                read_list(v, p, MAX_MONTHS as usize, read_volume)
            })?,
        },
    })
}

fn read_seasonality(value: &Json, path: String) -> Read<Seasonality> {
    let fields = Fields::of(value, &path, "seasonality", &["months", "weekdays"])?;
    let factors = |name: &str, count: usize, first: &str| {
        fields.optional(name, |value, path| {
            let list = read_list(value, path.clone(), count, read_volume)?;
            if list.len() == count {
                Ok(list)
            } else {
                Err(ProjectionError::invalid(
                    path,
                    format!(
                        "must have {count} factors, {first} first; got {}",
                        list.len()
                    ),
                ))
            }
        })
    };
    Ok(Seasonality {
        months: factors("months", 12, "January")?,
        weekdays: factors("weekdays", 7, "Monday")?,
    })
}

macro_rules! quantities_reader {
    ($($(#[$doc:meta])* $field:ident $name:literal,)*) => {
        fn read_quantities(value: &Json, path: String) -> Read<RequestQuantities> {
            let fields = Fields::of(value, &path, "request", &[
                $($name,)*
                "images", "generatedImages", "videoResolution", "codeInterpreterMemoryGb",
            ])?;
            Ok(RequestQuantities {
                $($field: fields.optional($name, read_uncertain_volume)?,)*
                images: fields.optional("images", |value, path| {
                    read_list(value, path, MAX_IMAGES, fields::typed)
                })?,
                generated_images: fields.optional("generatedImages", |value, path| {
                    read_list(value, path, MAX_IMAGES, fields::typed)
                })?,
                video_resolution: fields.optional("videoResolution", read_name)?,
                code_interpreter_memory_gb:
                    fields.optional("codeInterpreterMemoryGb", read_volume)?,
            })
        }
    };
}
for_each_quantity!(quantities_reader);

fn read_conversation(value: &Json, path: String) -> Read<Conversation> {
    let fields = Fields::of(
        value,
        &path,
        "conversation",
        &[
            "turns",
            "systemTokens",
            "userTokens",
            "answerTokens",
            "maxContext",
            "caching",
            "gapSeconds",
        ],
    )?;
    let tokens = "a number of tokens";
    Ok(Conversation {
        turns: fields.read("turns", "a number from 1 to 10,000", |v, p| {
            read_uncertain(v, p, 1.0, f64::from(MAX_TURNS))
        })?,
        system_tokens: fields.read("systemTokens", tokens, read_uncertain_volume)?,
        user_tokens: fields.read("userTokens", tokens, read_uncertain_volume)?,
        answer_tokens: fields.read("answerTokens", tokens, read_uncertain_volume)?,
        max_context: fields.optional("maxContext", |v, p| read_number(v, p, 1.0, MAX_VOLUME))?,
        caching: fields.optional("caching", |value, path| {
            read_word(
                value,
                path,
                &[
                    ("none", ConversationCaching::None),
                    ("automatic", ConversationCaching::Automatic),
                    ("explicit", ConversationCaching::Explicit),
                ],
            )
        })?,
        gap_seconds: fields.optional("gapSeconds", read_volume)?,
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

fn read_list<T>(
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

fn read_month_length(value: &Json, path: String) -> Read<MonthLength> {
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
fn read_uncertain_volume(value: &Json, path: String) -> Read<Uncertain> {
    read_uncertain(value, path, 0.0, MAX_VOLUME)
}

fn read_uncertain(value: &Json, path: String, least: f64, most: f64) -> Read<Uncertain> {
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

fn read_volume(value: &Json, path: String) -> Read<Number> {
    read_number(value, path, 0.0, MAX_VOLUME)
}

fn read_share(value: &Json, path: String) -> Read<Number> {
    read_number(value, path, 0.0, 1.0)
}

fn read_number(value: &Json, path: String, least: f64, most: f64) -> Read<Number> {
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

fn read_whole(value: &Json, path: String, least: u32, most: u32) -> Read<u32> {
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

fn read_seed(value: &Json, path: String) -> Read<u64> {
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

fn read_name(value: &Json, path: String) -> Read<String> {
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

fn read_day(value: &Json, path: String) -> Read<Day> {
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

fn read_tier(value: &Json, path: String) -> Read<Tier> {
    let words = Tier::ALL.iter().map(|tier| (tier.as_str(), *tier));
    let words: Vec<(&str, Tier)> = words.chain([("fast", Tier::Priority)]).collect();
    read_word(value, path, &words)
}

fn read_word<T: Copy>(value: &Json, path: String, words: &[(&str, T)]) -> Read<T> {
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

/// The path of an element, for the checks in [`super::validate`].
pub(super) fn element(path: &str, index: usize) -> String {
    at(path, index)
}
