//! Exact decimal numbers as text: plain digits, and JSON.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decimal::Exact;
use crate::pricing::number::visitor::NumberVisitor;

/// Space for the text of any number: a sign, a decimal point and 29 digits.
pub(in crate::pricing) type Digits = [u8; 40];

/// Text that is not a plain decimal number of at most 28 digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no decimal number like \"0.15\" with at most 28 digits")]
pub struct ParseExactError(String);

impl Exact {
    /// Writes the number plainly, without exponent, trailing zeros or `-0`.
    pub(in crate::pricing) fn written<'t>(&self, text: &'t mut Digits) -> &'t str {
        let mantissa = self.0.mantissa();
        let mut rest = mantissa.unsigned_abs();
        let mut decimals = self.0.scale();
        let mut at = text.len();
        loop {
            // The processor divides 64 bits many times as fast as 128.
            let digit = if let Ok(narrow) = u64::try_from(rest) {
                rest = u128::from(narrow / 10);
                (narrow % 10) as u8
            } else {
                let digit = (rest % 10) as u8;
                rest /= 10;
                digit
            };
            let is_first = at == text.len();
            if decimals == 0 || digit != 0 || !is_first {
                at -= 1;
                text[at] = b'0' + digit;
            }
            if decimals == 0 {
                if rest == 0 {
                    break;
                }
                continue;
            }
            decimals -= 1;
            if decimals == 0 && at < text.len() {
                at -= 1;
                text[at] = b'.';
            }
        }
        if mantissa < 0 {
            at -= 1;
            text[at] = b'-';
        }
        // Only ASCII was written.
        std::str::from_utf8(&text[at..]).unwrap_or_default()
    }
}

/// A plain number: no exponent, no trailing zeros, no `-0`.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written(&mut [0; 40]))
    }
}

impl FromStr for Exact {
    type Err = ParseExactError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseExactError(text.chars().take(60).collect());
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit())
            && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if !plain {
            return Err(error());
        }
        Decimal::from_str_exact(text).map(Self).map_err(|_| error())
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.written(&mut [0; 40]))
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor {
            expecting: "a decimal number, best written as a string, \"0.15\"",
            texts: true,
        })
    }
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for Exact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let text = schemars::json_schema!({
            "type": "string",
            "pattern": r"^-?\d+(\.\d+)?$",
        });
        if generator.contract().is_serialize() {
            return text;
        }
        schemars::json_schema!({ "anyOf": [text, { "type": "number" }] })
    }
    fn inline_schema() -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    fn exact(text: &str) -> Exact {
        text.parse().unwrap()
    }

    #[test]
    fn prints_plainly() {
        assert_eq!(exact("0.600").to_string(), "0.6");
        assert_eq!(exact("-0").to_string(), "0");
        assert_eq!(exact("1000").to_string(), "1000");
        for plain in [
            "0",
            "7",
            "10",
            "0.1",
            "0.01",
            "1.05",
            "100.001",
            "-0.5",
            "-12.25",
            "0.0000000000000000000000000001",
            "79228162514264337593543950335",
            "7.9228162514264337593543950335",
            "18446744073709551616",
            "0.000000018446744073709551616",
        ] {
            assert_eq!(exact(plain).to_string(), plain);
        }
        assert_eq!(exact("0.000").to_string(), "0");
        assert_eq!(exact("500.500").to_string(), "500.5");
        for bad in [
            "", "1e3", "+1", ".5", "5.", "1_000", " 1", "NaN", "--1", "0x10",
        ] {
            assert!(bad.parse::<Exact>().is_err(), "{bad:?}");
        }
    }
}
