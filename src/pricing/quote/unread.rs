//! A number of a usage object that is billed or may be, and was not used.

use serde::{Deserialize, Serialize};

/// A number of a usage object that is billed or may be, and was not used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Unread {
    /// Where it stands in the response: "usage.prompt_tokens_details.new_tokens".
    pub path: String,
    /// The number itself.
    pub value: UnreadValue,
}

/// A number; as text where it has more digits than a JavaScript number holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum UnreadValue {
    /// The number.
    Number(f64),
    /// Its digits.
    Text(String),
}

impl UnreadValue {
    /// The value of a number as JSON writes it.
    pub(in crate::pricing) fn of(digits: String) -> Self {
        const MAX_DIGITS: usize = 15;
        let significant = digits.bytes().filter(u8::is_ascii_digit).count();
        match digits.parse() {
            Ok(number) if significant <= MAX_DIGITS => Self::Number(number),
            _ => Self::Text(digits),
        }
    }
}
