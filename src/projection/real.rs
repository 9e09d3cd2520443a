//! One arithmetic for two kinds of number: exact decimals for the base case, floats for the
//! simulation. The formulas of volumes are written once, over [`Real`].

use std::ops::{Add, Div, Mul, Sub};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::pricing::Exact;

/// A number that volumes are reckoned in.
pub(crate) trait Real:
    Copy
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
{
    fn whole(value: u32) -> Self;
    fn exact(value: Exact) -> Self;
    fn floor(self) -> Self;

    fn zero() -> Self {
        Self::whole(0)
    }
    fn one() -> Self {
        Self::whole(1)
    }
    fn least(self, other: Self) -> Self {
        if other < self { other } else { self }
    }
    fn most(self, other: Self) -> Self {
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

impl Real for f64 {
    fn whole(value: u32) -> Self {
        Self::from(value)
    }
    fn exact(value: Exact) -> Self {
        value.to_f64()
    }
    fn floor(self) -> Self {
        libm::floor(self)
    }
}

/// Decimals that a volume is kept to. See `Volume::settled`.
pub const VOLUME_DECIMALS: u32 = 6;

/// A volume, a number of requests or tokens: a decimal of 28 significant digits.
///
/// Growth over many months would need ever more digits; a volume is rounded at the 28th significant
/// digit on the way, and half to even at the 6th decimal when it is [settled](Self::settled), which
/// happens once per month, workload, model, and component. Money is never rounded: it is the settled
/// quantity times the rate. What is too large is no number any more and stays so.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct Volume(Option<Decimal>);

impl Volume {
    /// Kept to [`VOLUME_DECIMALS`]; `None` if it is too large.
    pub fn settled(self) -> Option<Decimal> {
        self.0.map(|value| {
            value.round_dp_with_strategy(VOLUME_DECIMALS, RoundingStrategy::MidpointNearestEven)
        })
    }

    /// The nearest float, NaN for what is too large.
    pub fn to_f64(self) -> f64 {
        use rust_decimal::prelude::ToPrimitive;
        self.0.and_then(|value| value.to_f64()).unwrap_or(f64::NAN)
    }

    /// A decimal as a volume.
    pub fn of(value: Decimal) -> Self {
        Self(Some(value))
    }

    /// From a float of the `libm` crate, kept to 12 decimals.
    pub fn from_float(value: f64) -> Self {
        Self(
            Exact::from_f64(value)
                .map(decimal)
                .or_else(|| Decimal::from_f64_retain_finite(value))
                .map(|value| value.round_dp(12)),
        )
    }
}

/// Floats with more than 28 decimals, such as 1e-40, which count as 0 at 12 decimals.
trait Retain {
    fn from_f64_retain_finite(value: f64) -> Option<Decimal>;
}
impl Retain for Decimal {
    fn from_f64_retain_finite(value: f64) -> Option<Decimal> {
        let rounded = libm::rint(value * 1e12) / 1e12;
        Exact::from_f64(rounded).map(decimal)
    }
}

/// The decimal behind an exact number.
pub(crate) fn decimal(value: Exact) -> Decimal {
    let (mantissa, scale) = value.as_ratio();
    Decimal::from_i128_with_scale(mantissa, scale)
}

impl Real for Volume {
    fn whole(value: u32) -> Self {
        Self(Some(Decimal::from(value)))
    }
    fn exact(value: Exact) -> Self {
        Self(Some(decimal(value)))
    }
    fn floor(self) -> Self {
        Self(self.0.map(|value| value.floor()))
    }
}

macro_rules! checked {
    ($($trait:ident $method:ident $checked:ident,)*) => {
        $(impl $trait for Volume {
            type Output = Self;
            fn $method(self, other: Self) -> Self {
                Self(self.0.zip(other.0).and_then(|(a, b)| a.$checked(b)))
            }
        })*
    };
}
checked! {
    Add add checked_add,
    Sub sub checked_sub,
    Mul mul checked_mul,
    Div div checked_div,
}

#[cfg(test)]
mod tests {
    use super::{Real, Volume};

    fn volume(text: &str) -> Volume {
        Volume::exact(text.parse().unwrap())
    }

    #[test]
    fn a_volume_settles_half_to_even_at_six_decimals() {
        let settled = |text| volume(text).settled().unwrap().to_string();
        assert_eq!(settled("0.0000005"), "0.000000");
        assert_eq!(settled("0.0000015"), "0.000002");
        assert_eq!(settled("1.25"), "1.25");
    }

    #[test]
    fn what_is_too_large_stays_no_number() {
        let mut grown = volume("1000000");
        for _ in 0..10 {
            grown = grown * volume("1000000");
        }
        assert_eq!(grown.settled(), None);
        assert_eq!((grown - grown).settled(), None);
        assert_eq!((volume("1") / volume("0")).settled(), None);
    }

    #[test]
    fn floats_come_at_twelve_decimals() {
        let from = |float| Volume::from_float(float).settled().unwrap().to_string();
        assert_eq!(from(0.1), "0.1");
        assert_eq!(from(1e-40), "0");
    }
}
