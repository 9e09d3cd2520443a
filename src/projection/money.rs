//! Sums of money over months: exact, with more digits than a single quote needs.

use std::fmt;
use std::iter::Sum;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::volume::numeric::VOLUME_DECIMALS;
use crate::pricing::{Exact, nearest_f64};

/// Decimal places of an amount.
const SCALE: u32 = 24;
/// Decimal places of a price per single unit. A volume has the other six.
const PRICE_SCALE: u32 = SCALE - VOLUME_DECIMALS;

/// An exact amount of US dollars: a whole number of 10⁻²⁴ dollars, up to 10¹⁴ dollars.
///
/// A sum of fractions of a cent over years and hundreds of workloads needs more than the 28 digits
/// of [`Exact`]. The 38 digits here hold a volume (6 decimal places), a rate per million tokens (6
/// places and more) and a markup (4 places), and leave 14 digits before the point. Sums and
/// products are never rounded; what does not fit is `None`.
///
/// ```
/// use tokenfare::projection::Dollars;
///
/// let fee = Dollars::exact("7.25".parse()?).ok_or("has too many digits")?;
/// let twice = fee.checked_add(fee).ok_or("is too large")?;
/// assert_eq!(twice.to_string(), "14.5");
/// assert_eq!(twice.to_f64(), 14.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dollars(i128);

/// An exact price of one unit: a multiple of 10⁻¹⁸ dollars, divided by a number such as 60.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnitPrice {
    mantissa: i128,
    /// 60 for a price per minute of a quantity in seconds, 1 for most others.
    divisor: u32,
}

impl UnitPrice {
    /// `rate × 10^shift ÷ divisor × factors`, or `None` if 18 decimal places do not hold it.
    pub fn new(rate: Exact, shift: i32, divisor: u32, factors: &[Exact]) -> Option<Self> {
        let mut price = rate.checked_shift(shift)?;
        for factor in factors {
            price = price.checked_mul(*factor)?;
        }
        Some(Self {
            mantissa: mantissa_at(price, PRICE_SCALE)?,
            divisor: divisor.max(1),
        })
    }
}

fn mantissa_at(value: Exact, scale: u32) -> Option<i128> {
    let (mantissa, own) = value.as_ratio();
    mantissa.checked_mul(10_i128.checked_pow(scale.checked_sub(own)?)?)
}

impl Dollars {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A rounded volume at a price. A quotient that does not end, such as a price per minute of
    /// some seconds, is rounded at the 24th decimal place.
    pub(crate) fn of(quantity: Decimal, price: UnitPrice) -> Option<Self> {
        let up = VOLUME_DECIMALS.checked_sub(quantity.scale())?;
        let quantity = quantity.mantissa().checked_mul(10_i128.checked_pow(up)?)?;
        let amount = quantity.checked_mul(price.mantissa)?;
        let divisor = i128::from(price.divisor);
        if divisor == 1 {
            return Some(Self(amount));
        }
        Some(Self(divide_rounded(amount, divisor)))
    }

    /// An exact amount, or `None` if it has more than 24 decimals or 14 digits before the point.
    pub fn exact(value: Exact) -> Option<Self> {
        mantissa_at(value, SCALE).map(Self)
    }

    /// The sum, or `None` if it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` if it does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The part `share ÷ whole` of this amount, rounded at the 24th decimal place: what some days
    /// of a month cost.
    pub(crate) fn part(self, share: Decimal, whole: Decimal) -> Self {
        if whole.is_zero() {
            return Self::ZERO;
        }
        let scale = share.scale().max(whole.scale());
        let at = |value: Decimal| {
            10_i128
                .checked_pow(scale - value.scale())
                .and_then(|up| value.mantissa().checked_mul(up))
        };
        match (at(share), at(whole)) {
            (Some(share), Some(whole)) => {
                let divisor = gcd(share, whole);
                let (share, whole) = (share / divisor, whole / divisor);
                match self.0.checked_mul(share) {
                    Some(product) => Self(divide_rounded(product, whole)),
                    // The product has more than 38 digits. Dividing first is off by less than
                    // 10⁻²⁴ × share.
                    None => Self((self.0 / whole).saturating_mul(share)),
                }
            }
            _ => Self::ZERO,
        }
    }

    /// `self × part ÷ whole`, rounded at the 24th decimal place or, for large sums, at the 12th.
    pub(crate) fn share_of(self, part: Self, whole: Self) -> Self {
        if whole.0 <= 0 {
            return Self::ZERO;
        }
        let divisor = gcd(part.0, whole.0);
        let (part, whole) = (part.0 / divisor, whole.0 / divisor);
        match self.0.checked_mul(part) {
            Some(product) => Self(divide_rounded(product, whole)),
            None => {
                let ratio = to_f64(part, 0) / to_f64(whole, 0);
                let float = to_f64(self.0, SCALE) * ratio;
                Exact::from_f64(libm::rint(float * 1e12) / 1e12)
                    .and_then(Self::exact)
                    .unwrap_or(Self::ZERO)
            }
        }
    }

    /// The nearest float, in US dollars, for display and for charts.
    pub fn to_f64(self) -> f64 {
        let value = nearest_f64(self.0.unsigned_abs(), 24);
        if self.0 < 0 { -value } else { value }
    }

    /// Whether this is below 0.
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The amount without its sign.
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// How many times `step` must be added to reach this amount or more.
    pub(crate) fn steps_up(self, step: Self) -> i128 {
        if self.0 <= 0 || step.0 <= 0 {
            return 0;
        }
        (self.0 - 1) / step.0 + 1
    }

    /// How many whole times `step` fits into this amount.
    pub(crate) fn whole_steps(self, step: Self) -> i128 {
        if self.0 <= 0 || step.0 <= 0 {
            return 0;
        }
        self.0 / step.0
    }

    /// This amount `count` times, or `None` if it does not fit.
    pub(crate) fn checked_mul_whole(self, count: i128) -> Option<Self> {
        self.0.checked_mul(count).map(Self)
    }

    /// This amount times an exact number, or `None` if 24 decimal places do not hold the product.
    pub(crate) fn checked_mul(self, factor: Exact) -> Option<Self> {
        let (mantissa, scale) = factor.as_ratio();
        let product = self.0.checked_mul(mantissa)?;
        let down = 10_i128.checked_pow(scale)?;
        (product % down == 0).then(|| Self(product / down))
    }
}

fn divide_rounded(value: i128, divisor: i128) -> i128 {
    let quotient = value.div_euclid(divisor);
    let remainder = value.rem_euclid(divisor);
    // Compares twice the remainder with the divisor, without an overflow.
    if remainder > divisor - remainder || (remainder == divisor - remainder && quotient & 1 == 1) {
        quotient + 1
    } else {
        quotient
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a.max(1)).unwrap_or(1)
}

#[allow(clippy::cast_precision_loss)]
fn to_f64(mantissa: i128, scale: u32) -> f64 {
    mantissa as f64 / libm::pow(10.0, f64::from(scale))
}

impl Sum for Dollars {
    /// Saturates. Whoever needs to know of an overflow adds with [`Dollars::checked_add`].
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| Self(a.0.saturating_add(b.0)))
    }
}

impl From<Dollars> for Option<Exact> {
    fn from(value: Dollars) -> Self {
        value.to_string().parse().ok()
    }
}

/// A plain number: no exponent, no trailing zeros.
impl fmt::Display for Dollars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ONE: u128 = 10_u128.pow(SCALE);
        let value = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) = (value / ONE, value % ONE);
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{fraction:024}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// As the JavaScript API's `Money`: `{ exact, usd }`.
impl Serialize for Dollars {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut money = serializer.serialize_struct("Money", 2)?;
        money.serialize_field("exact", &self.to_string())?;
        money.serialize_field("usd", &self.to_f64())?;
        money.end()
    }
}

/// A quantity in plain digits: no exponent, no trailing zeros.
pub(crate) fn plain_digits(quantity: Decimal) -> String {
    let normal = quantity.normalize();
    if normal.is_zero() {
        return "0".to_owned();
    }
    normal.to_string()
}

/// An amount from its digits.
#[cfg(feature = "authoring")]
impl schemars::JsonSchema for Dollars {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        crate::pricing::Money::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::pricing::Money::json_schema(generator)
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        crate::pricing::Money::schema_id()
    }
}

#[cfg(test)]
pub(crate) fn dollars(text: &str) -> Dollars {
    Dollars::exact(text.parse().unwrap()).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_at_a_price_is_exact() {
        // 15,000,000 tokens at $0.15 / 1M tokens.
        let price = UnitPrice::new("0.15".parse().unwrap(), -6, 1, &[]).unwrap();
        let amount = Dollars::of(Decimal::from(15_000_000), price).unwrap();
        assert_eq!(amount.to_string(), "2.25");
        // One second at $0.006 a minute.
        let price = UnitPrice::new("0.006".parse().unwrap(), 0, 60, &[]).unwrap();
        let amount = Dollars::of(Decimal::ONE, price).unwrap();
        assert_eq!(amount.to_string(), "0.0001");
        // With 19 % on top.
        let price = UnitPrice::new("0.6".parse().unwrap(), -6, 1, &["1.19".parse().unwrap()]);
        let amount = Dollars::of(Decimal::from(1_000_000), price.unwrap()).unwrap();
        assert_eq!(amount.to_string(), "0.714");
    }

    #[test]
    fn plain_digits_both_ways() {
        assert_eq!(dollars("0").to_string(), "0");
        assert_eq!(dollars("100").to_string(), "100");
        assert_eq!(dollars("-0.10").to_string(), "-0.1");
        assert_eq!(dollars("0.0000675").to_f64(), 0.000_067_5);
    }

    #[test]
    fn a_part_of_a_month() {
        let month = dollars("20.25");
        let day = month.part(Decimal::ONE, Decimal::from(30));
        assert_eq!(day.to_string(), "0.675");
        // 1 ÷ 3 at the 24th decimal.
        let third = dollars("1").part(Decimal::ONE, Decimal::from(3));
        assert_eq!(third.to_string(), format!("0.{}", "3".repeat(24)));
        assert_eq!(month.part(Decimal::ONE, Decimal::ZERO), Dollars::ZERO);
    }

    #[test]
    fn what_does_not_fit_is_none() {
        let most = dollars("100000000000000");
        assert!(most.checked_add(most).is_none());
        assert!(Dollars::exact("0.0000000000000000000000001".parse().unwrap()).is_none());
        let price = UnitPrice::new("1000".parse().unwrap(), 0, 1, &[]).unwrap();
        assert!(Dollars::of(Decimal::from(10_u64.pow(15)), price).is_none());
    }

    #[test]
    fn recharges_are_counted() {
        assert_eq!(dollars("10").steps_up(dollars("5")), 2);
        assert_eq!(dollars("10.01").steps_up(dollars("5")), 3);
        assert_eq!(dollars("-1").steps_up(dollars("5")), 0);
        assert_eq!(dollars("14").whole_steps(dollars("5")), 2);
    }

    #[test]
    fn decimals_convert() {
        assert_eq!(
            crate::projection::volume::numeric::decimal("1.5".parse().unwrap()).to_string(),
            "1.5"
        );
        assert_eq!(plain_digits(Decimal::new(1_500_000, 6)), "1.5");
    }
}
