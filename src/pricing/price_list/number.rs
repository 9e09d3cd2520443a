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
    let written = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let (mantissa, power) = match written.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
        None => (written.as_str(), 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = all.trim_start_matches('0');
    let leading = i32::try_from(all.len() - digits.len()).ok()?;
    let (digits, carried) = rounded(digits);
    // The place of the first digit that is not 0: 0 for units, -1 for tenths.
    let first = i32::try_from(whole.len()).ok()?.checked_sub(1 + leading)?;
    let point = first
        .checked_add(power)?
        .checked_add(exponent)?
        .checked_add(i32::from(carried))?;
    plain(digits.trim_end_matches('0'), point)?.parse().ok()
}

/// The first digits, rounded half up; and whether the rounding made one digit more.
fn rounded(digits: &str) -> (String, bool) {
    let (kept, rest) = digits.split_at_checked(DIGITS).unwrap_or((digits, ""));
    let mut kept: Vec<u8> = kept.bytes().collect();
    if rest.bytes().next().is_none_or(|byte| byte < b'5') {
        return (kept.into_iter().map(char::from).collect(), false);
    }
    for digit in kept.iter_mut().rev() {
        if *digit != b'9' {
            *digit += 1;
            return (kept.into_iter().map(char::from).collect(), false);
        }
        *digit = b'0';
    }
    ("1".to_owned(), true)
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
        assert_eq!(text(&json!("1.5E3"), 0).as_deref(), Some("1500"));
    }

    #[test]
    fn the_noise_of_floats_is_rounded_away() {
        assert_eq!(
            text(&json!(0.492_999_999_999_999_94), 0).as_deref(),
            Some("0.493")
        );
        assert_eq!(text(&json!(0.1 + 0.2), 0).as_deref(), Some("0.3"));
        assert_eq!(
            text(&json!(9.999_999_999_999_998), 0).as_deref(),
            Some("10")
        );
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
