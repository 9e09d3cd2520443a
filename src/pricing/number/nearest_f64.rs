//! The double nearest to a decimal, correctly rounded.
//!
//! `rust_decimal`'s own conversion may miss the nearest double by one.

/// `mantissa ÷ 10^scale`, rounded once where the scale is at most 38 and a whole result fits `u128`.
#[allow(clippy::cast_precision_loss)] // `as` rounds to the nearest float, half to even
pub(crate) fn nearest_f64(mantissa: u128, scale: i32) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    match scale {
        ..=0 => {
            let factor = 10_u128.checked_pow(scale.unsigned_abs());
            match factor.and_then(|factor| mantissa.checked_mul(factor)) {
                Some(whole) => whole as f64,
                None => mantissa as f64 * power(scale.saturating_neg()),
            }
        }
        // Both are floats without rounding, so their quotient is rounded once.
        1..=22 if mantissa < 1 << 53 => mantissa as f64 / power(scale),
        1..=38 => divided(mantissa, 10_u128.pow(scale.unsigned_abs())),
        _ => mantissa as f64 / power(scale),
    }
}

fn power(exponent: i32) -> f64 {
    let mut power = 1.0;
    // Exact up to 10²²; beyond 10³⁰⁸ it stays infinite.
    for _ in 0..exponent.min(400) {
        power *= 10.0;
    }
    power
}

/// The quotient, by long division in binary; `divisor` is at most 10³⁸, so that twice the rest fits.
#[allow(clippy::cast_precision_loss)]
fn divided(dividend: u128, divisor: u128) -> f64 {
    let mut quotient = dividend / divisor;
    let mut rest = dividend % divisor;
    let mut halvings = 0;
    // 64 significant bits are more than a float has; a rest makes the last of them odd, so that
    // rounding sees that there is more.
    while quotient < 1 << 64 && rest != 0 {
        rest <<= 1;
        quotient <<= 1;
        if rest >= divisor {
            rest -= divisor;
            quotient |= 1;
        }
        halvings += 1;
    }
    quotient |= u128::from(rest != 0);
    let mut value = quotient as f64;
    // Halving a float is exact as long as it stays above 10⁻³⁰⁷.
    for _ in 0..halvings {
        value /= 2.0;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::nearest_f64;

    /// The standard library reads decimal text correctly rounded.
    #[test]
    fn agrees_with_the_standard_library() {
        // Xorshift, fixed seed.
        let mut state = 88_172_645_463_325_252_u64;
        for round in 0..200_000 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let mantissa = u128::from(state) * u128::from(state | 1) % 10_u128.pow(1 + round % 28);
            let scale = i32::try_from(round % 29).unwrap();
            let text = format!("{mantissa}e-{scale}");
            let expected: f64 = text.parse().unwrap();
            assert_eq!(
                nearest_f64(mantissa, scale).to_bits(),
                expected.to_bits(),
                "{text}"
            );
        }
    }
}
