//! Sums, differences and averages of exact amounts.

use crate::pricing::Exact;
use crate::sorting::sort_by;
use crate::usage_log::error::UsageLogError;

pub(in crate::usage_log) fn plus(a: Exact, b: Exact) -> Result<Exact, UsageLogError> {
    a.checked_add(b).ok_or_else(UsageLogError::digits)
}

pub(in crate::usage_log) fn minus(a: Exact, b: Exact) -> Result<Exact, UsageLogError> {
    a.checked_sub(b).ok_or_else(UsageLogError::digits)
}

pub(in crate::usage_log) fn times(a: Exact, b: Exact) -> Result<Exact, UsageLogError> {
    a.checked_mul(b).ok_or_else(UsageLogError::digits)
}

pub(in crate::usage_log) fn total(
    amounts: impl IntoIterator<Item = Exact>,
) -> Result<Exact, UsageLogError> {
    amounts.into_iter().try_fold(Exact::ZERO, plus)
}

/// The amount without its sign.
pub(in crate::usage_log) fn absolute(amount: Exact) -> Exact {
    if amount.is_negative() {
        amount.negated()
    } else {
        amount
    }
}

/// The mean of amounts, to [`DIVISION_DECIMALS`](crate::pricing::DIVISION_DECIMALS); 0 of none.
pub(in crate::usage_log) fn mean(amounts: &[Exact]) -> Result<Exact, UsageLogError> {
    let sum = total(amounts.iter().copied())?;
    match u32::try_from(amounts.len()) {
        Ok(0) => Ok(Exact::ZERO),
        Ok(count) => divided(sum, count),
        Err(_) => Err(UsageLogError::digits()),
    }
}

pub(in crate::usage_log) fn divided(amount: Exact, by: u32) -> Result<Exact, UsageLogError> {
    amount
        .checked_div_rounded(by)
        .ok_or_else(UsageLogError::digits)
}

/// The amount in the middle; of an even number, the lower of the two. 0 of none.
pub(in crate::usage_log) fn median(amounts: &[Exact]) -> Exact {
    let mut sorted = amounts.to_vec();
    sort_by(&mut sorted, Exact::cmp);
    let middle = sorted.len().saturating_sub(1) / 2;
    sorted.get(middle).copied().unwrap_or(Exact::ZERO)
}

/// The amount to a number of decimals, half up. Amounts that are negative are rounded towards 0 at
/// half.
pub(in crate::usage_log) fn rounded(amount: Exact, decimals: u32) -> Option<Exact> {
    let places = i32::try_from(decimals).ok()?;
    let step = Exact::ONE.checked_shift(-places)?;
    let up = amount.checked_next_multiple_of(step)?;
    let above = up.checked_sub(amount)?;
    match above.checked_add(above)? > step {
        true => up.checked_sub(step),
        false => Some(up),
    }
}

/// The amount as people read it: to the cent, or to four decimals where it is less than a dollar.
pub(in crate::usage_log) fn dollars(amount: Exact) -> String {
    let size = absolute(amount);
    let decimals = if size < Exact::ONE { 4 } else { 2 };
    let shown = rounded(size, decimals).unwrap_or(size).to_string();
    let shown = match shown.split_once('.') {
        Some((whole, part)) if part.len() < 2 => format!("{whole}.{part:0<2}"),
        Some(_) => shown,
        None => format!("{shown}.00"),
    };
    let sign = if amount.is_negative() { "-" } else { "" };
    format!("{sign}${shown}")
}

#[cfg(test)]
mod tests {
    use super::{dollars, mean, median, rounded};
    use crate::pricing::Exact;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_are_rounded_half_up() {
        for (amount, decimals, result) in [
            ("1.005", 2, "1.01"),
            ("1.0049", 2, "1"),
            ("2", 2, "2"),
            ("0.6", 0, "1"),
            ("-1.004", 2, "-1"),
        ] {
            assert_eq!(
                rounded(exact(amount), decimals),
                Some(exact(result)),
                "{amount}"
            );
        }
    }

    #[test]
    fn averages_of_none_are_zero() {
        assert_eq!(mean(&[]).unwrap(), Exact::ZERO);
        assert_eq!(median(&[]), Exact::ZERO);
        let three = ["3", "1", "2"].map(exact);
        assert_eq!(
            (mean(&three).unwrap(), median(&three)),
            (exact("2"), exact("2"))
        );
    }

    #[test]
    fn amounts_are_shown_to_the_cent() {
        let shown = ["12.3", "-0.00625", "1234.567", "0"].map(|amount| dollars(exact(amount)));
        assert_eq!(shown, ["$12.30", "-$0.0063", "$1234.57", "$0.00"]);
    }
}
