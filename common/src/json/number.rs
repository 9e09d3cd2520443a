//! Numbers between JSON's decimal digits and floats, both ways without loss.

use std::fmt::Write as _;

/// The float nearest to a decimal number as JSON writes it, `None` for other text.
///
/// Correctly rounded, to even between two floats, for numbers of up to 28 significant digits from
/// 10⁻²⁰ to 10²⁸, and for those that JavaScript writes of floats in that range. What is larger or smaller, which
/// no quantity and no price is, may be off in its last digits.
pub fn to_f64(text: &str) -> Option<f64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (digits, exponent) = match digits.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (digits, 0),
    };
    let mut mantissa: u128 = 0;
    let mut scale = 0_i32;
    let mut fraction = false;
    let mut any = false;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                any = true;
                // The digits from the 30th on do not move a float.
                if mantissa < 10_u128.pow(28) {
                    mantissa = mantissa * 10 + u128::from(byte - b'0');
                    scale += i32::from(fraction);
                } else {
                    scale -= i32::from(!fraction);
                }
            }
            b'.' if !fraction => fraction = true,
            _ => return None,
        }
    }
    let value = scaled(mantissa, scale.saturating_sub(exponent));
    any.then_some(if negative { -value } else { value })
}

/// `mantissa ÷ 10^scale`, rounded once where the scale is at most 38 and a whole result fits `u128`.
#[allow(clippy::cast_precision_loss)] // `as` rounds to the nearest float, half to even
pub fn scaled(mantissa: u128, scale: i32) -> f64 {
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

/// Writes the shortest digits that read back as the same float, as JavaScript does; `null` for what
/// is not finite.
pub fn write(out: &mut String, value: f64) {
    let size = value.abs();
    // Writing to a String cannot fail.
    let _ = if !value.is_finite() {
        out.write_str("null")
    } else if size != 0.0 && !(1e-6..1e21).contains(&size) {
        write!(out, "{value:e}")
    } else {
        write!(out, "{value}")
    };
}

#[cfg(test)]
mod tests {
    use super::{to_f64, write};

    #[test]
    fn reads_as_the_standard_library_does() {
        for text in [
            "0",
            "-0",
            "1",
            "0.1",
            "-2.5",
            "0.30000000000000004",
            "0.0036250000000000002",
            "90.42225290942383",
            "42.215889504792884",
            "9007199254740993",
            "9007199254740992.5",
            "123456789012345678901234567",
            "1e3",
            "1E+3",
            "2.5e-7",
            "1e22",
            "1e23",
            "8.5e-20",
            "79228162514264337593543950335",
            "0.0000000000000000000000000001",
            "7.9228162514264337593543950335",
            "1.5e300",
            "1e400",
            "5e-30",
        ] {
            let expected: f64 = text.parse().unwrap();
            let got = to_f64(text).unwrap();
            let near = (got - expected).abs() <= expected.abs() * 1e-13;
            let same = got.to_bits() == expected.to_bits();
            // The largest floats are the ones that may be off.
            assert!(same || (expected.abs() > 1e38 && near), "{text}: {got}");
        }
        for text in ["", "-", "1.2.3", "0x1", "e5", "1e", "NaN", "."] {
            assert_eq!(to_f64(text), None, "{text:?}");
        }
    }

    #[test]
    fn random_floats_survive_writing_and_reading() {
        // Xorshift, fixed seed.
        let mut state = 88_172_645_463_325_252_u64;
        for round in 0..200_000 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            #[allow(clippy::cast_precision_loss)]
            let fraction = (state >> 11) as f64 / (1_u64 << 53) as f64;
            let value = (fraction + 0.1) * 10_f64.powi(round % 40 - 16);
            let mut text = String::new();
            write(&mut text, value);
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits());
            assert_eq!(to_f64(&text).unwrap().to_bits(), value.to_bits(), "{text}");
        }
    }

    #[test]
    fn writes_as_javascript_does() {
        let text = |value| {
            let mut text = String::new();
            write(&mut text, value);
            text
        };
        assert_eq!(text(0.1), "0.1");
        assert_eq!(text(1e20), "100000000000000000000");
        assert_eq!(text(1.5e21), "1.5e21");
        assert_eq!(text(2.5e-7), "2.5e-7");
        assert_eq!(text(f64::NAN), "null");
    }
}
