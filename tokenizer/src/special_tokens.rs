//! Special tokens. They are matched by their own text and never result from a merge.

use crate::error::TokenizerError;
use crate::sorting::{sort_by, sorted_indices};

/// A set of special tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SpecialSet<'a> {
    /// No special token.
    #[default]
    None,
    /// All special tokens of the encoding.
    All,
    /// The special tokens with these texts.
    These(&'a [&'a str]),
}

/// How to encode the text of special tokens. By default it is ordinary text: encoding what a user wrote
/// never fails, and never turns it into a control token.
///
/// ```
/// use tokenfare_tokenizer::{Encoding, EncodingName, SpecialSet, SpecialTokenOptions};
///
/// let o200k = Encoding::embedded(EncodingName::O200kBase)?;
/// let text = "<|endoftext|>";
///
/// assert_eq!(o200k.count(text, SpecialTokenOptions::default())?, 7);
///
/// let allowed = SpecialTokenOptions { allowed: SpecialSet::All, ..Default::default() };
/// assert_eq!(o200k.encode(text, allowed)?, [199_999]);
///
/// let disallowed = SpecialTokenOptions { disallowed: SpecialSet::All, ..Default::default() };
/// assert!(o200k.encode(text, disallowed).is_err());
/// # Ok::<(), tokenfare_tokenizer::TokenizerError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SpecialTokenOptions<'a> {
    /// Special tokens that are encoded as themselves.
    pub allowed: SpecialSet<'a>,
    /// Special tokens that must not occur: a call fails if one does. [`SpecialSet::All`] means all that are
    /// not allowed.
    pub disallowed: SpecialSet<'a>,
}

/// The special tokens of an encoding.
pub struct SpecialTokens {
    /// Text and id, by text.
    by_text: Vec<(Box<str>, u32)>,
    /// Indices into `by_text`, by id.
    by_id: Vec<u32>,
}

/// A set of special tokens to search for.
pub struct Wanted {
    all: bool,
    /// Indices into `by_text`, sorted.
    indices: Vec<u32>,
}

impl Wanted {
    pub fn is_empty(&self) -> bool {
        !self.all && self.indices.is_empty()
    }
}

/// A special token that was found in a text.
pub struct Found {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its id.
    pub id: u32,
}

impl SpecialTokens {
    pub fn new(mut tokens: Vec<(String, u32)>) -> Result<Self, TokenizerError> {
        sort_by(&mut tokens, Ord::cmp);
        // If none begins with another, at most one begins at any position of a text.
        if tokens.windows(2).any(|two| two[1].0.starts_with(&two[0].0)) {
            return Err(TokenizerError::corrupt(
                "a special token begins with another",
            ));
        }
        let by_text: Vec<_> = tokens
            .into_iter()
            .map(|(text, id)| (text.into_boxed_str(), id))
            .collect();
        let id = |index: u32| by_text[index as usize].1;
        let by_id = sorted_indices(by_text.len(), &|left, right| id(left).cmp(&id(right)));
        Ok(Self { by_text, by_id })
    }

    /// The text and the id of each, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.by_id.iter().map(|&index| {
            let (text, id) = &self.by_text[index as usize];
            (&**text, *id)
        })
    }

    /// One more than the highest id.
    pub fn ids(&self) -> usize {
        self.iter()
            .map(|(_, id)| id as usize + 1)
            .max()
            .unwrap_or(0)
    }

    /// The text of a special token.
    pub fn text(&self, id: u32) -> Option<&str> {
        let at = self
            .by_id
            .binary_search_by_key(&id, |&index| self.by_text[index as usize].1)
            .ok()?;
        Some(&self.by_text[self.by_id[at] as usize].0)
    }

    /// Looks up the texts of a set.
    pub fn wanted(&self, set: SpecialSet<'_>) -> Result<Wanted, TokenizerError> {
        let texts = match set {
            SpecialSet::None => &[],
            SpecialSet::All => {
                return Ok(Wanted {
                    all: true,
                    indices: Vec::new(),
                });
            }
            SpecialSet::These(texts) => texts,
        };
        let mut indices = Vec::with_capacity(texts.len());
        for &text in texts {
            match self
                .by_text
                .binary_search_by(|(known, _)| (**known).cmp(text))
            {
                Ok(index) => indices.push(index as u32),
                Err(_) => {
                    return Err(TokenizerError::UnknownSpecialToken {
                        name: text.to_owned(),
                        known: self.iter().map(|(text, _)| text.to_owned()).collect(),
                    });
                }
            }
        }
        sort_by(&mut indices, Ord::cmp);
        Ok(Wanted {
            all: false,
            indices,
        })
    }

    /// The special tokens that must not occur: [`SpecialSet::All`] excludes those that are allowed.
    pub fn disallowed(&self, options: SpecialTokenOptions<'_>) -> Result<Wanted, TokenizerError> {
        let disallowed = self.wanted(options.disallowed)?;
        if !disallowed.all {
            return Ok(disallowed);
        }
        let allowed = self.wanted(options.allowed)?;
        let indices = (0..self.by_text.len() as u32)
            .filter(|index| !allowed.all && allowed.indices.binary_search(index).is_err())
            .collect();
        Ok(Wanted {
            all: false,
            indices,
        })
    }

    /// The first special token of a set in `text` at or after `from`.
    pub fn find(&self, text: &str, from: usize, wanted: &Wanted) -> Option<Found> {
        if wanted.is_empty() {
            return None;
        }
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            if let Some(index) = self.begins_at(&bytes[at..], byte) {
                let (token, id) = &self.by_text[index];
                if wanted.all || wanted.indices.binary_search(&(index as u32)).is_ok() {
                    return Some(Found {
                        start: at,
                        end: at + token.len(),
                        id: *id,
                    });
                }
            }
            at += 1;
        }
        None
    }

    #[inline]
    fn begins_at(&self, text: &[u8], first: u8) -> Option<usize> {
        // Quickly rule out most positions: all of OpenAI's begin with "<|".
        if first == b'<' && text.get(1) != Some(&b'|') {
            return None;
        }
        if self.by_text.first()?.0.as_bytes()[0] > first
            || self.by_text.last()?.0.as_bytes()[0] < first
        {
            return None;
        }
        let after = self
            .by_text
            .partition_point(|(token, _)| token.as_bytes() <= text);
        let index = after.checked_sub(1)?;
        text.starts_with(self.by_text[index].0.as_bytes())
            .then_some(index)
    }
}
