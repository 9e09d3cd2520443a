//! The floats of JSON as the decimals that people wrote.

use serde_json::Value;

use crate::pricing::number::Exact;

/// Digits that are kept. Lists compute prices per token with floats, whose noise begins at the
/// sixteenth digit; no vendor prints twelve.
const DIGITS: usize = 12;

/// A number, or a text that is one, times a power of ten, rounded to twelve significant digits.
///
/// `None` for anything else, for what is negative, and where the result needs more than 28 digits.
pub fn decimal(value: &Value, exponent: i32) -> Option<Exact> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse::<f64>().ok()?,
        _ => return None,
    };
    if !number.is_finite() || number < 0.0 {
        return None;
    }
    let written = format!("{number:.*e}", DIGITS - 1);
    let (mantissa, power) = written.split_once('e')?;
    let point: i32 = power.parse::<i32>().ok()?.checked_add(exponent)?;
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    plain(digits.trim_end_matches('0'), point)?.parse().ok()
}

/// The digits d₁d₂d₃… as d₁.d₂d₃… × 10^`point`, without an exponent.
fn plain(digits: &str, point: i32) -> Option<String> {
    // Far outside of these, no `Exact` holds the number.
    if !(-28..=28).contains(&point) {
        return digits.is_empty().then(|| "0".to_owned());
    }
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    let Ok(point) = usize::try_from(point) else {
        let zeros = "0".repeat(usize::try_from(-point - 1).ok()?);
        return Some(format!("0.{zeros}{digits}"));
    };
    Some(match digits.get(..=point) {
        Some(whole) if digits.len() > point + 1 => format!("{whole}.{}", digits.get(point + 1..)?),
        Some(whole) => whole.to_owned(),
        None => format!("{digits}{}", "0".repeat(point + 1 - digits.len())),
    })
}

#[cfg(test)]
mod tests {
    use super::decimal;
    use serde_json::json;

    fn text(value: &serde_json::Value, exponent: i32) -> Option<String> {
        decimal(value, exponent).map(|number| number.to_string())
    }

    #[test]
    fn a_price_per_token_becomes_one_per_million() {
        assert_eq!(text(&json!(2.5e-6), 6).as_deref(), Some("2.5"));
        assert_eq!(text(&json!(1e-9), 6).as_deref(), Some("0.001"));
        assert_eq!(text(&json!(0.014), 3).as_deref(), Some("14"));
        assert_eq!(text(&json!(150), 0).as_deref(), Some("150"));
        assert_eq!(text(&json!("0.000002"), 6).as_deref(), Some("2"));
        assert_eq!(text(&json!(0), 6).as_deref(), Some("0"));
    }

    #[test]
    fn the_noise_of_floats_is_rounded_away() {
        assert_eq!(
            text(&json!(0.492_999_999_999_999_94), 0).as_deref(),
            Some("0.493")
        );
        assert_eq!(text(&json!(0.1 + 0.2), 0).as_deref(), Some("0.3"));
    }

    #[test]
    fn what_is_no_price_is_none() {
        for value in [
            json!(-1),
            json!(null),
            json!("free"),
            json!([1]),
            json!("inf"),
        ] {
            assert_eq!(text(&value, 6), None, "{value}");
        }
        assert_eq!(text(&json!(1e300), 6), None);
    }
}
