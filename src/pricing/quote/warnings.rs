//! The warnings of a quote: what to know before relying on its total.

use serde::Serialize;

use super::price::PricedPart;
use super::quantities::field_of;
use super::rate_card::RateCard;
use super::unread::Unread;
use super::usage::Usage;
use super::warning_code::WarningCode;
use super::wording::{self, grouped};
use crate::pricing::catalog::schema::Condition;
use crate::pricing::catalog::{Component, Confidence, NameMatch};
use crate::pricing::number::{Exact, Validity};

/// Something to know before relying on a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Warning {
    /// A stable code, such as WarningCode::PriceDisputed or WarningCode::EstimatedTokens.
    pub code: WarningCode,
    /// The warning in words.
    pub message: String,
    /// The quantity in question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// A price is stale if it was last checked more than this many days before the day of the quote.
pub const STALE_AFTER_DAYS: i32 = 90;

/// The end of a model is worth a warning in the year before it.
const NEAR_END_DAYS: i32 = 366;

impl RateCard<'_> {
    /// What one should know before relying on `priced`, the parts of `usage` that
    /// [`price`](Self::price) returned. Each warning is given once.
    pub fn warnings(&self, usage: &Usage, priced: &[PricedPart<'_>]) -> Vec<Warning> {
        collect(self, usage, priced)
    }
}

/// All warnings of a quote, without duplicates.
pub(in crate::pricing) fn collect(
    card: &RateCard<'_>,
    usage: &Usage,
    priced: &[PricedPart<'_>],
) -> Vec<Warning> {
    let mut list = Vec::new();
    for price in priced {
        about_price(card, price, &mut list);
    }
    for part in &usage.parts {
        for conversion in part.conversions.iter().filter(|c| !c.exact) {
            let mut message = format!(
                "the tokens of {} are an estimate: {}",
                part.component, conversion.formula
            );
            if let Some(dispute) = &conversion.dispute {
                message.push_str("; ");
                message.push_str(dispute);
            }
            push(
                &mut list,
                WarningCode::EstimatedTokens,
                message,
                Some(field_of(part.component)),
            );
        }
    }
    about_length(card, usage, &mut list);
    about_model(card, &mut list);
    about_name(card, &mut list);
    list
}

/// Warnings about a usage that a response states: what was not read of it, and what it is a part of.
pub(in crate::pricing) fn about_usage(unread: &[Unread], partial: bool) -> Vec<Warning> {
    let mut list = Vec::new();
    if let Some(first) = unread.first() {
        let paths: Vec<&str> = unread.iter().map(|number| number.path.as_str()).collect();
        let paths = paths.join(", ");
        push(
            &mut list,
            WarningCode::UnreadUsage,
            format!("numbers that may be billed are not in the price: {paths}"),
            Some(&first.path),
        );
    }
    if partial {
        push(
            &mut list,
            WarningCode::PartialStream,
            "this is a part of a stream; the price leaves out what other parts have".to_owned(),
            None,
        );
    }
    list
}

/// Warnings about how the name was understood.
fn about_name(card: &RateCard<'_>, list: &mut Vec<Warning>) {
    let (resolved, day) = (card.resolved(), card.day());
    let id = resolved.id();
    if resolved.matched() == NameMatch::Family {
        push(
            list,
            WarningCode::EstimatedPrice,
            format!("the name is not in the catalog; the price is that of {id}, a guess"),
            Some("model"),
        );
    }
    if let Some(asked_for) = resolved.asked_for {
        push(
            list,
            WarningCode::ModelDeprecated,
            format!(
                "{} is retired; requests for it are served and billed as {id}",
                asked_for.id
            ),
            Some("model"),
        );
    } else if let Some(successor) = &card.record().served_by
        && successor.from <= day
    {
        push(
            list,
            WarningCode::ModelDeprecated,
            format!(
                "{id} is retired; since {} requests for it are served and billed as {}. Name the \
                 day (`on`) to get the price of that day",
                successor.from, successor.model
            ),
            Some("model"),
        );
    }
}

fn push(list: &mut Vec<Warning>, code: WarningCode, message: String, path: Option<&str>) {
    if !list
        .iter()
        .any(|known| known.code == code && known.message == message)
    {
        list.push(Warning {
            code,
            message,
            path: path.map(str::to_owned),
        });
    }
}

/// Warnings about the price of one part.
fn about_price(card: &RateCard<'_>, price: &PricedPart<'_>, list: &mut Vec<Warning>) {
    let (row, day, component) = (price.row, card.day(), price.component);
    let priced_as = price.billed_as.unwrap_or(component);
    if let (Some(source), Some(checked)) = card.resolved().source_of(row)
        && day.days_since(checked) > STALE_AFTER_DAYS
    {
        push(
            list,
            WarningCode::PriceStale,
            format!(
                "the price was last checked on {checked}, {} days before {day}; look at {}, {}",
                day.days_since(checked),
                source.name,
                source.url
            ),
            None,
        );
    }
    for dispute in &row.disputes {
        let applies = dispute.components.is_empty() || dispute.components.contains(&priced_as);
        if applies && Validity::new(dispute.from, dispute.to).contains(day) {
            let source = card.resolved().provider_file().sources.get(&dispute.source);
            let source = source.map_or(dispute.source.as_str(), |source| source.name.as_str());
            push(
                list,
                WarningCode::PriceDisputed,
                format!("{source} says of {priced_as}: {}", dispute.says),
                None,
            );
        }
    }
    let because = |reason: &str| match &row.note {
        Some(note) => format!("the {priced_as} rate {reason}: {note}"),
        None => format!("the {priced_as} rate {reason}"),
    };
    match row.confidence {
        Confidence::Inferred => push(
            list,
            WarningCode::EstimatedPrice,
            because("is inferred, not published"),
            None,
        ),
        Confidence::Scheduled => push(
            list,
            WarningCode::EstimatedPrice,
            because("is announced and may still change"),
            None,
        ),
        _ => {}
    }
    if let Some(until) = row.at_least_until
        && day > until
    {
        push(
            list,
            WarningCode::EstimatedPrice,
            because(&format!("is a promotion, promised only until {until}")),
            None,
        );
    }
    let variant = row.when.as_ref().and_then(|when| when.variant.as_deref());
    if let Some(variant) = variant.filter(|_| !card.variant_is_requested()) {
        let others: Vec<String> = card
            .record()
            .variants
            .iter()
            .filter(|(name, _)| name.as_str() != variant)
            .map(|(name, words)| format!("{name} ({words})"))
            .collect();
        push(
            list,
            WarningCode::EstimatedPrice,
            format!(
                "priced as {variant}; other prices hold for {}",
                others.join(", ")
            ),
            Some("variant"),
        );
    }
    if let Some(when) = row
        .when
        .as_ref()
        .filter(|when| when.above.is_some() || when.at_least.is_some())
    {
        push(
            list,
            WarningCode::TierCrossed,
            format!(
                "the whole request is priced as {}",
                wording::condition(when).join(", ")
            ),
            None,
        );
    }
}

/// Warnings about the length of prompt and answer.
fn about_length(card: &RateCard<'_>, usage: &Usage, list: &mut Vec<Warning>) {
    let (record, Some(context)) = (card.record(), usage.context()) else {
        return;
    };
    let requests = usage.requests;
    // Multiplying the bound, instead of dividing the tokens, never rounds.
    let exceeds = |tokens: Exact, bound: u64| {
        Exact::whole(bound)
            .checked_mul(requests)
            .is_some_and(|bound| tokens > bound)
    };
    let each = if requests == Exact::ONE {
        ""
    } else {
        " per request on average"
    };
    if let Some(window) = record
        .context_window
        .filter(|window| exceeds(context.total, *window))
    {
        push(
            list,
            WarningCode::ContextOverflow,
            format!(
                "{} tokens{each} do not fit the context window of {}",
                grouped(context.total),
                grouped(Exact::whole(window))
            ),
            Some("quantities.inputTokens"),
        );
    } else if let Some(most) = record
        .max_input_tokens
        .filter(|most| exceeds(context.input, *most))
    {
        push(
            list,
            WarningCode::ContextOverflow,
            format!(
                "{} prompt tokens{each} are more than the model's {}",
                grouped(context.input),
                grouped(Exact::whole(most))
            ),
            Some("quantities.inputTokens"),
        );
    }
    let output = context.total.checked_sub(context.input).unwrap_or_default();
    if let Some(most) = record
        .max_output_tokens
        .filter(|most| exceeds(output, *most))
    {
        push(
            list,
            WarningCode::OutputOverflow,
            format!(
                "{} tokens{each} of answer are more than the model's {}",
                grouped(output),
                grouped(Exact::whole(most))
            ),
            Some("quantities.outputTokens"),
        );
    }
    let caches = &card.resolved().provider_file().caches;
    if let Some(cache) = record.cache.as_ref().and_then(|key| caches.get(key)) {
        let minimum = Exact::whole(cache.minimum_tokens.into()).checked_mul(requests);
        let too_short = minimum.is_some_and(|minimum| context.input < minimum);
        let cached = usage.parts.iter().find(|part| {
            matches!(
                part.component,
                Component::CachedInput | Component::CacheWrite | Component::LongCacheWrite
            )
        });
        if let Some(part) = cached.filter(|_| too_short) {
            push(
                list,
                WarningCode::CacheBelowMinimum,
                format!(
                    "prompts shorter than {} tokens are not cached",
                    cache.minimum_tokens
                ),
                Some(field_of(part.component)),
            );
        }
    }
    // The sum of several requests is priced by their average. If some of them may be long, that is an
    // estimate.
    let may_be_long = |when: &Condition| {
        when.has_bounds()
            && !when
                .at_most_short()
                .admits(context.by(when.basis), Exact::ONE)
    };
    let rows = || {
        card.resolved()
            .rows()
            .filter(|row| row.in_force(card.day()) && row.holds_in(card.tier()))
    };
    if requests > Exact::ONE && rows().any(|row| row.when.as_ref().is_some_and(may_be_long)) {
        push(list, WarningCode::EstimatedPrice, "the length of context is judged by the average request; price requests one by one where some are long".to_owned(), Some("quantities.requests"));
    }
}

/// Warnings about the life of the model.
fn about_model(card: &RateCard<'_>, list: &mut Vec<Warning>) {
    let (record, day, id) = (card.record(), card.day(), card.resolved().id());
    let instead = match &record.successor {
        Some(successor) => format!("; the vendor recommends {successor}"),
        None => String::new(),
    };
    match (record.retires, record.deprecated) {
        (Some(retires), _) if retires <= day => {
            push(
                list,
                WarningCode::ModelDeprecated,
                format!("{id} was to be switched off on {retires}{instead}"),
                Some("model"),
            );
        }
        (_, Some(deprecated)) if deprecated <= day => {
            push(
                list,
                WarningCode::ModelDeprecated,
                match record.retires {
                    Some(retires) => {
                        format!(
                            "{id} is deprecated since {deprecated} and retires on {retires}{instead}"
                        )
                    }
                    None => format!("{id} is deprecated since {deprecated}"),
                },
                Some("model"),
            );
        }
        // The day of the announcement is not known, but it was not later than the newest check.
        (Some(retires), None)
            if card.newest_check() <= day && retires.days_since(day) <= NEAR_END_DAYS =>
        {
            push(
                list,
                WarningCode::ModelDeprecated,
                format!("{id} is deprecated and retires on {retires}{instead}"),
                Some("model"),
            );
        }
        _ if record.legacy && card.newest_check() <= day => {
            push(
                list,
                WarningCode::ModelDeprecated,
                format!("{id} is no longer served"),
                Some("model"),
            );
        }
        _ => {}
    }
}
