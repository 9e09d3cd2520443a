//! Columns of texts, whatever their layout.

use arrow_array::cast::AsArray;
use arrow_array::{Array, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;
use tokenfare::tokenizer::{SpecialSet, SpecialTokenOptions, TokenizerError, Worker};

use crate::error::{KernelError, Result};

/// What the text of a special token, such as `<|endoftext|>`, is in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpecialTokens {
    /// Ordinary text: right for texts from elsewhere.
    #[default]
    AsText,
    /// The special token itself.
    AsTokens,
    /// An error: [`KernelError::Text`].
    Refused,
}

impl SpecialTokens {
    fn options(self) -> SpecialTokenOptions<'static> {
        let mut options = SpecialTokenOptions::default();
        match self {
            Self::AsText => {}
            Self::AsTokens => options.allowed = SpecialSet::All,
            Self::Refused => options.disallowed = SpecialSet::All,
        }
        options
    }

    /// The number of tokens of a text.
    pub(crate) fn count(
        self,
        worker: &mut Worker<'_>,
        text: &str,
    ) -> std::result::Result<usize, TokenizerError> {
        match self {
            Self::AsText => Ok(worker.count_ordinary(text)),
            Self::AsTokens | Self::Refused => worker.count(text, self.options()),
        }
    }

    /// Appends the tokens of a text.
    pub(crate) fn encode(
        self,
        worker: &mut Worker<'_>,
        text: &str,
        tokens: &mut Vec<u32>,
    ) -> std::result::Result<(), TokenizerError> {
        match self {
            Self::AsText => worker.encode_ordinary(text, tokens),
            Self::AsTokens | Self::Refused => worker.encode(text, self.options(), tokens),
        }
    }
}

/// A column of texts.
pub struct Texts<'a> {
    values: Values<'a>,
    /// The index of each row's text among the values, where the column is a dictionary.
    keys: Option<Vec<Option<usize>>>,
    rows: usize,
}

enum Values<'a> {
    Utf8(&'a StringArray),
    LargeUtf8(&'a LargeStringArray),
    Utf8View(&'a StringViewArray),
    /// A column of type null.
    None,
}

const EXPECTED: &str = "Utf8, LargeUtf8, Utf8View, a dictionary of one of them, or Null";

impl<'a> Texts<'a> {
    /// The texts of a column; `column` is its name in errors.
    pub fn new(array: &'a dyn Array, column: &str) -> Result<Self> {
        let values_of = |array: &'a dyn Array| match array.data_type() {
            DataType::Utf8 => Some(Values::Utf8(array.as_string())),
            DataType::LargeUtf8 => Some(Values::LargeUtf8(array.as_string())),
            DataType::Utf8View => Some(Values::Utf8View(array.as_string_view())),
            DataType::Null => Some(Values::None),
            _ => None,
        };
        let mut keys = None;
        let values = match array.as_any_dictionary_opt() {
            Some(dictionary) => {
                let nulls = dictionary.keys().nulls();
                let is_valid = |row: &usize| nulls.is_none_or(|nulls| nulls.is_valid(*row));
                let values = dictionary.values();
                // Keys of null rows may be anything.
                let normalized = if values.is_empty() {
                    vec![0; array.len()]
                } else {
                    dictionary.normalized_keys()
                };
                let keyed = normalized.into_iter().enumerate();
                let keyed = keyed.map(|(row, key)| {
                    Some(key).filter(|key| is_valid(&row) && *key < values.len())
                });
                keys = Some(keyed.collect());
                values_of(values.as_ref())
            }
            None => values_of(array),
        };
        Ok(Self {
            values: values.ok_or_else(|| KernelError::Type {
                column: column.to_owned(),
                found: array.data_type().clone(),
                expected: EXPECTED,
            })?,
            keys,
            rows: array.len(),
        })
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The text of a row; `None` where it is null.
    pub fn get(&self, row: usize) -> Option<&'a str> {
        match &self.keys {
            None => self.value(row),
            Some(keys) => self.value(keys.get(row).copied().flatten()?),
        }
    }

    fn value(&self, index: usize) -> Option<&'a str> {
        match self.values {
            Values::Utf8(array) => array.is_valid(index).then(|| array.value(index)),
            Values::LargeUtf8(array) => array.is_valid(index).then(|| array.value(index)),
            Values::Utf8View(array) => array.is_valid(index).then(|| array.value(index)),
            Values::None => None,
        }
    }

    /// Calls `visit` with each row and what `of` gives for its text. Where the column is a
    /// dictionary, `of` is called once for each text that a row has.
    pub fn each<T: Clone>(
        &self,
        mut of: impl FnMut(usize, &'a str) -> Result<T>,
        mut visit: impl FnMut(Option<T>),
    ) -> Result<()> {
        let Some(keys) = &self.keys else {
            for row in 0..self.rows {
                visit(self.value(row).map(|text| of(row, text)).transpose()?);
            }
            return Ok(());
        };
        let distinct = keys.iter().flatten().max().map_or(0, |last| last + 1);
        let mut known: Vec<Option<T>> = vec![None; distinct];
        for (row, key) in keys.iter().enumerate() {
            let Some((key, text)) = key.and_then(|key| Some((key, self.value(key)?))) else {
                visit(None);
                continue;
            };
            let slot = known.get_mut(key);
            let result = match slot {
                Some(Some(known)) => known.clone(),
                Some(slot) => slot.insert(of(row, text)?).clone(),
                None => of(row, text)?,
            };
            visit(Some(result));
        }
        Ok(())
    }

    /// Whether the texts of the rows may be too many for 32-bit offsets by their type.
    pub fn is_large(&self) -> bool {
        matches!(self.values, Values::LargeUtf8(_)) && self.keys.is_none()
    }
}

/// The error of the text of a row.
pub fn in_row(row: usize) -> impl Fn(TokenizerError) -> KernelError {
    move |error| KernelError::Text { row, error }
}
