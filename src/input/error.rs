//! What does not fit, and where.

use std::fmt::Display;

use serde::de::{Expected, Unexpected};
use serde_json::Number;

use crate::near_match::{near_matches, shortened};

/// A value that does not fit its type: what was expected, where, and what was probably meant.
///
/// It is one pointer wide, because the reader of every field returns it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}{}", .0.path, if .0.path.is_empty() { "" } else { " " }, .0.message)]
pub struct InputError(Box<Misfit>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Misfit {
    message: String,
    path: String,
    suggestions: Vec<String>,
    exceeds_bound: bool,
}

impl InputError {
    /// An error about the value as a whole; whoever reads the value around it adds the place.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Misfit {
            message: message.into(),
            ..Misfit::default()
        }))
    }

    /// A value that is larger than a documented bound.
    pub fn beyond(message: impl Into<String>) -> Self {
        let mut error = Self::new(message);
        error.0.exceeds_bound = true;
        error
    }

    /// Where the value stands: `"quantities.images[1].height"`; empty for the whole input.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What is wrong with it: `"must be a number, not null"`. Together with the path it is a sentence.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Near matches of an unknown field or word, best first.
    pub fn suggestions(&self) -> &[String] {
        &self.0.suggestions
    }

    /// Whether the value is larger than a documented bound, and right otherwise.
    pub fn exceeds_bound(&self) -> bool {
        self.0.exceeds_bound
    }

    /// The same error, seen from the object around it.
    pub(crate) fn in_field(mut self, name: &str) -> Self {
        let inner = std::mem::take(&mut self.0.path);
        let name = shortened(name);
        self.0.path = join(&name, &inner);
        self
    }

    /// The same error, seen from the array around it.
    pub(crate) fn in_element(mut self, index: usize) -> Self {
        let inner = std::mem::take(&mut self.0.path);
        self.0.path = join(&format!("[{index}]"), &inner);
        self
    }

    fn mistyped(expected: &dyn Expected, found: &Unexpected<'_>) -> Self {
        let expected = expected.to_string();
        let expected = match expected.as_str() {
            // serde's own words for what JavaScript and JSON call otherwise.
            "u8" | "u16" | "u32" | "u64" => "a whole number that is not negative",
            "a sequence" => "an array",
            "a map" => "an object",
            derived if derived.starts_with("struct ") => "an object",
            other => other,
        };
        Self::new(format!("must be {expected}, not {}", described(found)))
    }
}

/// `outer.inner`, or `outer[0]` where `inner` begins with an index.
fn join(outer: &str, inner: &str) -> String {
    if inner.is_empty() || inner.starts_with('[') {
        format!("{outer}{inner}")
    } else {
        format!("{outer}.{inner}")
    }
}

/// A value in a few words, however long it is.
fn described(found: &Unexpected<'_>) -> String {
    match found {
        Unexpected::Unit | Unexpected::Option => "null".to_owned(),
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => value.to_string(),
        Unexpected::Signed(value) => value.to_string(),
        // serde_json's digits: the standard library's way to write a float would be 16 KB of wasm.
        Unexpected::Float(value) => {
            Number::from_f64(*value).map_or_else(|| "a number".to_owned(), |n| n.to_string())
        }
        Unexpected::Str(text) => format!("{:?}", shortened(text)),
        Unexpected::Seq => "an array".to_owned(),
        Unexpected::Map | Unexpected::StructVariant => "an object".to_owned(),
        Unexpected::Other(words) => (*words).to_owned(),
        _ => "a value of another type".to_owned(),
    }
}

impl serde::de::Error for InputError {
    fn custom<T: Display>(message: T) -> Self {
        Self::new(message.to_string())
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mistyped(expected, &found)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::mistyped(expected, &found)
    }

    /// More elements, months or draws than a documented bound allows.
    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::beyond(format!("must be {expected}, not {length}"))
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        let words: Vec<String> = known.iter().map(|known| format!("{known:?}")).collect();
        let mut error = Self::new(format!(
            "must be {}, not {:?}",
            one_of(&words),
            shortened(word)
        ));
        error.0.suggestions = near_matches(word, known.iter().copied(), 3);
        error
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        // Names that formats use among themselves are nobody's to write.
        let known: Vec<&str> = known
            .iter()
            .copied()
            .filter(|name| !name.starts_with('$'))
            .collect();
        let suggestions = near_matches(field, known.iter().copied(), 3);
        let meant = match suggestions.first() {
            Some(meant) => format!("; did you mean {meant:?}?"),
            None => ".".to_owned(),
        };
        let mut error = Self::new(format!(
            "is an unknown field{meant} The fields here are {}",
            known.join(", ")
        ))
        .in_field(field);
        error.0.suggestions = suggestions;
        error
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new("is missing").in_field(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new("is given twice").in_field(field)
    }
}

/// `"a"`, `"a" or "b"`, `one of "a", "b", "c"`.
fn one_of(words: &[String]) -> String {
    match words {
        [word] => word.clone(),
        [first, second] => format!("{first} or {second}"),
        words => format!("one of {}", words.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use serde::de::Error;

    use super::InputError;

    #[test]
    fn a_path_grows_from_the_inside_out() {
        let error = InputError::new("must be a number")
            .in_field("height")
            .in_element(1)
            .in_field("images")
            .in_field("quantities");
        assert_eq!(error.path(), "quantities.images[1].height");
    }

    #[test]
    fn an_unknown_field_names_itself_and_what_was_meant() {
        let error = InputError::unknown_field("inputToken", &["inputTokens", "outputTokens"]);
        assert_eq!(error.path(), "inputToken");
        assert_eq!(error.suggestions()[0], "inputTokens");
        assert_eq!(
            error.to_string(),
            "inputToken is an unknown field; did you mean \"inputTokens\"? The fields here are \
             inputTokens, outputTokens"
        );
    }

    #[test]
    fn a_very_long_name_is_shown_in_short() {
        let error = InputError::unknown_field(&"x".repeat(100_000), &["a"]);
        assert!(error.path().len() < 300);
        assert!(error.to_string().len() < 300);
    }
}
