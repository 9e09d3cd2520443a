//! The formula of a line, and the rule that chose its rate, in words.

use super::price::PricedPart;
use super::rate_card::RateCard;
use super::usage::Part;
use crate::pricing::catalog::Unit;
use crate::pricing::catalog::schema::{Condition, ContextBasis};
use crate::pricing::number::Exact;

/// "50 × $0.15 / 1M tokens", and what the quantity came from.
pub(in crate::pricing) fn formula(part: &Part, price: &PricedPart<'_>) -> String {
    let in_seconds = part.component.is_time_in_seconds();
    let (divided, unit) = match price.unit {
        Unit::Minute if in_seconds => (" s ÷ 60", "minute"),
        Unit::Hour if in_seconds => (" s ÷ 3,600", "hour"),
        unit => ("", unit.as_str()),
    };
    // Every line of a quote has a formula, so it is assembled without the formatting machinery.
    let mut text = grouped(price.quantity);
    for part in [
        divided,
        " × $",
        price.rate.written(&mut [0; 40]),
        " / ",
        unit,
    ] {
        text.push_str(part);
    }
    if price.quantity != part.quantity {
        let used = grouped(part.quantity);
        match price.row.free {
            Some(free) => {
                text.push_str(&format!("; {used} used, {free} free"));
                if part.grants != Exact::ONE {
                    text.push_str(&format!(" a day on {} days", part.grants));
                }
            }
            None => text.push_str(&format!("; {used} used, rounded up")),
        }
        match (price.row.step, price.row.minimum) {
            (_, Some(minimum)) if price.quantity == minimum => {
                text.push_str(&format!(" to the minimum of {minimum}"));
            }
            (Some(step), _) => text.push_str(&format!(" to steps of {step}")),
            _ => {}
        }
    }
    let converted: Vec<&str> = part
        .conversions
        .iter()
        .map(|c| c.formula.as_str())
        .collect();
    if !converted.is_empty() {
        let whole = part
            .conversions
            .iter()
            .map(|c| c.tokens)
            .try_fold(0_u64, u64::checked_add);
        let all = whole.is_some_and(|whole| Exact::whole(whole) == part.quantity);
        let word = if all { "being" } else { "including" };
        text.push_str(&format!("; {word} {}", converted.join(" + ")));
    }
    text
}

/// The rule that chose the rate of a line.
pub(in crate::pricing) fn rule(card: &RateCard<'_>, price: &PricedPart<'_>) -> Option<String> {
    let mut reasons = Vec::new();
    if let Some(other) = price.billed_as {
        reasons.push(format!("billed as {other}"));
    }
    if card.resolved().is_fine_tuned()
        && !price.row.prices_training()
        && price.unit == Unit::MillionTokens
    {
        reasons.push("fine-tuned model".to_owned());
    }
    if let Some(when) = &price.row.when {
        reasons.extend(condition(when));
    }
    if let Some(uplift) = card.uplift()
        && price.component.is_tokens()
        && !price.row.prices_training()
    {
        let region = card.region().unwrap_or_default();
        reasons.push(format!("+{} % for processing in {region}", uplift.percent));
    }
    if price.discounted {
        reasons.push("contract discount applied".to_owned());
    }
    (!reasons.is_empty()).then(|| reasons.join("; "))
}

/// "long context: more than 272,000 input tokens", "size 1024x1024, quality hd".
pub(in crate::pricing) fn condition(when: &Condition) -> Vec<String> {
    let mut words = Vec::new();
    let counted = match when.basis {
        ContextBasis::InputTokens => "input tokens",
        ContextBasis::UncachedInputTokens => "uncached input tokens",
        ContextBasis::TotalTokens => "input and output tokens",
    };
    let bounds: Vec<String> = [
        (when.above, "more than"),
        (when.at_least, "at least"),
        (when.up_to, "at most"),
        (when.below, "fewer than"),
    ]
    .into_iter()
    .filter_map(|(bound, word)| Some(format!("{word} {}", grouped(Exact::whole(bound?)))))
    .collect();
    if !bounds.is_empty() {
        let long = when.above.is_some() || when.at_least.is_some();
        let name = if long {
            "long context"
        } else {
            "short context"
        };
        words.push(format!("{name}: {} {counted}", bounds.join(" and ")));
    }
    for (name, value) in [
        ("size", &when.size),
        ("quality", &when.quality),
        ("resolution", &when.resolution),
        ("variant", &when.variant),
    ] {
        if let Some(value) = value {
            words.push(format!("{name} {value}"));
        }
    }
    if let Some(gb) = when.memory_gb {
        words.push(format!("{gb} GB of memory"));
    }
    words
}

/// A number with commas between thousands: "1,050,000.5".
pub(in crate::pricing) fn grouped(value: Exact) -> String {
    let mut digits = [0; 40];
    let plain = value.written(&mut digits);
    let whole = plain.find('.').unwrap_or(plain.len());
    let mut text = String::with_capacity(plain.len() + whole / 3);
    for (at, digit) in plain.char_indices() {
        if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_grouped() {
        for (plain, shown) in [
            ("50", "50"),
            ("1000", "1,000"),
            ("272000", "272,000"),
            ("1234567.8901", "1,234,567.8901"),
        ] {
            assert_eq!(grouped(plain.parse().unwrap()), shown);
        }
    }
}
