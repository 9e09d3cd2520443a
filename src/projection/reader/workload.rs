//! A workload: its model, requests, growth and season, and what a request or conversation uses.

use super::fields::{self, Fields, describe};
use super::values::*;
use super::{MAX_MIX, MAX_MONTHS, MAX_TURNS, MAX_VOLUME, Read};
use crate::json::Json;
use crate::projection::error::ProjectionError;
use crate::projection::scenario::*;

const MAX_STEPS: usize = 20;
const MAX_IMAGES: usize = 1_000;

pub(super) fn read_workload(value: &Json, path: String) -> Read<Workload> {
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
        pub(super) fn read_quantities(value: &Json, path: String) -> Read<RequestQuantities> {
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
