//! A decimal number, and arithmetic on it that never rounds unnoticed.

use crate::pricing::number::nearest_f64;
use std::cmp::Ordering;

use rust_decimal::Decimal;

/// Digits after the point of a quotient that does not terminate, such as that of seconds at a price
/// per hour.
///
/// Such a result is rounded half to even at the trillionth of a dollar. Everything else is exact.
pub const DIVISION_DECIMALS: u32 = 12;

/// A decimal number of up to 28 significant digits, none of which is ever lost unnoticed.
///
/// This is a newtype over [`rust_decimal::Decimal`], whose own operators round where 28 digits do
/// not suffice. Here, every operation that would have to round returns `None`, which pricing reports
/// as [`PricingError::LimitExceeded`](crate::pricing::PricingError::LimitExceeded). Only
/// [`checked_div_rounded`](Self::checked_div_rounded) rounds.
///
/// ```
/// use tokenfare::pricing::Exact;
///
/// let tokens: Exact = "50".parse()?;
/// let rate: Exact = "0.15".parse()?;
/// let amount = tokens.checked_mul(rate).and_then(|a| a.checked_shift(-6));
/// assert_eq!(amount.map(|a| a.to_string()).as_deref(), Some("0.0000075"));
/// # Ok::<(), tokenfare::pricing::ParseExactError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(pub(super) Decimal);

impl Exact {
    /// The number 0.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// The number 1.
    pub const ONE: Self = Self(Decimal::ONE);

    /// A whole number.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// assert_eq!(Exact::whole(272_000).to_string(), "272000");
    /// ```
    pub fn whole(value: u64) -> Self {
        Self(Decimal::from(value))
    }

    /// The decimal that a float prints as: the shortest digits that read back as the same float, so
    /// that 0.1 is 0.1. `None` if the float is not finite or needs more than 28 digits.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// assert_eq!(Exact::from_f64(0.1).map(|n| n.to_string()).as_deref(), Some("0.1"));
    /// assert_eq!(Exact::from_f64(f64::NAN), None);
    /// ```
    pub fn from_f64(value: f64) -> Option<Self> {
        const WHOLE: f64 = 9_007_199_254_740_992.0; // 2^53: all whole floats up to here are exact
        if value.fract() == 0.0 && value.abs() <= WHOLE {
            #[allow(clippy::cast_possible_truncation)]
            return Some(Self(Decimal::from(value as i64)));
        }
        if !value.is_finite() {
            return None;
        }
        // `{}` prints the shortest digits that round-trip, and never an exponent.
        value.to_string().parse().ok()
    }

    /// The number that JSON writes as `text`, such as "1.5e-7", with all its digits. `None` for other
    /// text, and where 28 digits do not suffice.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// let number = Exact::from_json_number("1.5e-7");
    /// assert_eq!(number.map(|n| n.to_string()).as_deref(), Some("0.00000015"));
    /// ```
    pub fn from_json_number(text: &str) -> Option<Self> {
        let Some((digits, exponent)) = text.split_once(['e', 'E']) else {
            return text.parse().ok();
        };
        let exponent: i32 = exponent.parse().ok()?;
        let digits: Self = digits.parse().ok()?;
        if digits.is_zero() {
            return Some(Self::ZERO);
        }
        // No number of 28 digits has an exponent this far from 0.
        if exponent.abs() > 100 {
            return None;
        }
        digits.checked_shift(exponent)
    }

    /// The nearest float.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// assert_eq!(Exact::whole(5).to_f64(), 5.0);
    /// ```
    pub fn to_f64(self) -> f64 {
        let value = nearest_f64(
            self.0.mantissa().unsigned_abs(),
            self.0.scale().cast_signed(),
        );
        if self.0.is_sign_negative() {
            -value
        } else {
            value
        }
    }

    /// Whether this is 0.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// assert!(Exact::ZERO.is_zero());
    /// ```
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is less than 0.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// assert!("-0.5".parse::<Exact>()?.is_negative());
    /// # Ok::<(), tokenfare::pricing::ParseExactError>(())
    /// ```
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// `self + other`, or `None` if 28 digits do not hold the sum.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// let sum = "0.1".parse::<Exact>()?.checked_add("0.2".parse()?);
    /// assert_eq!(sum, Some("0.3".parse()?));
    /// # Ok::<(), tokenfare::pricing::ParseExactError>(())
    /// ```
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (a, b) = (self.0, other.0);
        let scale = a.scale().max(b.scale());
        Self::from_parts(at_scale(a, scale)?.checked_add(at_scale(b, scale)?)?, scale)
    }

    /// `self - other`, or `None` if 28 digits do not hold the difference.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// assert_eq!(Exact::whole(5).checked_sub(Exact::whole(2)), Some(Exact::whole(3)));
    /// ```
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self(-other.0))
    }

    /// `-self`.
    #[must_use]
    pub fn negated(self) -> Self {
        Self(-self.0)
    }

    /// `self × other`, or `None` if 28 digits do not hold the product.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// assert_eq!(Exact::whole(5).checked_mul(Exact::whole(2)), Some(Exact::whole(10)));
    /// ```
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let (a, b) = (self.0, other.0);
        let product = multiplied(a.mantissa(), b.mantissa());
        if let Some(product) = product {
            return Self::from_parts(product, a.scale() + b.scale());
        }
        let (a, b) = (a.normalize(), b.normalize());
        Self::from_parts(
            multiplied(a.mantissa(), b.mantissa())?,
            a.scale() + b.scale(),
        )
    }

    /// `self × 10^places`, or `None` if 28 digits do not hold it. A negative `places` divides.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// let millionth = Exact::ONE.checked_shift(-6);
    /// assert_eq!(millionth.map(|n| n.to_string()).as_deref(), Some("0.000001"));
    /// ```
    pub fn checked_shift(self, places: i32) -> Option<Self> {
        let scale = i64::from(self.0.scale()) - i64::from(places);
        match u32::try_from(scale) {
            Ok(scale) => Self::from_parts(self.0.mantissa(), scale),
            Err(_) => {
                let up = u32::try_from(-scale).ok()?;
                let mantissa = multiplied(self.0.mantissa(), power_of_ten(up)?)?;
                Self::from_parts(mantissa, 0)
            }
        }
    }

    /// `self ÷ divisor`: exact where the quotient terminates within [`DIVISION_DECIMALS`] digits, else
    /// rounded half to even there. `None` for a divisor of 0, and where 28 digits do not hold the
    /// quotient.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// let third = Exact::ONE.checked_div_rounded(3);
    /// assert_eq!(third.map(|n| n.to_string()).as_deref(), Some("0.333333333333"));
    /// ```
    pub fn checked_div_rounded(self, divisor: u32) -> Option<Self> {
        if divisor == 0 {
            return None;
        }
        let divisor = i128::from(divisor);
        let scale = self.0.scale();
        if self.0.mantissa() % divisor == 0 {
            return Self::from_parts(self.0.mantissa() / divisor, scale);
        }
        let target = scale.max(DIVISION_DECIMALS);
        let mantissa = at_scale(self.0, target)?;
        Self::from_parts(divide_half_even(mantissa, divisor), target)
    }

    /// The smallest multiple of `step` that is not less than `self`. `None` for a `step` that is not
    /// greater than 0, and where 28 digits do not hold the multiple.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// let minutes = "3.4".parse::<Exact>()?.checked_next_multiple_of(Exact::ONE);
    /// assert_eq!(minutes, Some(Exact::whole(4)));
    /// # Ok::<(), tokenfare::pricing::ParseExactError>(())
    /// ```
    pub fn checked_next_multiple_of(self, step: Self) -> Option<Self> {
        if step.is_zero() || step.is_negative() {
            return None;
        }
        let scale = self.0.scale().max(step.0.scale());
        let value = at_scale(self.0, scale)?;
        let step = at_scale(step.0, scale)?;
        let whole = value.div_euclid(step);
        let whole = if value.rem_euclid(step) == 0 {
            whole
        } else {
            whole + 1
        };
        Self::from_parts(whole.checked_mul(step)?, scale)
    }

    /// The smallest whole number that is not less than `self`, if 64 bits hold it.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// assert_eq!("1228.8".parse::<Exact>()?.ceil_u64(), Some(1229));
    /// # Ok::<(), tokenfare::pricing::ParseExactError>(())
    /// ```
    pub fn ceil_u64(self) -> Option<u64> {
        use rust_decimal::prelude::ToPrimitive;
        self.0.ceil().to_u64()
    }

    /// The integer `n` and the smallest `d` for which `self` is `n ÷ 10^d`.
    ///
    /// ```
    /// use tokenfare::pricing::Exact;
    ///
    /// assert_eq!("0.150".parse::<Exact>()?.as_ratio(), (15, 2));
    /// # Ok::<(), tokenfare::pricing::ParseExactError>(())
    /// ```
    pub fn as_ratio(self) -> (i128, u32) {
        let value = self.0.normalize();
        (value.mantissa(), value.scale())
    }

    fn from_parts(mut mantissa: i128, mut scale: u32) -> Option<Self> {
        const MAX_MANTISSA: u128 = (1 << 96) - 1;
        while scale > 0
            && (scale > Decimal::MAX_SCALE || mantissa.unsigned_abs() > MAX_MANTISSA)
            && mantissa % 10 == 0
        {
            mantissa /= 10;
            scale -= 1;
        }
        Decimal::try_from_i128_with_scale(mantissa, scale)
            .ok()
            .map(Self)
    }
}

/// The mantissa of `value` at a scale that is not less than its own.
fn at_scale(value: Decimal, scale: u32) -> Option<i128> {
    let up = scale.checked_sub(value.scale())?;
    if up == 0 {
        return Some(value.mantissa());
    }
    multiplied(value.mantissa(), power_of_ten(up)?)
}

/// The product in 128 bits. Factors of 32 bits, which most are, take a shorter path, because wasm has
/// no instruction for wide products.
fn multiplied(a: i128, b: i128) -> Option<i128> {
    match (i32::try_from(a), i32::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(i64::from(a) * i64::from(b))),
        _ => a.checked_mul(b),
    }
}

fn power_of_ten(exponent: u32) -> Option<i128> {
    const POWERS: [u64; 20] = {
        let mut powers = [1_u64; 20];
        let mut i = 1;
        while i < powers.len() {
            powers[i] = powers[i - 1] * 10;
            i += 1;
        }
        powers
    };
    match POWERS.get(exponent as usize) {
        Some(power) => Some(i128::from(*power)),
        None => 10_i128.checked_pow(exponent),
    }
}

fn divide_half_even(value: i128, divisor: i128) -> i128 {
    let quotient = value.div_euclid(divisor);
    let remainder = value.rem_euclid(divisor);
    match (remainder * 2).cmp(&divisor) {
        Ordering::Less => quotient,
        Ordering::Greater => quotient + 1,
        Ordering::Equal => quotient + (quotient & 1),
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn floats_are_read_by_their_shortest_digits() {
        assert_eq!(Exact::from_f64(0.1), Some(exact("0.1")));
        assert_eq!(Exact::from_f64(1e15), Some(exact("1000000000000000")));
        assert_eq!(Exact::from_f64(1e-7), Some(exact("0.0000001")));
        assert_eq!(
            Exact::from_f64(1e28),
            Some(exact("10000000000000000000000000000"))
        );
        assert_eq!(Exact::from_f64(1e29), None);
        assert_eq!(Exact::from_f64(1e-29), None);
        assert_eq!(Exact::from_f64(f64::NAN), None);
        assert_eq!(Exact::from_f64(f64::INFINITY), None);
    }

    #[test]
    fn numbers_of_json_keep_their_digits() {
        let number = Exact::from_json_number;
        assert_eq!(
            number("12345678.123456789012345"),
            Some(exact("12345678.123456789012345"))
        );
        assert_eq!(
            number("1234567890123456789012"),
            Some(exact("1234567890123456789012"))
        );
        assert_eq!(number("1.50E-7"), Some(exact("0.00000015")));
        assert_eq!(number("2e+3"), Some(exact("2000")));
        assert_eq!(number("0e-400"), Some(Exact::ZERO));
        for lost in [
            "1e-400",
            "5e-324",
            "1e-29",
            "1e29",
            "1e2147483648",
            "e5",
            "1e",
        ] {
            assert_eq!(number(lost), None, "{lost}");
        }
    }

    #[test]
    fn nothing_is_rounded_unnoticed() {
        // 1e15 tokens at $0.003625 / 1M tokens: 3,625,000 dollars.
        let tokens = exact("1000000000000000");
        let amount = tokens
            .checked_mul(exact("0.003625"))
            .and_then(|a| a.checked_shift(-6));
        assert_eq!(amount, Some(exact("3625000")));
        // 10^15 + 10^-14 needs 30 digits.
        assert_eq!(
            exact("0.00000000000001").checked_add(exact("1000000000000000")),
            None
        );
        assert_eq!(
            exact("0.0000000000001").checked_add(exact("100000000000000")),
            Some(exact("100000000000000.0000000000001"))
        );
        // 29 decimals.
        assert_eq!(
            exact("0.0000000000000000000000000001").checked_shift(-1),
            None
        );
        assert_eq!(
            exact("79228162514264337593543950335").checked_add(Exact::ONE),
            None
        );
    }

    #[test]
    fn a_quotient_that_does_not_terminate_is_rounded_half_to_even_at_12_decimals() {
        // 1 s at $0.017 a minute: 0.00028333…
        assert_eq!(
            exact("0.017").checked_div_rounded(60),
            Some(exact("0.000283333333"))
        );
        // 0.000000000001 / 2 = 0.0000000000005, to the even 0.
        assert_eq!(
            exact("0.000000000001").checked_div_rounded(2),
            Some(Exact::ZERO)
        );
        assert_eq!(
            exact("0.000000000003").checked_div_rounded(2),
            Some(exact("0.000000000002"))
        );
        assert_eq!(
            exact("0.0204").checked_div_rounded(60),
            Some(exact("0.00034"))
        );
        assert_eq!(exact("1").checked_div_rounded(0), None);
    }

    #[test]
    fn rounding_up_to_a_step() {
        assert_eq!(
            exact("3.4").checked_next_multiple_of(Exact::ONE),
            Some(exact("4"))
        );
        assert_eq!(
            exact("4").checked_next_multiple_of(Exact::ONE),
            Some(exact("4"))
        );
        assert_eq!(
            exact("0.06").checked_next_multiple_of(exact("0.05")),
            Some(exact("0.1"))
        );
        assert_eq!(exact("1").checked_next_multiple_of(Exact::ZERO), None);
    }
}
