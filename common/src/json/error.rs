//! What does not fit, and where.

use std::fmt::{self, Display};

use serde::de::{Expected, Unexpected};

use crate::near_match::{near_matches, shortened};

/// What does not fit, and where.
///
/// Behind one pointer, since every reader of every field returns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError(Box<Fault>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fault {
    message: String,
    path: String,
    suggestions: Vec<String>,
}

impl JsonError {
    /// An error whose place is not known yet.
    pub(super) fn new(message: String) -> Self {
        Self(Box::new(Fault {
            message,
            ..Fault::default()
        }))
    }

    /// Where: `"quantities.images[1].height"`; empty for the whole.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Near matches of an unknown field or word, best first.
    pub fn suggestions(&self) -> &[String] {
        &self.0.suggestions
    }

    /// The same error, seen from the object around it.
    pub(super) fn in_field(mut self, name: &str) -> Self {
        let inner = std::mem::take(&mut self.0.path);
        self.0.path = if inner.is_empty() || inner.starts_with('[') {
            format!("{name}{inner}")
        } else {
            format!("{name}.{inner}")
        };
        self
    }

    /// The same error, seen from the array around it.
    pub(super) fn in_item(mut self, index: usize) -> Self {
        let inner = std::mem::take(&mut self.0.path);
        let point = if inner.is_empty() || inner.starts_with('[') {
            ""
        } else {
            "."
        };
        self.0.path = format!("[{index}]{point}{inner}");
        self
    }

    fn unknown(what: &str, word: &str, known: &[&str]) -> Self {
        let suggestions = near_matches(word, known.iter().copied(), 3);
        let meant = match suggestions.first() {
            Some(meant) => format!(", did you mean {meant:?}?"),
            None => ".".to_owned(),
        };
        Self(Box::new(Fault {
            message: format!("unknown {what}{meant} Known are {}", known.join(", ")),
            path: String::new(),
            suggestions,
        }))
    }

    fn mistyped(expected: &dyn Expected, found: &Unexpected<'_>) -> Self {
        let expected = expected.to_string();
        // serde's own words for what people know by others.
        let expected = match expected.as_str() {
            "u8" | "u16" | "u32" | "u64" => "a whole number that is not negative",
            "a sequence" => "an array",
            "a map" => "an object",
            derived if derived.starts_with("struct ") => "an object",
            other => other,
        };
        let found = match found {
            // JSON has no NaN and no Infinity; JavaScript writes null for them.
            Unexpected::Unit => "null, NaN or Infinity".to_owned(),
            Unexpected::Bool(value) => value.to_string(),
            Unexpected::Unsigned(value) => value.to_string(),
            Unexpected::Signed(value) => value.to_string(),
            Unexpected::Float(value) => value.to_string(),
            Unexpected::Str(text) => format!("{:?}", shortened(text)),
            Unexpected::Seq => "an array".to_owned(),
            Unexpected::Map => "an object".to_owned(),
            other => other.to_string(),
        };
        Self::new(format!("must be {expected}, not {found}"))
    }
}

impl Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for JsonError {}

impl serde::ser::Error for JsonError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(message.to_string())
    }
}

impl serde::de::Error for JsonError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mistyped(expected, &found)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mistyped(expected, &found)
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::new(format!("must be {expected}, not {length} elements"))
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::unknown("field", field, known)
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        Self::unknown("word", word, known).about(word)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new("is missing".to_owned()).in_field(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new("is there twice".to_owned()).in_field(field)
    }
}

impl JsonError {
    fn about(mut self, word: &str) -> Self {
        let shown: String = word.chars().take(60).collect();
        self.0.message = self
            .0
            .message
            .replacen("word", &format!("word {shown:?}"), 1);
        self
    }
}
