//! One arithmetic for two kinds of numbers: exact decimals for the base case, floats for the
//! simulation. The formulas of volumes are written once, for any [`Numeric`].

use std::ops::{Add, Div, Mul, Sub};

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::pricing::Exact;

/// A number that volumes are computed with.
pub(crate) trait Numeric:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
{
    fn from_u32(value: u32) -> Self;
    fn from_exact(value: Exact) -> Self;
    fn from_f64(value: f64) -> Self;
    fn floor(self) -> Self;

    fn zero() -> Self {
        Self::from_u32(0)
    }
    fn one() -> Self {
        Self::from_u32(1)
    }
    fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }
    fn max(self, other: Self) -> Self {
        if other > self { other } else { self }
    }
    fn ceil(self) -> Self {
        let floor = self.floor();
        if floor < self {
            floor + Self::one()
        } else {
            floor
        }
    }
}

impl Numeric for f64 {
    fn from_u32(value: u32) -> Self {
        Self::from(value)
    }
    fn from_exact(value: Exact) -> Self {
        value.to_f64()
    }
    fn from_f64(value: f64) -> Self {
        value
    }
    fn floor(self) -> Self {
        libm::floor(self)
    }
}

/// Decimal places of a volume that is multiplied by a rate.
pub const VOLUME_DECIMALS: u32 = 6;

/// Decimal places of a volume that comes from a float.
const FLOAT_DECIMALS: u32 = 12;

/// A volume, a number of requests or tokens: a decimal of 28 significant digits.
///
/// Growth over many months would need ever more digits, so intermediate results are rounded at the
/// 28th significant digit. [`rounded`](Self::rounded) rounds half to even at the 6th decimal place,
/// once per month, workload, model and component. Money is never rounded: it is the rounded
/// quantity times the rate.
///
/// Overflow is sticky: once a computation overflows, every result derived from it overflows.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct Volume(Option<Decimal>);

impl Volume {
    /// Rounded half to even at [`VOLUME_DECIMALS`] places; `None` after an overflow.
    pub fn rounded(self) -> Option<Decimal> {
        self.0.map(|value| {
            value.round_dp_with_strategy(VOLUME_DECIMALS, RoundingStrategy::MidpointNearestEven)
        })
    }

    /// The nearest float, NaN after an overflow.
    pub fn to_f64(self) -> f64 {
        self.0.and_then(|value| value.to_f64()).unwrap_or(f64::NAN)
    }
}

impl From<Decimal> for Volume {
    fn from(value: Decimal) -> Self {
        Self(Some(value))
    }
}

/// The same number as a `Decimal`.
pub(crate) fn decimal(value: Exact) -> Decimal {
    let (mantissa, scale) = value.as_ratio();
    Decimal::from_i128_with_scale(mantissa, scale)
}

impl Numeric for Volume {
    fn from_u32(value: u32) -> Self {
        Decimal::from(value).into()
    }
    fn from_exact(value: Exact) -> Self {
        decimal(value).into()
    }
    /// Rounded at 12 decimal places. A float such as 1e-40, whose digits an [`Exact`] cannot hold,
    /// is rounded before it is converted.
    fn from_f64(value: f64) -> Self {
        let exact =
            Exact::from_f64(value).or_else(|| Exact::from_f64(libm::rint(value * 1e12) / 1e12));
        Self(exact.map(|value| decimal(value).round_dp(FLOAT_DECIMALS)))
    }
    fn floor(self) -> Self {
        Self(self.0.map(|value| value.floor()))
    }
}

macro_rules! checked_operators {
    ($($operator:ident $method:ident $checked:ident,)*) => {
        $(impl $operator for Volume {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                Self(self.0.zip(other.0).and_then(|(a, b)| a.$checked(b)))
            }
        })*
    };
}
checked_operators! {
    Add add checked_add,
    Sub sub checked_sub,
    Mul mul checked_mul,
    Div div checked_div,
}

#[cfg(test)]
mod tests {
    use super::{Numeric, Volume};

    fn volume(text: &str) -> Volume {
        Volume::from_exact(text.parse().unwrap())
    }

    #[test]
    fn a_volume_is_rounded_half_to_even_at_six_decimals() {
        let rounded = |text| volume(text).rounded().unwrap().to_string();
        assert_eq!(rounded("0.0000005"), "0.000000");
        assert_eq!(rounded("0.0000015"), "0.000002");
        assert_eq!(rounded("1.25"), "1.25");
    }

    #[test]
    fn overflow_is_sticky() {
        let mut grown = volume("1000000");
        for _ in 0..10 {
            grown = grown * volume("1000000");
        }
        assert_eq!(grown.rounded(), None);
        assert_eq!((grown - grown).rounded(), None);
        assert_eq!((volume("1") / volume("0")).rounded(), None);
    }

    #[test]
    fn floats_are_rounded_at_twelve_decimals() {
        let from = |float| Volume::from_f64(float).rounded().unwrap().to_string();
        assert_eq!(from(0.1), "0.1");
        assert_eq!(from(1e-40), "0");
        assert_eq!(Volume::from_f64(f64::NAN).rounded(), None);
    }
}
